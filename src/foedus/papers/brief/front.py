"""The one-page brief as a sheet: as much of it as fits one page, the most telling first."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from foedus.model.papers import Brief, Papers, Said, Topic
from foedus.papers.brief.doc import Block, Head, Item, Listing, Pairs, Para, Sheet
from foedus.papers.brief.fit import Press, fits
from foedus.papers.brief.wording import BRACKET
from foedus.report.words import capital, count, listed


class Cut(NamedTuple):
    """How much is told.

    bracket: letters of a bracket. sentences: how many a topic, each of so many letters. open: open points. found:
    findings, with their reasons (why). uncovered: what is not covered. apart: each sentence has a line of its own.
    """

    bracket: int
    sentences: int
    letters: int
    open: int
    found: int
    why: bool
    uncovered: int
    apart: bool = False


_SCALES = (1.16, 1.08)  # of the letters, where all there is leaves room
# From all there is to what always fits.
_CUTS = (
    Cut(400, 99, 2000, 99, 9, True, 12, True),
    Cut(400, 99, 2000, 99, 7, True, 9, True),
    Cut(200, 99, 2000, 99, 6, True, 9, True),
    Cut(200, 99, 2000, 99, 6, True, 9),
    Cut(130, 9, 900, 40, 5, True, 8),
    Cut(90, 7, 600, 30, 5, True, 6),
    Cut(90, 6, 480, 24, 5, True, 5),
    Cut(70, 5, 420, 24, 4, True, 4),
    Cut(60, 5, 400, 18, 4, True, 4),
    Cut(60, 4, 360, 14, 4, True, 3),
    Cut(48, 4, 330, 12, 4, True, 3),
    Cut(48, 4, 290, 10, 3, True, 3),
    Cut(48, 3, 260, 9, 3, True, 3),
    Cut(48, 3, 230, 6, 3, True, 2),
    Cut(40, 2, 220, 5, 3, True, 2),
    Cut(40, 2, 190, 4, 2, True, 2),
    Cut(40, 3, 220, 7, 3, False, 3),
    Cut(40, 2, 180, 5, 3, False, 2),
    Cut(32, 1, 150, 4, 2, False, 2),
    Cut(32, 1, 110, 2, 1, False, 1),
)


def front(papers: Papers, press: Press) -> Sheet:
    """The brief, cut to one page of a medium."""
    brief = papers.brief
    assert brief is not None

    def made(cut: Cut) -> tuple[Block, ...]:
        return tuple(_blocks(papers, brief, cut))

    for scale in _SCALES:
        if fits(made(_CUTS[0]), press.scaled(scale)):
            return Sheet("brief", "Brief", made(_CUTS[0]), True, scale)
    cut = next((cut for cut in _CUTS if fits(made(cut), press)), _CUTS[-1])
    return Sheet("brief", "Brief", made(_filled(cut, made, press)), one=True)


def _filled(cut: Cut, made: Callable[[Cut], tuple[Block, ...]], press: Press) -> Cut:
    """A cut with as much more of each thing, the most telling first, as the page still has room for."""
    more = {"found": (1, 6), "sentences": (1, 9), "uncovered": (1, 9), "open": (1, 40), "letters": (60, 900)}
    for name, (step, most) in more.items():
        while (now := getattr(cut, name)) < most:
            wider = cut._replace(**{name: now + step})
            if not fits(made(wider), press):
                break
            cut = wider
    return cut


def shorter(said: str, bracket: int, letters: int) -> str:
    """A sentence with long brackets and its end cut, each cut marked.

    >>> shorter("within [24 hours / 72 hours / 7 days] of it", 15, 99)
    'within [24 hours / … 3 options] of it'
    """

    def few(match: re.Match[str]) -> str:
        options = match[0][1:-1].split(" / ")
        shown = len(options)
        if shown == 2 and len(match[0]) <= 2 * bracket:
            return match[0]
        while shown > 1 and len(" / ".join(options[:shown])) > bracket:
            shown -= 1
        if shown == len(options) or len(options) == 1:
            return match[0]
        return f"[{' / '.join(options[:shown])} / … {len(options)} options]"

    said = BRACKET.sub(few, said)
    if len(said) <= letters:
        return said
    cut = said[:letters].rsplit(" ", 1)[0].rstrip(" ,;/")
    return f"{cut}{']' if cut.count('[') > cut.count(']') else ''} …"


def _blocks(papers: Papers, brief: Brief, cut: Cut) -> Iterator[Block]:
    yield Head(1, papers.title)
    yield Para(Item(papers.lede), "lede")
    yield Head(2, "What it does")
    yield Pairs(tuple((topic.name, tuple(_topic(topic, cut))) for topic in brief.does), cut.apart)
    yield Head(2, "What is open")
    yield from _open(brief, cut)
    yield Head(2, "What the check found")
    yield from _found(papers, brief, cut)
    yield Head(2, brief.uncovered.name)
    yield from _uncovered(brief, cut)


def _topic(topic: Topic, cut: Cut) -> Iterator[Item]:
    if not topic.says:
        yield Item(f"{capital(topic.why_empty)}.", quiet=True)
        return
    for one in topic.says[: cut.sentences]:
        most = cut.letters * 3 // 2 if topic.name == "The case" else cut.letters
        yield Item(shorter(one.text, cut.bracket, most), _place(one))
    more = len(topic.says) - cut.sentences
    if more > 0:
        yield Item(f"{capital(count(more, 'further sentence'))} in the text.", quiet=True)


def _place(one: Said) -> str:
    return f"{one.where}, {one.note}" if one.note and one.where else one.where or one.note


def _open(brief: Brief, cut: Cut) -> Iterator[Block]:
    if not brief.open:
        yield Para(Item("No point is open.", quiet=True))
        return
    shown = brief.open[: cut.open]
    said = [f"{one.asks} ({len(one.options)} options)" for one in shown]
    rest = [one.name for one in brief.open[cut.open :]]
    names = listed(rest) if len(rest) < 7 else f"{', '.join(rest[:6])} and others"
    tail = f" And {count(len(rest), 'further point')}: {names}." if rest else ""
    turning = any(one.findings for one in brief.open)
    lead = "Those on which most findings turn stand first." if turning and len(brief.open) > 1 else ""
    yield Para(Item(f"{' '.join(said)}{tail}", note=lead))


def _found(papers: Papers, brief: Brief, cut: Cut) -> Iterator[Block]:
    if not brief.found:
        text = "Nothing was found." if papers.complete else "Nothing was found before the time was over."
        yield Para(Item(text, note=papers.checked, quiet=True))
        return
    shown = brief.found[: cut.found]
    items = [
        Item(shorter(one.why, 99, 200) if cut.why else "", _holds(one.holds, one.where),
             lead=shorter(one.sentence, 99, 240))
        for one in shown
    ]  # fmt: skip
    yield Listing(tuple(items), "numbered")
    more = len(brief.found) - len(shown)
    rest = f"{capital(count(more, 'further finding'))}: foedus check {papers.file}. " if more else ""
    yield Para(Item(rest + " ".join((papers.checked, *brief.unsaid))), "note")


def _holds(holds: str, where: str) -> str:
    return f"{where}; {shorter(holds, 99, 110)}"


def _uncovered(brief: Brief, cut: Cut) -> Iterator[Block]:
    topic = brief.uncovered
    if not topic.says:
        yield Para(Item(f"{capital(topic.why_empty)}.", quiet=True))
        return
    said = " ".join(
        shorter(one.text.rstrip(".") + (" (on purpose)." if one.note else "."), 99, 190)
        for one in topic.says[: cut.uncovered]
    )
    more = len(topic.says) - cut.uncovered
    yield Para(Item(f"{said} And {count(more, 'more', 'more')}." if more > 0 else said))
