"""The base of all parts of a draft, and how to walk and rewrite them."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from foedus.base import Span

N = TypeVar("N")


class Node(Struct, frozen=True, kw_only=True):
    """A frozen part of a draft; knows where it stands."""

    span: Span | None = None


_inside: dict[type[Node], Callable[[Node], tuple[object, ...]]] = {}


def children(value: object) -> tuple[object, ...]:
    """The values directly inside a node or tuple."""
    if isinstance(value, Node):
        kind = type(value)
        found = _inside.get(kind) or _inside.setdefault(kind, _getter(kind))
        return found(value)
    return cast("tuple[object, ...]", value) if type(value) is tuple else ()


def _getter(kind: type[Node]) -> Callable[[Node], tuple[object, ...]]:
    """Reads all fields of a kind of node but its place."""
    names = [name for name in kind.__struct_fields__ if name != "span"]
    if len(names) < 2:
        return lambda node: tuple(getattr(node, name) for name in names)
    return attrgetter(*names)


def walk(value: object) -> Iterator[Node]:
    """Every node in a value, outermost first."""
    todo: list[object] = [value]
    while todo:
        one = todo.pop()
        if isinstance(one, Node):
            yield one
        for child in reversed(children(one)):
            if isinstance(child, Node) or type(child) is tuple:
                todo.append(cast("object", child))


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
