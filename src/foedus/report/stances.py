"""The ledger in words and as JSON: what was added and found, who stands where, and on whose words it rests."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import to_builtins

from foedus.ledger.claims import Claim
from foedus.ledger.documents import Added, Document
from foedus.ledger.proposal import NARRATOR, UNNAMED, Agent, Proposal
from foedus.ledger.standing import RANK, Cell, Change, Contradiction, Source, Standing
from foedus.report.terminal import Terminal
from foedus.report.visible import quoted
from foedus.report.words import count, listed

STANCE_WORDS = {
    "reject": "rejects", "reserve": "has reservations", "open": "leaves open", "positive": "welcomes",
    "accept_weak": "would accept", "offer": "offers", "accept": "accepts", "demand": "demands",
}  # fmt: skip
_ON = {"reserve": "has reservations on"}
Links = Mapping[str, tuple[tuple[str, str], ...]]
_REL = {"part_of": "part of", "attributes": "says where this comes from:"}
GLYPHS = {"self": "■", "other": "□", "unnamed": "□", "narrator": "□", "assumed": "?"}
CHANGES, ALSO = 12, 4
"""So many of the last changes, and of the other stances of a cell, are shown in a terminal."""
TRENDS = {"up": "↑", "down": "↓", "same": "→", "": ""}
TREND_WORDS = {"up": "stronger than before", "down": "weaker than before", "same": "as before", "": ""}


def stands(stance: str, issue: str, value: str = "") -> str:
    """A stance on an issue, as the end of a sentence.

    >>> stands("reserve", "clock"), stands("accept", "clock", "24 hours")
    ('has reservations on clock', 'accepts clock = 24 hours')
    """
    end = f" = {value}" if value else ""
    return quoted(f"{_ON.get(stance) or STANCE_WORDS.get(stance, stance)} {issue}{end}")


# ---- added and extracted ---------------------------------------------------------------------------------------------


def added_data(made: Iterable[Added], path: str) -> dict[str, Any]:
    """What became of the documents that were added, as the schema `ledger-add/1` says."""
    rows = [
        {**document_data(one.document), "new": one.new, "copy_of": one.copy.name if one.copy else None,
         "alike": round(one.document.alike, 3) if one.copy else None}
        for one in made
    ]  # fmt: skip
    return {"schema": "ledger-add/1", "ledger": path, "documents": rows}


def document_data(doc: Document) -> dict[str, Any]:
    """A document without its text; what nobody said is null."""
    return {
        "name": doc.name, "sha256": doc.sha256, "kind": doc.kind, "title": doc.title or None,
        "publisher": doc.publisher or None, "published_on": doc.published_on or None, "url": doc.url or None,
        "lang": doc.lang or None, "characters": len(doc.text),
    }  # fmt: skip


def added_text(made: Sequence[Added], path: str) -> str:
    """What became of the documents that were added."""
    out: list[str] = []
    for one in made:
        doc, name = one.document, quoted(one.document.name)
        if not one.new:
            out.append(f"{name}: it is there already; nothing is added")
            continue
        known = (
            listed([p for p in (doc.publisher, doc.published_on, doc.lang) if p])
            or "no publisher, date or language"
        )
        out.append(f"{name}: added, {len(doc.text):,} characters; {quoted(known)}")
        if one.copy:
            out.append(
                f"  {doc.alike:.0%} of it is in {quoted(one.copy.name)}: a copy, counted once as a source with it"
            )
    return "\n".join([*out, f"the ledger is {path}"])


def proposal_data(one: Proposal) -> dict[str, Any]:
    """A proposal, as the schema `ledger-extract/1` says."""
    made: dict[str, Any] = to_builtins(one)
    made.pop("agents")
    return made


def extract_data(
    found: Iterable[tuple[str, str, Sequence[Proposal], int | None, str | None]],
) -> dict[str, Any]:
    """What was found in documents: each with its name, hash, proposals, how many are new, and its text if it was not
    plain."""
    documents: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for name, sha, proposals, new, text in found:
        one: dict[str, Any] = {"name": name, "sha256": sha, "found": len(proposals), "new": new}
        documents.append(one if text is None else {**one, "text": text})
        rows += [{**proposal_data(p), "document": sha} for p in proposals]
    return {"schema": "ledger-extract/1", "documents": documents, "claims": rows}


def proposals_text(terminal: Terminal, found: Sequence[Proposal]) -> str:
    """Proposals, each with its words and who says so."""
    out: list[str] = []
    for p in found:
        said = quoted(f"{p.actor} {stands(p.stance, p.issue, p.value)}")
        first = f"{GLYPHS.get(p.voice, '□')} "
        kind = "" if p.kind == "position" else f" ({p.kind})"
        out += terminal.block(first, f"{said}{kind}; {told_by(p.voice, p.agents, p.chain)}; {p.certainty}")
        out += terminal.block("    ", f"“{quoted(p.exact)}”", "soft")
        out += terminal.block("    ", quoted(f"{p.start}–{p.end}, cue “{p.cue}”, rule {p.rule}"), "soft")
    return "\n".join(out) or "nothing that a party takes a position on was found"


def told_by(voice: str, agents: Sequence[Agent], chain: Sequence[str] = ()) -> str:
    """In whose voice something is known, in words."""
    from foedus.ledger.voices import speaker

    name = quoted(speaker(agents).name if agents else chain[1] if len(chain) > 1 else NARRATOR)
    party = speaker(agents).party if agents else ""
    if voice == "self":
        return f"in its own words ({name})"
    if voice == "other":
        return f"says {name}" + (f" ({party})" if party and party != name else "")
    if voice == "unnamed":
        return "says an unnamed source" if name == UNNAMED else f"says {name}, who is not named"
    return "says the text; no source is named"


# ---- who stands where ------------------------------------------------------------------------------------------------


def finding(cell: Cell) -> str:
    """What a cell rests on, in one clause: the sentence that nobody should have to work out alone."""
    named = [s for s in cell.behind if s.voice == "other"]
    tail = " To welcome is not to accept terms." if cell.stance == "positive" else ""
    cell_actor = quoted(cell.actor)
    if cell.voice == "self":
        who = quoted(listed(sorted({s.name for s in cell.behind if s.voice == "self"})))
        return f"in its own words ({who}).{tail}"
    if named:
        voices = quoted(listed([f"{s.name} ({s.party})" if s.party else s.name for s in named]))
        number = "one voice" if len(named) == 1 else f"{count(len(named), 'voice')}"
        rest = _also_behind(cell)
        return f"rests on {number}, {voices}{rest}; {cell_actor} itself is not quoted.{tail}"
    if any(s.voice == "unnamed" for s in cell.behind):
        return f"has no named source.{tail}"
    texts = sum(s.voice == "narrator" for s in cell.behind)
    what = "the text tells it" if texts == 1 else f"{count(texts, 'text')} tell it"
    return f"{what}; no source is named.{tail}"


def _also_behind(cell: Cell) -> str:
    others = [s for s in cell.behind if s.voice in ("unnamed", "narrator")]
    return (
        f" (and {count(len(others), 'text or unnamed source', 'texts or unnamed sources')})" if others else ""
    )


def standing_text(terminal: Terminal, found: Standing, head: str, asks: Mapping[str, str]) -> str:
    """The table, issue by issue: where each party stands, on whose words, since when, and how that changed."""
    out = [terminal.head("Who stands where, and how we know"), head]
    if not found.cells:
        return "\n".join([*out, "", "No position is confirmed yet: foedus ledger review."])
    wide = min(22, max(len(c.actor) for c in found.cells))
    for issue in found.issues:
        out += ["", terminal.head(quoted(issue)) + (f"  {quoted(asks[issue])}" if asks.get(issue) else "")]
        for actor in found.parties:
            cell = found.cell(actor, issue)
            if cell:
                out += _row(terminal, found, cell, wide)
    out += _contradictions(terminal, found.contradictions) + _changes(terminal, found.changes)
    first = found.cells[0]
    out += ["", f"The words behind a row: foedus ledger show {_shell(first.actor)} {_shell(first.issue)}"]
    out.append("■ its own word  □ voiced by others  ▲ contradicted  ↑ ↓ → against what is known of before")
    return "\n".join(out)


def _shell(word: str) -> str:
    """A word as a command line takes it."""
    return word if word.isalnum() else '"' + quoted(word).replace('"', '\\"') + '"'


def _row(terminal: Terminal, found: Standing, cell: Cell, wide: int) -> list[str]:
    glyph = glyph_of(found, cell)
    word = STANCE_WORDS[cell.stance]
    value = f" = {quoted(cell.claim.value)}" if cell.claim.value else ""
    trend = f" {TRENDS[cell.trend]}" if cell.trend else ""
    facts = [f"{word}{value}{trend}", cell.claim.certainty, count(len(cell.behind), "source"),
             cell.date or "no date"]  # fmt: skip
    lines = terminal.block(
        f"  {glyph} {quoted(cell.actor):{wide}}  ", f"{' · '.join(facts)}: {finding(cell)}"
    )
    pad = " " * (wide + 6)
    for one in cell.also[:ALSO]:
        lines += terminal.block(
            pad,
            f"also {STANCE_WORDS[one.stance]}: {told_by(one.voice, one.agents)} ({one.certainty})",
            "soft",
        )
    if len(cell.also) > ALSO:
        lines += terminal.block(
            pad, f"and {count(len(cell.also) - ALSO, 'other stance')} of other sources", "soft"
        )
    if cell.demands and cell.stance != "demand":
        lines += terminal.block(
            pad, f"and demands: {told_by(cell.demands[0].voice, cell.demands[0].agents)}", "soft"
        )
    return lines


def glyph_of(found: Standing, cell: Cell) -> str:
    """The mark of a cell: contradicted, first-hand, or voiced by others."""
    clash = any(c.actor == cell.actor and c.issue == cell.issue for c in found.contradictions)
    return "▲" if clash else GLYPHS[cell.voice]


def _contradictions(terminal: Terminal, found: Sequence[Contradiction]) -> list[str]:
    out = ["", terminal.head("What does not agree")] if found else []
    for one in found:
        for mark, claim, number in (("▲ ", one.one, one.against), ("  ", one.other, one.favour)):
            more = f" (and {count(number - 1, 'more source')})" if number > 1 else ""
            said = quoted(
                f"{one.actor} {stands(claim.stance, one.issue)}, {told_by(claim.voice, claim.agents)}"
            )
            out += terminal.block(f"  {mark}", f"{said}{_on(claim)}{more}: “{quoted(claim.exact, 140)}”")
    return out


def _changes(terminal: Terminal, found: Sequence[Change]) -> list[str]:
    out = ["", terminal.head("What changed")] if found else []
    last = sorted(found, key=lambda c: c.after.published_on)[-CHANGES:]
    if len(last) < len(found):
        out.append(f"  the last {len(last)} of {len(found)}; --json has all")
    for one in last:
        arrow = "↑ concession" if one.kind == "concession" else "↓ hardening"
        said = (f"{one.actor} on {one.issue}: {STANCE_WORDS[one.before.stance]} → {STANCE_WORDS[one.after.stance]}"
                f"{_on(one.after)}, {told_by(one.after.voice, one.after.agents)}")  # fmt: skip
        out += terminal.block(f"  {arrow}  ", said)
    return out


def _on(claim: Claim) -> str:
    return f", {claim.published_on}" if claim.published_on else ""


def cell_text(terminal: Terminal, cell: Cell, docs: Mapping[int, Document], links: Links) -> str:
    """The words behind a cell: each claim with its quotation, its chain of voices and its place."""
    out = [terminal.head(quoted(f"{cell.actor} {stands(cell.stance, cell.issue)}")), finding(cell)]
    for one in cell.claims:
        out += ["", *claim_lines(terminal, one, docs[one.doc], links=links)]
    return "\n".join(out)


def claim_lines(
    terminal: Terminal, one: Claim, doc: Document, words: bool = True, links: Links | None = None
) -> list[str]:
    """A claim: what it says, its words unless they are shown elsewhere, its chain, where it stands."""
    frame = "" if one.frame == "present" else f", {one.frame}"
    said = quoted(f"{one.actor} {stands(one.stance, one.issue, one.value)}")
    out = terminal.block(
        f"{GLYPHS[one.voice]} ", f"{said} ({one.certainty}{frame}); {told_by(one.voice, one.agents)}"
    )
    if words:
        out += terminal.block("    ", f"“{quoted(one.exact)}”")
    if one.condition:
        out += terminal.block("    ", f"on condition: {quoted(one.condition)}")
    voices = " → ".join(
        a.name + (f" ({a.party})" if a.party and a.party != a.name else "") for a in one.agents
    )
    place = f"{doc.name}, {one.start}–{one.stop}{f', {doc.published_on}' if doc.published_on else ''}"
    out += terminal.block("    ", f"{quoted(voices)}; {quoted(place)}; claim {one.id}, {one.status}", "soft")
    for rel, other in (links or {}).get(one.id, ()):
        out += terminal.block("    ", f"{_REL.get(rel, rel)} claim {other}", "soft")
    return out


def claims_text(
    terminal: Terminal, found: Sequence[Claim], docs: Mapping[int, Document], links: Links
) -> str:
    """Claims, one after the other."""
    shown = ("\n".join(claim_lines(terminal, one, docs[one.doc], links=links)) for one in found)
    return "\n\n".join(shown) or "no claims"


# ---- as JSON ---------------------------------------------------------------------------------------------------------


def claim_row(one: Claim, docs: Mapping[int, Document], links: Links) -> dict[str, Any]:
    """A claim, with its derived voice and its links."""
    from foedus.ledger.lines import claim_data

    related = [{"rel": rel, "claim": other} for rel, other in links.get(one.id, ())]
    return {**claim_data(one, docs[one.doc]), "voice": one.voice, "published_on": one.published_on or None,
            "links": related}  # fmt: skip


def source_data(one: Source) -> dict[str, Any]:
    """A source."""
    return {"name": one.name, "party": one.party or None, "voice": one.voice, "claims": list(one.claims)}


def standing_data(
    found: Standing,
    path: str,
    counts: Mapping[str, int],
    claims: Iterable[Claim],
    docs: Mapping[int, Document],
    links: Links,
) -> dict[str, Any]:
    """The table, as the schema `ledger-show/1` says."""
    cells = [
        {
            "actor": c.actor, "issue": c.issue, "stance": c.stance, "strength": RANK.get(c.stance),
            "value": c.claim.value or None, "certainty": c.claim.certainty, "voice": c.voice, "date": c.date or None,
            "trend": c.trend or None, "independent": len(c.behind), "first_hand": c.first_hand,
            "behind": [source_data(s) for s in c.behind], "sources": [source_data(s) for s in c.sources],
            "also": [{"stance": a.stance, "voice": a.voice, "claim": a.id} for a in c.also],
            "demands": [d.id for d in c.demands], "finding": finding(c), "claims": [x.id for x in c.claims],
        }
        for c in found.cells
    ]  # fmt: skip
    return {
        "schema": "ledger-show/1", "ledger": path, "counts": dict(counts),
        "parties": list(found.parties), "issues": list(found.issues), "cells": cells,
        "contradictions": [{"actor": c.actor, "issue": c.issue, "claims": [c.one.id, c.other.id], "against": c.against,
                            "favour": c.favour}
                           for c in found.contradictions],
        "changes": [{"actor": c.actor, "issue": c.issue, "kind": c.kind, "before": c.before.id, "after": c.after.id}
                    for c in found.changes],
        "claims": [claim_row(c, docs, links) for c in claims],
    }  # fmt: skip
