"""A bracketed Word text as the skeleton of a draft: its words untouched, its brackets as open points, and what was not
understood."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import wrap

from msgspec import Struct
from msgspec.structs import replace

from foedus.base import Diagnostic
from foedus.language import parse_draft
from foedus.language.format import format_text
from foedus.language.names import Names
from foedus.papers.word.blocks import Block, Contents
from foedus.papers.word.delegations import ALIASES, Delegations
from foedus.papers.word.headings import Heading, headings, title_of
from foedus.papers.word.named import Named, named
from foedus.papers.word.package import opened
from foedus.papers.word.plainly import plainly
from foedus.papers.word.points import Point, Remark, find
from foedus.papers.word.reader import contents
from foedus.papers.word.sentences import NO_STOP, Spoken, sentences
from foedus.papers.word.skeleton import Piece, Skeleton, head, skeleton
from foedus.papers.word.understanding import names_of, near, understood

_ROUNDS = 80  # each takes out at least one sentence or point that does not fit with the others
_NOTES = {
    "footnote": "a footnote", "endnote": "an endnote", "comment": "a comment", "header": "the head of pages",
    "footer": "the foot of pages",
}  # fmt: skip


class Provision(Struct, frozen=True):
    """A sentence of the document. text: as it stands. status: understood · near · not understood ·
    no sentence (no full stop ends it).

    offered: as the draft has it, or would if it were taken up. changed: what is written otherwise than it stands.
    code, why, fix: what is wrong with one that is not understood.
    """

    place: str
    text: str
    status: str
    offered: str = ""
    changed: tuple[str, ...] = ()
    code: str = ""
    why: str = ""
    fix: str = ""


class Imported(Struct, frozen=True):
    """A document as a draft.

    text: of the draft; it can be read without errors. points: what is open, by its name in the draft. provisions: every
    sentence, understood or not. remarks: what else was not understood or not read. used: the points that
    provisions use.
    """

    file: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    points: tuple[Named, ...]
    provisions: tuple[Provision, ...]
    remarks: tuple[Remark, ...]
    delegations: tuple[str, ...]
    used: tuple[str, ...]


def imported(path: Path, shown: str, code: str = "DRAFT") -> Imported:
    """Read a .docx.

    Args:
        path: the file.
        shown: what to call it.
        code: what the draft is called.

    Raises: WordError if it is refused.
    """
    return of_contents(contents(opened(path, shown)), code)


def of_contents(read: Contents, code: str = "DRAFT") -> Imported:
    """The draft of a document that is read.

    Args:
        read: what the document says.
        code: what the draft is called.
    """
    return _Importer(read, code).run()


class _Importer:
    def __init__(self, read: Contents, code: str) -> None:
        self.read = read
        self.blocks = read.blocks
        self.code = code
        self.file = Path(read.name).name
        self.heads: list[Heading] = headings(read.blocks)
        self.title = title_of(read.blocks, self.heads, read.title or Path(read.name).stem)
        world = names_of('treaty "Names", called NAMES.\nuse "world.treaty".\n')
        self.states = {e.name for e in world.entries.values() if e.kind == "state"}
        self.delegations = Delegations(self.states)
        found = find(read.blocks, self.delegations)
        self.points: Sequence[Point] = found.points
        self.remarks = [*found.remarks, *(Remark(u.kind, u.place, "", u.why) for u in read.unread)]
        self.remarks += [
            Remark(b.where, b.place, b.text.strip(), f"{_NOTES[b.where]}: it was not read as a provision")
            for b in read.blocks if b.where in _NOTES and b.text.strip()
        ]  # fmt: skip
        self.by = self._delegations(found.points)
        self.parties = list(self.by)
        self.spoken: list[Spoken] = []
        self.named: tuple[Named, ...] = ()
        self.known = world

    def _delegations(self, points: Sequence[Point]) -> tuple[str, ...]:
        """Who is named beside options; an author of tracked changes is one only if the gazetteer knows the name."""
        by = (
            n for p in points for o in p.options for n in o.by
            if p.kind != "tracked" or self.delegations.knows(n)
        )  # fmt: skip
        return tuple(dict.fromkeys(self.delegations.canonical(n) for n in by))

    def run(self) -> Imported:
        """Everything, in order."""
        bodies = [
            k for k, b in enumerate(self.blocks)
            if b.where in ("text", "table", "box") and b.text.strip() and self._sentence(k)
        ]  # fmt: skip
        blocks = [self._body(k) for k in range(len(self.blocks))]
        self.spoken = sentences(blocks, self._shifted(blocks), bodies)
        self.named = named(self.points, self._names())
        tried = [self._tried(s) for s in self.spoken]
        kept, problems = self._fitting(tried)
        skeleton_ = self._skeleton(tried, kept)
        provisions = self._provisions(tried, kept, problems)
        text = self._written(skeleton_, provisions)
        used = tuple(dict.fromkeys(self.named[k].name for n in kept for k in self.spoken[n].points))
        return Imported(
            self.read.name, self.title, text, self.blocks, self.named, tuple(provisions),
            tuple(dict.fromkeys(self.remarks)), self.by, used,
        )  # fmt: skip

    # ---- sentences -----------------------------------------------------------------------------------------------

    def _sentence(self, number: int) -> bool:
        one = self.heads[number]
        return one.kind == "" or one.body is not None

    def _body(self, number: int) -> Block:
        """A paragraph without the heading that it begins with."""
        block, cut = self.blocks[number], self.heads[number].body
        return block if cut is None else replace(block, pieces=_cut(block, cut))

    def _shifted(self, blocks: Sequence[Block]) -> list[Point]:
        """The points as they stand in paragraphs that lost a heading."""
        out: list[Point] = []
        for point in self.points:
            lost = len(self.blocks[point.block].text) - len(blocks[point.block].text)
            start, end = max(0, point.start - lost), max(0, point.end - lost)
            out.append(replace(point, start=start, end=end) if lost else point)
        return out

    def _names(self) -> Names:
        return names_of(self._head())

    def _head(self) -> str:
        return head(self.title, self.code, self.file, self.parties)

    def _tried(self, one: Spoken) -> tuple[str, tuple[str, ...]]:
        """A sentence in the language's words, and what was written otherwise; "" if it cannot be tried."""
        if one.why:
            return "", ()
        states = {k: v for k, v in ALIASES.items() if len(k) > 3 and v in self.states}
        text, changed = plainly(one.form, {**states, **{f"the {s}": s for s in self.states if s in one.form}})
        for k in one.points:
            text = text.replace(f"?{k}?", f"?{self.named[k].name}")
        return text, changed

    def _fitting(
        self, tried: Sequence[tuple[str, tuple[str, ...]]]
    ) -> tuple[list[int], dict[int, Diagnostic]]:
        """The sentences that are understood together, and what is wrong with the others."""
        candidates = [k for k, (text, _) in enumerate(tried) if text]
        points = [n.name for n in self.named]
        told = understood([tried[k][0] for k in candidates], self._head(), points)
        problems = {k: d for k, d in zip(candidates, told, strict=True) if d is not None}
        kept = [k for k in candidates if k not in problems]
        for _ in range(_ROUNDS):
            made = self._skeleton(tried, kept)
            loaded = parse_draft(made.text())
            errors = [d for d in loaded.diagnostics if d.severity == "error"]
            if not errors:
                self.known = loaded.names or self.known
                return kept, problems
            out = self._out(made, errors, kept, problems)
            if out is None:
                continue
            kept = [k for k in kept if k not in out]
        return [], {**problems, **dict.fromkeys(kept, Diagnostic("E0902", "too many mistakes", None))}

    def _out(
        self,
        made: Skeleton,
        errors: Sequence[Diagnostic],
        kept: Sequence[int],
        problems: dict[int, Diagnostic],
    ) -> set[int] | None:
        """The sentences that must go for these errors; None if a state was made a party instead."""
        out: set[int] = set()
        for error in errors:
            piece = made.at(error.span.line if error.span else 0)
            if piece is None:
                continue
            kind, number = piece
            if kind == "sentence":
                party = self._party(error, number)
                if party:
                    self.parties.append(party)
                    return None
                out.add(number)
                problems.setdefault(number, error)
            elif kind == "open":
                using = {k for k in kept if number in self.spoken[k].points}
                for k in using:
                    problems.setdefault(k, error)
                out |= using
                self.named = tuple(
                    replace(n, slot="") if k == number else n for k, n in enumerate(self.named)
                )
        if not out and not any(made.at(e.span.line if e.span else 0) for e in errors):
            for k in kept:
                problems.setdefault(k, errors[0])
            return set(kept)
        return out

    def _party(self, error: Diagnostic, number: int) -> str:
        """The state that a sentence binds without its being a party yet."""
        del number
        if error.code != "E0403":
            return ""
        found = (s for s in sorted(self.states, key=len, reverse=True) if s in error.message)
        return next((s for s in found if s not in self.parties), "")

    # ---- the draft -----------------------------------------------------------------------------------------------

    def _skeleton(self, tried: Sequence[tuple[str, tuple[str, ...]]], kept: Sequence[int]) -> Skeleton:
        offered: dict[int, list[Piece]] = {}
        for k in kept:
            one, (text, changed) = self.spoken[k], tried[k]
            marks = f', source "{self.file}, {one.place}"' + (", assumption" if changed else "")
            line = f"{text.rstrip().removesuffix('.')}{marks.replace(chr(10), ' ')}."
            note = f"# {one.place} says it otherwise: {', '.join(changed)}" if changed else ""
            offered.setdefault(one.last, []).append(Piece("sentence", k, line, note))
        return skeleton(self._head(), self.blocks, self.heads, self.points, self.named, offered)

    def _provisions(
        self,
        tried: Sequence[tuple[str, tuple[str, ...]]],
        kept: Sequence[int],
        problems: Mapping[int, Diagnostic],
    ) -> list[Provision]:
        mine = set(kept)
        out: list[Provision] = []
        for k, one in enumerate(self.spoken):
            text, changed = tried[k]
            if k in mine:
                out.append(Provision(one.place, one.text, "understood", text, changed))
                continue
            found = problems.get(k)
            if found is None:
                status = "no sentence" if one.why == NO_STOP else "not understood"
                out.append(Provision(one.place, one.text, status, why=one.why))
                continue
            nearby = near(text, found, self.known)
            fix = found.fixes[0].text if found.fixes else ""
            status = "near" if nearby else "not understood"
            out.append(
                Provision(one.place, one.text, status, nearby, (), found.code,
                          found.message, fix)
            )  # fmt: skip
        return out

    def _written(self, made: Skeleton, provisions: Sequence[Provision]) -> str:
        lines = [made.text().rstrip("\n"), "", *_rest(provisions, self.remarks)]
        text = format_text("\n".join(lines) + "\n")
        assert parse_draft(text).ok
        return text


def _cut(block: Block, at: int) -> tuple[object, ...]:
    """The pieces of a paragraph behind a place in its text."""
    out: list[object] = []
    for piece in block.pieces:
        if piece.how == "deleted" or piece.mark:
            if at <= 0:
                out.append(piece)
            continue
        if at >= len(piece.text):
            at -= len(piece.text)
            continue
        out.append(replace(piece, text=piece.text[at:]))
        at = 0
    return tuple(out)


def _rest(provisions: Sequence[Provision], remarks: Sequence[Remark]) -> list[str]:
    """What was not understood, as remarks at the end of the draft."""
    out: list[str] = []
    lost = [p for p in provisions if p.status in ("near", "not understood")]
    whole = [p for p in provisions if p.status != "no sentence"]
    if lost:
        out += [f"# ---- not understood: {len(lost)} of {len(whole)} sentences", ""]
    for p in lost:
        why = f"{p.why} ({p.code})" if p.code else p.why
        out.append(f"# {p.place}: “{_line(p.text)}”")
        out.append(f"#   {_line(why)}" + (f"; {_line(p.fix)}" if p.fix and not p.offered else ""))
        if p.offered:
            out.append(f"#   near, if that is meant: {_line(p.offered)}")
    places = list(dict.fromkeys(p.place for p in provisions if p.status == "no sentence"))
    if places:
        out += ["", f"# ---- no sentences, for no full stop ends them: {len(places)} places", ""]
        out += [f"# {line}" for line in wrap("; ".join(places), 96)]
    found = list(dict.fromkeys(remarks))
    if found:
        out += ["", "# ---- brackets that open nothing, and what was not read", ""]
        out += [f"# {r.place}: {f'“{_line(r.text)}”: ' if r.text else ''}{_line(r.why)}" for r in found]
    return out


def _line(text: str) -> str:
    return " ".join(text.split())
