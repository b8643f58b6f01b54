"""Terms of a draft in words, for pictures: who, what, and how strongly."""

from typing import NamedTuple

from foedus.model import (
    Action,
    Draft,
    Hole,
    Named,
    Norm,
    Pronoun,
    Sentence,
    Several,
    Some,
    walk,
)  # fmt: skip
from foedus.report.words import listed

_HOW = {"each": "each", "a": "any", "any": "any of", "no": "no", "all": "all", "majority": "a majority of"}


def singular(draft: Draft, group: str) -> str:
    """The word for one member of a group, `guarantor`; the group's own name if none was given."""
    from foedus.model import GroupIs

    for one in draft.everything():
        for sentence in one.sentences:
            body = sentence.body
            if isinstance(body, GroupIs) and body.name == group and body.singular:
                return body.singular[0]
    return group


def who(term: object, draft: Draft) -> str:
    """A bearer or target in words: `each guarantor`, `Russia`, `the victim`, `?decider`."""
    if isinstance(term, Named):
        return term.name
    if isinstance(term, Hole):
        return f"?{term.name}"
    if isinstance(term, Pronoun):
        if term.role in ("attacker", "victim", "requester"):
            return f"the {term.role}"
        that = f"that {term.noun or 'party'}"
        return {"that": that, "in-breach": that, "other": f"the other {term.noun or 'party'}"}.get(
            term.role, term.noun or term.role.replace("-", " ")
        )
    if isinstance(term, Several):
        return listed([who(part, draft) for part in term.parts], "or" if term.mode == "or" else "and")
    if isinstance(term, Some):
        return _some(term, draft)
    return "a party"


def _some(term: Some, draft: Draft) -> str:
    """Members of a group, in words."""
    group = who(term.of, draft)
    one = singular(draft, group)
    if term.how == "together":
        return f"{group} together"
    if term.how == "any-else-each":
        return f"any {one}, else each"
    if term.how == "at-least":
        return f"at least {term.count} {group}"
    how = _HOW.get(term.how, term.how)
    other = "other " if term.other else ""
    return f"{how} {other}{one if term.how in ('each', 'a', 'no') else group}"


def action(term: object, draft: Draft, target: bool = True) -> str:
    """What is to be done: `arm Ukraine`, `use-force`, `?response`; with or without whom it is for or against."""
    if isinstance(term, Hole):
        return f"?{term.name}"
    if not isinstance(term, Action):
        return "act"
    measure = f"?{term.measure.name}" if isinstance(term.measure, Hole) else term.measure
    parts = [measure]
    if term.quantity:
        parts.append(f"{term.quantity} {term.unit}".strip())
    if target and term.target is not None:
        parts.append(who(term.target, draft))
    if term.about:
        parts.append(term.about)
    if term.latitude == "discretion":
        parts.append("at its discretion")
    return " ".join(parts)


class Line(NamedTuple):
    """One norm as a line of the picture of duties. modal "" is left open. points: the open points it rests on."""

    bearer: str
    modal: str
    action: str
    target: str
    sentence: Sentence
    instrument: str
    points: tuple[str, ...]


def _settings_of(term: object, draft: Draft) -> tuple[list[object], str]:
    """What stands at a place of a sentence: the term, or the options of its open point; and these in words."""
    if isinstance(term, Hole):
        for point in draft.open_points():
            if point.name == term.name:
                return list(point.options), " | ".join(point.texts)
    return [term], ""


def _targets(norm: Norm, draft: Draft) -> list[str]:
    """Whom the acts are for or against: as the sentence says, or as the options of its open points say."""
    found: list[str] = []
    for term in (*norm.actions, norm.predicate):
        for option in _settings_of(term, draft)[0]:
            for node in walk(option):
                if isinstance(node, Action) and node.target is not None:
                    found.append(who(node.target, draft))
    return list(dict.fromkeys(found))


def bearers(norm: Norm, draft: Draft) -> str:
    """Who is bound; the options, where that is left open."""
    return _settings_of(norm.bearer, draft)[1] or who(norm.bearer, draft)


def _predicate(norm: Norm, draft: Draft, targets: list[str]) -> tuple[str, str]:
    """Modal and action of a norm; what is left open with its options."""
    if norm.predicate is not None:
        return "", _settings_of(norm.predicate, draft)[1] or f"?{norm.predicate.name}"
    joined = " or " if norm.any_of else " and "
    said = joined.join(
        _settings_of(one, draft)[1] or action(one, draft, len(targets) > 1) for one in norm.actions
    )
    if isinstance(norm.modal, Hole):
        modals = _settings_of(norm.modal, draft)[1] or f"?{norm.modal.name}"
        return "", f"{modals}: {said}"
    return norm.modal, said


def norm_lines(draft: Draft) -> list[Line]:
    """Every norm of the draft and of the instruments that it uses, in order of writing."""
    lines: list[Line] = []
    for one in draft.everything():
        for sentence in one.sentences:
            norm = sentence.body
            if isinstance(norm, Norm) and norm.modal != "nothing":
                targets = _targets(norm, draft)
                modal, said = _predicate(norm, draft, targets)
                points = tuple(dict.fromkeys(n.name for n in walk(norm) if isinstance(n, Hole)))
                lines.append(
                    Line(bearers(norm, draft), modal, said, listed(targets), sentence,
                         one.code or one.title, points)
                )  # fmt: skip
    return lines
