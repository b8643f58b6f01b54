"""Expectations in the words of a timeline: what the interpreter must say of a witness."""

from collections.abc import Iterable, Sequence

from foedus.base import instant_text
from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed
from foedus.check.atonce import holds, owed_text
from foedus.check.view import Answer, View
from foedus.engine.prepared import Prov

_NO_DUTY = ("may", "must not", "nothing", "intends to")
_VERB = {"must": "owes", "may": "may", "intends to": "intends to"}


def numbered(prov: Prov) -> str:
    """An article without its text: `article "42-7"`; "" where a sentence stands in none."""
    if not prov.article:
        return ""
    return "article " + (prov.article if prov.article.isalnum() else f'"{prov.article}"')


def article(view: View, prov: Prov) -> str:
    """An article as a timeline names it; "" where a sentence stands in none."""
    said = numbered(prov)
    return f"{said} of {view.low.instrument(prov.ins).code}" if said and view.several else said


def who(view: View, a: Assumed, answers: Iterable[Answer], cell: Cell) -> list[tuple[str, Answer]]:
    """Each for whom something arises in a case, with its strongest answer."""
    out: dict[str, Answer] = {}
    for answer in answers:
        if holds(view, a.lit(view.arises(answer)), cell):
            for name, lit in answer.duty.members:
                if holds(view, a.lit(lit), cell):
                    out.setdefault(name, answer)
    return list(out.items())


def says(answer: Answer, name: str, view: View) -> str:
    """What a party owes, may do or intends to do by an answer: `Poland owes use-force`."""
    verb = _VERB[answer.form.modal]
    what = owed_text(view, answer)
    if verb != "owes":
        what = {"assistance": "assist", "consultation": "consult"}.get(what, what)
    return f"{name} {verb} {what}"


def owed_then(view: View, a: Assumed, name: str, answer: Answer, cell: Cell) -> str:
    """What a party owes, may do or intends to do the moment it arises; all instants are fixed."""
    at = next((t.plus for guard, t in a.minutes(answer.duty.arises) if holds(view, guard, cell)), 0)
    under = article(view, answer.duty.prov)
    said = says(answer, name, view) + (f" under {under}" if under and answer.form.modal == "must" else "")
    return f"at {instant_text(view.low.incident.at + at)}: {said}"


def none(view: View, pairs: Sequence[tuple[str, Answer]]) -> list[str]:
    """That nothing of this comes about for these; of several texts, under the one that is meant."""
    seen: dict[str, None] = {}
    for name, answer in pairs:
        under = article(view, answer.duty.prov) if view.several and answer.form.modal == "must" else ""
        seen[f"it is not so that {says(answer, name, view)}{f' under {under}' if under else ''}"] = None
    return list(seen)[:3]


def nobody(view: View, a: Assumed, cell: Cell) -> list[str]:
    """That nobody is ever bound to help in a case; nothing, where somebody is."""
    binding = [x for x in view.answers if x.level == "binding"]
    if any(holds(view, a.lit(view.arises(x)), cell) for x in binding):
        return []
    return [] if other_duties(view) else ["always, no party owes assistance"]


def text_name(view: View, ins: int) -> str:
    """A text as an expectation names it."""
    one = view.low.instrument(ins)
    if one.code:
        return one.code
    return f"this {one.draft.kind}" if one.draft is view.draft else f'"{one.draft.title}"'


def in_force(view: View, ins: int, name: str, yes: bool) -> str:
    """That a text is in force for a party, or is not."""
    code = text_name(view, ins)
    return f"{code} is in force for {name}" if yes else f"it is not so that {code} is in force for {name}"


def other_duties(view: View) -> bool:
    """Whether the texts hold duties that are no answer to an attack, which a question on help might count."""
    mine = {x.duty.prov.id for x in view.answers}
    return any(
        p.ins in view.low.prep.mains and p.id not in mine and str(p.body.modal) not in _NO_DUTY
        for p in view.low.prep.norms
    )  # fmt: skip
