"""The base of all parts of a draft, and how to walk and rewrite them."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from foedus.base import Span

N = TypeVar("N")


class Node(Struct, frozen=True, kw_only=True):
    """A frozen part of a draft; knows where it stands."""

    span: Span | None = None


def children(value: object) -> Iterator[object]:
    """The values directly inside a node or tuple."""
    if isinstance(value, Node):
        for name in value.__struct_fields__:
            if name != "span":
                yield getattr(value, name)
    elif type(value) is tuple:
        yield from cast("tuple[object, ...]", value)


def walk(value: object) -> Iterator[Node]:
    """Every node in a value, outermost first."""
    if isinstance(value, Node):
        yield value
    for child in children(value):
        if isinstance(child, (Node, tuple)):
            yield from walk(cast("object", child))


def rewrite(value: N, change: Callable[[Node], object]) -> N:
    """The value with each node replaced by what `change` returns for it, innermost first; shares what is unchanged."""
    if isinstance(value, Node):
        new: dict[str, Any] = {}
        for name in value.__struct_fields__:
            if name == "span":
                continue
            old = getattr(value, name)
            if isinstance(old, (Node, tuple)):
                fresh = rewrite(cast("Any", old), change)
                if fresh is not old:
                    new[name] = fresh
        node = replace(value, **new) if new else value
        return cast("N", change(node))
    if type(value) is tuple:
        items = cast("tuple[Any, ...]", value)
        fresh_items: list[Any] = [rewrite(item, change) for item in items]
        if any(a is not b for a, b in zip(items, fresh_items, strict=True)):
            return cast("N", tuple(fresh_items))
    return cast("N", value)


def bare(value: N) -> N:
    """The value without any spans: two texts mean the same if their bare parts are equal."""
    return rewrite(value, lambda node: replace(node, span=None))
