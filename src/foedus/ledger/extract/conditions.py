"""The condition of a statement: its words, and whether they make it conditional."""

from foedus.ledger.extract.grammar import BE, PREPOSITIONS
from foedus.ledger.extract.view import View
from foedus.ledger.extract.words import listed

_MARKS = (
    ("provided", "that"),
    ("provided",),
    ("providing", "that"),
    ("only", "if"),
    ("if",),
    ("unless",),
    ("as", "long", "as"),
    ("so", "long", "as"),
    ("on", "condition", "that"),
    ("on", "the", "condition", "that"),
    ("in", "return", "for"),
    ("in", "exchange", "for"),
    ("contingent", "on"),
    ("hinges", "on"),
    ("depends", "on"),
    ("dependent", "on"),
    ("conditional", "on"),
    ("subject", "to"),
    ("once",),
    ("only", "after"),
    ("only", "when"),
    ("until",),
    ("before",),
    ("the", "day", "after"),
)
_FIRST = {mark[0] for mark in _MARKS}
_STRONG = listed(
    "provided providing only if unless as so on in contingent conditional hinges depends dependent"
)


def condition(view: View, start: int, end: int) -> tuple[str, bool]:
    """The words of the condition in a clause, or before it, and whether they make the statement conditional.

    Args:
        view: the sentence. start, end: the clause as word numbers.

    Returns:
        The words without what leads to them, and whether acceptance on it is only acceptance under a condition.
    """
    for i in range(start, min(end, view.n)):
        if view.low(i) not in _FIRST:
            continue
        if view.low(i) == "provided" and (view.low(i - 1) in BE or view.low(i + 1) in PREPOSITIONS):
            continue  # `must be provided on an equal basis`
        for mark in _MARKS:
            if tuple(view.lows[i : i + len(mark)]) == mark:
                first = i + len(mark)
                last = view.clause_end(first - 1)
                words = _source(view, first, min(last, max(end, first)))
                if words:
                    return words, mark[0] in _STRONG
    if view.low(start - 1) == ",":
        first = next(
            (k for k in range(start - 2, max(-1, start - 30), -1) if view.low(k) in ("if", "unless", "once")),
            -1,
        )
        opens = first == 0 or (
            first > 0 and (not view.words[first - 1].word or not view.same(first - 1, first))
        )
        if first >= 0 and opens and view.same(first, start):
            return _source(view, first + 1, start - 1), view.low(first) != "once"
    return "", False


def _source(view: View, first: int, last: int) -> str:
    return view.text(first, last).replace(" 's", "'s").replace(" \u2019s", "\u2019s")
