"""The ranking of open points in words and bars: what terminal and page say alike, and the terminal's page."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from foedus.check.words import condition, hours
from foedus.model.ranking import Gives, Pair, RankedPoint, Ranking, Turned
from foedus.report.terminal import Terminal
from foedus.report.words import count, listed, quoted

FIRST = 5  # points that are shown with their options unless all are asked for
PAIRS = 5
_FEW = 4
_NARROW = 30  # columns that the figures of an option need beside its bar
_FILLED, _EIGHTHS = "█", " ▏▎▍▌▋▊▉"
_MARKS = (
    ("binding", "█", "a duty to help is due by the horizon"),
    ("late", "▓", "one is due later"),
    ("discretion", "▒", "a power or policy to help"),
    ("consult", "░", "consultation"),
    ("unsettled", "?", "unsettled"),
    ("nothing", "·", "nothing"),
)
_COLOUR = {
    "binding": "owed",
    "late": "owed",
    "discretion": "depends",
    "consult": "depends",
    "nothing": "soft",
}
LEVELS = {name: said for name, _, said in _MARKS}
"""What a case may be answered with, as people read it, the strongest first."""


def percent(share: Fraction) -> str:
    """A share as people read it; never 0 or 100 for what is not.

    >>> percent(Fraction(1, 8)), percent(Fraction(1, 5000)), percent(Fraction(9999, 10000)), percent(Fraction(0))
    ('12.5 %', '< 0.1 %', '> 99.9 %', '0 %')
    """
    if share in (0, 1):
        return f"{100 * share} %"
    said = f"{float(100 * share):.1f}"
    return "< 0.1 %" if said == "0.0" else "> 99.9 %" if said == "100.0" else f"{said} %"


def bar(share: Fraction, whole: Fraction, width: int) -> str:
    """A bar in eighths of a letter; what is not nothing shows.

    >>> bar(Fraction(1, 4), Fraction(1, 2), 8), bar(Fraction(1, 1000), Fraction(1), 8), bar(Fraction(0), Fraction(1), 4)
    ('████    ', '▏       ', '    ')
    """
    eighths = round(8 * width * share / whole) if whole else 0
    eighths = max(eighths, 1) if share else 0
    full, rest = divmod(eighths, 8)
    return (_FILLED * full + (_EIGHTHS[rest] if rest else "")).ljust(width)


def question(point: RankedPoint) -> str:
    """What a point asks."""
    return quoted(point.asks) or f"What is {point.name}?"


def named(options: Sequence[str], word: str = "and") -> str:
    """Options in quotation marks."""
    return listed([f"“{one}”" for one in options], word)


# ---- what is said of all ---------------------------------------------------------------------------------------------


def counted(ranking: Ranking) -> str:
    """What is counted, in a sentence."""
    ways = (
        count(ranking.procedures, "way", "ways")
        if ranking.procedures < 10
        else f"{ranking.procedures:,} ways"
    )
    said = f"{ranking.kinds:,} of {ranking.of:,} kinds of attack"
    if not ranking.weights:
        who = f" by {listed_short(ranking.by)}" if ranking.by else ""
        on = f" on {listed_short(ranking.on_whom)}" if ranking.on_whom else ""
        said += f", those{who}{on} that some completion answers"
    full = (
        "one completion"
        if ranking.completions == 1
        else f"{ranking.completions:,} completions of our own menu"
    )
    return f"{said} × {ways} in which votes and outside events may go × {full}"


def listed_short(names: Sequence[str]) -> str:
    """A few names; of many, the first."""
    if len(names) <= _FEW:
        return listed(list(names), "or")
    return f"{', '.join(names[:_FEW])} or {len(names) - _FEW} others"


def weighed(ranking: Ranking) -> list[str]:
    """How the attacks are weighed."""
    if not ranking.weights:
        return [
            "each kind of attack the same, which is an assumption; so is each way to vote (--weights takes your own)"
        ]
    return [
        f"{one.weight} for {one.text} ({count(one.kinds, 'kind') if one.kinds < 10 else f'{one.kinds:,} kinds'})"
        for one in ranking.weights
    ]


def measured(ranking: Ranking) -> str:
    """What a share means."""
    return ("the share of the counted cases, over all completions of the other points, in which the outcome differs "
            f"between two options: who is bound to what, how strongly, and whether within {hours(ranking.horizon)} of "
            "the attack")  # fmt: skip


# ---- what is said of one ---------------------------------------------------------------------------------------------


def idle(point: RankedPoint) -> str:
    """Why a point decides nothing; "" where it does."""
    return {
        "here": "decides nothing in what was counted; under another conduct, horizon or weights it may",
        "always": "changes nothing in any case, whoever does what when: all its options come to the same (F0802)",
        "unused": "changes nothing: no sentence uses it (F0802)",
        "unknown": "unknown: the sentence that uses it lies outside the case space",
        "unresolved": "unknown: the time was spent before it was counted",
    }.get(point.idle, "")


def remarks(point: RankedPoint) -> Iterator[tuple[str, str]]:
    """What is said of a point besides its share, each under a word."""
    if point.meant:
        yield "meant", "the text leaves it ambiguous on purpose: an option is a party’s reading"
    if point.outside and point.idle != "unknown":
        yield "unknown", "a sentence that uses it lies outside the case space and was not counted"
    if not point.share and point.moves:
        yield (
            "moment",
            f"who owes what stays; when the first duty to help is due differs in {percent(point.moves)}",
        )
    elif point.moves > point.share:
        yield "moment", f"when the first duty to help is due differs in {percent(point.moves)}"
    for box in point.only[:_FEW]:
        yield "needs", f"it decides only where {condition([box])}"
    if not point.idle:
        yield from _same(point)
        yield from _orders(point)
    for one in point.turns:
        yield "check", turn(one)


def _same(point: RankedPoint) -> Iterator[tuple[str, str]]:
    proved = [frozenset(group) for group in point.proved]
    for group in point.alike:
        always = any(frozenset(group) <= one for one in proved)
        where = "in every case, whoever does what when (F0802)" if always else "in all that was counted"
        yield "same", f"{named(group)} come to the same {where}"


def _orders(point: RankedPoint) -> Iterator[tuple[str, str]]:
    """`A gives in every case at least what B gives`, each option once with all that it gives at least."""
    below: dict[str, list[str]] = {}
    for one in point.order:
        below.setdefault(one.more, []).append(one.less)
    for more, less in below.items():
        yield "order", f"“{more}” gives in every counted case at least what {named(less, 'or')} gives"


def turn(one: Turned) -> str:
    """What a point does to a finding."""
    parts: list[str] = []
    if one.closed:
        parts.append(f"closed by {named(one.closed, 'or')}")
    if one.opened:
        parts.append(f"open with {named(one.opened, 'or')} whatever else is chosen")
    if not parts:
        parts.append("turns on it together with other points")
    loose = "" if one.sure else "; the check may not list all its completions"
    return f"{one.code} {one.ref.label}: {'; '.join(parts)}{loose}. {one.sentence}"


def pair(one: Pair) -> str:
    """Two points that matter together."""
    return f"{one.one} and {one.two}: {percent(one.share)}"


# ---- the terminal ----------------------------------------------------------------------------------------------------


def lines(ranking: Ranking, terminal: Terminal, every: bool = False) -> str:
    """The whole ranking, as a terminal shows it.

    Args:
        ranking: the ranking.
        terminal: its width and colour.
        every: show the options of all points, not of the first few.
    """
    out = [terminal.head(f"{ranking.draft}: which open point decides most?")]
    out += terminal.block("counted  ", counted(ranking))
    weights = weighed(ranking)
    for index, said in enumerate(weights):
        out += terminal.block("weights  " if not index else "         ", said)
    out += terminal.block("horizon  ", f"{hours(ranking.horizon)} after the attack")
    out += terminal.block("assumes  ", ranking.assumes)
    out += terminal.block("share    ", measured(ranking))
    if not ranking.complete:
        out += terminal.block("resolved ", "not all: what follows was counted until the end came", "depends")
    if not ranking.points:
        return "\n".join([*out, "", "the draft leaves no point open"])
    deciding = [p for p in ranking.points if not p.idle]
    out += ["", *_bars(deciding, terminal)]
    shown = deciding if every else deciding[:FIRST]
    if shown:
        out += ["", terminal.head("What each option gives"), _legend(terminal)]
    for point in shown:
        out += ["", *_point(point, terminal)]
    out += _rest(ranking, terminal)
    if len(shown) < len(deciding):
        left = len(deciding) - len(shown)
        out += [
            "",
            *terminal.block("", f"{count(left, 'further point')} with their options: --all shows them"),
        ]
    return "\n".join(out)


def _bars(points: Sequence[RankedPoint], terminal: Terminal) -> list[str]:
    """One line a point: rank, name, bar, share, question."""
    wide = min(24, max((len(p.name) for p in points), default=0))
    whole = max((p.share for p in points), default=Fraction(0))
    length = 24 if terminal.width >= 90 else 12
    out: list[str] = []
    for number, point in enumerate(points, 1):
        drawn = terminal.paint(bar(point.share, whole, length), "owed")
        room = terminal.width - (wide + length + 19)
        asks = question(point)
        if len(asks) > room:
            asks = f"{asks[: max(0, room - 1)].rstrip()}…"
        out.append(f"{number:3}  {point.name:{wide}}  {drawn}  {percent(point.share):>8}  {asks}".rstrip())
    return out


def _legend(terminal: Terminal) -> str:
    return "\n".join(terminal.block("", "  ".join(f"{mark} {said}" for _, mark, said in _MARKS)))


def _point(point: RankedPoint, terminal: Terminal) -> list[str]:
    line = f"line {point.ref.line}"
    place = line if point.ref.label == line else f"{point.ref.label}, {line}"
    out = terminal.block("", f"{point.name}: {question(point)} ({place})")
    wide = min(34, terminal.width - 30, max((len(g.option) for g in point.gives), default=0))
    plain = Terminal(terminal.width)
    for one in point.gives:
        text = one.option if len(one.option) <= wide else f"{one.option[: wide - 1]}…"
        drawn = _stack(one, plain)  # wrapped without colours, which take no room
        head = f"  {text:{wide}}  {drawn}  "
        if terminal.width - len(head) < _NARROW:
            first, more = head.rstrip(" "), terminal.block("    ", gives(one))
        else:
            first, *more = terminal.block(head, gives(one))
        out += [first.replace(drawn, _stack(one, terminal), 1), *more]
    for word, said in remarks(point):
        out += terminal.block(f"  {word + ':':<9}", said)
    return out


def gives(one: Gives) -> str:
    """The shares of an option in a few words, with its worst case."""
    said = f"{percent(one.binding)} bound in time" + (f", {percent(one.late)} later" if one.late else "")
    if one.worst is None:
        return f"{said}; no duty to help" if not one.binding and not one.late else said
    return f"{said}; at worst {_after(one.worst)}"


def _after(minutes: int) -> str:
    return "at once" if minutes <= 0 else hours(minutes)


def _stack(one: Gives, terminal: Terminal, width: int = 24) -> str:
    """The shares of an option as one bar of several kinds, the strongest first."""
    shares = {name: getattr(one, name) for name, _, _ in _MARKS}
    sizes = {name: int(share * width) for name, share in shares.items()}
    while sum(sizes.values()) < width:  # the largest remainder first
        sizes[max(sizes, key=lambda n: shares[n] * width - sizes[n])] += 1
    return "".join(
        terminal.paint(mark * sizes[name], _COLOUR.get(name, "")) for name, mark, _ in _MARKS if sizes[name]
    )


def _rest(ranking: Ranking, terminal: Terminal) -> list[str]:
    """Pairs, points that decide nothing, and what was not looked at."""
    out: list[str] = []
    if ranking.pairs:
        out += ["", terminal.head("Together only, where neither decides alone")]
        for one in ranking.pairs[:PAIRS]:
            out += terminal.block("  ", pair(one))
        if len(ranking.pairs) > PAIRS:
            out += terminal.block("  ", f"{count(len(ranking.pairs) - PAIRS, 'further pair')} with less")
    lost = ("unknown", "unresolved")
    for glyph, title, points in (
        ("○ ", "Decides nothing", [p for p in ranking.points if p.idle and p.idle not in lost]),
        ("? ", "Unknown, not nothing", [p for p in ranking.points if p.idle in lost]),
    ):
        if points:
            out += ["", terminal.head(title)]
            for point in points:
                out += terminal.block(glyph, f"{point.name}: {idle(point)}")
    seen = dict.fromkeys(
        f"{ref.label} ({ref.file.rsplit('/', 1)[-1]}:{ref.line}): {what}" for ref, what in ranking.unknown
    )
    if seen:
        out += ["", terminal.head("Unknown: outside the case space")]
        for said in seen:
            out += terminal.block("? ", said)
    for note in ranking.notes:
        out += ["", *terminal.block("note: ", note)]
    return out
