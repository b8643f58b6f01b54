"""Times that are compared with few others: eliminated by joining each upper with each lower limit (Fourier-Motzkin).

For whole minutes `t <= a + c` and `t >= b + d` leave room for `t` if and only if `b - a <= c - d`, so nothing is lost.
"""

from collections.abc import Iterable, Sequence

from foedus.cases.backends.coding import Coding
from foedus.cases.backends.diagrams import Node
from foedus.cases.graph import Atom


def resolvents(coding: Coding, atoms: Iterable[Atom], time: str) -> tuple[list[Node], set[Atom]]:
    """What comparisons with a time say without it, as clauses; and the comparisons that these introduce."""
    dia = coding.diagrams
    limits: list[
        tuple[str, int, Node]
    ] = []  # time - other <= c is the node; its negation: time - other >= c + 1
    for u, v, c in atoms:
        node = coding.within(u, v, c)
        limits.append((v, c, node) if u == time else (u, -c - 1, ~node))
    clauses: list[Node] = []
    new: set[Atom] = set()
    for i, (a, c, upper) in enumerate(limits):
        for j, (b, d, lower) in enumerate(limits):
            if i != j:
                # upper holds and lower fails: time <= a + c and time >= b + d + 1
                joined = coding.within(b, a, c - d - 1)
                clause = ~upper | lower | joined
                if clause != dia.true:
                    clauses.append(clause)
                    if not dia.constant(joined):
                        new.add(coding.atoms[joined.var])
    return clauses, new


def theory(coding: Coding, atoms: Iterable[Atom], times: Sequence[str]) -> tuple[Node, set[str], set[Atom]]:
    """What the comparisons with these times say, the variables to forget once it is added, and what is then compared.

    Returns:
        Exactly: for some minutes of `times` a function holds if and only if, for some values of the variables, it and
        the first node hold. The third are the comparisons that are left.
    """
    dia = coding.diagrams
    left = set(atoms)
    result = dia.true
    gone: set[str] = set()
    for time in times:
        of_time = sorted(a for a in left if time in (a.u, a.v))
        clauses, new = resolvents(coding, of_time, time)
        for clause in clauses:
            result = result & clause
        gone |= {coding.name(a) for a in of_time}
        left = (left | new) - set(of_time)
    return result, gone, left
