"""The smallest incident on which variants of one text part: a witness, cut down event by event, run under each of them.

Only the interpreter is asked. An event is left out where the variants part without it; what is left cannot lose any of
its events, which does not say that no other incident is smaller: the smallest of all witnesses is taken.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from foedus.check.replay import Replay
from foedus.compare.variants import Made
from foedus.engine import LoopError, run
from foedus.engine.completion import option_index
from foedus.engine.survey import Facts, facts
from foedus.engine.words import listed
from foedus.language.draft import Parsed
from foedus.language.load import Loader
from foedus.language.timelines import load_timeline
from foedus.model import OpenPoint, Record, Timeline
from foedus.model.readings import Exposed, Under

_DATED = re.compile(r"(?=^(?:from )?\d{4}-)", re.MULTILINE)
_TITLE = re.compile(r'^timeline\s+"[^"]*"', re.MULTILINE)
_EXPECT = re.compile(r"^expect\b", re.MULTILINE)
_SCALES = ("below-threshold", "limited", "full-scale")
_STRENGTH = {"CF_BINDING": 3, "CF_DISCRETION": 2, "CONSULT_ONLY": 1}
_FACTS = ("origin abroad", "origin internal", "not provoked", "provoked", "deliberate", "accidental")
_TRIES = 400


class Seen(NamedTuple):
    """What an incident comes to under each variant, in their order."""

    text: str
    said: tuple[Facts, ...]
    codes: tuple[str, ...]
    unsettled: bool = False

    @property
    def parts(self) -> bool:
        """Whether the variants surely part in what is owed: what is not settled parts nothing."""
        return (
            len({frozenset(o for o, sure in said if sure and o.kind != "outcome") for said in self.said}) > 1
        )

    @property
    def size(self) -> tuple[bool, bool, int, int, int, int]:
        """How small it is, after what is settled and what parts in the outcome: by events, by how far the outcomes
        part, by the attack."""
        _, events = cut(self.text)
        scale = max((_SCALES.index(s) for s in _SCALES if any(f"scale {s}" in e for e in events)), default=0)
        return self.unsettled, not self.spread, len(events), -self.spread, scale, len(self.text)

    @property
    def spread(self) -> int:
        """How far the outcomes part."""
        strength = [_STRENGTH.get(code, 0) for code in self.codes]
        return max(strength) - min(strength)


class Stage:
    """Runs incidents under each variant.

    Args:
        made: the variants.
    """

    def __init__(self, made: Sequence[Made]) -> None:
        self.made = made
        fullest = max((m.draft for m in made), key=lambda d: len(d.sentences))
        self.names = Replay(fullest).names
        self.draft = fullest
        self._known: dict[str, Seen | None] = {}

    def seen(self, text: str) -> Seen | None:
        """What an incident comes to under each; None if it cannot be read or run."""
        if text not in self._known:
            self._known[text] = self._seen(text)
        return self._known[text]

    def _seen(self, text: str) -> Seen | None:
        name = "witness.timeline"
        loader = Loader({name: text})
        read = load_timeline(loader, Path(name), name, Parsed(self.draft, self.names, ()))
        if not read.ok or read.timeline is None:
            return None
        try:
            records = [self.record(one, read.timeline) for one in self.made]
        except LoopError:
            return None
        codes = tuple(r.outcome.code if r.outcome is not None else "" for r in records)
        said = tuple(facts(r) for r in records)
        unsettled = any(not sure for one in said for _, sure in one) or any(
            r.outcome is not None and r.outcome.reason == "unsettled" for r in records
        )
        return Seen(text, said, codes, unsettled)

    @staticmethod
    def record(one: Made, timeline: Timeline) -> Record:
        """The record of a timeline under a variant; a point that nobody settles is taken the first way."""
        settled: Mapping[str, str] = {**dict(timeline.choices), **one.fixed}

        def pick(point: OpenPoint) -> int:
            text = settled.get(point.name)
            return option_index(point, text) if text is not None and text in point.texts else 0

        return run(one.draft, timeline, pick, one.parts)


def exposing(made: Sequence[Made], witnesses: Iterable[tuple[str, tuple[str, str]]]) -> Exposed | None:
    """The smallest incident, cut down from some witnesses, on which the variants part.

    Args:
        made: the variants.
        witnesses: texts of timelines, each with the names of the two variants whose difference it shows.

    Returns: the incident with what it comes to under each variant; None if they part on none of the witnesses.
    """
    stage = Stage(made)
    best: Seen | None = None
    between = ("", "")
    for text, names in witnesses:
        first = stage.seen(plain(text, made))
        if first is None or not first.parts:
            continue
        small = smallest(stage, settled(stage, first))
        if best is None or small.size < best.size:
            best, between = small, names
    return told(made, best, between) if best is not None else None


def smallest(stage: Stage, first: Seen) -> Seen:
    """The same incident without what the variants part without."""
    best = first
    for _ in range(_TRIES):
        better = next(
            (s for s in map(stage.seen, _less(best.text)) if s is not None and _no_worse(s, best)), None
        )
        if better is None:
            break
        best = better
    return best


def _no_worse(one: Seen, than: Seen) -> bool:
    """Whether the variants part on it as far, and as much of it is settled."""
    return one.parts and one.spread >= than.spread and (than.unsettled or not one.unsettled)


def settled(stage: Stage, first: Seen) -> Seen:
    """The same with what would settle it, where one fact of the attack does."""
    if not first.unsettled:
        return first
    head, events = cut(first.text)
    for i, event in enumerate(events):
        for fact in _FACTS if " attacks " in event else ():
            put = event.replace(".\n", f", {fact}.\n")
            seen = stage.seen(head + "".join(put if j == i else e for j, e in enumerate(events)))
            if seen is not None and seen.parts and not seen.unsettled:
                return seen
    return first


def _less(text: str) -> Iterator[str]:
    """The same with one event fewer, or with a smaller attack; the later events are left out first."""
    head, events = cut(text)
    for i in reversed(range(len(events))):
        if len(events) > 1:
            yield head + "".join(e for j, e in enumerate(events) if j != i)
    for i, event in enumerate(events):
        for scale, smaller in zip(_SCALES[1:], _SCALES, strict=False):
            if f"scale {scale}" in event:
                put = event.replace(f"scale {scale}", f"scale {smaller}")
                yield head + "".join(put if j == i else e for j, e in enumerate(events))


def cut(text: str) -> tuple[str, list[str]]:
    """The head of a timeline, and its events.

    >>> cut('timeline "T", of X.\\n2027-01-01: A ratifies.\\n2027-01-02: A attacks B.\\n')
    ('timeline "T", of X.\\n', ['2027-01-01: A ratifies.\\n', '2027-01-02: A attacks B.\\n'])
    """
    head, *events = _DATED.split(text)
    return head, [e if e.endswith("\n") else f"{e}\n" for e in events]


def plain(text: str, made: Sequence[Made]) -> str:
    """A witness without what it expects, and without the settings in which the variants differ."""
    text = _EXPECT.split(text, maxsplit=1)[0].rstrip() + "\n"
    text = _TITLE.sub('timeline "What exposes the difference"', text, count=1)
    named = {name for one in made for name, _ in one.variant.settled}
    head, events = cut(text)
    kept: list[str] = []
    for sentence in re.split(r"(?<=\.)\n", head):
        if sentence.startswith("with ") and not sentence.startswith("with protocol"):
            pairs = [p.strip() for p in sentence.removeprefix("with ").rstrip(". \n").split(",")]
            left = [p for p in pairs if p.split("=")[0].strip() not in named]
            sentence = f"with {', '.join(left)}." if left else ""
        if sentence.strip():
            kept.append(sentence.rstrip("\n"))
    return "\n".join(kept) + "\n" + "".join(events)


# ---- what it comes to ------------------------------------------------------------------------------------------------


def told(made: Sequence[Made], seen: Seen, between: tuple[str, str]) -> Exposed:
    """An incident with what it comes to under each variant, and what under all."""
    said = [_clocked(facts_) for facts_ in seen.said]
    every: frozenset[_Said] = said[0]
    for one in said[1:]:
        every &= one
    under = tuple(
        Under(one.variant.name, code, _sentences(mine - every))
        for one, mine, code in zip(made, said, seen.codes, strict=True)
    )
    return Exposed(seen.text, len(cut(seen.text)[1]), under, _sentences(every), between)


class _Said(NamedTuple):
    """A statement with its clock, if it has one."""

    order: int
    text: str
    sure: bool
    who: str


_ORDER = {"decision": 0, "duty": 1, "deadline": 2, "fate": 3}
_DUE = re.compile(r"\{who\} \{are\} due to (?P<what>.*) under (?P<label>.*) by (?P<when>[\d :-]+)")
_BREACH = re.compile(r"\{are\} in breach of (?P<label>[^:]*): ")


def _clocked(said: Facts) -> frozenset[_Said]:
    """Statements, each duty with its clock.

    That somebody is in breach who does nothing until the clock has run follows from the clock, and is not said.
    """
    due: dict[tuple[str, str, str], str] = {}
    for one, _ in said:
        found = _DUE.fullmatch(one.text) if one.kind == "deadline" else None
        if found is not None:
            due[one.who, found["what"], found["label"]] = found["when"]
    clocked = {(who, label) for who, _, label in due}
    out: set[_Said] = set()
    for one, sure in said:
        text = one.text
        if one.kind == "duty":
            verb, _, rest = text.removeprefix("{who} ").partition(" ")
            what, _, label = rest.rpartition(" under ")
            when = due.get((one.who, what, label)) if verb == "must" else None
            text = f"{{who}} {verb} {what} by {when} under {label}" if when else text
        elif one.kind == "fate":
            found = _BREACH.search(text)
            text = "" if found is not None and (one.who, found["label"]) in clocked else text
        if text and one.kind not in ("deadline", "outcome"):
            out.add(_Said(_ORDER.get(one.kind, 9), text, sure, one.who))
    return frozenset(out)


def _sentences(said: frozenset[_Said]) -> tuple[str, ...]:
    """Statements as sentences; parties of whom the same is so are named together."""
    groups: dict[tuple[int, str, bool], list[str]] = {}
    for one in sorted(said):
        groups.setdefault((one.order, one.text, one.sure), []).append(one.who)
    out: list[str] = []
    for (_, text, sure), names in groups.items():
        are = "are" if len(names) > 1 or " and " in names[0] else "is"
        sentence = text.replace("{who}", listed(names)).replace("{are}", are)
        out.append(sentence if sure else f"{sentence} (not settled)")
    return tuple(out)
