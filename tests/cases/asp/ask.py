"""Ask clingo what drafts of the subset mean in their cases, and compare with interpreter and case graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from foedus.base import When, instant_text
from foedus.cases.cell import Cell
from foedus.cases.reading import Reading
from foedus.engine.run import execute
from foedus.language import parse_draft, parse_timeline
from tests.cases.agreement import HORIZON, bench, graph_rows, run_decisions, run_duties
from tests.cases.asp.facts import Facts, ticks

MEANING = Path(__file__).parent / "meaning.lp"
Line = tuple[Any, ...]


class Answer(NamedTuple):
    """One answer set: the completion, the attack, what happens when, and what comes of it."""

    picked: dict[str, int]
    attack: dict[str, str]
    events: dict[str, int]
    lines: frozenset[Line]


class _Context:
    def max(self, one: Any, two: Any) -> Any:
        return one if one.number >= two.number else two


def answers(facts: Facts, minutes: list[int], seed: int, most: int) -> Iterator[Answer]:
    """Answer sets, drawn at random; all of them with most = 0."""
    import clingo

    options = [str(most), "--warn=none"]
    if most:
        options += ["--rand-freq=1", "--sign-def=rnd", f"--seed={seed}"]
    control = clingo.Control(options)
    control.add(
        "base",
        [],
        "\n".join([MEANING.read_text("utf-8"), facts.program(), *ticks(facts, minutes), *_world(facts)]),
    )
    control.ground([("base", [])], context=_Context())
    with control.solve(yield_=True) as found:
        for model in found:
            yield _read(model.symbols(shown=True))


def _world(facts: Facts) -> Iterator[str]:
    """What an attack may be: whether it is in the space of the draft is the draft's affair."""
    victims = [*facts.parties[:2], "Russia"]
    for name in ("by", "on", "place", "scale", "means"):
        yield f"fact_of_attack({name})."
    for name in ("Russia", *facts.parties[:2]):
        yield f'value(by,"{name}").'
    for name in victims:
        yield f'value(on,"{name}"). value(place,"territory of {name}"). lies("territory of {name}","{name}").'
        yield f'within("territory of {name}","territory of {name}").'
    for place in sorted(facts.named):
        owner = facts.places[place]
        yield f'value(place,"{place}"). lies("{place}","{owner}"). within("{place}","{place}").'
        yield f'within("{place}","territory of {owner}").'
    for scale in facts.scale_values:
        yield f'value(scale,"{scale}").'
    for means in sorted(facts.means | {"aircraft"}):
        yield f'value(means,"{means}").'


def _read(symbols: Any) -> Answer:
    picked: dict[str, int] = {}
    attack: dict[str, str] = {}
    events: dict[str, int] = {}
    opened: dict[str, int] = {}
    closed: dict[str, tuple[str, int | None]] = {}
    owed: dict[tuple[str, str], int] = {}
    ended: dict[tuple[str, str], tuple[str, int | None]] = {}
    due: dict[Any, int] = {}
    for s in symbols:
        a = s.arguments
        match s.name:
            case "pick":
                picked[a[0].string] = a[1].number
            case "fact":
                attack[a[0].name] = a[1].string
            case "at":
                events[str(a[0])] = a[1].number
            case "opens":
                opened[a[0].string] = a[1].number
            case "due":
                due[a[0].string] = a[1].number
            case "closed":
                closed[a[0].string] = a[1].name, _minute(a[2])
            case "owed":
                owed[a[0].string, a[1].string] = a[2].number
            case "limit":
                due[a[0].string, a[1].string] = a[2].number
            case _:
                ended[a[0].string, a[1].string] = a[2].name, _minute(a[3])
    words = {"yes": "lapsed, yes", "no": "lapsed, no"}
    lines = [
        (f"article {k}", at, due.get(k), words.get(closed[k][0], closed[k][0]), closed[k][1])
        for k, at in opened.items()
    ]
    lines += [(f"article {k[0]}", k[1], at, due.get(k), *ended[k]) for k, at in owed.items()]
    return Answer(picked, attack, events, frozenset(lines))


def _minute(symbol: Any) -> int | None:
    return symbol.number if str(symbol).lstrip("-").isdigit() else None


# ---- the same case, for interpreter and graph ------------------------------------------------------------------------


class Asked:
    """A draft of the subset, three times: as facts, ready to run, and lowered."""

    def __init__(self, text: str) -> None:
        loaded = parse_draft(text)
        assert loaded.ok, loaded.diagnostics
        assert loaded.draft is not None
        self.loaded, self.facts, self.of = loaded, Facts(loaded.draft), bench(loaded.draft)
        self.low = self.of.case.low
        self.zero = self.low.incident.at

    def timeline(self, answer: Answer) -> str:
        """The case as a timeline."""
        a = answer.attack
        points = self.facts.points
        lines = [f'timeline "Case", of {self.facts.code}.']
        if answer.picked:
            lines.append(
                "with " + ", ".join(f"{p} = {points[p].texts[o]}" for p, o in answer.picked.items()) + "."
            )
        attack = (
            f"{a['by']} attacks territory of {a['on']} in {a['place']} by {a['means']}, scale {a['scale']}, "
            "attribution established"
        )
        told = [(0, 1, attack)] + [
            (at, 0 if self._early(event) else 2, self.facts.sentences[event])
            for event, at in answer.events.items()
        ]
        lines += [f"{instant_text(self.zero + at)}: {say}." for at, _, say in sorted(told)]
        return "\n".join(lines) + "\n"

    def _early(self, event: str) -> bool:
        return f"early({event})." in self.facts.lines

    def run(self, answer: Answer) -> frozenset[Line]:
        """What the interpreter says."""
        from msgspec.structs import replace

        text = self.timeline(answer)
        parsed = parse_timeline(text, self.loaded)
        assert parsed.ok, (parsed.diagnostics, text)
        assert parsed.timeline is not None
        late = self.zero + HORIZON
        state = execute(self.of.prep, replace(parsed.timeline, until=When(late, late)))
        return _lines([*run_decisions(state, self.of.case), *run_duties(state, self.of.case)])

    def graph(self, answer: Answer) -> frozenset[Line] | None:
        """What the case graph says; None where the case is none of its space."""
        graph, leaves = self.low.graph, self.low.leaves.all
        choices = dict.fromkeys(graph.choices, 0)
        known = {"attacker": answer.attack["by"], "victim": answer.attack["on"], "attribution": "established",
                 "object": "territory", "place": answer.attack["place"], "scale": answer.attack["scale"],
                 "means": answer.attack["means"]}  # fmt: skip
        for name, label in known.items():
            if name in choices:
                labels = [one for one, _ in self.low.incident.values(name)]
                if label not in labels:
                    return None
                choices[name] = labels.index(label)
        for point, option in answer.picked.items():
            if f"?{point}" in choices:
                choices[f"?{point}"] = option
        times = {leaf.var: 0 for leaf in leaves.values()} | {"A": 0}
        ways = {way.say: (leaf, n) for leaf in leaves.values() for n, way in enumerate(leaf.ways, 1)}
        for event, at in answer.events.items():
            found = ways.get(self.facts.sentences[event])
            if found is not None:
                choices[found[0].name], times[found[0].var] = found[1], at
        reading = Reading(self.of.case, Cell(choices, times))
        assert reading.holds(self.of.domain)
        return _lines(list(graph_rows(self.of.case, reading)))

    def differences(self, answer: Answer) -> list[str]:
        """Where the three do not say the same."""
        run, graph = self.run(answer), self.graph(answer)
        out = [f"answer set alone: {x}" for x in answer.lines - run] + [
            f"run alone: {x}" for x in run - answer.lines
        ]
        if graph is not None:
            out += [f"graph alone: {x}" for x in graph - answer.lines] + [
                f"not in the graph: {x}" for x in answer.lines - graph
            ]
        return out


def _lines(rows: list[Line]) -> frozenset[Line]:
    out: list[Line] = []
    for row in rows:
        if len(row) == 6:
            ref, _, opened, due, status, closed = row
            out.append((ref.label, opened, due, status, closed))
        else:
            ref, members, _, _, since, due, status, ended, sure = row
            assert sure
            out.append((ref.label, *members, since, due, status, ended))
    return frozenset(out)


# ---- drafts of the subset --------------------------------------------------------------------------------------------


def draft(rnd: Random) -> str:
    """A draft of the subset, written at random."""
    pick = rnd.choice
    scale = pick(["an", "a limited or larger", "a full-scale", "a ?size or larger"])
    where = pick(["", " in ?land", " in territory of Ukraine", " in Odesa"])
    by = pick(["Russia", "anyone"])
    means = pick(["", "", " by missiles or drones"])
    on = pick(["Ukraine", "Ukraine", "a party"])
    decider = pick(["?decider", "Ukraine", "any guarantor", "majority of guarantors", "two-thirds of guarantors",
                    "at least 2 guarantors", "unanimity of guarantors"])  # fmt: skip
    silence = pick(["; on silence it has", "; on silence it has not", "; on silence ?silence", ""])
    clock = pick([" within ?clock", " within 24 hours", " within 90 minutes of the attack", ""])
    body = [
        f"raid means {scale} attack by {by} on {on}{where}{means}.",
        "article 9.\n  This treaty enters into force on 2026-01-01."
        + pick(["", f" A party may withdraw with {pick(['30 days', '?notice'])} of notice."]),
    ]
    decided = rnd.random() < 0.7
    if decided:
        body.append(
            f"article 1.\n  After a raid {decider} decides{clock} whether the case has arisen{silence}."
        )
    leads = ["After a raid", "After a raid, when Ukraine requests assistance"] + (
        ["When the case has arisen"] * 3 if decided else []
    )
    for article in range(2, pick([3, 4])):
        bearer = pick(["each guarantor", "each other party", "Poland", "each guarantor"])
        what = pick(["assist the victim", "assist the victim", "use-force", "arm Ukraine"])
        limit = pick(["", " within ?clock", " within 72 hours", " within 90 minutes of the attack"])
        unless = pick(["", "", ", unless a mobilisation has occurred"])
        lead = pick(leads)
        comma = "," if lead[0] == "W" or "," in lead else ""
        body.append(f"article {article}.\n  {lead}{comma} {bearer} must {what}{limit}{unless}.")
    if "withdraw" in body[1]:
        body.append(f"article 10.\n  Duties for attacks before the exit {pick(['remain', 'end', '?exit'])}.")
    text = "\n".join(body)
    opened = [f"open {name}: {options}." for name, options in _POINTS.items() if f"?{name}" in text]
    return "\n".join([_HEAD, *opened, text]) + "\n"


_HEAD = """treaty "Pact", called PACT.
state Russia, Belarus.
party Ukraine, Poland, France, Germany.
guarantors, each a guarantor, are Poland, France, Germany.
place Odesa within territory of Ukraine.
event mobilisation."""
_POINTS = {
    "size": "limited | full-scale", "land": "territory of Ukraine | Odesa", "clock": "24 hours | 3 days",
    "decider": "Ukraine | any guarantor | majority of guarantors | unanimity of guarantors",
    "silence": "it has not | it has", "exit": "remain | end", "notice": "1 day | 30 days",
}  # fmt: skip


def minutes_of(facts: Facts, rnd: Random) -> list[int]:
    """Minutes at which things may happen: ties and boundaries of the draft's periods."""
    every = {
        c + s + d
        for c in (0, *facts.periods)
        for s in (0, *(-p for p in facts.periods), *facts.periods)
        for d in (-1, 0, 1)
    }
    return sorted({0, *rnd.sample(sorted(every), min(8, len(every)))})
