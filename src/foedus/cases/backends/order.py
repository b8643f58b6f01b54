"""An order of variables that keeps diagrams small: what stands together in the draft stands together in them."""

from collections import Counter

from foedus.cases.backends.coding import Coding
from foedus.cases.backends.parties import NOBODY, Count, Parties
from foedus.cases.backends.tables import Tables, slot
from foedus.cases.graph import AllOf, AtLeast, Atom, Is, Lit


def count_name(count: Count) -> str:
    """The variable of a count."""
    return f"sum {count.sum} >= {count.need}"


def declare(coding: Coding, parties: Parties, tables: Tables, root: Lit) -> None:
    """Declare the variables of a question; those of earlier questions stay where they are.

    First the shared choices that several parties look at; then, party by party, the choices that it alone looks at,
    such as a reservation, next to the shared nodes that it looks at; then what else these depend on; then the rest as a
    walk into the depth of the question meets it, a count after what it depends on besides; last the parties' leaves.
    """
    _Order(coding, parties, tables, root).declare()


class _Order:
    def __init__(self, coding: Coding, parties: Parties, tables: Tables, root: Lit) -> None:
        self._coding = coding
        self._parties = parties
        self._graph = parties.graph
        self._tables = tables
        self._root = root
        counts = (parties.counts[node] for node in self._graph.cone([root]) if node in parties.counts)
        self._conditions: dict[str, list[tuple[Lit, ...]]] = {}
        for number in dict.fromkeys(count.sum for count in counts):
            for who, lits in parties.sums[number].parts:
                self._conditions.setdefault(who, []).append(lits)

    def declare(self) -> None:
        variable = self._coding.diagrams.var
        walk = self._walk()
        met = set(walk)
        slots = {who: self._slots(conditions) for who, conditions in self._conditions.items()}
        depends = {node: self._shared_leaves(node) for nodes in slots.values() for node in nodes}
        direct = {who: self._tables.shared_choices(lits) for who, lits in self._conditions.items()}
        near = {
            who: direct[who]
            | {leaf.choice for n in slots[who] for leaf in depends[n] if isinstance(leaf, Is)}
            for who in slots
        }
        users = Counter(choice for choices in near.values() for choice in choices)
        for choice in sorted({c for choices in direct.values() for c in choices if users[c] > 1}):
            self._choice(choice)
        for who, nodes in slots.items():
            beside = ""
            for choice in sorted(near[who]):
                if users[choice] == 1 and not met.intersection(self._coding.digits(choice)):
                    beside = self._choice(choice)
            for node in nodes:
                variable(slot(node), beside)
        rest = [
            name
            for found in depends.values()
            for leaf in found
            for name in self._names(leaf)
            if name not in met
        ]
        for name in sorted(rest, key=lambda name: name in self._coding.atoms):
            variable(name)
        for name in (*walk, *self._own()):
            variable(name)

    def _choice(self, choice: str) -> str:
        digits = self._coding.digits(choice)
        for digit in digits:
            self._coding.diagrams.var(digit)
        return digits[-1] if digits else ""

    def _names(self, leaf: Is | Atom) -> list[str]:
        return self._coding.digits(leaf.choice) if isinstance(leaf, Is) else [self._coding.name(leaf)]

    def _slots(self, conditions: list[tuple[Lit, ...]]) -> list[int]:
        return list(dict.fromkeys(node for lits in conditions for node in self._tables.slots([lits])))

    def _shared_leaves(self, node: int) -> list[Is | Atom]:
        find, whose = self._graph.find, self._parties.whose
        return sorted(
            (leaf for leaf in {*self._graph.leaves([node])} if whose(find(leaf) or 0) == NOBODY),
            key=lambda x: (len(x), x),
        )

    def _walk(self) -> list[str]:
        """The variables met on the way down from the question, not into parties."""
        found: dict[str, None] = {}
        seen: set[int] = set()
        todo: list[tuple[int, str]] = [(abs(self._root), "")]
        while todo:
            node, name = todo.pop()
            if name:
                found.setdefault(name)
            if name or node in seen:
                continue
            seen.add(node)
            key = self._graph.nodes[node]
            count = self._parties.counts.get(node)
            if count is not None:
                todo.append((node, count_name(count)))
            elif self._parties.whose(node) != NOBODY:
                continue
            if isinstance(key, (Is, Atom)):
                found.update(dict.fromkeys(self._names(key)))
            elif isinstance(key, (AllOf, AtLeast)):
                todo += [(abs(p), "") for p in sorted(key.parts, key=abs, reverse=True)]
        return list(found)

    def _own(self) -> list[str]:
        """The leaves of one party in each sum: like parties are looked at through the first of them."""
        leaves = (
            self._graph.nodes[node]
            for conditions in list(self._conditions.values())[:1]
            for node in self._tables.leaves(conditions)
            if self._parties.whose(node) != NOBODY
        )
        return [name for leaf in leaves if isinstance(leaf, (Is, Atom)) for name in self._tables.own(leaf)]
