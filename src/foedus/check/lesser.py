"""Duties that answer no attack and yet follow one: to find who attacked, to report, to stay neutral."""

from foedus.check.view import Answer, View


def lesser(view: View) -> list[Answer]:
    """What a text under check asks of anybody after an attack besides its answers; the victim's own duties too."""
    return view.once("lesser duties", lambda: _lesser(view))


def _lesser(view: View) -> list[Answer]:
    answers = {(id(x.duty), x.form) for x in view.answers}
    return [
        Answer(duty, form, "") for duty in view.case.duties for form in duty.forms
        if duty.case and duty.prov.ins in view.low.prep.mains
        and form.modal == "must" and form.measures and all(form.measures)
        and (id(duty), form) not in answers
    ]  # fmt: skip


__all__ = ["lesser"]
