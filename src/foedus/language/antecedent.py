"""Whom `that guarantor` means, as whom a sentence binds or acts on: the guarantor that its lead speaks of.

In conditions (`provided that guarantor has ratified`) it is the bearer, as in any sentence.
"""

from msgspec.structs import replace

from foedus.language.cursor import Cursor, ParseError
from foedus.language.messages import complain
from foedus.model import BreachOf, Node, Norm, Pattern, Pronoun, Some, TermEvent, rewrite, walk

_ATTACK = {"on": "victim", "by": "attacker"}
_ROLES = {
    "attack": _ATTACK, "threat": _ATTACK, "request": {"by": "requester"}, "invoke": {"by": "requester"},
}  # fmt: skip


def settled(c: Cursor, norm: Norm) -> Norm:
    """The norm with `that guarantor` as the role that its lead gives to a guarantor, if it gives one.

    Raises: ParseError if it gives two.
    """
    if not any(trigger.event is not None for trigger in norm.triggers):
        return norm

    def named(node: Node) -> object:
        if not isinstance(node, Pronoun) or node.role != "that" or node.noun in ("", "it"):
            return node
        roles = _roles(c, norm, node.noun)
        if len(roles) > 1:
            one, other = (f"the {role}" for role in roles[:2])
            that, instead = f"that {node.noun}", f"{one} or {other}"
            raise ParseError(complain("E0601", node.span, it=that, one=one, other=other, instead=instead))
        return replace(node, role=roles[0]) if roles else node

    return replace(norm, bearer=rewrite(norm.bearer, named), actions=rewrite(norm.actions, named))


def _roles(c: Cursor, norm: Norm, noun: str) -> list[str]:
    """The roles that the lead gives to one of a group; on a breach, that of who is in breach."""
    entry = c.names.entries.get(noun)
    group = entry.of if entry is not None else "states"
    nodes = [node for trigger in norm.triggers for node in walk(trigger.event)]
    if any(isinstance(node, BreachOf) for node in nodes):
        return ["in-breach"]
    found: dict[str, None] = {}
    for node in nodes:
        if isinstance(node, (Pattern, TermEvent)):
            roles = _ROLES.get(node.kind, {}) if isinstance(node, Pattern) else _ATTACK
            for slot in node.slots:
                if slot.name in roles and _one_of(slot.value, group):
                    found[roles[slot.name]] = None
    return list(found)


def _one_of(value: object, group: str) -> bool:
    """Whether a phrase brings in one of a group: `a guarantor`, `any guarantor`."""
    return (
        isinstance(value, Some)
        and value.how in ("a", "any", "some")
        and getattr(value.of, "name", "") == group
    )
