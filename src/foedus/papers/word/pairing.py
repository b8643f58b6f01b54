"""Which paragraph of one paper corresponds to which of the other, and in which order a redline shows them."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from foedus.model import Draft
from foedus.model.comparison import Alignment
from foedus.papers.word.changes import likeness
from foedus.papers.word.wording import Line

_ALIKE = 0.6  # from which share of common words on a remark counts as the other, reworded

_MOVED = 0.6  # … and from which a paragraph elsewhere is one that moved


class Row(Struct, frozen=True):
    """What a redline shows in one place.

    kind: same · reworded · inserted · deleted · from (moved away, to its partner's place) · to (moved here).
    one, two: the paragraph before and after; both, of what stands in both. passage: its number in the alignment, if it
    is a sentence. name: of the move, the same in both places.
    """

    kind: str
    one: Line | None
    two: Line | None
    passage: int | None = None
    name: str = ""


def rows(
    one: Sequence[Line], two: Sequence[Line], drafts: tuple[Draft, Draft], alignment: Alignment
) -> list[Row]:
    """The rows of a redline, in the order of the second paper, each deletion where it stood.

    Args:
        one, two: the paragraphs before and after.
        drafts: the two drafts behind them.
        alignment: their sentences and articles, side by side.
    """
    passages = _passages(one, two, drafts, alignment)
    pairs = {i: j for _, i, j in passages if i is not None and j is not None}
    _headings(one, two, alignment, pairs)
    _rest(one, two, pairs)
    numbers: dict[tuple[int | None, int | None], int] = {(i, j): k for k, i, j in passages}
    return _ordered(one, two, pairs, numbers)


def _passages(
    one: Sequence[Line], two: Sequence[Line], drafts: tuple[Draft, Draft], alignment: Alignment
) -> list[tuple[int, int | None, int | None]]:
    """Each passage of the drafts themselves, with the paragraphs that it is."""
    mine, theirs = (_by_sentence(d, p) for d, p in zip(drafts, (one, two), strict=True))
    out: list[tuple[int, int | None, int | None]] = []
    for number, passage in enumerate(alignment.passages):
        if passage.instrument:
            continue
        i = None if passage.one is None else mine.get(passage.one)
        j = None if passage.two is None else theirs.get(passage.two)
        if i is not None or j is not None:
            out.append((number, i, j))
    return out


def _by_sentence(draft: Draft, paper: Sequence[Line]) -> dict[int, int]:
    starts = {line.start: k for k, line in enumerate(paper)}
    return {
        n: starts[s.span.start]
        for n, s in enumerate(draft.sentences)
        if s.span is not None and s.span.start in starts
    }


def _headings(one: Sequence[Line], two: Sequence[Line], alignment: Alignment, pairs: dict[int, int]) -> None:
    """Pair the headings of articles that correspond, and the titles."""
    for kind in ("title", "article"):
        mine = {x.article: k for k, x in enumerate(one) if x.kind == kind}
        theirs = {x.article: k for k, x in enumerate(two) if x.kind == kind}
        known = {(a.one, a.two) for a in alignment.articles} if kind == "article" else {("", "")}
        for first, second in known:
            if first in mine and second in theirs:
                pairs.setdefault(mine[first], theirs[second])


def _rest(one: Sequence[Line], two: Sequence[Line], pairs: dict[int, int]) -> None:
    """Pair what no alignment speaks of (remarks, sources, uses): alike in order, alike anywhere, then nearly alike."""
    mine = [i for i in range(len(one)) if i not in pairs]
    taken = set(pairs.values())
    theirs = [j for j in range(len(two)) if j not in taken]
    match = SequenceMatcher(None, [one[i].text for i in mine], [two[j].text for j in theirs], autojunk=False)
    for a, b, size in match.get_matching_blocks():
        for k in range(size):
            pairs[mine[a + k]] = theirs[b + k]
    taken = set(pairs.values())
    free = [j for j in theirs if j not in taken]
    left = [i for i in mine if i not in pairs]
    for i in left:
        same = next((j for j in free if two[j].text == one[i].text), None)
        if same is not None:
            pairs[i] = same
            free.remove(same)
    scored = sorted(
        (-score, i, j)
        for i in left if i not in pairs
        for j in free if (score := _likeness(one[i], two[j])) >= _ALIKE
    )  # fmt: skip
    for _, i, j in scored:
        if i not in pairs and j in free:
            pairs[i] = j
            free.remove(j)


def _likeness(one: Line, two: Line) -> float:
    if one.kind != two.kind:
        return 0.0
    match = SequenceMatcher(None, one.text.split(), two.text.split(), autojunk=False)
    return match.ratio() if match.quick_ratio() >= _ALIKE else 0.0


# ---- order -----------------------------------------------------------------------------------------------------------


def _ordered(
    one: Sequence[Line], two: Sequence[Line], pairs: Mapping[int, int],
    numbers: Mapping[tuple[int | None, int | None], int],
) -> list[Row]:  # fmt: skip
    stays = sorted(_staying(one, pairs))
    pairs = {i: j for i, j in pairs.items() if i in stays or likeness(one[i].text, two[j].text) >= _MOVED}
    gone_numbers = {i: number for (i, _), number in numbers.items() if i is not None}
    come_numbers = {j: number for (_, j), number in numbers.items() if j is not None}
    follows = dict(zip(stays, [*stays[1:], len(one)], strict=False))
    partner = {j: i for i, j in pairs.items()}
    names = {i: f"move{n}" for n, i in enumerate((i for i in sorted(pairs) if i not in follows), 1)}

    def gone(first: int, until: int) -> list[Row]:
        """What of the first paper stands no more where it stood."""
        out: list[Row] = []
        for at in range(first, until):
            j = pairs.get(at)
            if j is None:
                out.append(Row("deleted", one[at], None, gone_numbers.get(at)))
            else:
                out.append(Row("from", one[at], two[j], numbers.get((at, j)), names[at]))
        return out

    out = gone(0, stays[0] if stays else len(one))
    for j, line in enumerate(two):
        k = partner.get(j)
        if k is None:
            out.append(Row("inserted", None, line, come_numbers.get(j)))
        elif k in follows:
            kind = "same" if one[k].text == line.text else "reworded"
            out.append(Row(kind, one[k], line, numbers.get((k, j))))
            out += gone(k + 1, follows[k])
        else:
            out.append(Row("to", one[k], line, numbers.get((k, j)), names[k]))
    return out


def _staying(one: Sequence[Line], pairs: Mapping[int, int]) -> set[int]:
    """The paragraphs that keep their order: those that hold the most words, so that what moves is the least."""
    order = sorted(pairs)
    best: list[int] = []
    back: list[int] = []
    for k, i in enumerate(order):
        words = 1 + len(one[i].text.split())
        score, before = 0, -1
        for m in range(k):
            if pairs[order[m]] < pairs[i] and best[m] > score:
                score, before = best[m], m
        best.append(score + words)
        back.append(before)
    kept: set[int] = set()
    at = max(range(len(order)), key=lambda k: best[k], default=-1)
    while at >= 0:
        kept.add(order[at])
        at = back[at]
    return kept
