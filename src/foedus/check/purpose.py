"""What a draft leaves out on purpose."""

from foedus.cases.conditions import truth
from foedus.cases.ghost import Outside, TooWide
from foedus.cases.graph import Lit
from foedus.cases.happenings import attack_fits
from foedus.cases.lowering import View as Reader
from foedus.check.view import View
from foedus.model import AnyEvent, BreachOf, DecisionEvent, LeavesOut, Pattern, Series, StateEvent, TermEvent

_EVENTS = (AnyEvent, BreachOf, DecisionEvent, Pattern, Series, StateEvent, TermEvent)


def meant(view: View) -> Lit:
    """The attacks that the draft says it leaves out on purpose."""
    return view.once("on purpose", lambda: _meant(view))


def _meant(view: View) -> Lit:
    low = view.low
    out: list[Lit] = []
    for prov in low.prep.of(LeavesOut):
        what, reader = prov.body.what, Reader(prov.ins)
        try:
            found = attack_fits(low, what, reader) if isinstance(what, _EVENTS) else truth(low, what, reader)
        except (Outside, TooWide):
            continue
        out.append(view.t.holds_at(found.yes, low.attack))
    return view.graph.any(*out)
