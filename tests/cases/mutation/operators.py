"""Errors of one place: each operator changes one expression of the lowering, the way a slip of the pen would."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import partial
from typing import Any, NamedTuple

Change = Callable[[Any], ast.AST]  # a copy of a place, changed


class Operator(NamedTuple):
    """What is changed, and how: for each kind of place, the changes that it allows."""

    name: str
    what: str
    changes: Callable[[ast.AST], Iterator[Change]]


def _compared(node: ast.AST) -> Iterator[Change]:
    swaps: dict[type[ast.cmpop], type[ast.cmpop]] = {
        ast.LtE: ast.Lt, ast.Lt: ast.LtE, ast.GtE: ast.Gt, ast.Gt: ast.GtE,
    }  # fmt: skip
    if isinstance(node, ast.Compare):
        for i, op in enumerate(node.ops):
            if type(op) in swaps:
                yield partial(_with_op, place=i, op=swaps[type(op)]())


def _with_op(node: ast.Compare, place: int, op: ast.cmpop) -> ast.Compare:
    node.ops[place] = op
    return node


def _equal(node: ast.AST) -> Iterator[Change]:
    swaps: dict[type[ast.cmpop], type[ast.cmpop]] = {
        ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot,
        ast.IsNot: ast.Is,
    }  # fmt: skip
    if isinstance(node, ast.Compare):
        for i, op in enumerate(node.ops):
            if type(op) in swaps:
                yield partial(_with_op, place=i, op=swaps[type(op)]())


def _method(node: ast.AST) -> str:
    return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""


def _renamed(node: ast.Call, to: str) -> ast.Call:
    assert isinstance(node.func, ast.Attribute)
    node.func.attr = to
    return node


def _times(node: ast.AST) -> Iterator[Change]:
    """Comparisons of times: at most for before, and the other way round."""
    swaps = {
        "le": "lt",
        "lt": "le",
        "first": "latest",
        "last": "first",
        "from_on": "before",
        "before": "from_on",
    }
    name = _method(node)
    if name in swaps and not (name in ("le", "lt") and len(node.args) > 2):  # type: ignore[attr-defined]
        yield lambda n: _renamed(n, swaps[name])


def _instants(node: ast.AST) -> Iterator[Change]:
    """Until leaves out its end, before takes it in."""
    swaps = {"until": "before", "latched": "negated"}
    name = _method(node)
    if name in swaps:
        yield lambda n: _renamed(n, swaps[name])


def _guard(node: ast.AST) -> Iterator[Change]:
    """One of several joint conditions is dropped; a time is given without its condition."""
    if _method(node) in ("all", "k_all", "both") and len(node.args) > 1:  # type: ignore[attr-defined]
        for i, arg in enumerate(node.args):  # type: ignore[attr-defined]
            if not isinstance(arg, ast.Starred):
                yield lambda n, i=i: _without(n, i)
    if _method(node) in ("given", "during"):
        yield lambda n: n.args[1]


def _choice(node: ast.AST) -> Iterator[Change]:
    """One of several alternatives is dropped."""
    if _method(node) in ("any", "k_any", "either", "either_signal") and len(node.args) > 1:  # type: ignore[attr-defined]
        for i, arg in enumerate(node.args):  # type: ignore[attr-defined]
            if not isinstance(arg, ast.Starred):
                yield lambda n, i=i: _without(n, i)


def _without(node: ast.Call, place: int) -> ast.Call:
    del node.args[place]
    return node


def _swapped(node: ast.AST) -> Iterator[Change]:
    """All for any, and any for all."""
    swaps = {"all": "any", "any": "all", "k_all": "k_any", "k_any": "k_all", "both": "either_signal"}
    if _method(node) in swaps and isinstance(node.func.value, (ast.Name, ast.Attribute)):  # type: ignore[attr-defined]
        yield lambda n: _renamed(n, swaps[_method(n)])


def _negated(node: ast.AST) -> Iterator[Change]:
    if (
        isinstance(node, ast.UnaryOp)
        and isinstance(node.op, ast.USub)
        and not isinstance(node.operand, ast.Constant)
    ):
        yield lambda n: n.operand
    if _method(node) in ("no", "k_not", "negated") and len(node.args) == 1:  # type: ignore[attr-defined]
        yield lambda n: n.args[0]


def _plane(node: ast.AST) -> Iterator[Change]:
    """What surely holds for what surely does not."""
    if isinstance(node, ast.Attribute) and node.attr in ("yes", "no") and isinstance(node.ctx, ast.Load):
        yield lambda n: ast.Attribute(n.value, "no" if n.attr == "yes" else "yes", ast.Load())


def _number(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield lambda n: ast.Constant(n.value + 1)
        yield lambda n: ast.Constant(n.value - 1)


def _test(node: ast.AST) -> Iterator[Change]:
    """A test of the lowering itself: one part of it is dropped, or it is turned round."""
    if isinstance(node, ast.BoolOp):
        for i in range(len(node.values)):
            yield lambda n, i=i: _part(n, i)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda n: n.operand


def _part(node: ast.BoolOp, place: int) -> ast.AST:
    values = [v for i, v in enumerate(node.values) if i != place]
    return values[0] if len(values) == 1 else ast.BoolOp(node.op, values)


def _leaving(node: ast.AST) -> Iterator[Change]:
    """An early exit is not taken."""
    if isinstance(node, ast.If) and not node.orelse and isinstance(node.body[-1], (ast.Return, ast.Continue)):
        yield lambda n: ast.If(ast.Constant(False), n.body, [])


OPERATORS = (
    Operator("at most", "≤ for <, < for ≤, ≥ for >, > for ≥", _compared),
    Operator("at most, of times", "at most for before, first for last, from on for before", _times),
    Operator("ends", "the last instant counts otherwise", _instants),
    Operator("equal", "equal for unequal, in for not in, none for some", _equal),
    Operator("guard", "one of several joint conditions is dropped, or the condition of a time", _guard),
    Operator("alternative", "one of several alternatives is dropped", _choice),
    Operator("all for any", "all for any, any for all", _swapped),
    Operator("negation", "a negation is dropped", _negated),
    Operator("plane", "surely so for surely not so", _plane),
    Operator("constant", "a number is one more, or one less", _number),
    Operator("test", "one part of a test is dropped, or its negation", _test),
    Operator("early exit", "an early exit is not taken", _leaving),
)


def places(tree: ast.AST) -> Iterator[tuple[int, ast.AST]]:
    """The parts of a function in a fixed order, numbered; what is said of types and in words is left out."""
    number = 0
    todo: list[ast.AST] = [tree]
    while todo:
        node = todo.pop(0)
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "decorator_list", "type_params"):
                continue
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, ast.AST):
                    todo.append(one)
        yield number, node
        number += 1


def changed(tree: ast.AST, place: int, change: Change) -> ast.AST:
    """A copy of a function with one place changed."""
    copy = deepcopy(tree)
    target = next(node for number, node in places(copy) if number == place)
    new = change(target)
    if new is target:
        return copy
    for node in ast.walk(copy):
        for name, value in ast.iter_fields(node):
            if value is target:
                setattr(node, name, new)
                return copy
            if isinstance(value, list) and any(one is target for one in value):
                value[[one is target for one in value].index(True)] = new
                return copy
    raise AssertionError("the place is not in the function")
