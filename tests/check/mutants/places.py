"""Which provision was edited, and which rest on it.

The edited provision is the article in which the edited sentence stands; a sentence outside all articles is one by
itself. It *feeds* a sentence that uses a name it defines (a description, an open point, a group, a place), that waits
for its decision or its invocation, or for its finding of who attacked, that speaks of a breach of its article or
releases from it, or whose vote it governs; and the articles of which it says what they are subject to, or how long
their duties last. A rule on entry into force, on duration or on exit feeds whatever binds. What is fed feeds others in
turn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedus.model import Barred, Decision, Define, Draft, Finding, Norm, OpenPoint, Ref, Sentence, VoteRule
from tests.check.mutants.made import Mutant

FORCE = ("Enters", "Exit", "Tail", "TreatyLasts", "Ends", "Suspended", "ArticleLasts")


def places(mutant: Mutant, draft: Draft) -> frozenset[str]:
    """The edited provision and those that rest on it: articles by label, sentences outside articles by their text."""
    edited = draft.sentences[mutant.sentence]
    found = {place(edited)} | {plain(mutant.after)} - {""}
    todo, seen = [edited], {id(edited)}
    while todo:
        one = todo.pop()
        for other in draft.sentences:
            if id(other) not in seen and _feeds(one, other):
                seen.add(id(other))
                found.add(place(other))
                todo.append(other)
    return frozenset(found)


def place(sentence: Sentence) -> str:
    """An article by its label, or a sentence outside articles by its text."""
    return f"article {sentence.article}" if sentence.article else plain(sentence.text)


def of(ref: Ref) -> str:
    """The same, of a sentence that a finding names; a part of a text counts with the article that it is about."""
    head, word, label = ref.label.rpartition("article ")
    return word + label if word and not head.endswith("line ") else plain(ref.text)


def named(finding: Finding) -> frozenset[str]:
    """The provisions that a finding names."""
    return frozenset(of(ref) for ref in (finding.ref, *finding.also))


def plain(text: str) -> str:
    """A text without the marks of its layout."""
    return " ".join(text.split()).rstrip(". ")


def _feeds(one: Sentence, other: Sentence) -> bool:
    body = one.body
    if type(body).__name__ in FORCE:
        return isinstance(other.body, (Norm, Decision))
    if isinstance(body, (VoteRule, Barred)):
        return isinstance(other.body, Decision)
    if other.article and other.article in (getattr(body, "articles", ()) or ()):
        return True
    if any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", other.text) for name in _names(one)):
        return True
    if isinstance(body, Decision):
        return bool(re.search(r"\bcase has arisen\b|\bdecision\b|\bdecided\b|\badopt", other.text))
    measures = {getattr(a, "measure", "") for a in body.actions} if isinstance(body, Norm) else set()
    if measures & {"attribute", "find"} and "attack" in one.text:
        return isinstance(other.body, (Norm, Decision, Define)) and "attack" in other.text
    if "invoke" in measures:
        return bool(re.search(r"\binvocation\b|\binvoke", other.text)) and isinstance(
            other.body, (Norm, Decision)
        )
    return bool(one.article) and bool(re.search(rf"\barticle {re.escape(one.article)}\b", other.text))


def _names(one: Sentence) -> Iterator[str]:
    body = one.body
    if isinstance(body, OpenPoint):
        yield f"?{body.name}"
    elif (
        not isinstance(body, (Norm, Decision)) and isinstance(getattr(body, "name", None), str) and body.name
    ):  # type: ignore[union-attr]
        yield body.name  # type: ignore[union-attr]
        yield from getattr(body, "singular", ())
