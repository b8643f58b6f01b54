"""What a model answers, checked against the document before anybody sees it.

A model may point at words; it may not write any. Whatever it quotes must stand in the document to the letter, every
name and figure must come from those words or from the draft, and a negation that the words carry must not get lost.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, cast

import msgspec

from foedus.ledger.proposal import (
    CERTAINTIES,
    DEMAND,
    FRAMES,
    NARRATOR,
    STANCES,
    UNNAMED,
    Agent,
    Issue,
    Party,
    Proposal,
)
from foedus.ledger.voices import voice

AGREEING = ("positive", "accept_weak", "offer", "accept")
NEGATION = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nobody|nothing|without|cannot|denie[sd]|deny|denying|refus\w+|reject\w*|"
    r"rule[sd]? out|unwilling\w*|fail(?:ed|s)? to|far from|hardly|barely|scarcely)\b|n['’]t\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_STOP = re.compile(r"[.!?][”\"'’)]*\s|\n")
_FENCE = re.compile(r"^\s*```\w*\s*\n(.*?)\n?\s*```\s*$", re.S)


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One claim as a model writes it. start: where its words begin; only needed if they stand there twice."""

    exact: str
    actor: str
    act: str
    stance: str
    issue: str
    certainty: str
    time: str
    speakers: list[str]
    cue: str
    value: str = ""
    condition: str = ""
    start: int | None = None


class Refused(msgspec.Struct, frozen=True):
    """An answer that was not taken, and why."""

    reason: str
    quoted: str = ""


def schema(parties: Sequence[Party], issues: Sequence[Issue]) -> dict[str, Any]:
    """The JSON schema of an answer; parties and issues are closed lists where a draft gives them."""
    text = {"type": "string"}
    fields: dict[str, Any] = {
        "exact": {**text, "description": "the words, copied to the letter"},
        "actor": {"type": "string", "enum": [p.name for p in parties]} if parties else text,
        "act": text,
        "stance": {"type": "string", "enum": [*STANCES, DEMAND]},
        "issue": {"type": "string", "enum": [i.name for i in issues]} if issues else text,
        "certainty": {"type": "string", "enum": list(CERTAINTIES)},
        "time": {"type": "string", "enum": list(FRAMES)},
        "speakers": {"type": "array", "items": text, "description": "who says so, outermost first; empty if the text"},
        "cue": {**text, "description": "the words that show the act, copied to the letter"},
        "value": text, "condition": text,
    }  # fmt: skip
    claim = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return {
        "type": "object", "properties": {"claims": {"type": "array", "items": claim}}, "required": ["claims"],
        "additionalProperties": False,
    }  # fmt: skip


def parse(said: str) -> list[Any]:
    """The claims of an answer, as plain values; a fence around the JSON is taken off.

    Raises: ValueError if it is no JSON of this form.
    """
    fenced = _FENCE.match(said)
    try:
        made = cast("object", json.loads(fenced[1] if fenced else said))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    rows = cast("dict[str, object]", made).get("claims") if isinstance(made, dict) else made
    if not isinstance(rows, list):
        raise ValueError("it holds no list of claims")
    return cast("list[Any]", rows)


def check(
    rows: Iterable[Any], text: str, parties: Sequence[Party], issues: Sequence[Issue], rule: str,
) -> tuple[tuple[Proposal, ...], tuple[Refused, ...]]:  # fmt: skip
    """The answers that may be proposed, and those that are refused.

    Args:
        rows: the claims of an answer, as plain values.
        text: the document.
        parties: the parties, if a draft or the ledger names them; then no other can be the actor.
        issues: the issues, likewise.
        rule: what to name as the rule that found them.
    """
    taken: list[Proposal] = []
    refused: list[Refused] = []
    for row in rows:
        try:
            answer = msgspec.convert(row, Answer, strict=True)
        except msgspec.ValidationError as error:
            refused.append(Refused(f"it has another form: {error}"))
            continue
        made = _checked(answer, text, parties, issues, rule)
        if isinstance(made, Refused):
            refused.append(made)
        else:
            taken.append(made)
    return tuple(taken), tuple(refused)


def _checked(
    a: Answer, text: str, parties: Sequence[Party], issues: Sequence[Issue], rule: str
) -> Proposal | Refused:
    start = _place(a, text)
    if isinstance(start, str):
        return Refused(start, a.exact[:80])
    end = start + len(a.exact)
    sentence = _sentence(text, start, end)
    problem = (
        _words(a, parties, issues) or _quoted(a, text, sentence, parties, issues) or _negated(a, sentence)
    )
    if problem:
        return Refused(problem, a.exact[:80])
    agents = (Agent(NARRATOR, kind="narrator"), *(_agent(name, parties) for name in a.speakers))
    return Proposal(
        start, end, a.exact, a.actor, a.act, a.stance, a.issue, a.value, a.condition, a.certainty, a.time,
        voice(a.actor, agents), tuple(agent.name for agent in agents), a.cue, rule, "position", agents,
    )  # fmt: skip


def _place(a: Answer, text: str) -> int | str:
    """Where the words stand, or why they are refused."""
    if not a.exact.strip():
        return "it quotes nothing"
    if a.start is not None:
        if a.start < 0 or text[a.start : a.start + len(a.exact)] != a.exact:
            return "its words do not stand where it says"
        return a.start
    first = text.find(a.exact)
    if first < 0:
        return "its words do not stand in the document"
    if text.find(a.exact, first + 1) >= 0:
        return "its words stand there more than once, and it does not say where"
    return first


def _sentence(text: str, start: int, end: int) -> str:
    """The whole sentences that some words are part of."""
    before = [m.end() for m in _STOP.finditer(text, max(0, start - 2000), start)]
    after = _STOP.search(text, max(start, end - 1))
    return text[
        before[-1] if before else max(0, start - 2000) : after.end() if after else min(len(text), end + 2000)
    ]


def _words(a: Answer, parties: Sequence[Party], issues: Sequence[Issue]) -> str:
    """Whether each word is of its vocabulary."""
    for name, value, allowed in (
        ("stance", a.stance, (*STANCES, DEMAND)), ("certainty", a.certainty, CERTAINTIES), ("time", a.time, FRAMES),
        ("actor", a.actor, tuple(p.name for p in parties)), ("issue", a.issue, tuple(i.name for i in issues)),
    ):  # fmt: skip
        if not value.strip() or (allowed and value not in allowed):
            return f"“{value[:40]}” is no {name}"
    if not re.fullmatch(r"[a-z][a-z _-]{0,40}", a.act):
        return f"“{a.act[:40]}” is no act"
    return ""


def _quoted(a: Answer, text: str, sentence: str, parties: Sequence[Party], issues: Sequence[Issue]) -> str:
    """Whether every word that is not of a vocabulary comes from the document."""
    if not a.cue.strip() or a.cue not in sentence:
        return "its cue does not stand in the sentence"
    if a.condition and a.condition not in text:
        return "its condition does not stand in the document"
    paragraph = _paragraph(text, sentence)
    options = next((i.options for i in issues if i.name == a.issue), ())
    if a.value and a.value not in options and a.value not in sentence:
        return "its value is neither an option nor among the words"
    strange = set(_DIGITS.findall(a.value)) - set(_DIGITS.findall(sentence))
    if strange and a.value not in options:
        return "its value has a figure that the words do not have"
    aliases = next(((p.name, *p.aliases) for p in parties if p.name == a.actor), (a.actor,))
    if not any(_stands(name, sentence) for name in aliases):
        return "its actor is not named in the sentence"
    for name in a.speakers:
        if name not in (NARRATOR, UNNAMED) and not _stands(name, paragraph):
            return f"“{name[:40]}” is not named in the paragraph"
    if NARRATOR in a.speakers:
        return "it names the text itself as somebody's source"
    return ""


def _paragraph(text: str, sentence: str) -> str:
    """The paragraph that a sentence stands in."""
    at = text.find(sentence)
    end = text.find("\n", at + len(sentence.rstrip()))
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def _stands(name: str, text: str) -> bool:
    return bool(name.strip()) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _negated(a: Answer, sentence: str) -> str:
    """Whether the claim drops a negation that its sentence carries, or makes one that it does not."""
    if a.stance in AGREEING and a.certainty != "denied" and NEGATION.search(sentence):
        return "its sentence carries a negation, and the claim does not"
    if a.certainty == "denied" and not NEGATION.search(sentence):
        return "it says that something is denied, and its sentence denies nothing"
    return ""


def _agent(name: str, parties: Sequence[Party]) -> Agent:
    if name == UNNAMED:
        return Agent(name, kind="unnamed")
    folded = name.casefold()
    home = next((p.name for p in parties if folded in (x.casefold() for x in (p.name, *p.aliases))), "")
    return Agent(name, home)
