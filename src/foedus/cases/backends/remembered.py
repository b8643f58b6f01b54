"""Cases found before, each as the few choices it rests on: often they answer the next question.

A case makes a condition hold by some of its choices and comparisons; whatever the others are, it still holds. So a case
found for one completion shows the same for every completion that agrees with it on the few open points it rests on.
Asked about one completion after another, most answers are then found without a search.
"""

from collections.abc import Iterable, Mapping, Sequence

from foedus.cases.graph import Graph, Is, Lit

Pins = Mapping[str, int]
Rests = tuple[tuple[str, frozenset[int]], ...]  # choices, each with the values that will do
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
    >>> asked, pins = found.split([g.any(a, b), a, b])
    >>> found.add(asked, [(Is("?a", 1), True)])
    >>> found.shows(asked, {"?a": 1, "?b": 0}), found.shows(asked, {"?a": 0, "?b": 1})
    (True, False)
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._means: dict[Lit, tuple[str, int] | None] = {}  # a value of a choice; None for any other condition
        self._cases: dict[tuple[Lit, ...], list[Rests]] = {}

    def split(self, lits: Iterable[Lit]) -> tuple[tuple[Lit, ...], Pins | None]:
        """What is asked: conditions, and the values of choices; None for the values if there are none, or they clash.

        Only what says of a choice that it *has* a value counts as one; that it has another value is a condition.
        """
        means = self._means
        conditions: list[Lit] = []
        pins: dict[str, int] = {}
        count = 0
        for lit in lits:
            try:
                value = means[lit]
            except KeyError:
                value = means[lit] = self._meaning(lit)
            if value is None:
                conditions.append(lit)
            else:
                pins[value[0]] = value[1]
                count += 1
        return tuple(conditions), pins if pins and len(pins) == count else None

    def _meaning(self, lit: Lit) -> tuple[str, int] | None:
        key = self._graph.nodes[abs(lit)]
        if not isinstance(key, Is):
            return None
        if len(self._graph.choices[key.choice].values) == 2:
            return key.choice, key.value if lit > 0 else 1 - key.value
        return (key.choice, key.value) if lit > 0 else None

    def shows(self, asked: tuple[Lit, ...], pins: Pins) -> bool:
        """Whether a case found before is one of these, too, once the choices that it does not rest on are changed."""
        cases = self._cases.get(asked, ())
        get = pins.get
        for at, rests in enumerate(cases):
            for name, values in rests:
                value = get(name)
                if value is not None and value not in values:
                    break
            else:
                if at:  # what helped last is looked at first
                    cases.insert(0, cases.pop(at))
                return True
        return False

    def add(self, asked: tuple[Lit, ...], leaves: Sequence[tuple[Is, bool]]) -> None:
        """Keep a case.

        Args:
            asked: the conditions that it fulfils.
            leaves: the values of choices that it rests on, and which of them the choices have.
        """
        rests: dict[str, frozenset[int]] = {}
        for (name, value), holds in leaves:
            if name not in rests:
                rests[name] = frozenset(range(len(self._graph.choices[name].values)))
            rests[name] = rests[name] & {value} if holds else rests[name] - {value}
        cases = self._cases.setdefault(asked, [])
        cases.insert(0, tuple(rests.items()))
        del cases[MOST:]
        if len(self._cases) > QUESTIONS:
            del self._cases[next(iter(self._cases))]
