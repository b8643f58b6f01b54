"""Cases found before, each as the few choices it rests on: often they answer the next question.

A case makes a condition hold by some of its choices and comparisons; whatever the others are, it still holds. So a case
found for one completion shows the same for every completion that agrees with it on the few open points it rests on.
Asked about one completion after another, most questions with the answer yes then need no search.

That there is *no* case rests on most of what was asked (on twenty open points of forty, as tried), and to find out on
how little it could rest costs more than the searches it would save; so that is left to what the solver learns.
"""

from collections.abc import Iterable, Mapping, Sequence

from foedus.cases.graph import FALSE, Graph, Is, Lit

Values = Mapping[str, int]  # choices, each with the values that it may have, as binary places
MOST = 32  # cases kept of one question
QUESTIONS = 64  # questions kept


class Remembered:
    """Cases found, by what was asked besides values of choices.

    Args:
        graph: the graph; it may grow.

    >>> from foedus.cases.graph import Choice
    >>> g = Graph()
    >>> a, b = (g.choice(Choice(n, ("no", "yes"), "point")) for n in ("?a", "?b"))
    >>> found = Remembered(g)
    >>> asked, values = found.split([g.any(a, b), a, b])
    >>> values
    {'?a': 2, '?b': 2}
    >>> found.add(asked, values, [(Is("?a", 1), True)])
    >>> found.shows(asked, {"?a": 2, "?b": 1}), found.shows(asked, {"?a": 1, "?b": 2})
    (True, False)
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._means: dict[
            Lit, tuple[str, int] | None
        ] = {}  # values of a choice; None for any other condition
        self._cases: dict[tuple[Lit, ...], list[Sequence[tuple[str, int]]]] = {}

    def split(self, lits: Sequence[Lit]) -> tuple[tuple[Lit, ...], Values]:
        """What is asked: conditions, and the values that choices may have; the condition FALSE if one may have none."""
        means = list(map(self._means.get, lits))
        given = [one for one in means if one is not None]
        values = dict(given)
        if len(values) == len(lits):  # values of as many choices, and nothing else
            return (), values
        conditions: list[Lit] = []
        values = dict[str, int]()
        for lit in lits:
            one = self._meaning(lit)
            if one is None:
                conditions.append(lit)
            else:
                name, room = one
                values[name] = room & values.get(name, room)
        return (tuple(conditions) if all(values.values()) else (FALSE,)), values

    def _meaning(self, lit: Lit) -> tuple[str, int] | None:
        if lit not in self._means:
            key = self._graph.nodes[abs(lit)]
            self._means[lit] = (key.choice, self._room(key, lit > 0)) if isinstance(key, Is) else None
        return self._means[lit]

    def _room(self, key: Is, holds: bool) -> int:
        one, size = 1 << key.value, len(self._graph.choices[key.choice].values)
        return one if holds else (1 << size) - 1 - one

    def shows(self, asked: tuple[Lit, ...], values: Values) -> bool:
        """Whether a case found before has these values, too, once choices that it does not rest on are changed."""
        cases = self._cases.get(asked) or []
        get = values.get
        for at, rests in enumerate(cases):
            for name, room in rests:
                if not get(name, room) & room:
                    break
            else:
                if at:  # what helped last is looked at first
                    cases.insert(0, cases.pop(at))
                return True
        return False

    def add(self, asked: tuple[Lit, ...], values: Values, leaves: Iterable[tuple[Is, bool]]) -> None:
        """Keep a case.

        Args:
            asked: the conditions that it fulfils.
            values: what else was asked; the next question will ask for values of these, too.
            leaves: the values of choices that it rests on, and which of them the choices have.
        """
        rests: dict[str, int] = {}
        for key, holds in leaves:
            rests[key.choice] = self._room(key, holds) & rests.get(key.choice, -1)
        if asked not in self._cases and len(self._cases) >= QUESTIONS:
            del self._cases[next(iter(self._cases))]
        cases = self._cases.setdefault(asked, [])
        cases.insert(0, sorted(rests.items(), key=lambda one: one[0] not in values))
        del cases[MOST:]
