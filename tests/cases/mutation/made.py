"""The mutants of the lowering: every change of every operator at every place, drawn with a recorded seed."""

from __future__ import annotations

import ast
import inspect
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from random import Random
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

from tests.cases.mutation.operators import OPERATORS, Change, changed, places

SEED = 20250823
SAMPLE = 200  # of all mutants
DRAWN = 4  # of each operator in each module
# What lowers; not what reads a case or tells it, nor the backends, which have oracles of their own.
MODULES = (
    "bearers", "breaches", "conditions", "decisions", "duties", "ends", "force", "ghost", "graph", "happenings",
    "incident", "invocations", "leaves", "lower", "lowering", "norms", "prevailing", "pure", "standing", "stands",
    "times", "triggers", "votes",
)  # fmt: skip


class Mutant(NamedTuple):
    """One function with one place changed.

    name: module, function, operator and number among the changes of this operator in this function.
    """

    name: str
    module: str
    function: str
    operator: str
    line: int
    before: str
    after: str
    place: int
    change: Change


def module(name: str) -> ModuleType:
    return import_module(f"foedus.cases.{name}")


@cache
def _functions(name: str) -> dict[str, ast.AST]:
    """The functions and methods of a module by qualified name; what is nested in them belongs to them."""
    tree = ast.parse(Path(str(module(name).__file__)).read_text("utf-8"))
    out: dict[str, ast.AST] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            out[node.name] = node
        elif isinstance(node, ast.ClassDef):
            out |= {f"{node.name}.{one.name}": one for one in node.body if isinstance(one, ast.FunctionDef)}
    return out


@cache
def mutants() -> dict[str, Mutant]:
    """All mutants, by name."""
    out: dict[str, Mutant] = {}
    for name in MODULES:
        for function, tree in _functions(name).items():
            for operator in OPERATORS:
                number = 0
                for place, node in places(tree):
                    for change in operator.changes(node):
                        new = changed(tree, place, change)
                        if ast.unparse(new) == ast.unparse(tree):
                            continue
                        before, after = _difference(tree, new)
                        key = f"{name}.{function}: {operator.name} {number}"
                        line = getattr(node, "lineno", getattr(tree, "lineno", 0))
                        out[key] = Mutant(
                            key, name, function, operator.name, line, before, after, place, change
                        )  # fmt: skip
                        number += 1
    return out


def _difference(old: ast.AST, new: ast.AST) -> tuple[str, str]:
    one, two = ast.unparse(old).splitlines(), ast.unparse(new).splitlines()
    start = next((i for i, (a, b) in enumerate(zip(one, two)) if a != b), 0)
    end = next((i for i, (a, b) in enumerate(zip(one[::-1], two[::-1])) if a != b), 0)
    return tuple("\n".join(lines[start : len(lines) - end]).strip() for lines in (one, two))  # type: ignore[return-value]


def drawn() -> list[Mutant]:
    """So many of each operator in each module."""
    out: list[Mutant] = []
    for name in MODULES:
        for operator in OPERATORS:
            every = [m for m in mutants().values() if m.module == name and m.operator == operator.name]
            out += Random(f"{SEED} {name} {operator.name}").sample(every, min(DRAWN, len(every)))
    return out


def sampled(count: int) -> list[Mutant]:
    """So many of all mutants, whichever their place and operator."""
    every = mutants()
    return [every[name] for name in sorted(every, key=_drawn_by)[:count]]


def _drawn_by(name: str) -> str:
    """By what a mutant is drawn: so that the sample stays what it is when code is added elsewhere."""
    return sha256(f"{SEED} sample {name}".encode()).hexdigest()


@contextmanager
def applied(mutant: Mutant) -> Iterator[None]:
    """The lowering with this error in it."""
    where = function(mutant)
    before, pure = where.__code__, os.environ.get("FOEDUS_PURE")
    where.__code__ = _code(mutant)
    if mutant.module == "pure":  # what is changed there shows only where C is left aside
        os.environ["FOEDUS_PURE"] = "1"
    try:
        yield
    finally:
        where.__code__ = before
        os.environ.pop("FOEDUS_PURE", None)
        if pure is not None:
            os.environ["FOEDUS_PURE"] = pure


def function(mutant: Mutant) -> FunctionType:
    owner: Any = module(mutant.module)
    for part in mutant.function.split("."):
        owner = inspect.getattr_static(owner, part)
        if isinstance(owner, property):
            owner = owner.fget
        elif isinstance(owner, cached_property):
            owner = owner.func
        elif isinstance(owner, (staticmethod, classmethod)):
            owner = owner.__func__
    assert isinstance(owner, FunctionType), mutant.name
    return owner


def _code(mutant: Mutant) -> CodeType:
    tree = changed(_functions(mutant.module)[mutant.function], mutant.place, mutant.change)
    whole: Any = ast.Module([tree], [])
    if "." in mutant.function:
        name = mutant.function.partition(".")[0]
        whole = ast.Module([ast.ClassDef(name, [], [], [tree], [], **_types())], [])
    found = compile(ast.fix_missing_locations(whole), str(module(mutant.module).__file__), "exec")
    for part in mutant.function.split("."):
        found = next(c for c in found.co_consts if isinstance(c, CodeType) and c.co_name == part)
    return found


def _types() -> dict[str, Any]:
    return {"type_params": []} if "type_params" in ast.ClassDef._fields else {}
