"""Those whom a duty to help leaves out by name: it binds each of a group but them."""

from collections.abc import Collection, Iterator

from foedus.cases.ghost import Outside, TooWide
from foedus.check.atonce import FREE, at_once, shortest, willing_box
from foedus.check.extents import rows
from foedus.check.people import whom
from foedus.check.showing import article, confirmed
from foedus.check.view import View
from foedus.engine.prepared import Prov
from foedus.engine.words import listed
from foedus.model import Finding, Some
from foedus.model.norms import CONTENT, NEVER_COUNT

CODE = "F0103"


def left_out(view: View, known: Collection[str] = ()) -> Iterator[Finding]:
    """One finding a sentence that binds each of a group to help, other than some who are not known already."""
    for prov in view.low.prep.norms:
        if prov.ins not in view.low.prep.mains or prov.body.modal != "must" or prov.consequence:
            continue
        names = [n for n in _spared(view, prov) if n not in known]
        mine = [r for r in rows(view) if r.ref == prov.ref and r.who not in names and _helps(view, prov)]
        for row in mine[:1] if names else ():
            cell = shortest(view, at_once(view), row.held, *willing_box(view, kinds=FREE))
            if cell is None:
                continue
            nothing = tuple(f"{n} owes nothing{article(view, prov)}" for n in names[:2])
            expects = confirmed(view, cell, nothing, (f"it is not so that {names[0]} is in breach",))
            label = prov.ref.label[:1].upper() + prov.ref.label[1:]
            yield Finding(
                CODE, "limits", f"{label} binds {whom(view, prov.body.bearer)} to help, but not {listed(names)}.",
                prov.ref, "Whoever relies on all of them relies on one too many.", assumes=view.willing.conduct.text,
                witness=view.witness(cell, f"{listed(names)} owes nothing", expects), expects=expects,
                sets=tuple((n,) for n in names), weight=0.3, group="limits left out",
            )  # fmt: skip


def _spared(view: View, prov: Prov) -> list[str]:
    """Whom the bearers of a sentence leave out by name, though they are of the group."""
    who = prov.body.bearer
    if not isinstance(who, Some) or not who.without:
        return []
    low = view.low
    try:
        every = set(low.possible(who.of, prov.ins))
        out = [n for one in who.without if getattr(one, "name", "") for n in low.possible(one, prov.ins)]
    except (Outside, TooWide):
        return []
    return [n for n in dict.fromkeys(out) if n in every]


def _helps(view: View, prov: Prov) -> bool:
    """Whether it asks for help: more than talk, a report, neutrality."""
    measures = {
        m for d in view.case.duties if d.prov is prov for f in d.forms for ms in f.measures for m in ms
    }  # fmt: skip
    return any(m not in NEVER_COUNT and CONTENT.get(m, 3) > 1 for m in measures)


__all__ = ["left_out"]
