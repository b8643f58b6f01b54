"""Repairs: the smallest edits and completions that close a finding, each verified by checking the draft again."""

import itertools
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from foedus.base import Source
from foedus.cases.backends.base import OutOfBudgetError
from foedus.cases.ghost import Outside, TooWide
from foedus.check.compare import Both
from foedus.check.edits import Edit, edits
from foedus.check.view import View
from foedus.language.format import format_text
from foedus.language.load import Loader
from foedus.model import Checked, Draft, Finding, Repair

MOST = 3  # repairs shown for one finding
_TRIED = 5  # candidates tried for one finding
_QUESTION = 1.0

Again = Callable[[Draft, Mapping[str, str]], tuple[View, Checked]]


class Candidate(Struct, frozen=True):
    """Something that may close findings: points settled, or words changed. size: how small it is; points first."""

    words: str
    points: tuple[tuple[str, str], ...] = ()
    edit: Edit | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Points before words; fewer before more."""
        return (len(self.points) if self.edit is None else 2, self.edit.size if self.edit else 0)


class Outcome(Struct, frozen=True):
    """What a candidate comes to when the draft is checked again."""

    text: str
    after: Checked
    binds: tuple[str, ...]


class Repairs:
    """Repairs for the findings of one check.

    Args:
        view: the draft under check, and what the check found.
        again: checks a draft, some points settled, over the same horizon and at the same instant.
        sources: the texts by file; what is missing is read from its file.
        budget: seconds for all repairs; findings past it get none, and the check says so.
    """

    def __init__(
        self, view: View, checked: Checked, again: Again, sources: Mapping[str, Source] | None = None,
        budget: float = 60.0,
    ) -> None:  # fmt: skip
        self.view, self.draft, self.checked, self.again = view, view.draft, checked, again
        self.end = time.monotonic() + budget
        self.sources = dict(sources or {})
        self._done: dict[Candidate, Outcome | None] = {}
        self._loader: Loader | None = None

    def all(self) -> Checked:
        """The check with repairs for its findings, those that are not meant first."""
        found: list[Finding] = []
        left = 0
        for one in self.checked.findings:
            if one.on_purpose or self.over:
                left += self.over and not one.on_purpose
                found.append(one)
            else:
                found.append(replace(one, repairs=self.of(one)))
        notes = self.checked.notes
        if left:
            notes = (*notes, f"repairs: no time left for {left} finding{'s' * (left != 1)}")
        return replace(self.checked, findings=tuple(found), notes=notes)

    @property
    def over(self) -> bool:
        """Whether the seconds are spent."""
        return time.monotonic() >= self.end

    def of(self, finding: Finding) -> tuple[Repair, ...]:
        """The smallest verified repairs of one finding."""
        out: list[Repair] = []
        tried = 0
        for candidate in sorted(self.candidates(finding), key=lambda c: c.size):
            if len(out) >= MOST or tried >= _TRIED or self.over:
                break
            tried += candidate not in self._done
            outcome = self.tried(candidate)
            if outcome is not None and (repair := self._repair(candidate, outcome, finding)) is not None:
                out.append(repair)
        return tuple(out)

    # ---- what may be tried ---------------------------------------------------------------------------------------

    def candidates(self, finding: Finding) -> Iterator[Candidate]:
        """Completions outside the settings under which it holds, then edits of the sentences that it rests on."""
        yield from settlings(finding, {p.name: p.texts for p in self.draft.open_points()})
        text = self.text()
        if text is not None:
            for edit in edits(self.draft, finding, text):
                yield Candidate(edit.words, edit=edit)

    def text(self) -> str | None:
        """The draft's own text; None where it cannot be read any more."""
        file = self.draft.file
        if file in self.sources:
            return self.sources[file].text
        try:
            return Path(file).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return None

    # ---- trying --------------------------------------------------------------------------------------------------

    def tried(self, candidate: Candidate) -> Outcome | None:
        """The check of the draft after it; None if the edited text does not read."""
        if candidate not in self._done:
            self._done[candidate] = self._try(candidate)
        return self._done[candidate]

    def _try(self, candidate: Candidate) -> Outcome | None:
        text, draft = "", self.draft
        if candidate.edit is not None:
            before = self.text()
            assert before is not None
            text = candidate.edit.applied(before)
            try:
                text = format_text(text, draft.file) if format_text(before, draft.file) == before else text
            except ValueError:
                return None
            read = self._read(text)
            if read is None:
                return None
            draft = read
        try:
            view, after = self.again(draft, dict(candidate.points))
        except (Outside, TooWide, OutOfBudgetError, KeyError):
            return None
        return Outcome(text, after, self._newly(view))

    def _read(self, text: str) -> Draft | None:
        """The edited draft, what it uses read once."""
        file = self.draft.file
        first = self._loader
        loader = Loader({**{name: s.text for name, s in self.sources.items()}, file: text})
        if first is not None:
            loader.parsed = {k: v for k, v in first.parsed.items() if k != file}
        loaded = loader.load(Path(file), file)
        self._loader = loader
        return loaded.draft if loaded.ok else None

    def _newly(self, view: View) -> tuple[str, ...]:
        """Who is bound to what in a case in which it was not: names with measures."""
        try:
            both = Both(self.view.case, view.case)
            found = [
                c
                for c in both.gained(_QUESTION)
                if c.what == "lost" and c.modal == "must" and "to the full" not in c.measure
            ]
        except OutOfBudgetError:
            return ("not worked out within the budget",)
        named: dict[str, list[str]] = {}
        for one in found:
            named.setdefault(one.bearer, []).append(one.measure)
        return tuple(f"{name}: {', '.join(dict.fromkeys(m))}" for name, m in named.items())

    # ---- what it comes to ----------------------------------------------------------------------------------------

    def _repair(self, candidate: Candidate, outcome: Outcome, finding: Finding) -> Repair | None:
        """A repair, if the finding is closed by it."""
        closed = closes(self.checked, outcome.after)
        if finding not in closed:
            return None
        opened = opens(self.checked, outcome.after)
        return Repair(
            candidate.words, candidate.points, outcome.text, tuple(dict.fromkeys(f.name for f in closed)),
            tuple(dict.fromkeys(f.name for f in opened)), outcome.binds,
        )  # fmt: skip


def settlings(finding: Finding, points: Mapping[str, tuple[str, ...]]) -> Iterator[Candidate]:
    """The completions of one open point, else of two, that leave every setting under which a finding holds.

    >>> from foedus.model import Ref
    >>> one = Finding("F1", "time", "Late.", Ref("T", "article 1", "t", 1, 1), always=False,
    ...     depends=((("clock", ("7 days",)),),))
    >>> [c.words for c in settlings(one, {"clock": ("24 hours", "7 days")})]
    ['settle clock = 24 hours']
    """
    if finding.always or not finding.depends:
        return
    boxes = [dict(box) for box in finding.depends]
    names = [n for n in dict.fromkeys(n for box in boxes for n in box) if n in points]
    left = {(n, o): [b for b in boxes if o in b.get(n, (o,))] for n in names for o in points[n]}
    single = [key for key, rest in left.items() if not rest]
    for name, option in single:
        yield Candidate(f"settle {name} = {option}", ((name, option),))
    if single:
        return
    for (one, a), (two, b) in itertools.combinations(left, 2):
        if one != two and not [box for box in left[one, a] if box in left[two, b]]:
            yield Candidate(f"settle {one} = {a} and {two} = {b}", ((one, a), (two, b)))


def _place(finding: Finding) -> tuple[str, str]:
    label = finding.ref.label
    return finding.code, "" if label.startswith("line ") else label


def _share(finding: Finding) -> float:
    return finding.share.of / max(1, finding.share.whole) if finding.share else finding.weight


def closes(before: Checked, after: Checked) -> list[Finding]:
    """What was found before and is not found after.

    A finding is closed where nothing of its kind is left at its provision, or where there are fewer and none of them
    covers what it covered.
    """
    left = {(f.code, f.sentence) for f in after.findings if not f.on_purpose}
    out: list[Finding] = []
    for one in before.findings:
        if one.on_purpose or (one.code, one.sentence) in left:
            continue
        same = [f for f in after.findings if _place(f) == _place(one) and not f.on_purpose]
        were = [f for f in before.findings if _place(f) == _place(one) and not f.on_purpose]
        fewer = (
            len(same) < len(were) and sum(map(_share, same)) <= sum(map(_share, were)) - _share(one) + 1e-9
        )
        if not same or fewer:
            out.append(one)
    return out


def opens(before: Checked, after: Checked) -> list[Finding]:
    """What is found after and was not found before: of a kind and place of which there was less."""
    said = {(f.code, f.sentence) for f in before.findings}
    out: list[Finding] = []
    for one in after.findings:
        if one.on_purpose or (one.code, one.sentence) in said:
            continue
        were = [f for f in before.findings if _place(f) == _place(one)]
        if not were or max(map(_share, were)) < _share(one) - 1e-9:
            out.append(one)
    return out
