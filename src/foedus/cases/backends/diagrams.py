"""A thin typed door to the decision diagrams of `dd`: CUDD where its wheel has it, else the pure Python ones."""

import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any, Protocol, cast

from foedus.cases.backends.base import Clock, OutOfBudgetError

_COUNT_EVERY = 1.0  # seconds; the room itself is bounded by `max_memory`
_WORTH_TIDYING = (
    100_000  # the order that parties and shared times are declared in is seldom bettered for less
)
_LARGE = 10_000  # counting all nodes takes longer than what can be won on a smaller function
_GROWN = 4
_NODE = 100  # bytes, with its share of the tables around it
_FEW = 7  # parts that are joined as they come
_CACHE = 2**14  # what is remembered of operations at first; it grows with what it is good for
_LEAST_MEMORY = 64 * 2**20
_FIRST_MEMORY = (
    256 * 2**20
)  # what is tried without ordering variables anew; a good first order needs far less
_NO_ROOM = "NULL"  # in what CUDD's door says when an operation found no memory


class Node(Protocol):
    """A Boolean function, as the root of a diagram; equal functions are equal nodes."""

    @property
    def var(self) -> str: ...
    @property
    def low(self) -> "Node": ...
    @property
    def high(self) -> "Node": ...
    @property
    def negated(self) -> bool: ...
    @property
    def support(self) -> set[str]: ...
    def __and__(self, other: "Node") -> "Node": ...
    def __or__(self, other: "Node") -> "Node": ...
    def __invert__(self) -> "Node": ...
    def __len__(self) -> int: ...
    def __hash__(self) -> int: ...


class _Raw(Protocol):
    true: Node
    false: Node

    def declare(self, *names: str) -> None: ...
    def var(self, name: str) -> Node: ...
    def insert_var(self, name: str, level: int) -> object: ...
    def let(self, values: Mapping[str, "bool | str | Node"], u: Node) -> Node: ...
    def exist(self, names: Iterable[str], u: Node) -> Node: ...
    def ite(self, test: Node, then: Node, other: Node) -> Node: ...
    def count(self, u: Node, nvars: int) -> int: ...
    def pick(self, u: Node, care: set[str]) -> dict[str, bool] | None: ...
    def configure(self, **options: Any) -> dict[str, Any]: ...
    def level_of_var(self, name: str) -> int: ...
    def __len__(self) -> int: ...


def _loaded(name: str) -> Any:
    """A module of `dd`, None where it is missing; without networkx, which it takes long to load and only draws with."""
    hidden = "networkx" not in sys.modules
    if hidden:
        sys.modules["networkx"] = cast(Any, None)
    try:
        return import_module(name)
    except ImportError:
        return None
    finally:
        if hidden:
            del sys.modules["networkx"]


def no_room(error: Exception) -> bool:
    """Whether an operation failed because there was no room for its result."""
    return isinstance(error, (ValueError, MemoryError)) and (
        _NO_ROOM in str(error) or isinstance(error, MemoryError)
    )


class Diagrams:
    """One manager of diagrams.

    Args:
        nodes: how many nodes there may be at once.
        clock: the time that may be spent.
        python: leave CUDD aside, as where the platform has none.
    """

    def __init__(self, nodes: int, clock: Clock, *, python: bool = False) -> None:
        module = None if python else _loaded("dd.cudd")
        self.native = module is not None
        """Whether this is CUDD; the pure Python diagrams give the same answers, slowly."""
        made: Any = module.BDD(initial_cache_size=_CACHE) if module else _loaded("dd.autoref").BDD()
        self._raw = cast(_Raw, made)
        if module is not None:
            first = min(_FIRST_MEMORY, max(_LEAST_MEMORY, nodes * _NODE))
            self._raw.configure(reordering=False, max_growth=1.05, max_memory=first)
        self._module = module
        self._and_exists: Any = module.and_exists if module else None
        self._restrict: Any = module.restrict if module else None
        self.nodes = nodes
        self.clock = clock
        self._count_at = time.monotonic() + _COUNT_EVERY
        self._tidy_at = _WORTH_TIDYING
        self.true = self._raw.true
        self.false = self._raw.false
        self._vars: dict[str, Node] = {}

    def __len__(self) -> int:
        return len(self._raw)

    @property
    def variables(self) -> int:
        """How many variables there are."""
        return len(self._vars)

    def check(self) -> None:
        """Raise OutOfBudgetError if the time is spent or, now and then, if there are too many nodes."""
        self.clock.check("decision diagrams")
        now = time.monotonic()
        if now >= self._count_at:  # counting them is slow
            if len(self._raw) > self.nodes:
                raise OutOfBudgetError(f"more than {self.nodes} nodes of decision diagrams")
            self._count_at = now + _COUNT_EVERY

    def var(self, name: str, beside: str = "") -> Node:
        """A variable; declared when it is first used, at the end of the order or after another variable."""
        found = self._vars.get(name)
        if found is None:
            if beside in self._vars and self.native:
                self._raw.insert_var(name, self._raw.level_of_var(beside) + 1)
            else:
                self._raw.declare(name)
            found = self._vars[name] = self._raw.var(name)
        return found

    def first(self, name: str) -> Node:
        """A variable; where it can be, it comes first in the order when it is declared."""
        if name not in self._vars and self.native:
            self._raw.insert_var(name, 0)
            self._vars[name] = self._raw.var(name)
        return self.var(name)

    def halves(self, name: str, u: Node) -> tuple[Node, Node]:
        """The function where a variable is true and where it is false; at little cost if the variable comes first."""
        if self.constant(u):
            return u, u
        if u.var == name:
            _, low, high = self.split(u)
            return high, low
        if self.level(name) == 0:
            return u, u
        return self.given(name, True, u), self.given(name, False, u)

    def tidy(self, u: Node) -> None:
        """Put the variables into a better order if a function is large and diagrams have grown much since last time."""
        if self._module is not None and len(u) > _LARGE and len(self._raw) > self._tidy_at:
            self._module.reorder(self._raw)
            self._tidy_at = max(self._tidy_at, _GROWN * len(self._raw))

    def careful(self) -> None:
        """From now on, put the variables into a better order whenever diagrams grow: slower, but seldom lost."""
        if self._module is not None:
            self._raw.configure(reordering=True, max_memory=max(_LEAST_MEMORY, self.nodes * _NODE))

    def split(self, u: Node) -> tuple[str, Node, Node]:
        """The top variable, and the function where it is false and where it is true; not for constants."""
        if u.negated:
            return u.var, ~u.low, ~u.high
        return u.var, u.low, u.high

    def constant(self, u: Node) -> bool:
        """Whether this is true or false."""
        return u == self.true or u == self.false

    def ite(self, test: Node, then: Node, other: Node) -> Node:
        """One or the other."""
        return self._raw.ite(test, then, other)

    def let(self, values: Mapping[str, "bool | str | Node"], u: Node) -> Node:
        """Variables replaced by constants, by other variables, or by functions; only one kind at a time."""
        values = {name: value for name, value in values.items() if name in self._vars}
        return self._raw.let(values, u) if values else u

    def given(self, name: str, value: bool, u: Node) -> Node:
        """One variable replaced by a constant."""
        return self._raw.let({name: value}, u)

    def exist(self, names: Iterable[str], u: Node) -> Node:
        """For some values of these variables."""
        names = [n for n in names if n in self._vars]
        return self._raw.exist(names, u) if names else u

    def and_exists(self, u: Node, v: Node, names: Iterable[str]) -> Node:
        """Both, for some values of these variables."""
        names = [n for n in names if n in self._vars]
        if not names:
            return u & v
        if self._and_exists is not None:
            return cast(Node, self._and_exists(u, v, names))
        return self._raw.exist(names, u & v)

    def between(self, must: Node, may: Node) -> Node:
        """A small function that holds wherever the first does, and only where the second does."""
        if self._restrict is None or must == may:
            return must
        found = cast(Node, self._restrict(must, must | ~may))
        return found if len(found) < len(must) else must

    def where(self, care: Node, u: Node) -> Node:
        """A small function that agrees with another wherever something holds; elsewhere it may be anything."""
        if care == self.true or self._restrict is None:
            return u
        return cast(Node, self._restrict(u, care))  # itself gives back what cannot be made smaller

    def all(self, parts: Sequence[Node]) -> Node:
        """All hold; small ones first."""
        result = self.true
        for part in parts if len(parts) < _FEW else sorted(parts, key=len):
            result = result & part
        return result

    def any(self, parts: Sequence[Node]) -> Node:
        """Any holds; small ones first."""
        result = self.false
        for part in parts if len(parts) < _FEW else sorted(parts, key=len):
            result = result | part
        return result

    def at_least(self, need: int, parts: Sequence[Node]) -> Node:
        """At least so many hold."""
        rows = [self.true] + [self.false] * need
        for part in parts:
            for k in range(need, 0, -1):
                rows[k] = rows[k] | (rows[k - 1] & part)
        return rows[need]

    def count(self, u: Node, variables: int) -> int:
        """In how many assignments of so many variables it holds; exact up to 2⁵³, and beyond by parts."""
        if variables <= 50:
            return round(self._raw.count(u, variables))
        return _count(self, u, variables)

    def pick(self, u: Node) -> dict[str, bool] | None:
        """One assignment of the variables of its support in which it holds; None if there is none."""
        return self._raw.pick(u, u.support)

    def level(self, name: str) -> int:
        """The place of a variable in the order."""
        return self._raw.level_of_var(name)


def _count(diagrams: Diagrams, u: Node, variables: int) -> int:
    """Exact, in whole numbers: the share is a dyadic fraction with at most `variables` binary places."""
    # No inner function that calls itself: it would keep nodes alive until the next collection of circles, by which time
    # their manager may be gone.
    memo: dict[Node, int] = {diagrams.false: 0, diagrams.true: 1 << variables}
    todo = [u]
    while todo:
        f = todo[-1]
        if f not in memo:
            _, low, high = diagrams.split(f)
            waits = [g for g in (low, high) if g not in memo]
            if waits:
                todo.extend(waits)
                continue
            memo[f] = (memo[low] + memo[high]) // 2
        todo.pop()
    return memo[u]
