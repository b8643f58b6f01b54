"""A draft in the words of another: its names, numbers of articles and options as the other has them."""

from collections.abc import Mapping
from typing import Any, cast

from msgspec.structs import replace

from foedus.compare.renamed import said_as
from foedus.model import (
    ActorIs,
    Draft,
    Hole,
    Names,
    Node,
    OpenPoint,
    Period,
    PlaceIs,
    Sentence,
    bare,
    rewrite,
)
from foedus.model.comparison import Alignment

_PROSE = frozenset({"text", "source", "asks", "title", "file", "span", "status", "unverified"})
_ARTICLES = frozenset({"article", "articles", "label"})
_RANKS = frozenset({"over", "under"})


def in_words_of(one: Draft, two: Draft, alignment: Alignment) -> Draft:
    """The second draft in the first one's words; the same draft where nothing is called otherwise.

    Args:
        one, two: the drafts.
        alignment: what corresponds to what, and what is read as renamed.
    """
    names = {r.two: r.one for r in alignment.renamings if r.kind != "article"}
    labels = _labels(alignment)
    if names or labels:
        two = rewrite(two, lambda node: _renamed(node, names, labels))
    return _options(one, two)


def _labels(alignment: Alignment) -> dict[str, str]:
    """The numbers of articles as the first draft has them; a new article whose number is taken gets one of its own."""
    out = {a.two: a.one for a in alignment.articles if a.one and a.two}
    taken = {a.one for a in alignment.articles if a.one}
    for new in (a.two for a in alignment.articles if not a.one):
        label = new
        while label in taken:
            label += "-new"
        taken.add(label)
        out[new] = label
    return {k: v for k, v in out.items() if k != v}


def _renamed(node: Node, names: Mapping[str, str], labels: Mapping[str, str]) -> Node:
    new: dict[str, Any] = {}
    for field in node.__struct_fields__:
        if field in _PROSE:
            continue
        old = getattr(node, field)
        if field == "texts":
            fresh: Any = tuple(said_as(text, names) for text in old)
        elif field in _RANKS:
            fresh = tuple(names.get(x, labels.get(x, x)) for x in old)
        else:
            fresh = _word(old, labels if field in _ARTICLES else names)
        if fresh != old:
            new[field] = fresh
    return replace(node, **new) if new else node


def _word(old: Any, known: Mapping[str, str]) -> Any:
    if isinstance(old, str):
        return known.get(old, old)
    if type(old) is tuple:
        items = cast("tuple[Any, ...]", old)
        if any(isinstance(x, str) for x in items):
            return tuple(known.get(x, x) if isinstance(x, str) else x for x in items)
        return items
    return old


def _options(one: Draft, two: Draft) -> Draft:
    """The second draft with options that mean what one of the first means written like it: `3 days` as `72 hours`."""
    mine = {p.name: p for p in one.open_points()}
    swaps = {p.name: _written(mine[p.name], p) for p in two.open_points() if p.name in mine}
    swaps = {name: texts for name, texts in swaps.items() if texts}
    apart = {
        p.name: f"{p.name}-new" for p in two.open_points()
        if p.name in mine and not set(swaps.get(p.name, p.texts)) & set(mine[p.name].texts)
    }  # fmt: skip
    if not swaps and not apart:
        return two

    def change(node: Node) -> Node:
        if isinstance(node, OpenPoint) and node.name in swaps:
            node = replace(node, texts=swaps[node.name])
        if isinstance(node, (OpenPoint, Hole)) and node.name in apart:  # no option in common: another point
            return replace(node, name=apart[node.name])
        return node

    return rewrite(two, change)


def _written(a: OpenPoint, b: OpenPoint) -> tuple[str, ...]:
    """The options of the second as the first writes them; nothing where they are written alike."""
    meaning = [_plain(o) for o in a.options]
    texts = list(b.texts)
    for k, option in enumerate(b.options):
        plain = _plain(option)
        if b.texts[k] not in a.texts and plain in meaning:
            text = a.texts[meaning.index(plain)]
            if text not in texts:
                texts[k] = text
    mine, theirs = [x for x in a.texts if x not in texts], [x for x in texts if x not in a.texts]
    if len(mine) == len(theirs) == 1 and len(a.texts) > 1:  # one option reworded
        texts[texts.index(theirs[0])] = mine[0]
    return tuple(texts) if tuple(texts) != b.texts else ()


def _plain(option: Any) -> Any:
    """What an option means, however it is written: `3 days` is `72 hours`."""
    if isinstance(option, Period) and not any(isinstance(part, Hole) for part in option.parts):
        return "period", option.total()
    return bare(option) if isinstance(option, Node) else option


def with_options_of(one: Draft, two: Draft) -> tuple[Draft, tuple[tuple[str, tuple[str, ...]], ...]]:
    """The first draft with only those options of its open points that the second leaves open, too, in its own order.

    Returns: the draft, and what was left aside: points with the options that only the first has.
    """
    theirs = {p.name: p.texts for p in two.open_points()}
    gone = {
        p.name: tuple(x for x in p.texts if x not in theirs[p.name])
        for p in one.open_points() if p.name in theirs and set(p.texts) != set(theirs[p.name])
    }  # fmt: skip
    gone = {name: texts for name, texts in gone.items() if texts}

    def change(node: Node) -> Node:
        if isinstance(node, OpenPoint) and node.name in gone:
            kept = [i for i, x in enumerate(node.texts) if x not in gone[node.name]]
            readers = tuple(node.readers[i] for i in kept) if node.readers else ()
            options, texts = tuple(node.options[i] for i in kept), tuple(node.texts[i] for i in kept)
            return replace(node, options=options, texts=texts, readers=readers)
        return node

    return (rewrite(one, change) if gone else one), tuple(gone.items())


def in_order_of(one: Draft, two: Draft) -> Draft:
    """The second draft with its options in the order of the first."""
    order = {p.name: p.texts for p in one.open_points()}

    def change(node: Node) -> Node:
        if isinstance(node, OpenPoint) and node.name in order and node.texts != order[node.name]:
            if set(node.texts) == set(order[node.name]):
                ranks = [node.texts.index(x) for x in order[node.name]]
                readers = tuple(node.readers[i] for i in ranks) if node.readers else ()
                options = tuple(node.options[i] for i in ranks)
                return replace(node, options=options, texts=order[node.name], readers=readers)
        return node

    return rewrite(two, change)


def with_world_of(one: Draft, two: Draft) -> Draft:
    """A draft with the places, states and actors that only the other declares, so that both are told of one world.

    What it does not speak of changes nothing for it.
    """
    known = {name for d in one.everything() for s in d.sentences for name in _world(s)}
    missing = [
        s for d in two.everything() for s in d.sentences
        if (names := list(_world(s))) and not known.intersection(names)
    ]  # fmt: skip
    extra = tuple(replace(s, article="", part="") for s in missing)
    return replace(one, sentences=(*one.sentences, *extra)) if extra else one


def _world(sentence: Sentence) -> list[str]:
    body = sentence.body
    if isinstance(body, (PlaceIs, ActorIs)):
        return [body.name]
    return list(body.names) if isinstance(body, Names) and body.kind in ("state", "place", "actor") else []


__all__ = ["in_order_of", "in_words_of", "with_options_of", "with_world_of"]
