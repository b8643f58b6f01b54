"""Who must find who attacked: the duties to do so, where they bind, and by when they are due."""

from collections.abc import Iterator

from foedus.cases.duties import DutyCase, Form
from foedus.cases.graph import Lit
from foedus.cases.times import Time
from foedus.check.lesser import lesser
from foedus.check.view import Answer, View
from foedus.model import Norm, Ref, StandardIs

_FINDING = ("attribute", "find")


def duties(view: View) -> list[tuple[DutyCase, Form]]:
    """The duties under which somebody must find who attacked."""
    return [(duty, form) for duty in view.case.duties for form in duty.forms if _finds(form)]


def _finds(form: Form) -> bool:
    return form.modal == "must" and any(m in _FINDING for ms in form.measures for m in ms)


def bound(view: View) -> Lit:
    """Whether somebody is bound to find who attacked."""
    g, t = view.graph, view.t
    once = (g.all(form.guard, t.exists(duty.arises)) for duty, form in duties(view))
    always = (
        g.all(form.guard, t.holds_at(one.binds, view.low.attack))
        for one in view.case.standing for form in one.forms if _finds(form)
    )  # fmt: skip
    return g.any(*once, *always)


def judged(view: View) -> bool:
    """Whether a body settles by a standard of its own who attacked."""
    return any("attribut" in p.body.name for p in view.low.prep.of(StandardIs))


def due(view: View) -> Time:
    """By when the first of those who must find who attacked has to; where nobody has a clock, it does not come."""
    t = view.t
    return t.first(*(t.given(t.exists(duty.arises), duty.due) for duty, _ in duties(view) if duty.due))


def waited_for(view: View) -> list[Answer]:
    """The same, of the texts under check, where something turns on who attacked."""
    if "attribution" not in view.graph.choices:
        return []
    return [x for x in lesser(view) if _finds(x.form)]


def spoken(view: View) -> Iterator[Ref]:
    """The sentences by which somebody must, or may, find who attacked."""
    for prov in view.low.prep.norms:
        body: Norm = prov.body
        if any(getattr(a, "measure", "") in _FINDING for a in body.actions):
            yield prov.ref


__all__ = ["bound", "due", "duties", "judged", "spoken", "waited_for"]
