"""Cases in plain sentences: which attacks, by whom, on whom, where, by what means."""

from collections.abc import Callable, Mapping, Sequence

from foedus.cases.graph import Graph
from foedus.cases.incident import SEA, STRANGER
from foedus.engine.words import listed

_SLOTS = (
    "scale",
    "attacker",
    "directed",
    "victim",
    "object",
    "place",
    "means",
    "across",
    "origin",
    "lasting",
    "deliberate",
    "provoked",
    "kind",
)


OTHER_MEANS = "other means"
People = Callable[[str, Sequence[str]], list[str]]


def attacks(graph: Graph, cube: Mapping[str, frozenset[int]], people: People | None = None) -> str:
    """The attacks of a box of incidents, as a phrase: `limited attacks by Russia on Ukraine in Crimea`.

    Args:
        graph: the case graph.
        cube: the box.
        people: how to say several values of `attacker`, `victim` or `place` (`outside`: what all lies outside of)
            or `means`, which gives OTHER_MEANS for those that no text names.

    >>> from foedus.cases.graph import Choice, Graph
    >>> g = Graph()
    >>> _ = g.choice(Choice("scale", ("below-threshold", "limited", "full-scale"), "incident"))
    >>> attacks(g, {"scale": frozenset({0})})
    'attacks below the threshold'
    """
    named = {n: [graph.choices[n].values[i] for i in sorted(v)] for n, v in cube.items() if n in _SLOTS}
    scale = named.get("scale", [])
    noun = "threats" if named.get("kind") == ["a threat"] else "attacks"
    words = [s for s in scale if s != "below-threshold"]
    lead = f"{listed(words, 'or')} {noun}" if words and len(words) == len(scale) else noun
    small = " below the threshold" if scale == ["below-threshold"] else ""
    if scale and not small and len(words) < len(scale):
        lead = f"{listed(scale, 'or')} {noun}"
    parts = [lead + small]
    if named.get("provoked"):
        parts[0] = f"{listed(named['provoked'], 'or')} {parts[0]}"
    if named.get("deliberate"):
        parts[0] = f"{listed(named['deliberate'], 'or')} {parts[0]}"
    if "attacker" in named:
        parts.append(f"by {_many(graph, 'attacker', cube, named['attacker'], people)}")
    if named.get("directed") == ["through others"]:
        parts.append("made through others")
    if "object" in named:
        parts.append(f"on {listed(named['object'], 'or')} of")
    if "victim" in named:
        parts.append(
            f"{'' if 'object' in named else 'on '}{_many(graph, 'victim', cube, named['victim'], people)}"
        )
    elif "object" in named:
        parts.append("anybody")
    if "place" in named:
        parts.append(_where(graph, cube, named["place"], people))
    if "means" in named:
        parts.append(f"by {_means(graph, cube, named['means'], people)}")
    if "across" in named:
        parts.append(f"across {_lines(graph, cube, named['across'])}")
    if "origin" in named:
        parts.append(f"from {listed(named['origin'], 'or')}")
    if "lasting" in named:
        parts.append(f"lasting {listed(named['lasting'], 'or')}")
    if "attribution" in cube:
        levels = {graph.choices["attribution"].values[i] for i in cube["attribution"]}
        parts.append(
            "of which it is only suspected who made them" if "suspected" in levels else "by nobody knows whom"
        )
    return " ".join(p for p in parts if p)


def _many(
    graph: Graph, name: str, cube: Mapping[str, frozenset[int]], values: list[str], people: People | None
) -> str:  # fmt: skip
    """Several names; where most are meant, those that are not."""
    every = graph.choices[name].values
    others = [v for i, v in enumerate(every) if i not in cube[name]]
    if others and STRANGER in values:
        return f"anyone but {listed(people(name, others) if people else others, 'and')}"
    if people is not None:
        return listed(people(name, values), "or")
    return listed(["anybody else" if v == STRANGER else v for v in values], "or")


def _means(graph: Graph, cube: Mapping[str, frozenset[int]], values: list[str], people: People | None) -> str:
    others = [v for i, v in enumerate(graph.choices["means"].values) if i not in cube["means"]]
    shown, rest = (people("means", values), people("means", others)) if people else (values, others)
    if OTHER_MEANS not in shown:
        return listed(shown, "or")
    return f"means other than {listed(rest, 'and')}" if rest else "any means"


def _lines(graph: Graph, cube: Mapping[str, frozenset[int]], values: list[str]) -> str:
    """What is crossed; where that may be anything, what is not."""
    others = [v for i, v in enumerate(graph.choices["across"].values) if i not in cube["across"]]
    rest = [v for v in others if v != "not stated"]
    if SEA not in values:
        return listed(values, "or")
    return f"another line than {listed(rest, 'or')}" if rest else "any line"


def _where(graph: Graph, cube: Mapping[str, frozenset[int]], values: list[str], people: People | None) -> str:
    every = graph.choices["place"].values
    outside = [v for i, v in enumerate(every) if i not in cube["place"] and v != "no place stated"]
    if values == ["no place stated"]:
        return "in no stated place"
    if SEA in values and SEA not in outside:
        shown = people("outside", outside) if people else outside
        return f"outside {listed(shown, 'and')}" if shown else "anywhere"
    meant = [v for v in values if v not in ("no place stated", SEA)]
    shown = people("place", meant) if people else meant
    if SEA in values:
        shown.append("a place outside all that the text names")
    return f"in {listed(shown, 'or')}"


def condition(settings: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Settings of open points as a clause.

    >>> condition([("clock", ("24 hours", "72 hours")), ("intent", ("the attack is deliberate",))])
    'clock is 24 hours or 72 hours and intent is “the attack is deliberate”'
    """
    return " and ".join(
        f"{name} is {listed((o if len(o.split()) < 4 else f'“{o}”' for o in options), 'or')}"
        for name, options in settings
    )


def hours(minutes: int) -> str:
    """A length of time: hours, and days beside them where these are many.

    >>> hours(78 * 60), hours(90), hours(20 * 24 * 60)
    ('78 hours', '1 hour 30 minutes', '20 days')
    """
    days, rest = divmod(minutes, 24 * 60)
    if days >= 10 and not rest:
        return f"{days} days"
    whole, small = divmod(minutes, 60)
    parts = [f"{whole} hour{'s' * (whole != 1)}"] if whole else []
    if small or not parts:
        parts.append(f"{small} minute{'s' * (small != 1)}")
    return " ".join(parts)
