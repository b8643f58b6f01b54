"""Other people's solvers on the same graph, translated on their own: z3 with integers, clingo with difference logic.

Each is set up once, as well as it can be, and then asked many questions: what holds in all of them is stated, not asked
each time, and what a question is made of is translated once.
"""

from __future__ import annotations

from collections.abc import Iterable

from foedus.cases.graph import TRUE, AllOf, AtLeast, Atom, Graph, Is, Lit


class Z3:
    """z3: choices and times are integers.

    Args:
        graph: the graph.
        roots: what may be asked about.
        always: what holds whatever is asked.
    """

    def __init__(self, graph: Graph, roots: Iterable[Lit], always: Iterable[Lit] = ()) -> None:
        import z3

        self.z3 = z3
        self.solver = z3.Solver()
        self.choices = {name: z3.Int(name) for name in graph.choices}
        self.times = {name: z3.Int(f"@{name}") for name in graph.times}
        for name, choice in graph.choices.items():
            self.solver.add(self.choices[name] >= 0, self.choices[name] < len(choice.values))
        self.node = {1: z3.BoolVal(True)}
        self.said: dict[Lit, object] = {}
        for node in graph.cone([*roots, *always]):
            key = graph.nodes[node]
            if isinstance(key, Is):
                self.node[node] = self.choices[key.choice] == key.value
            elif isinstance(key, Atom):
                self.node[node] = self.times[key.u] - self.times[key.v] <= key.c
            elif isinstance(key, (AllOf, AtLeast)):
                parts = [self.of(p) for p in key.parts]
                if isinstance(key, AllOf):
                    self.node[node] = z3.And(*parts)
                else:
                    self.node[node] = z3.Sum([z3.If(p, 1, 0) for p in parts]) >= key.need
        self.solver.add(*(self.of(lit) for lit in always))

    def of(self, lit: Lit):
        found = self.said.get(lit)
        if found is None:
            found = self.said[lit] = self.node[lit] if lit > 0 else self.z3.Not(self.node[-lit])
        return found

    def solve(self, *lits: Lit) -> bool:
        answer = self.solver.check(*(self.of(lit) for lit in lits))
        assert answer != self.z3.unknown
        return answer == self.z3.sat


class Clingo:
    """clingo with the theory of clingo-dl: stable models of the graph's definitions.

    Args:
        graph: the graph.
        roots: what may be asked about.
        always: what holds whatever is asked.
    """

    def __init__(self, graph: Graph, roots: Iterable[Lit], always: Iterable[Lit] = ()) -> None:
        import clingo
        import clingodl
        from clingo.ast import ProgramBuilder, parse_string

        self.clingo = clingo
        self.control = clingo.Control(["1", "--warn=none"])
        theory = clingodl.ClingoDLTheory()
        theory.register(self.control)
        times = {name: f"t({i})" for i, name in enumerate(graph.times)}
        names = {name: i for i, name in enumerate(graph.choices)}
        rules: list[str] = ["n(1)."]
        for name, choice in graph.choices.items():
            rules.append(f"1 {{ is({names[name]},0..{len(choice.values) - 1}) }} 1.")
        always = list(always)
        for node in graph.cone([*roots, *always]):
            key = graph.nodes[node]
            if isinstance(key, Is):
                rules.append(f"n({node}) :- is({names[key.choice]},{key.value}).")
            elif isinstance(key, Atom):
                u, v = times[key.u], times[key.v]
                rules.append(f"{{ n({node}) }}.")
                rules.append(f"&diff {{ {u} - {v} }} <= {key.c} :- n({node}).")
                rules.append(f"&diff {{ {v} - {u} }} <= {-key.c - 1} :- not n({node}).")
            elif isinstance(key, AllOf):
                rules.append(f"n({node}) :- {', '.join(_said(p) for p in key.parts)}.")
            elif isinstance(key, AtLeast):
                held = "; ".join(f"1,{i} : {_said(p)}" for i, p in enumerate(key.parts))
                rules.append(f"n({node}) :- {key.need} <= #sum {{ {held} }}.")
        rules += [f":- {_said(-lit)}." for lit in always]
        with ProgramBuilder(self.control) as builder:
            parse_string("\n".join(rules), lambda statement: theory.rewrite_ast(statement, builder.add))
        self.control.ground([("base", [])])
        theory.prepare(self.control)
        self.literals: dict[Lit, int] = {}

    def of(self, lit: Lit) -> int:
        """The literal of the program: solving takes it faster than the atom by its name."""
        found = self.literals.get(lit)
        if found is None:
            atom = self.control.symbolic_atoms[self.clingo.Function("n", [self.clingo.Number(abs(lit))])]
            literal = -self.of(TRUE) if atom is None else atom.literal  # what never holds is no atom
            found = self.literals[lit] = literal if lit > 0 else -literal
        return found

    def solve(self, *lits: Lit) -> bool:
        asked = [self.of(lit) for lit in lits]
        return bool(self.control.solve(assumptions=asked).satisfiable)


def _said(lit: Lit) -> str:
    return f"n({lit})" if lit > 0 else f"not n({-lit})"
