"""A first look at a text for the names that it declares, so that a sentence may use a name before its declaration."""

from collections.abc import Iterator

from foedus.language.lexer import Token
from foedus.language.names import Entry, Names

KINDS = {
    "party": "party", "parties": "party", "state": "state", "states": "state", "actor": "actor", "actors": "actor",
    "organ": "organ", "measure": "measure", "means": "means", "event": "event", "place": "place", "places": "place",
}  # fmt: skip
TITLES = (
    "treaty", "statute", "memorandum", "declaration", "agreement", "framework", "compact", "gazetteer", "charter",
    "convention", "protocol", "resolution", "order", "package", "text",
)  # fmt: skip
_CONNECTORS = ("of", "the", "for", "on", "de", "al", "del", "da", "and")
_STOPS = (",", ".", ";", ":", "|", "(", ")", "")


def declare(tokens: list[Token], names: Names) -> None:
    """Enter every name that the text declares."""
    later: list[tuple[int, int]] = []
    for start, end in _sentences(tokens):
        if not _declare_one(tokens, start, end, names):
            later.append((start, end))
    for start, end in later:
        _list_of_measures(tokens, start, end, names)


def _sentences(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Begin and end of each sentence; a line that starts with a declaring word begins one even if a stop is missing."""
    start = 0
    for i, token in enumerate(tokens):
        if token.kind in ("stop", "end"):
            if i > start:
                yield start, i
            start = i + 1
        elif i > start and token.starts_line and (token.text in KINDS or token.text in ("open", "article")):
            if tokens[i - 1].text not in (",", "and", "or", "a", "each", "the", "that", "other", "any"):
                yield start, i
                start = i


def _declare_one(tokens: list[Token], start: int, end: int, names: Names) -> bool:
    head = tokens[start].text
    head = head.lower() if head.lower() in (*KINDS, *TITLES) else head
    second = tokens[start + 1] if start + 1 < end else tokens[end]
    if head in KINDS and second.text not in (",", "means", "lasts", "are", "of") and head not in ("parties",):
        _plain(tokens, start + 1, end, KINDS[head], names)
        return True
    if second.kind == "string" and (head in TITLES or start == 0):
        _called(tokens, start, end, names)
        return True
    if head in ("open", "ambiguous") and second.kind == "word":
        names.points.setdefault(second.text, second.start)
        return True
    if head == "standard" and second.kind == "word":
        names.add(Entry(second.text, "standard"))
        return True
    return _by_verb(tokens, start, end, names)


def _by_verb(tokens: list[Token], start: int, end: int, names: Names) -> bool:
    """`X means …`, `X lasts from …`, `X, each an Y, are …`."""
    for first in (start, start + 3) if tokens[start].text in ("In", "in") else (start,):
        words, i = _name_at(tokens, first, end)
        if not words or i >= end:
            continue
        name = " ".join(words)
        following = tokens[i].text
        if following == "means" and i > first:
            names.add(Entry(name, "term", _meaning(tokens, i + 1, names)))
            return True
        if following == "lasts" and tokens[min(i + 1, end)].text == "from":
            names.add(Entry(name, "state-of"))
            return True
        if following == "," and tokens[min(i + 1, end)].text == "each":
            _singulars(tokens, i + 1, end, name, names)
            return True
    return False


def _meaning(tokens: list[Token], i: int, names: Names) -> str:
    """A guess of what a term means, good enough to read the sentences that use it; checked when it is parsed."""
    head = tokens[i].text
    if (
        names.longest(tokens, i, ("party", "state", "actor", "organ", "group"), False)
        and tokens[i].kind == "word"
    ):
        found = names.longest(tokens, i, ("party", "state", "actor", "organ", "group"), False)
        after = tokens[i + found[1]].text if found else ""
        if after in (".", ",", "or", "and", "other"):
            return "who"
    if head in ("a", "any", "each") and tokens[i + 1].text == "state":
        return "who"
    if head in ("a", "an", "any") and names.longest(
        tokens, i + (2 if tokens[i + 1].text == "of" else 1), ("group", "singular"), False
    ):
        return "who"
    words = {t.text for t in tokens[i : i + 4]}
    if words & {"territory", "land", "islands", "places"}:
        return "place"
    return ""


def _singulars(tokens: list[Token], i: int, end: int, group: str, names: Names) -> None:
    names.add(Entry(group, "group"))
    while i < end and tokens[i].text in ("each", "and", "a", "an"):
        if tokens[i].text in ("a", "an") and tokens[i + 1].kind == "word":
            singular = tokens[i + 1].text
            if singular != "party":
                names.add(Entry(singular, "singular", group))
            i += 1
        i += 1


def _plain(tokens: list[Token], i: int, end: int, kind: str, names: Names) -> None:
    while i < end:
        words, after = _name_at(tokens, i, end, names if kind == "organ" else None)
        if not words:
            return
        name = " ".join(words)
        names.add(Entry(name, kind))
        names.declared.setdefault(f"{kind} {name}", tokens[i].start)
        if after < end and tokens[after].text == "called":
            short, after = _name_at(tokens, after + 1, end)
            names.add(Entry(name, kind), " ".join(short))
        if kind in ("measure", "means") and after < end and tokens[after].text == "are":
            return
        if (after < end and tokens[after].text == "and") or (after < end and tokens[after].text == ","):
            i = after + 1
            if i < end and tokens[i].text == "and":
                i += 1
            if (
                kind == "place"
                and tokens[after - 1].kind != "string"
                and tokens[i].text in ("within", "administered")
            ):
                return
            if i < end and tokens[i].text in ("assumption", "source", "unverified", "each"):
                return
            continue
        return


def _name_at(tokens: list[Token], i: int, end: int, known: Names | None = None) -> tuple[list[str], int]:
    """The words of a name being declared: a quotation, a run of capitalised words, or one lower-case word."""
    if i >= end:
        return [], i
    token = tokens[i]
    if token.kind == "string":
        return token.value.split(), i + 1
    if token.kind != "word":
        return [], i
    words = [token.text]
    i += 1
    if not token.text[:1].isupper():
        return words, i
    while i < end and tokens[i].kind in ("word", "number"):
        text = tokens[i].text
        if text[:1].isupper() or tokens[i].kind == "number":
            words.append(text)
            i += 1
        elif text in _CONNECTORS and _capital_follows(tokens, i, end) and text != "and":
            if known and known.longest(tokens, i + 1, ("party", "state"), False):
                break
            while tokens[i].text in _CONNECTORS:
                words.append(tokens[i].text)
                i += 1
        else:
            break
    return words, i


def _capital_follows(tokens: list[Token], i: int, end: int) -> bool:
    while i < end and tokens[i].text in _CONNECTORS:
        i += 1
    return i < end and tokens[i].kind == "word" and tokens[i].text[:1].isupper()


def _called(tokens: list[Token], start: int, end: int, names: Names) -> None:
    for i in range(start, end - 1):
        if tokens[i].text == "called":
            words, _ = _name_at(tokens, i + 1, end)
            if words:
                names.add(Entry(" ".join(words), "instrument"))


def _list_of_measures(tokens: list[Token], start: int, end: int, names: Names) -> None:
    """`peaceful-measures are recall-envoys, break-relations` and `coalition is France, …`: measures, or parties."""
    if tokens[start].kind == "date" or tokens[start].text in ("From", "from"):
        return
    words, i = _name_at(tokens, start, end)
    if len(words) != 1 or i >= end or tokens[i].text not in ("are", "is") or words[0][:1].isupper():
        return
    first = tokens[min(i + 1, end)]
    known = names.longest(tokens, i + 1, (), False)
    if first.kind == "word" and first.text[:1].islower() and first.text not in ("the", "not", "a", "an"):
        if known is None or known[0].kind in ("measure", "measures", "means"):
            kind = "means" if known and known[0].kind == "means" else "measure"
            names.add(Entry(words[0], "measures"))
            for token in tokens[i + 1 : end]:
                if token.kind == "word" and token.text not in ("and", "assumption", "source", "unverified"):
                    if token.text not in names.entries:
                        names.add(Entry(token.text, kind))
            return
    if known or first.text == "the" or first.text[:1].isupper():
        names.add(Entry(words[0], "group"))
