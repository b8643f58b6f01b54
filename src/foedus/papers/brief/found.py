"""What is open, what the check found, and what is not covered."""

from collections import Counter
from collections.abc import Iterable

from foedus.model import Checked, Draft, OpenPoint
from foedus.model.papers import Found, OpenQuestion, Said, Topic
from foedus.papers.brief.does import instruments, left_out, own_points
from foedus.papers.brief.wording import Wording
from foedus.report.grouped import Group, groups, holds, points
from foedus.report.words import count, quoted

_NOTHING = "the check found no attack that the text leaves out"


def questions(draft: Draft, words: Wording, checked: Checked) -> tuple[OpenQuestion, ...]:
    """The open points that are not settled, those on which most findings turn first."""
    turning = Counter(name for one in checked.findings for name in points(one))
    own = own_points(draft)
    found = [
        OpenQuestion(
            p.name, _asks(p, words, p.name in own), words.options(p.name), turning[p.name]
        )
        for p in words.points.values() if p.name not in words.fixed
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: -one.findings))


def _asks(point: OpenPoint, words: Wording, own: bool) -> str:
    asks = quoted(point.asks) or f"What is {words.plain(point.name)}?"
    return asks if own else f"In a text beside it: {asks}"


def _said(one: Group, words: Wording) -> Found:
    first = one.first
    where = first.ref.label if "line" in first.ref.label else f"{first.ref.label}, line {first.ref.line}"
    return Found(
        first.code, first.kind, words.told(first.sentence.rstrip(".")) + ".", words.told(first.why),
        words.plain(holds(first)), quoted(where), len(one.rest), first.witness,
    )  # fmt: skip


def findings(words: Wording, checked: Checked) -> tuple[Found, ...]:
    """The findings, the most telling first, without those on what is left out; those of one group as one."""
    kept = [f for f in checked.findings if f.kind != "scope" and not f.on_purpose]
    return tuple(_said(one, words) for one in groups(kept))


def uncovered(draft: Draft, words: Wording, checked: Checked) -> Topic:
    """The attacks that are left out: as the check found, or on purpose as the draft says."""
    mine = {one.code or one.title for one in instruments(draft)}
    out = [
        f
        for f in checked.findings
        if f.kind == "scope" and (f.ref.instrument in mine or not f.ref.instrument)
    ]
    said = [
        Said(f"{words.told(f.sentence.rstrip('.'))}.", quoted(f.ref.label), note="on purpose" if f.on_purpose else "")
        for f in out
    ]  # fmt: skip
    return Topic("What it does not cover", _once((*left_out(draft, words), *said)), "" if said else _NOTHING)


def _once(said: Iterable[Said]) -> tuple[Said, ...]:
    return tuple({one.text: one for one in said}.values())


def unsaid(checked: Checked) -> tuple[str, ...]:
    """What the check did not look at."""
    many = len({(ref.file, ref.line) for ref, _ in checked.unknown})
    out = [f"Of {count(many, 'sentence')} the check says nothing: unknown is not clean."] if many else []
    return tuple(out)


def scope_of(checked: Checked) -> str:
    """What was looked at, in a sentence."""
    ways = (
        "one completion"
        if checked.completions == 1
        else f"{checked.completions:,} completions of our own menu"
    )
    said = f"Checked over {checked.incidents:,} kinds of attack, every way the procedure can go, and {ways}"
    if not checked.complete:
        return f"{said}; not all of it was decided in the time allowed, and what follows was proved."
    return f"{said}."
