"""What the case graph is made with: in C where that could be built, in Python otherwise, with the same answers.

Both make the same nodes in the same order. The Python modules `pure` and `pure_walks` say what is meant; `native/` does
it faster, and tests compare the two. `FOEDUS_PURE=1` in the environment leaves C aside.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any, NamedTuple, Protocol, Self

from foedus.cases.keys import AllOf, AtLeast, Atom, Is, Key, Lit, Stands


class Settling(NamedTuple):
    """What is put into conditions: possible values of choices, and where times stand.

    tell: told a time that is missing there, puts it to the rest.
    """

    tell: Callable[[str], Any]
    values: dict[str, frozenset[int]]
    times: dict[str, Any]


Leaf = Callable[[Any, int], Lit] | dict[str, int] | Settling


class Core(Protocol):
    """The nodes, each once. Number 1 is true; a minus sign negates. As a sequence: what each node is."""

    def __len__(self) -> int: ...
    def __getitem__(self, node: int, /) -> Key: ...
    def chosen(self, choice: str, value: int, several: bool, /) -> Lit: ...
    def within(self, u: str, v: str, c: int, /) -> Lit: ...
    def all(self, *lits: Lit) -> Lit: ...
    def any(self, *lits: Lit) -> Lit: ...
    def at_least(self, need: int, lits: Sequence[Lit], /) -> Lit: ...
    def le(self, one: Stands, two: Stands, slack: int, /) -> Lit: ...
    def come(self, time: Stands, var: str, plus: int, /) -> Lit: ...
    def foremost(self, every: Stands, latest: bool, /) -> list[Lit]: ...
    def find(self, key: Is | Atom | AllOf | AtLeast, /) -> int | None: ...
    def parts(self, lit: Lit, /) -> tuple[Lit, ...]: ...
    def cone(self, roots: Sequence[Lit], /) -> list[int]: ...
    def leaves(self, roots: Sequence[Lit], /) -> list[Is | Atom]: ...
    def hanging(self, roots: Sequence[Lit], nodes: Sequence[int], /) -> list[int]: ...
    def hangings(
        self, roots: Sequence[Lit], groups: Sequence[Sequence[int]], most: int, /
    ) -> list[list[int] | None]: ...


class Rewriter(Protocol):
    """Conditions with each leaf replaced by what a function says of its key and its node.

    With values of choices in place of a function, choices that have one are decided, and all else stays. With
    possible values of choices and what times are, both are put in.
    """

    def lit(self, root: Lit, /) -> Lit: ...
    def put(self, of: Lit, to: Lit, /) -> None: ...
    def copy(self, leaf: Leaf, without: Iterable[int], /) -> Self: ...


class Evaluator(Protocol):
    """Whether conditions hold in one case, by what a function says of the keys of leaves."""

    def holds(self, lit: Lit, /) -> bool: ...
    def copy(self) -> Self: ...


class Clauses(Protocol):
    """Nodes as literals of a solver, and the comparisons that make conditions hold in a model."""

    def literal(self, lit: Lit, /) -> int: ...
    def put(self, node: int, variable: int, /) -> None: ...
    def inputs(self, roots: Sequence[Lit], /) -> list[int]: ...
    def support(self, roots: Sequence[Lit], model: list[int], /) -> list[Atom]: ...


class Holding(Protocol):
    """Clauses of a solver in C: whether conditions can hold, decided no further than they need.

    After a yes: whether the comparisons by which they hold fit together, these, and values of choices, taken or not.
    """

    def holds(self, conditions: Sequence[Lit], given: Sequence[Lit], conflicts: int, /) -> bool | None: ...
    def fit(self) -> bool: ...
    def comparisons(self) -> list[Atom]: ...
    def values(self) -> list[tuple[Is, bool]]: ...


class RawSolver(Protocol):
    """A solver of clauses: see `backends.ordered`."""

    variables: int

    def new(self) -> int: ...
    def clause(self, literals: Sequence[int], /) -> None: ...
    def choice(self, literals: Sequence[int], /) -> None: ...
    def solve(
        self, assumptions: Sequence[int], order: Sequence[int] | None, conflicts: int, /
    ) -> bool | None: ...
    def model(self) -> list[int]: ...
    def core(self) -> list[int]: ...


class Forks(Protocol):
    """Diagrams of conditions on choices, as numbers, 1 for what always holds; a minus sign negates.

    None where a diagram would take long, or where times are compared.
    """

    def condition(self, lit: Lit, /) -> int | None: ...
    def settle(self, values: dict[str, int], /) -> None: ...
    def settled(self, lit: Lit, /) -> int | None: ...
    def value(self, choice: str, value: int, /) -> int | None: ...
    def both(self, one: int, two: int, /) -> int | None: ...
    def free(self, edge: int, but: Sequence[str], /) -> int | None: ...
    def ways(self, edge: int, over: Sequence[str], /) -> int: ...
    def fork(self, edge: int, /) -> tuple[str, list[int]] | None: ...
    def support(self, edge: int, /) -> list[str]: ...
    def first(self, edge: int, /) -> dict[str, int] | None: ...


class Kit(NamedTuple):
    """How to make each: a core; the rest for a core. Where there is C, a solver and diagrams as well."""

    native: bool
    core: Callable[[], Core]
    rewriter: Callable[[Core, Leaf], Rewriter]
    evaluator: Callable[[Core, Callable[[Any], bool]], Evaluator]
    clauses: Callable[
        [Core, Any, Callable[[Sequence[int]], None], Callable[[int], int], dict[str, list[int]]], Clauses
    ]
    solver: Callable[[], RawSolver] | None = None
    forks: Callable[[Core, dict[str, int]], Forks] | None = None


def _python() -> Kit:
    from foedus.cases.pure import Core
    from foedus.cases.pure_walks import Clauses, Evaluator, Rewriter

    made: Any = (Core, Rewriter, Evaluator, Clauses)
    return Kit(False, *made)


def _native() -> Kit | None:
    try:
        module: Any = import_module("foedus.cases._native")
    except ImportError:
        return None  # no compiler where it was installed
    module.keys(Is, Atom, AllOf, AtLeast)
    return Kit(
        True, module.Core, module.Rewriter, module.Evaluator, module.Clauses, module.Solver, module.Forks
    )


_kits: dict[bool, Kit] = {}


def kit(python: bool | None = None) -> Kit:
    """What to make case graphs with.

    Args:
        python: whether to leave C aside; None is as the environment says.

    >>> kit(python=True).native
    False
    """
    python = os.environ.get("FOEDUS_PURE", "") not in ("", "0") if python is None else python
    if python not in _kits:
        _kits[python] = _python() if python else _native() or _python()
    return _kits[python]
