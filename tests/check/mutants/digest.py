"""A case graph as one number: two drafts with the same number come to the same in every case, node by node."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from foedus.cases.graph import AllOf, AtLeast, Atom, Graph, Is, Lit
from foedus.cases.lower import CaseGraph, domain
from foedus.cases.times import Earliest, Pivot, Term, Time


def digest(case: CaseGraph) -> str:
    """The choices, what each case meets, and all that a draft gives rise to, sentence by sentence."""
    graph = case.low.graph
    nodes = _Nodes(graph)
    parts = [f"{c}" for c in sorted((n, tuple(c.values)) for n, c in graph.choices.items())]
    parts.append(nodes.lit(domain(case.low)))
    for name, meaning in sorted(case.low.t.names.items(), key=lambda one: str(one[0])):
        parts.append(f"{name} {_meaning(nodes, meaning)}")
    for duty in case.duties:
        parts.append(f"{duty.prov.ref.label} {duty.bearer} {duty.joint} {duty.case}")
        parts += [f"{n} {nodes.lit(lit)}" for n, lit in duty.members]
        parts += [f"{f.modal} {f.measures} {f.latitude} {f.any_of} {nodes.lit(f.guard)}" for f in duty.forms]
        parts += [nodes.time(t) for t in (duty.arises, duty.due, duty.breach, duty.firm)]
        parts += [f"{status} {nodes.time(t)}" for status, t in duty.ends]
        parts += [nodes.lit(duty.sure), nodes.lit(duty.trapped)]
    for d in (*case.decisions, *case.aside):
        times = (d.opened, d.due, d.voted, d.refused, d.lapsed, d.default_yes, d.default_no, d.void)
        parts.append(f"{d.prov.ref.label} {d.who} {[nodes.time(t) for t in times]}")
    for one in case.standing:
        parts.append(
            f"{one.prov.ref.label} {one.bearer} {nodes.lit(one.binds.at(_NOW))} {nodes.time(one.violated)}"
        )
        parts += [f"{f.modal} {f.measures} {nodes.lit(f.guard)}" for f in one.forms]
        parts += [f"broken {nodes.time(t)}" for t in one.broken]
        if one.ban is not None:
            parts += [nodes.time(t) for t in (one.ban.arises, one.ban.due, one.ban.over)]
            parts.append(nodes.lit(one.ban.sure))
    return _hashed(parts)


_NOW = Term("any moment")


def _meaning(nodes: _Nodes, meaning: object) -> str:
    if isinstance(meaning, Pivot):
        return f"{sorted(meaning.among)} {nodes.lit(meaning.happens)} {nodes.lit(meaning.met)}"
    if isinstance(meaning, Earliest):
        return f"{[nodes.time(t) for t in meaning.of]}"
    return nodes.time(meaning)  # type: ignore[arg-type]


def _hashed(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class _Nodes:
    """The nodes of a graph by what they mean, not by when they were made."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.known: dict[int, str] = {1: "true"}

    def lit(self, root: Lit) -> str:
        for node in self.graph.cone([root]):
            if node not in self.known:
                self.known[node] = self._node(node)
        return self._signed(root)

    def time(self, time: Time) -> str:
        return _hashed(sorted(f"{self.lit(guard)} {term.var} {term.plus}" for guard, term in time))

    def _signed(self, lit: Lit) -> str:
        return f"{'' if lit > 0 else 'not '}{self.known[abs(lit)]}"

    def _node(self, node: int) -> str:
        key = self.graph.nodes[node]
        if isinstance(key, Is):
            return _hashed([key.choice, self.graph.choices[key.choice].values[key.value]])
        if isinstance(key, Atom):
            return _hashed([key.u, key.v, str(key.c)])
        if isinstance(key, AtLeast):
            return _hashed([str(key.need), *sorted(map(self._signed, key.parts))])
        assert isinstance(key, AllOf)
        return _hashed(["all", *sorted(map(self._signed, key.parts))])
