"""Where in the text something comes from: the definition behind a trigger, the decision behind a duty."""

from foedus.check.view import View
from foedus.engine.prepared import Prov
from foedus.model import Decision, Define, Named, Ref, TermEvent, walk


def description(view: View, prov: Prov, depth: int = 0) -> Ref | None:
    """The sentence that says which attack a provision answers."""
    names = [
        n.name
        for t in prov.triggers
        for n in walk((t.event, t.when, t.condition))
        if isinstance(n, TermEvent)
    ]
    for name in names:
        for one in view.low.prep.of(Define):
            if one.body.name == name and one.ins == prov.ins:
                return one.ref
    if depth < 3:
        for other in view.low.prep.norms:
            body = other.body
            if (
                other.ins == prov.ins
                and body.modal == "may"
                and any(getattr(a, "measure", "") == "invoke" for a in body.actions)
            ):
                return description(view, other, 3)
        for other in view.low.prep.decisions:
            if other.ins == prov.ins and other is not prov:
                found = description(view, other, depth + 1)
                if found is not None:
                    return found
    return None


def deciding(view: View, ins: int) -> Ref | None:
    """The sentence on who decides that the case has arisen."""
    for prov in view.low.prep.decisions:
        if prov.ins == ins:
            return prov.ref
    return None


__all__ = ["Decision", "Named", "deciding", "description"]
