"""A small guarantee that breaks nowhere these finders look; each test changes one thing in it."""

from __future__ import annotations

HEAD = """treaty "Pact", called PACT.
state Arland, Borland, Corland, Ruritania.
party Vallia.
guarantors, each a guarantor and a party, are Arland, Borland, Corland.
"""
INVOKE = "After a limited or larger attack by Ruritania on Vallia Vallia may invoke this treaty.\n"
DECIDE = "On invocation {who} decides within {clock} whether the case has arisen; on silence {silence}.\n"
HELP = "When the case has arisen each guarantor must assist Vallia within {speed} of the decision.\n"


def voted(
    who: str = "any guarantor",
    clock: str = "12 hours",
    silence: str = "it has not",
    speed: str = "12 hours",
    more: str = "",
) -> str:
    """A guarantee that hangs on a decision."""
    decide = DECIDE.format(who=who, clock=clock, silence=silence)
    return f"{HEAD}{more}article 1.\n{INVOKE}article 2.\n{decide}article 3.\n{HELP.format(speed=speed)}"


def plain(
    more: str = "",
    help_: str = "each guarantor must assist Vallia within 24 hours of the attack",
    head: str = "",
) -> str:
    """A guarantee that hangs on nothing but the attack."""
    return f"{HEAD}{head}article 1.\nAfter a limited or larger attack by Ruritania on Vallia {help_}.\n{more}"
