"""A positions file in words and as JSON."""

from typing import Any

from foedus.model import VOICE_WORDS, Held, Positions, Prefers, RedLine, Stand, Weighs
from foedus.report.stances import GLYPHS
from foedus.report.terminal import Terminal
from foedus.report.words import NUMBERS, count


def positions_text(terminal: Terminal, found: Positions) -> str:
    """What each party wants, and how it is known; the party's own word first."""
    out = [f"on {', '.join(found.of)}"]
    for one in found.parties:
        own = sum(h.voice == "self" for h in one.held)
        known = "none" if not own else NUMBERS[own] if own < len(NUMBERS) else str(own)
        said = f"{count(len(one.held), 'sentence')}, {known} in its own words" if one.held else "nothing"
        out += ["", terminal.head(f"{one.party}: {said}")]
        for held in one.held:
            source = f", source “{held.source}”" if held.source else ""
            dated = f", {held.dated}" if held.dated else ""
            rest = ", unverified" if held.unverified else ""
            out += terminal.block(
                f"{GLYPHS[held.voice]} ", f"{held.text}: {VOICE_WORDS[held.voice]}{source}{dated}{rest}"
            )
    return "\n".join(out)


def positions_data(found: Positions) -> dict[str, Any]:
    """A positions file, as the schema `ledger-positions/1` says."""
    parties = [{"party": one.party, "held": [_held(h) for h in one.held]} for one in found.parties]
    return {"schema": "ledger-positions/1", "file": found.file, "on": list(found.of), "parties": parties}


def _held(held: Held) -> dict[str, Any]:
    body = held.body
    what: dict[str, Any]
    match body:
        case RedLine():
            what = {"says": "red line"}
        case Stand():
            what = {"says": body.stance, "point": body.point, "option": body.option or None,
                    "condition": body.condition or None}  # fmt: skip
        case Prefers():
            what = {"says": "prefers", "point": body.point, "options": list(body.options)}
        case Weighs():
            what = {"says": "weighs", "point": body.point, "between": [body.low, body.high]}
    return {**what, "text": held.text, "voice": held.voice, "source": held.source or None,
            "dated": str(held.dated) if held.dated else None, "unverified": held.unverified,
            "line": held.span.line if held.span else 0}  # fmt: skip
