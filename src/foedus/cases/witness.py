"""Cases as timelines: what a case comes to in the graph, and the text of the timeline that `run` reproduces."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from foedus.base import instant_text
from foedus.cases.cell import Cell
from foedus.cases.incident import PROXY, SEA, STRANGER
from foedus.cases.leaves import Leaf, Way
from foedus.cases.lower import CaseGraph
from foedus.cases.lowering import Low
from foedus.cases.reading import Reading
from foedus.model import Named, Place, TerritoryOf

# ---- as a text -------------------------------------------------------------------------------------------------------


def timeline_text(case: CaseGraph, cell: Cell, title: str, code: str, expects: Iterable[str] = ()) -> str:
    """The timeline of a case, as a text that the interpreter runs.

    Args:
        case: the case graph.
        cell: the case.
        title: what to call it.
        code: the draft that it is of.
        expects: what is expected of it, each a sentence without its full stop.
    """
    reading = Reading(case, cell)
    lines = [f'timeline "{title}", of {code}.']
    settled = choices_text(case, cell)
    if settled:
        lines.append(f"with {settled}.")
    told = [f"{instant_text(at)}: {say}." for at, _, say in events(case, reading)]
    lines += declarations("\n".join(told))  # they may act, too, where the attack is another's
    lines += told
    lines += [f"expect {one}." for one in expects]
    return "\n".join(lines) + "\n"


def declarations(text: str) -> list[str]:
    """What a timeline declares that the draft does not: invented actors, and a place outside all others."""
    out = [f"actor {name} is non-state." for name in (PROXY, STRANGER) if name in text]
    if SEA in text:
        out.append(f"place {SEA}.")
    return out


def choices_text(case: CaseGraph, cell: Cell) -> str:
    """How the open points are settled in a case, those fixed beforehand included."""
    return ", ".join(f"{name} = {text}" for name, text in settings(case, cell))


def settings(case: CaseGraph, cell: Cell) -> list[tuple[str, str]]:
    """The option of each open point that a case tells apart, by its name."""
    points = case.low.prep.points
    chosen = {name: points[name].texts[i] for name, i in case.low.explorer.fixed.items()}
    for name, choice in case.low.graph.choices.items():
        if choice.kind == "point":
            chosen[name[1:]] = choice.values[cell.choices.get(name, 0)]
    return list(chosen.items())


def events(case: CaseGraph, reading: Reading) -> list[tuple[int, int, str]]:
    """The events of a case in order: (instant, rank at one instant, sentence)."""
    return sorted((at, rank, say) for at, rank, say, _, _ in occurring(case, reading))


def occurring(case: CaseGraph, reading: Reading) -> Iterator[tuple[int, int, str, Leaf | None, Way | None]]:
    """What happens in a case: when, its rank at one instant, as a sentence, and of which event in which way."""
    low, cell = case.low, reading.cell
    at = low.incident.at
    victim, attacker = fact(low, cell, "victim"), fact(low, cell, "attacker")
    day = instant_text(at)
    yield at, 1, attack_text(case, cell), None, None
    for leaf in low.leaves.all.values():
        number = reading.choices.get(leaf.name, 0)
        if not number:
            continue
        way = leaf.ways[number - 1]
        say = _on_the_case(way.say) if way.kind == "vote" and case.beside else way.say
        say = say.replace("{victim}", victim).replace("{attacker}", attacker).replace("{day}", day)
        yield at + reading.times.get(leaf.var, 0), 0 if leaf.early else 2, say, leaf, way


def _on_the_case(say: str) -> str:
    """A vote that says on what it is."""
    return f"{say} of {{day}}" if say.endswith("the case") else f"{say} in the case of {{day}}"


def fact(low: Low, cell: Cell, name: str) -> str:
    """A fact of the attack in a case, as its value is labelled."""
    values = low.incident.values(name)
    return values[cell.choices.get(name, _usual(low, cell, name))][0]


def _usual(low: Low, cell: Cell, name: str) -> int:
    """The value of a fact that no sentence looks at: one that goes with the others."""
    values = low.incident.values(name)
    if name == "attacker":
        victim = values_of(low, "victim")[cell.choices.get("victim", 0)]
        return next(i for i, (label, _) in enumerate(values) if label != victim)
    if name == "object":
        return 0
    return 0


def values_of(low: Low, name: str) -> list[str]:
    """The labels of the values of a fact."""
    return [label for label, _ in low.incident.values(name)]


def attack_of(case: CaseGraph, cell: Cell) -> tuple[str, str, str, str, list[tuple[str, Any]]]:
    """The attack of a case: attack or threat, by whom, on whom, on what of it, and what else is said of it."""
    low = case.low
    chosen: Mapping[str, int] = cell.choices
    graph = low.graph

    def value(name: str) -> Any:
        return low.incident.values(name)[chosen.get(name, 0)][1] if name in graph.choices else None

    attacker, victim = fact(low, cell, "attacker"), fact(low, cell, "victim")
    kind = "threat" if low.incident.threats and value("kind") == "threat" else "attack"
    by = PROXY if value("directed") else attacker
    where = value("place")
    thing = (value("object") or ("",))[0] if "object" in graph.choices else _thing(where, victim)
    said: list[tuple[str, Any]] = []
    if where is not None:
        said.append(("in", where))
    if "means" in graph.choices:
        said.append(("means", value("means")))
    if by == PROXY:
        said.append(("directed-by", attacker))
    for name in ("across", "scale", "attribution", "origin", "deliberate", "provoked", "lasting"):
        if value(name) is not None:
            said.append((name, value(name)))
    return kind, by, victim, thing, said


def attack_text(case: CaseGraph, cell: Cell) -> str:
    """The attack of a case as a sentence of a timeline."""
    kind, by, victim, thing, said = attack_of(case, cell)
    verb = "threatens" if kind == "threat" else "attacks"
    parts = [f"{by} {verb} {thing + ' of ' if thing else ''}{victim}"]
    for name, value in said:
        if name == "in":
            parts[0] += f" in {_place_text(value)}"
        elif name == "means":
            parts[0] += f" by {value[0]}"
        elif name == "directed-by":
            parts.append(f"directed by {value}")
        elif name == "deliberate":
            parts.append("deliberate" if value else "accidental")
        elif name == "provoked":
            parts.append("provoked" if value else "not provoked")
        elif name == "across":
            parts.append(f"across {_place_text(value)}")
        elif name == "lasting":
            parts.append(f"lasting {value.total()[1]} minutes")
        else:
            parts.append(f"{name} {value}")
    return ", ".join(parts)


def _thing(where: Any, victim: str) -> str:
    """What is hit, where no sentence asks: the territory where that can be, else nothing is said."""
    if where is None:
        return ""
    owner = getattr(getattr(where, "who", None), "name", "") if isinstance(where, TerritoryOf) else ""
    return "territory" if owner == victim else ""


def _place_text(where: Any) -> str:
    if isinstance(where, TerritoryOf) and isinstance(where.who, Named):
        return f"territory of {where.who.name}"
    if isinstance(where, Place):
        name = where.name
        return (
            name
            if all(w[:1].isupper() and w.replace("-", "").isalpha() for w in name.split())
            else f'"{name}"'
        )
    return str(where)
