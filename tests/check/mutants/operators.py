"""The operators: ways to seed one defect into a draft by changing the words of one sentence.

Each looks at a sentence with the value that was read from it, and gives the texts that the sentence may become; an
empty text takes it out. Nothing here knows what a check would find.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from foedus.model import (
    Barred,
    Decision,
    Define,
    Draft,
    Enters,
    Exit,
    Norm,
    OpenPoint,
    Sentence,
    Tail,
    VoteRule,
)

Maker = Callable[[Draft, Sentence, str], Iterator[str]]


class Operator(NamedTuple):
    """One kind of defect. name: of the row in the table; what: as people read it; make: the sentence with it."""

    name: str
    what: str
    make: Maker


_NUMBER = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_PERIOD = r"(\d+|one|two|three|four|five|six|seven|ten) (minute|hour|day|week)s?"


def _decides(sentence: Sentence) -> bool:
    return isinstance(sentence.body, (Decision, VoteRule))


def _option(sentence: Sentence, slot: str) -> bool:
    return isinstance(sentence.body, OpenPoint) and sentence.body.slot == slot


def _each(pattern: str, becomes: str | Callable[[re.Match[str]], str], text: str) -> Iterator[str]:
    """The text with each match replaced, one at a time; what stands in quotation marks is left alone."""
    for found in re.finditer(pattern, text):
        if text.count('"', 0, found.start()) % 2 == 0:
            new = becomes(found) if callable(becomes) else found.expand(becomes)
            yield text[: found.start()] + new + text[found.end() :]


def _marks(text: str) -> int:
    """Where a sentence's own words end and the marks of what backs it begin."""
    found = re.search(r",\s+(?=(?:source\s+\"|assumption|unverified))", text)
    return found.start() if found else len(text.rstrip().rstrip("."))


def _added(text: str, words: str) -> str:
    at = _marks(text)
    return text[:at] + words + text[at:]


# ---- decisions -------------------------------------------------------------------------------------------------------


def _silence(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    if _decides(s):
        yield from _each(
            r";\s+on\s+silence\s+(it\s+has\s+not|it\s+has|the\s+question\s+stays\s+open|\?[\w-]+)", "", text
        )


def _unanimity(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    if _decides(s) or _option(s, "decider"):
        yield from _each(
            r"(?:a majority|majority|two-thirds|three-quarters|half|consensus) of", "unanimity of", text
        )
        yield from _each(r"\bat least \d+ (\w+)", r"unanimity of \1", text)
        yield from _each(r"\bby (?:majority|consensus)\b(?! of)", "by unanimity", text)


def _attacker_votes(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    if isinstance(s.body, Barred):
        yield ""
    elif _decides(s) or _option(s, "decider"):
        yield from _each(r"\s+other\s+than\s+the\s+attacker", "", text)


def _no_clock(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    if isinstance(s.body, Decision):
        yield from _each(rf"\s+within\s+(?:{_PERIOD}|\?[\w-]+)(?:\s+of\s+the\s+\w+)?", "", text)


def _consent(draft: Draft, s: Sentence, text: str) -> Iterator[str]:
    """One more whose consent is needed."""
    names = _members(draft)
    if isinstance(s.body, Decision) and "with the consent" not in text and names:
        yield from _each(r"\s+decides\b", f" with the consent of {names[-1]} decides", text)


# ---- the attack that counts ------------------------------------------------------------------------------------------


def _attack(s: Sentence, text: str) -> bool:
    return isinstance(s.body, (Define, Norm, Decision)) and bool(re.search(r"\battack", text))


def _narrower(draft: Draft, s: Sentence, text: str) -> Iterator[str]:
    """Less land: without that of one party."""
    if not isinstance(s.body, Define):
        return
    names = _parties(draft)
    if s.body.kind == "place" or _attack(s, text):
        where = (
            r"(\bin (?:territory of [A-Z][\w-]+(?: [A-Z]\w+)*|"
            r'[A-Z]\w+(?: [A-Z]\w+)*|"[^"]+"|covered-[\w]+|[a-z]+-land))(?![\w-]| other than)'
        )
        for name in names[:2]:
            yield from _each(where, rf"\1 other than territory of {name}", text)
            yield from _each(r"(\bterritory of an? [a-z-]+)(?! other)", rf"\1 other than {name}", text)
    if s.body.kind == "event" and not re.search(r"\bin\s", text) and names:
        yield from _each(
            r"(\battack\b[^;,.(]*? on (?:an? )?[\w-]+(?: [A-Z]\w+)*)(?=[;,.]| while| with)",
            rf"\1 in territory of {names[0]}",
            text,
        )


def _scale(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    if _attack(s, text):
        yield from _each(r"\blimited or larger\b", "full-scale", text)
        yield from _each(r"\bbelow-threshold or larger\b", "limited or larger", text)
    if isinstance(s.body, Define) and s.body.kind == "event":
        yield from _each(r"\ban attack\b(?! that)", "a full-scale attack", text)


def _alternative(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    """A definition without one of its alternatives."""
    if not (isinstance(s.body, Define) and "any of" in text):
        return
    head, _sep, rest = text.partition("(a)")
    end = _marks(rest)
    items, tail = re.split(r";?\s*\([b-z]\)\s*", rest[:end]), rest[end:]
    if len(items) < 2:
        return
    for gone in range(len(items)):
        kept = [item.strip() for i, item in enumerate(items) if i != gone]
        if len(kept) == 1:
            yield re.sub(r"any of\s*$", "", head) + kept[0] + tail
        else:
            yield head + "; ".join(f"({chr(97 + i)}) {item}" for i, item in enumerate(kept)) + tail


def _means(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    """Only attacks by some means."""
    if (
        isinstance(s.body, Define)
        and s.body.kind == "event"
        and not re.search(r"\bby (?:means|drones|missiles|ground|sabot)", text)
    ):
        yield from _each(r"(\battack by anyone on [^;,.(]+?)(?=[;,.])", r"\1 by ground-forces", text)


def _proof(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    if _attack(s, text):
        yield from _each(r"\bsuspected(\s+or\s+higher)?", "established", text)


# ---- duties ----------------------------------------------------------------------------------------------------------


def _binds(s: Sentence) -> bool:
    return isinstance(s.body, Norm) and s.body.modal == "must"


def _may(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    if _binds(s):
        yield from _each(r"\bmust\b", "may", text)


def _discretion(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    if not _binds(s) or re.search(r"discretion|all means|constitutional|deems", text):
        return
    assert isinstance(s.body, Norm)
    measures = {getattr(a, "measure", "") for a in s.body.actions}
    if measures & {"assist", "use-force", "arm", "sanction", "supply", "deploy-forces"}:
        yield _added(text, " at its discretion")


def _longer(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    def ten(found: re.Match[str]) -> str:
        count = _NUMBER.get(found[2]) or int(found[2])
        return f"{found[1]}{count * 10} {found[3]}s"

    if isinstance(s.body, (Norm, Decision)):
        yield from _each(rf"(\b(?:within|than|by)\s+){_PERIOD}", ten, text)
    elif _option(s, "duration"):
        yield from _each(rf"(){_PERIOD}", ten, text)


def _delay(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    """A period becomes `without delay`, which fixes none."""
    if _binds(s):
        yield from _each(
            rf"\bwithin\s+(?:{_PERIOD}|\?[\w-]+)(?:\s+of\s+(?:the\s+)?\w+)?", "without delay", text
        )


def _exception(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    if _binds(s) and _occasion(s) and "provoked" not in text:
        yield _added(text, ", unless the attack is provoked")


def _request(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    """Nothing is owed unless the victim has asked."""
    if _binds(s) and _occasion(s) and "request" not in text:
        yield _added(text, ", provided the victim has requested assistance")


def _objects(draft: Draft, s: Sentence, text: str) -> Iterator[str]:
    names = _members(draft)
    if _binds(s) and _occasion(s) and "object" not in text and names:
        yield _added(text, f", unless {names[0]} objects within 24 hours")


def _bearer(draft: Draft, s: Sentence, text: str) -> Iterator[str]:
    names = _members(draft)
    if _binds(s) and _occasion(s) and names:
        yield from _each(r"\beach (other )?([a-z-]+)(?= must\b)", rf"each \1\2 other than {names[0]}", text)


def _provision(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    if _binds(s) and _occasion(s):
        yield ""


def _occasion(s: Sentence) -> bool:
    return isinstance(s.body, Norm) and bool(s.body.triggers)


# ---- force and exit --------------------------------------------------------------------------------------------------


def _tail(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    if isinstance(s.body, Tail):
        yield ""
        yield from _each(r"\bremain\b", "end", text)


def _notice(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    if isinstance(s.body, Exit):
        yield from _each(
            r"\s+with\s+(?:\d+ \w+|\?[\w-]+)\s+of\s+notice(\s+to\s+[A-Z][\w-]*(?:(?: of(?: the)?)? [A-Z][\w-]*)*)?",
            "",
            text,
        )


def _leave(draft: Draft, s: Sentence, text: str) -> Iterator[str]:
    """A party may leave at once, where none could."""
    if (
        isinstance(s.body, (Enters, Tail))
        and not any(isinstance(x.body, Exit) for x in draft.sentences)
        and _parties(draft)
    ):
        yield f"{text}.\n  A party may withdraw"


def _all_ratify(_: Draft, s: Sentence, text: str) -> Iterator[str]:
    """In force for nobody before all have ratified."""
    if isinstance(s.body, Enters):
        yield from _each(
            r"\s+for\s+a\s+party\s+when\s+that\s+party\s+ratifies", " when each party has ratified", text
        )


def _released(draft: Draft, s: Sentence, text: str) -> Iterator[str]:
    """A bearer is released by a finding of its own."""
    names = _members(draft)
    if _binds(s) and _occasion(s) and s.article and names and "consult" not in text and "report" not in text:
        label = s.article if re.fullmatch(r"[\w-]+", s.article) else f'"{s.article}"'
        free = (
            f"{names[0]} is released from article {label} when {names[0]} decides that the attack is provoked"
        )
        yield f"{text}.\n  {free}"


# ---- names -----------------------------------------------------------------------------------------------------------


def _parties(draft: Draft) -> list[str]:
    """The parties by name, as the draft writes them."""
    out: list[str] = []
    for s in draft.sentences:
        body = s.body
        if getattr(body, "kind", "") == "party":
            out += getattr(body, "names", ())
        elif hasattr(body, "singular") and "party" in body.singular and getattr(body, "change", "") == "are":  # type: ignore[union-attr]
            out += [m.name for m in body.members if hasattr(m, "name")]  # type: ignore[union-attr]
    return [n if re.fullmatch(r"[A-Z][\w-]*(?: [A-Z][\w-]*)*", n) else f'"{n}"' for n in dict.fromkeys(out)]


def _members(draft: Draft) -> list[str]:
    """Those of a group, else the parties: who is likely to be bound."""
    groups = [
        s.body
        for s in draft.sentences
        if hasattr(s.body, "singular") and getattr(s.body, "change", "") == "are"
    ]
    for body in groups:
        if "party" in body.singular:  # type: ignore[union-attr]
            names = [m.name for m in body.members if hasattr(m, "name")]  # type: ignore[union-attr]
            if names:
                return [n if re.fullmatch(r"[A-Z][\w-]*(?: [A-Z][\w-]*)*", n) else f'"{n}"' for n in names]
    return _parties(draft)


OPERATORS = (
    Operator("silence rule dropped", "what silence means is no longer said", _silence),
    Operator("unanimity", "all must agree, where fewer sufficed", _unanimity),
    Operator("attacker votes", "the attacker may vote", _attacker_votes),
    Operator("decision without a clock", "no time is set for the decision", _no_clock),
    Operator("one more consent", "one member's consent is needed too", _consent),
    Operator("place narrowed", "a piece of land no longer counts", _narrower),
    Operator("scale raised", "an attack must be larger to count", _scale),
    Operator("alternative dropped", "a definition loses one of its alternatives", _alternative),
    Operator("means named", "only attacks by some means count", _means),
    Operator("proof raised", "suspicion of who attacked no longer suffices", _proof),
    Operator("must becomes may", "a duty becomes a power", _may),
    Operator("discretion", "the means are left to the bearer", _discretion),
    Operator("clock lengthened", "ten times as long to act or to decide", _longer),
    Operator("clock dropped", "a period becomes `without delay`", _delay),
    Operator("exception added", "nothing is owed where the attack was provoked", _exception),
    Operator("request needed", "nothing is owed unless the victim has asked", _request),
    Operator("objection", "one member may bar the duty", _objects),
    Operator("bearer taken out", "one member is no longer bound", _bearer),
    Operator("duty dropped", "the sentence that binds is gone", _provision),
    Operator("tail dropped", "duties for earlier attacks are no longer kept", _tail),
    Operator("notice dropped", "a party may leave at once", _notice),
    Operator("exit added", "a party may leave at once, where none could", _leave),
    Operator("all must ratify", "in force for nobody before all have ratified", _all_ratify),
    Operator("released by itself", "a bearer frees itself by a finding of its own", _released),
)  # fmt: skip
