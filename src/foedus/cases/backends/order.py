"""A first order of variables: what stands together in the draft stands together in the diagrams."""

from collections import Counter
from collections.abc import Iterable

from foedus.cases.backends.coding import Coding
from foedus.cases.backends.parties import NOBODY, Count, Parties
from foedus.cases.backends.tables import Tables, slot
from foedus.cases.graph import AllOf, AtLeast, Atom, Is, Lit


def count_name(count: Count) -> str:
    """The variable of a count."""
    return f"sum {count.sum} >= {count.need}"


def declare(coding: Coding, parties: Parties, tables: Tables, root: Lit) -> None:
    """Declare the variables of a question in an order that keeps diagrams small.

    First the shared choices that parties look at themselves; then each shared node that parties look at, next to what
    it alone depends on, such as a reservation; then what several of these depend on; then the rest as a walk into the
    depth of the question meets it, a count after what it depends on besides.
    """
    conditions = [lits for found in parties.sums for _, lits in found.parts]
    for choice in sorted(tables.shared_choices(conditions)):
        _declare(coding, coding.digits(choice))
    slots = list(dict.fromkeys(node for lits in conditions for node in tables.slots([lits])))
    leaves = {node: list(dict.fromkeys(parties.graph.leaves([node]))) for node in slots}
    users = Counter(
        c for found in leaves.values() for c in {leaf.choice for leaf in found if isinstance(leaf, Is)}
    )
    for node in slots:
        for leaf in leaves[node]:
            if isinstance(leaf, Is) and users[leaf.choice] == 1:
                _declare(coding, coding.digits(leaf.choice))
        _declare(coding, [slot(node)])
    for node in slots:
        for leaf in leaves[node]:
            if parties.whose(parties.graph.index[leaf]) == NOBODY:
                _declare(coding, coding.digits(leaf.choice) if isinstance(leaf, Is) else [coding.name(leaf)])
    _walk(coding, parties, root)


def _walk(coding: Coding, parties: Parties, root: Lit) -> None:
    graph = parties.graph
    seen: set[int] = set()
    own: list[str] = []
    todo: list[tuple[int, str]] = [(abs(root), "")]
    while todo:
        node, name = todo.pop()
        if name:
            _declare(coding, [name])
        if name or node in seen:
            continue
        seen.add(node)
        key = graph.nodes[node]
        if isinstance(key, (Is, Atom)):
            names = coding.digits(key.choice) if isinstance(key, Is) else [coding.name(key)]
            if parties.whose(node) == NOBODY:
                _declare(coding, names)
            else:
                own += names
        elif isinstance(key, (AllOf, AtLeast)):
            if node in parties.counts:
                todo.append((node, count_name(parties.counts[node])))
            todo += [(abs(p), "") for p in sorted(key.parts, key=abs, reverse=True)]
    _declare(coding, own)


def _declare(coding: Coding, names: Iterable[str]) -> None:
    for name in names:
        coding.diagrams.var(name)
