"""A made-up agreement as a case graph, in any number of guarantors: attack, finding, invocation, vote, acts.

It has 12 open points; with `reserved`, up to 8 more (a reservation of a guarantor); with `wide`, 20 further ones
(thresholds by means, carve-outs of zones, excluded attackers, two on waivers and exceptions): 40 in all from 8
guarantors on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import product

from foedus.cases.graph import TRUE, Choice, Graph, Lit

CLOCK = (24, 72, 168)
RESPONSE = (24, 72, 168)
NOTICE = (0, 48, 8760)
WINDOW = (None, 4, 24)
EXTRA = (0, 24, 120)
HORIZON, TO_VOTE, EXCEPTION = 120, 24, 200
HOUR = 60
RULES = ("any", "so many", "majority", "unanimity", "silence")


@dataclass
class Party:
    """What a guarantor contributes to counts, and its duty."""

    eligible: Lit
    in_favour: tuple[Lit, Lit]  # voted for until D, before D
    against: tuple[Lit, Lit]
    diligent: Lit  # ratified, and votes in time
    bound: Lit
    serves: Lit  # owes an act within the horizon
    due: tuple[Lit, Lit]  # owes an act that is due until F, before F


@dataclass
class Agreement:
    """The graph and its questions."""

    graph: Graph
    domain: Lit
    behaves: Lit  # conduct assumed: who at least ratifies, finds, invokes, votes by when
    adopted: Lit
    gap: Lit
    nobody: Lit  # nobody is ever bound
    first: Lit  # adopted, and the first duty falls due at F
    parties: list[Party] = field(default_factory=list)

    @property
    def points(self) -> list[str]:
        """The open points."""
        return [c.name for c in self.graph.choices.values() if c.kind == "point"]


class _Words:
    """Short forms over a graph; hours in, minutes stored."""

    def __init__(self) -> None:
        self.g = Graph()

    def declare(self, kind: str, group: str, **sizes: int) -> None:
        for name, size in sizes.items():
            self.g.choice(Choice(name, tuple(f"{v}" for v in range(size)), kind, group))

    def point(self, **sizes: int) -> None:
        for name, size in sizes.items():
            self.g.choice(Choice(f"?{name}", tuple(f"{v}" for v in range(size)), "point"))

    def eq(self, name: str, value: int) -> Lit:
        return self.g.chosen(name, value)

    def yes(self, name: str) -> Lit:
        return self.g.chosen(name, 1)

    def le(self, u: str, v: str, hours: int = 0) -> Lit:
        return self.g.within(u, v, hours * HOUR)

    def lt(self, u: str, v: str) -> Lit:
        return self.g.within(u, v, -1)

    def by(self, name: str, constants: Sequence[int], make: Callable[[int], Lit]) -> Lit:
        return self.g.any(*(self.g.all(self.eq(name, i), make(c)) for i, c in enumerate(constants)))


def agreement(size: int, *, reserved: bool = True, wide: bool = True) -> Agreement:
    """The agreement with so many guarantors."""
    w = _Words()
    g = w.g
    w.point(
        clock=3,
        rule=5,
        resp=3,
        thr=3,
        terr=2,
        default=2,
        tail=2,
        k=3,
        notice=3,
        window=3,
        standard=2,
        elect=2,
    )
    reservations = min(8, size) if reserved else 0
    w.point(**{f"res{i}": 3 for i in range(reservations)})
    if wide:
        w.point(**{f"means{i}": 4 for i in range(8)}, **{f"zone{i}": 2 for i in range(6)})
        w.point(**{f"attacker{i}": 2 for i in range(4)}, waivers=2, exceptions=2)
    w.declare("incident", "", scale=4, zone=6, attacker=4, level=4, found=3, **({"means": 8} if wide else {}))
    w.declare("procedure", "", finding=2, invoked=2, waived=2, exempt=2)
    g.times.update(dict.fromkeys("AINEDFXW", ""))
    scale = lambda least: g.among("scale", range(least, 4))  # noqa: E731
    case = g.all(
        g.any(*(g.all(w.eq("?thr", i), scale(i + 1)) for i in range(3))),
        g.any(w.eq("?terr", 0), g.among("zone", (0, 1, 2))),
        g.among("attacker", (0, 1, 2)),
    )
    if wide:
        case = g.all(
            case,
            *(
                -g.all(w.eq("means", i), g.any(*(g.all(w.eq(f"?means{i}", k), -scale(k)) for k in (1, 2, 3))))
                for i in range(8)
            ),
            *(-g.all(w.eq("zone", i), w.yes(f"?zone{i}")) for i in range(6)),
            *(-g.all(w.eq("attacker", i), w.yes(f"?attacker{i}")) for i in range(4)),
        )
    enough = lambda f: g.any(  # noqa: E731
        g.all(w.eq("?standard", 0), g.among(f, (1, 2))), g.all(w.eq("?standard", 1), w.eq(f, 2))
    )
    found_first = g.all(w.yes("finding"), w.le("N", "I"))
    known = g.ite(found_first, enough("found"), enough("level"))
    unknown = g.all(-found_first, w.eq("level", 3))
    window = [TRUE if c is None else w.le("I", "A", c) for c in WINDOW]
    invoked = g.all(
        w.yes("invoked"),
        w.le("A", "I"),
        case,
        g.any(*(g.all(w.eq("?window", i), t) for i, t in enumerate(window))),
    )
    at_invocation = g.all(invoked, known)
    at_finding = g.all(invoked, unknown, w.yes("finding"), enough("found"))
    opened = g.any(at_invocation, at_finding)
    falsified = g.all(at_invocation, w.yes("finding"), -found_first, -enough("found"))
    lapsed = g.all(falsified, w.le("N", "D"))
    same = lambda u, v: g.all(w.le(u, v), w.le(v, u))  # noqa: E731
    domain = g.all(
        g.ite(at_finding, same("E", "N"), same("E", "I")),
        g.any(-w.yes("finding"), w.le("A", "N")),
        w.le("E", "D"),
    )

    def alive(after: int) -> Lit:
        """No exception, waiver or falsifying finding until so many hours after the decision."""
        return g.all(
            -g.all(w.yes("exempt"), w.eq("?exceptions", 0) if wide else TRUE, w.le("X", "D", after)),
            -g.all(
                w.yes("waived"), w.eq("?waivers", 0) if wide else TRUE, w.le("A", "W"), w.le("W", "D", after)
            ),
            -g.all(falsified, w.le("N", "D", after)),
        )

    def party(i: int) -> Party:
        who = f"p{i}"
        rat, out, vote = f"{who}.ratified", f"{who}.withdrew", f"{who}.vote"
        w.declare("procedure", who, **{rat: 2, out: 2, vote: 4})
        r, z, v = f"R{i}", f"Z{i}", f"V{i}"
        g.times.update(dict.fromkeys((r, z, v), who))
        member = g.all(w.yes(rat), w.le(r, "A"))
        eligible = g.any(w.eq("?elect", 0), g.all(w.yes(rat), w.le(r, "E"), g.any(-w.yes(out), w.le("E", z))))
        after = -w.lt(v, "E")
        until, before = g.all(after, w.le(v, "D")), g.all(after, w.lt(v, "D"))
        pro, contra = w.eq(vote, 1), w.eq(vote, 2)
        stays = g.any(-w.yes(out), w.by("?notice", NOTICE, lambda c: w.le("A", z, -c)))
        pre = g.all(member, g.any(-w.yes(out), w.le("D", z), g.all(w.yes("?tail"), w.le("A", z))))
        own = i < reservations
        terms = [
            (g.all(w.eq("?resp", j), w.eq(f"?res{i}", e) if own else TRUE), RESPONSE[j] + EXTRA[e])
            for j, e in product(range(3), range(3) if own else range(1))
        ]
        return Party(
            eligible,
            (g.all(eligible, pro, until), g.all(eligible, pro, before)),
            (g.all(eligible, contra, until), g.all(eligible, contra, before)),
            g.all(member, stays, pro, after, w.le(v, "E", TO_VOTE)),
            g.all(pre, g.any(*(g.all(q, alive(c)) for q, c in terms))),
            g.all(pre, g.any(*(g.all(q, alive(c), w.le("D", "A", HORIZON - c)) for q, c in terms))),
            (
                g.all(pre, g.any(*(g.all(q, alive(c), w.le("D", "F", -c)) for q, c in terms))),
                g.all(pre, g.any(*(g.all(q, alive(c), g.within("D", "F", -c * HOUR - 1)) for q, c in terms))),
            ),
        )

    parties = [party(i) for i in range(size)]
    absent = [-p.eligible for p in parties]
    silence = w.eq("?rule", 4)
    so_many = [max(1, size // 2), -(-2 * size // 3), max(1, size - 1)]

    def met(which: int) -> Lit:
        yes = [p.in_favour[which] for p in parties]
        return g.any(
            g.all(w.eq("?rule", 0), g.any(*yes)),
            *(g.all(w.eq("?rule", 1), w.eq("?k", i), g.at_least(k, yes)) for i, k in enumerate(so_many)),
            g.all(w.eq("?rule", 2), g.at_least(size + 1, [*yes, *yes, *absent])),
            g.all(w.eq("?rule", 3), g.any(*yes), g.at_least(size, [*yes, *absent])),
        )

    def refused(which: int) -> Lit:
        no = [p.against[which] for p in parties]
        return g.all(
            g.any(*no),
            g.any(
                g.all(w.eq("?rule", 0), g.at_least(size, [*no, *absent])),
                *(
                    g.all(w.eq("?rule", 1), w.eq("?k", i), g.at_least(size + 1 - k, [*no, *absent]))
                    for i, k in enumerate(so_many)
                ),
                g.all(w.eq("?rule", 2), g.at_least(size, [*no, *no, *absent])),
                w.eq("?rule", 3),
                silence,
            ),
        )

    decided = g.any(met(0), refused(0))
    in_time = w.by("?clock", CLOCK, lambda c: w.le("D", "E", c))
    at_end = w.by("?clock", CLOCK, lambda c: g.all(w.le("D", "E", c), w.le("E", "D", -c)))
    pivot = g.any(-opened, g.all(-met(1), -refused(1), g.ite(decided, in_time, at_end)))
    live = g.all(opened, -lapsed)
    adopted = g.all(
        live, g.any(g.all(met(0), -refused(0)), g.all(-decided, g.any(silence, w.yes("?default"))))
    )
    finds = g.all(w.eq("level", 3), w.yes("finding"), w.eq("found", 2), w.le("N", "A", 24))
    behaves = g.all(
        scale(2),
        g.among("zone", (0, 1)),
        g.among("attacker", (0, 1)),
        g.any(g.all(w.eq("level", 2), -w.yes("finding")), finds),
        w.yes("invoked"),
        w.le("A", "I"),
        w.le("I", "A", 6),
        -w.yes("waived"),
        g.any(-w.yes("exempt"), -w.le("X", "A", EXCEPTION - 1)),
        g.at_least(size - size // 4, [p.diligent for p in parties]),
    )
    return Agreement(
        g,
        g.all(domain, pivot),
        behaves,
        adopted,
        g.all(behaves, -g.all(adopted, g.any(*(p.serves for p in parties)))),
        g.all(behaves, -g.all(adopted, g.any(*(p.bound for p in parties)))),
        g.all(behaves, adopted, g.any(*(p.due[0] for p in parties)), -g.any(*(p.due[1] for p in parties))),
        parties,
    )
