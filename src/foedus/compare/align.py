"""The words of two drafts side by side: which sentence and article of one corresponds to which of the other."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from foedus.compare.renamed import renamings, said_as
from foedus.model import Draft, Sentence
from foedus.model.comparison import Alignment, ArticlePair, Passage, Renaming, Run

_ALIKE = 0.5  # from which share of common words on a sentence counts as the other, reworded
_ARTICLE = re.compile(r"\b([Aa]rticles?) ([\w-]+)")


class _Text(Struct, frozen=True):
    """A sentence as it is compared: its number, its article, its words, its words in the first draft's names."""

    number: int
    article: str
    text: str
    plain: str
    kind: str


def align(one: Draft, two: Draft) -> Alignment:
    """Set two drafts side by side.

    Args:
        one: the draft before.
        two: the draft after.

    Returns: articles and sentences in the order of the second draft, with what was deleted where it stood. Sentences of
        texts that both use follow where these differ.

    >>> from foedus.language import parse_draft
    >>> text = 'treaty "T", called T.  party Ukraine.  article {}.  Ukraine must consult within {}.'
    >>> a, b = (parse_draft(text.format(*one)).draft for one in (("1", "24 hours"), ("2", "7 days")))
    >>> found = align(a, b)
    >>> [(p.kind, p.before, p.after) for p in found.passages][1]
    ('reworded', 'Ukraine must consult within 24 hours', 'Ukraine must consult within 7 days')
    >>> [(p.one, p.two) for p in found.articles]
    [('1', '2')]
    """
    named = renamings(one, two)
    articles, passages = _aligned(one, two, named, "")
    theirs = {d.code: d for d in two.everything()[1:] if d.code}
    for used in one.everything()[1:]:
        other = theirs.get(used.code)
        if other is not None and [s.text for s in used.sentences] != [s.text for s in other.sentences]:
            passages += _aligned(used, other, (), used.code)[1]
    numbers = tuple(Renaming("article", a.one, a.two) for a in articles if a.one and a.two and a.one != a.two)
    return Alignment(tuple(articles), tuple(passages), (*named, *numbers))


def runs(before: str, after: str) -> tuple[Run, ...]:
    """The words of two texts, as runs that are the same, inserted or deleted.

    >>> [(r.kind, r.text) for r in runs("within 24 hours of it", "within 7 days of it")]
    [('same', 'within'), ('deleted', '24 hours'), ('inserted', '7 days'), ('same', 'of it')]
    """
    a, b = before.split(), after.split()
    out: list[Run] = []
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            out.append(Run("same", " ".join(a[i:j])))
            continue
        if i < j:
            out.append(Run("deleted", " ".join(a[i:j])))
        if k < m:
            out.append(Run("inserted", " ".join(b[k:m])))
    return tuple(_joined(out))


def _joined(found: Sequence[Run]) -> list[Run]:
    """Runs without single small words that stand alike between two changes: `24 hours of the` is read as one change."""
    out: list[Run] = []
    held: list[Run] = []

    def flush() -> None:
        for kind in ("deleted", "inserted"):
            words = " ".join(r.text for r in held if r.kind in (kind, "same"))
            if any(r.kind == kind for r in held):
                out.append(Run(kind, words))
        held.clear()

    for at, run in enumerate(found):
        between = (
            0 < at < len(found) - 1 and run.kind == "same" and len(run.text) <= 3 and " " not in run.text
        )
        if run.kind != "same" or (between and held and len({r.kind for r in held}) > 1):
            held.append(run)
            continue
        flush()
        out.append(run)
    while held and held[-1].kind == "same":
        out.append(held.pop())
    flush()
    return out


# ---- sentences -------------------------------------------------------------------------------------------------------


def _aligned(
    one: Draft, two: Draft, named: Sequence[Renaming], instrument: str
) -> tuple[list[ArticlePair], list[Passage]]:
    names = {r.two: r.one for r in named}
    a, b = _texts(one, {}), _texts(two, names)
    pairs = _matched(a, b)
    labels = _labels(a, b, pairs)
    moved = _moved(pairs)
    passages: list[Passage] = []
    told: set[int] = set()
    partner = {j: i for i, j in pairs.items()}
    for j, text in enumerate(b):
        i = partner.get(j)
        if i is None:
            passages.append(_lone("inserted", text, instrument))
            continue
        passages.append(_passage(a[i], text, i in moved, labels, instrument))
        told.add(i)
        passages += _gone(a, pairs, i, instrument)
    first = next((i for i in range(len(a)) if i in pairs), len(a))
    before = [_lone("deleted", a[i], instrument) for i in range(first)]
    return _articles(one, two, a, b, pairs, labels), [*before, *passages]


def _gone(a: Sequence[_Text], pairs: Mapping[int, int], at: int, instrument: str) -> list[Passage]:
    """The deleted sentences that followed on one that has a counterpart."""
    out: list[Passage] = []
    for i in range(at + 1, len(a)):
        if i in pairs:
            break
        out.append(_lone("deleted", a[i], instrument))
    return out


def _texts(draft: Draft, names: Mapping[str, str]) -> list[_Text]:
    return [_text(i, s, names) for i, s in enumerate(draft.sentences)]


def _text(number: int, sentence: Sentence, names: Mapping[str, str]) -> _Text:
    text = " ".join(sentence.text.split()).rstrip(".")
    article = f"{sentence.part}: {sentence.article}" if sentence.part else sentence.article
    return _Text(number, article, text, said_as(text, names), type(sentence.body).__name__)


def _matched(a: Sequence[_Text], b: Sequence[_Text]) -> dict[int, int]:
    """The sentences that correspond: alike in the same article, alike anywhere, then alike for the most part."""
    pairs: dict[int, int] = {}
    free = set(range(len(b)))
    masked = [[_ARTICLE.sub(r"\1 #", t.plain) for t in side] for side in (a, b)]
    for same_article in (True, False):
        by_text: dict[object, list[int]] = {}
        for j in sorted(free):
            by_text.setdefault((masked[1][j], b[j].article if same_article else ""), []).append(j)
        for i, text in enumerate(a):
            found = (
                by_text.get((masked[0][i], text.article if same_article else "")) if i not in pairs else None
            )
            if found:
                pairs[i] = found.pop(0)
                free.discard(pairs[i])
    rest = [i for i in range(len(a)) if i not in pairs]
    scored: list[tuple[float, int, int]] = []
    for i in rest:
        words = masked[0][i].split()
        for j in free:
            score = _likeness(words, masked[1][j].split(), a[i], b[j])
            if score >= _ALIKE:
                scored.append((-score, i, j))
    for _, i, j in sorted(scored):
        if i not in pairs and j in free:
            pairs[i] = j
            free.discard(j)
    return pairs


def _likeness(one: list[str], two: list[str], a: _Text, b: _Text) -> float:
    """The share of words in common; sentences of one kind in one article are readily taken for each other."""
    match = SequenceMatcher(None, one, two, autojunk=False)
    bonus = (0.1 if a.article == b.article else 0.0) + (0.1 if a.kind == b.kind else -0.15)
    if match.quick_ratio() + bonus < _ALIKE:
        return 0.0
    return match.ratio() + bonus


def _moved(pairs: Mapping[int, int]) -> set[int]:
    """The sentences of the first draft that stand out of order in the second: as few as can be."""
    order = [pairs[i] for i in sorted(pairs)]
    best: list[int] = [1] * len(order)
    back: list[int] = [-1] * len(order)
    for k in range(len(order)):
        for m in range(k):
            if order[m] < order[k] and best[m] + 1 > best[k]:
                best[k], back[k] = best[m] + 1, m
    kept: set[int] = set()
    at = max(range(len(order)), key=lambda k: best[k], default=-1)
    while at >= 0:
        kept.add(at)
        at = back[at]
    return {i for k, i in enumerate(sorted(pairs)) if k not in kept}


def _passage(a: _Text, b: _Text, moved: bool, labels: Mapping[str, str], instrument: str) -> Passage:
    read = _ARTICLE.sub(lambda m: f"{m[1]} {labels.get(m[2], m[2])}", b.plain)
    elsewhere = labels.get(b.article, b.article) != a.article
    kind = "moved" if moved or elsewhere else "same" if a.text == b.text else "reworded"
    return Passage(
        kind, a.number, b.number, a.article, b.article, runs(a.text, b.text),
        a.text != b.text and a.text == read, instrument,
    )  # fmt: skip


def _lone(kind: str, text: _Text, instrument: str) -> Passage:
    here = kind == "inserted"
    return Passage(
        kind, None if here else text.number, text.number if here else None, "" if here else text.article,
        text.article if here else "", (Run(kind, text.text),), False, instrument,
    )  # fmt: skip


# ---- articles --------------------------------------------------------------------------------------------------------


def _labels(a: Sequence[_Text], b: Sequence[_Text], pairs: Mapping[int, int]) -> dict[str, str]:
    """The articles of the second draft as the first numbers them: where most of their words stand."""
    weight: Counter[tuple[str, str]] = Counter()
    for i, j in pairs.items():
        if a[i].article and b[j].article:
            weight[b[j].article, a[i].article] += len(a[i].text.split())
    out: dict[str, str] = {}
    for (theirs, mine), _ in weight.most_common():
        if theirs not in out and mine not in out.values():
            out[theirs] = mine
    return out


def _articles(
    one: Draft, two: Draft, a: Sequence[_Text], b: Sequence[_Text], pairs: Mapping[int, int],
    labels: Mapping[str, str],
) -> list[ArticlePair]:  # fmt: skip
    mine, theirs = _headings(one), _headings(two)
    out: list[ArticlePair] = []
    places = {label: k for k, label in enumerate(mine)}
    last = -1
    for label, title in theirs.items():
        was = labels.get(label, "")
        if not was and label in mine and label not in labels.values():
            was = label
        if not was:
            out.append(ArticlePair("inserted", "", label, "", title))
            continue
        same = {i for i, t in enumerate(a) if t.article == was} == {
            i for i, j in pairs.items() if b[j].article == label and a[i].text == b[j].text
        } and sum(t.article == label for t in b) == sum(t.article == was for t in a)
        kind = "moved" if places[was] < last else "same" if same and mine[was] == title else "reworded"
        last = max(last, places[was])
        out.append(ArticlePair(kind, was, label, mine[was], title))
    known = {p.one for p in out}
    out += [
        ArticlePair("deleted", label, "", title, "") for label, title in mine.items() if label not in known
    ]
    return out


def _headings(draft: Draft) -> dict[str, str]:
    return {f"{a.part}: {a.label}" if a.part else a.label: a.title for a in draft.articles}


__all__ = ["align", "runs"]
