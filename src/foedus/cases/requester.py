"""The party that requested: whoever last asked for help or invoked a text, by the instant that is spoken of."""

from typing import Any

from msgspec.structs import replace

from foedus.cases.ghost import Outside
from foedus.cases.graph import FALSE, Lit
from foedus.cases.invocations import invocations
from foedus.cases.lowering import Low
from foedus.cases.times import Time
from foedus.engine.prepared import Prov, by_case
from foedus.engine.triggers import waits_for_bearer
from foedus.model import Pronoun, Some, walk

_ASKING = frozenset({"request", "invoke"})
_ABOUT = frozenset({"attack", "threat", "invocation", "decision", "breach"})
Asked = tuple[
    str, Time, tuple[int, str]
]  # by whom, when, and where it stands among what happens at one instant


def named_in(phrase: Any) -> bool:
    """Whether a phrase speaks of the party that requested."""
    return any(isinstance(n, Pronoun) and n.role == "requester" for n in walk(phrase))


def without(phrase: Any) -> Any:
    """A phrase without the words that leave the requester out; None where it speaks of it in another way."""
    if isinstance(phrase, Some):
        rest = replace(
            phrase, without=tuple(w for w in phrase.without if getattr(w, "role", "") != "requester")
        )
        return None if named_in(rest) else rest
    return None


def requester(low: Low, name: str, at: Time, *, case: bool) -> Lit:
    """Whether a party is the one that requested, at a time; case: whether the attack is the case at hand."""
    g, t = low.graph, low.t
    every = low.once(("asked", case), lambda: _asked(low, case))
    out: list[Lit] = []
    for who, time, order in every:
        if who != name:
            continue
        later = [
            g.all(t.le(other, at), t.le(time, other, 0 if mark > order else -1))
            for one, other, mark in every if one != name
        ]  # fmt: skip
        out.append(g.all(t.le(time, at), *(-lit for lit in later)))
    return g.any(*out) if out else FALSE


def _asked(low: Low, case: bool) -> list[Asked]:
    """All that may make a party the requester."""
    made = [(ins, one) for ins in sorted(low.prep.invoking) for one in invocations(low, ins)]
    if any(sets_off(prov, _ASKING) for prov in (*low.prep.norms, *low.prep.others.get("Resumes", ()))):
        raise Outside("the party that requested, where a request is a case of its own")
    out: list[Asked] = [
        (way.who, low.leaves.time(leaf, number), (2, way.say))
        for leaf in low.leaves.all.values() for number, way in enumerate(leaf.ways) if way.kind in _ASKING
    ]  # fmt: skip
    if case:  # an invocation that takes effect comes after what was said at that instant
        out += [(who, time, (3, f"{ins}")) for ins, one in made for who, time in one.by]
    return out


def sets_off(prov: Prov, mine: frozenset[str]) -> bool:
    """Whether an event of some kinds that sets a provision off is a case of its own."""
    own = [
        (x, k) for x, k in zip(prov.triggers, prov.kinds, strict=True) if not waits_for_bearer(x) and x.event
    ]
    kinds = [k for _, k in own]
    if (
        not own
        or any(k is not None and not k - _ABOUT for k in kinds)
        or any(by_case(x.event) for x, _ in own)
    ):
        return False
    return any(k is None or k & mine for k in kinds)


__all__ = ["named_in", "requester", "sets_off", "without"]
