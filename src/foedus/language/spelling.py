"""Words that nobody knows: what may have been meant, and how to declare it."""

from typing import TYPE_CHECKING

from foedus.base import Diagnostic, Edit, Fix, Span, nearest
from foedus.base.suggest import distance
from foedus.language.keywords import KEYWORDS
from foedus.language.messages import complain

if TYPE_CHECKING:
    from foedus.language.cursor import Cursor

UNBOUNDED = ("several", "repeated", "many", "numerous", "multiple", "frequent", "countless")


# Verbs of treaties, and the built-in measure that says the same.
IDIOMS = {
    "provide": "assist", "defend": "assist", "protect": "assist", "support": "assist", "render": "assist",
    "send": "supply", "deliver": "supply", "deploy": "deploy-forces", "station": "deploy-forces",
    "impose": "sanction", "fight": "use-force", "inform": "notify", "confer": "consult", "stay": "stay-neutral",
    "withhold": "sanction", "share": "share-intelligence", "cease": "cease-fire", "refrain": "must not",
}  # fmt: skip

# Verbs of reports, and the event that says the same.
EVENTS = {
    "invades": "attacks", "launches": "attacks", "strikes": "attacks", "bombs": "attacks", "shells": "attacks",
    "provides": "assists", "sends": "acts to supply", "delivers": "acts to supply", "uses": "acts to use-force",
    "deploys": "acts to deploy-forces", "imposes": "acts to sanction", "joins": "accedes",
}  # fmt: skip


def unknown(c: "Cursor", expected: str = "") -> Diagnostic:
    """The diagnostic of the unknown word at hand, with what may have been meant.

    Args:
        c: at the word.
        expected: what was expected there, in words.
    """
    token = c.token
    if token.text in UNBOUNDED:
        return complain("E0609", c.span_of(token))
    if token.text[:1].isupper() and (c.i != c.start or _is_name(c)):
        return _proper(
            c, "place" if expected == "a place" else "actor" if expected.startswith("who acts") else "party"
        )
    lower = token.text.lower() if c.i == c.start else token.text
    close = nearest(lower, {*KEYWORDS, *c.names.spellings(False)})
    span = c.span_of(token)
    fixes = tuple(_write(span, k, token.text[:1].isupper()) for k in close)
    if expected.startswith("a measure"):
        if token.text in IDIOMS:
            fixes = (Fix(f"write “{IDIOMS[token.text]}” and whom, if that is meant"),)
        fixes = (*fixes, declaring(c, f"measure {token.text}."))
    if expected.startswith("what happens") and token.text in EVENTS:
        fixes = (Fix(f"write “{EVENTS[token.text]}”, if that is meant"),)
    mend = f"define it: {token.text} means … ."
    if expected:
        mend = f"write {expected}" + (
            f"; or {mend}" if expected.startswith(("an event", "a condition")) else ""
        )
    return complain("E0301", span, fixes=fixes, word=token.text, mend=mend)


def _write(span: Span, word: str, capital: bool) -> Fix:
    text = word[:1].upper() + word[1:] if capital else word
    return Fix(f"write “{text}”", (Edit(span, text),))


def _is_name(c: "Cursor") -> bool:
    """Whether the capitalised first word of a sentence is more like a name than like an ordinary word."""
    word = c.token.text
    names = nearest(word, c.names.spellings(True))
    words = nearest(word.lower(), {*KEYWORDS, *c.names.spellings(False)})
    if names and words:
        return distance(word, names[0], 3) <= distance(word.lower(), words[0], 3)
    return not words


def _proper(c: "Cursor", kind: str) -> Diagnostic:
    """An unknown name, of one word or several."""
    words = [c.token.text]
    while (
        c.peek(len(words)).text[:1].isupper()
        and c.peek(len(words)).kind == "word"
        and not c.look(ahead=len(words))
    ):
        words.append(c.peek(len(words)).text)
    known = [*c.names.spellings(True), *c.names.instruments]
    whole = " ".join(words)
    close = nearest(whole, known)
    if not close and len(words) > 1:
        close = nearest(words[0], known)
        words = words[:1] if close else words
    span = c.source.span(c.token.start, c.tokens[c.i + len(words) - 1].end)
    fixes = tuple(_write(span, k, False) for k in close)
    if fixes:
        return complain("E0302", span, fixes=fixes, word=" ".join(words))
    others = ", ".join(f"{k} {whole}" for k in ("party", "place", "organ", "actor") if k != kind)
    fixes = (declaring(c, f"{kind} {whole}."), Fix(f"or as another kind: {others}"))
    return complain("E0302", span, fixes=fixes, word=whole)


def declaring(c: "Cursor", sentence: str) -> Fix:
    """The fix that adds a declaring sentence below the title."""
    stop = next((t for t in c.tokens if t.kind == "stop"), None)
    at = stop.end if stop else 0
    return Fix(
        f"declare it: {sentence}",
        (Edit(c.source.span(at, at), f"\n{sentence}" if stop else f"{sentence}\n"),),
    )


def group_of(c: "Cursor") -> Diagnostic:
    """An unknown word where one of a group is named: `each signer`."""
    word, span = c.token.text, c.span_of(c.token)
    singulars = [e.name for e in c.names.entries.values() if e.kind == "singular"]
    if close := nearest(word, singulars):
        return complain("E0301", span, fixes=tuple(_write(span, k, False) for k in close), word=word)
    if word[:1].isupper():
        return unknown(c)
    group = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    article = "an" if word[:1] in "aeiou" else "a"
    fix = declaring(c, f"{group}, each {article} {word}, are the parties.")
    return complain("E0301", span, word=word, fixes=(fix, Fix("and name in it who they are")))._replace(
        why="Each, any, a and no speak of one of a group; a group is declared with what one of it is called.",
    )
