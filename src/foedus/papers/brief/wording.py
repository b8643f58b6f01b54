"""A draft's own words as plain prose: open points as brackets, dates as people write them, no hyphens of names."""

import re
from collections.abc import Mapping, Sequence

from foedus.base import Source, parse_when
from foedus.model import (
    Decision,
    Define,
    DomesticProcess,
    Draft,
    Names,
    Node,
    Norm,
    OpenPoint,
    OrganIs,
    PlaceIs,
    Ref,
    Sentence,
    StandardIs,
    StateIs,
)  # fmt: skip
from foedus.report.words import capital, day_text, quoted

_HOLE = re.compile(r"\?([a-z][a-z0-9-]*)")
_TAIL = re.compile(r',\s*(?:assumption|source\s+"[^"]*"|unverified)\s*(?=[,.]|$)')
_COMMENT = re.compile(r"#[^\n]*")
_DATE = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?: \d\d:\d\d)?(?![\w-])")
_JOINED = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)+(?![\w-])")
_KEPT = frozenset((
    "full-scale", "below-threshold", "non-state", "one-third", "two-thirds", "three-quarters", "three-fifths",
    "four-fifths", "co-operation",
))  # fmt: skip
_PEOPLES = {"un": "UN", "eu": "EU", "europe": "Europe"} | {
    word: word.capitalize()
    for word in (
        "african", "american", "arab", "asian", "austrian", "belgian", "british", "chinese", "czech", "european",
        "french", "german", "hungarian", "italian", "japanese", "polish", "romanian", "russian", "soviet", "turkish",
        "ukrainian",
    )
}  # fmt: skip
_STATES = (
    r"United (?:States|Kingdom|Nations)|Soviet Union|European Union|Netherlands|Philippines|Arab League|"
    r"Dominican Republic|Czech Republic"
)
_BARE = re.compile(
    r"^(?:Congress|Parliament|President of|NATO|[A-Z][a-z]+ Congress)"
)  # organs that take no article
_PHRASES = (
    (re.compile(r"^On invocation\b"), "Once it has been invoked"),
    (re.compile(r";\s*on silence (?=it has\b|the question\b)"), "; silence means that "),
    (re.compile(r";\s*on silence (?=\[)"), "; silence means: "),
    (re.compile(r"(?<![Aa] )\bmajority of\b"), "a majority of"),
    (re.compile(r"\buse-force by\b"), "use of force by"),
    (re.compile(r"\buse-force\b"), "use force"),
    (re.compile(r'\b(articles?) "([^"]*)"'), r"\1 \2"),
    (re.compile(r"\bdecide for ([a-z ]*)self\b"), r"decide for \1self"),
)  # fmt: skip
_SMALL = frozenset((
    "A", "An", "The", "Each", "Any", "No", "All", "Every", "This", "Once", "When", "After", "On", "If", "In", "From",
    "It", "Its", "Nobody", "Several", "Some", "Whether", "Two-thirds", "Majority", "Unanimity", "Use",
))  # fmt: skip
# What settled conditions come to that are always or never so.
_IDLE = (
    (re.compile(r",? (?:provided|when|if) always(?: and always)*(?=[,.;]|$)"), ""),
    (re.compile(r",? unless never(?=[,.;]|$)"), ""),
    (re.compile(r"(?<=provided )always and |(?<= and )always and | and always(?=[,.;]|$)"), ""),
)
BRACKET = re.compile(r"\[[^\[\]]*\]")
MANY = 99


class Wording:
    """The words of one draft and of what it uses.

    Args:
        draft: the draft.
        sources: the texts by file, from which parts of sentences are quoted.
        fixed: open points that are settled: they are no brackets.
    """

    def __init__(self, draft: Draft, sources: Mapping[str, Source], fixed: Mapping[str, str]) -> None:
        self.draft, self.sources, self.fixed = draft, sources, dict(fixed)
        self.points: dict[str, OpenPoint] = {p.name: p for p in draft.open_points()}
        bodies = [s.body for one in draft.everything() for s in one.sentences]
        organs = [b.name for b in bodies if isinstance(b, OrganIs)]
        organs += [n for b in bodies if isinstance(b, Names) and b.kind == "organ" for n in b.names]
        kept = [
            re.escape(n)
            for n in sorted(organs, key=len, reverse=True)
            if n[:1].isupper() and not _BARE.match(n)
        ]
        self._article = re.compile(
            rf"(?<!the )(?<!The )(?<![\w-])((?:{'|'.join([*kept, _STATES])})(?![\w-]))"
        )
        self._places = {b.name for b in bodies if isinstance(b, PlaceIs)}
        self._places |= {n for b in bodies if isinstance(b, Names) for n in b.names}

    # ---- texts -----------------------------------------------------------------------------------------------------

    def options(self, name: str) -> tuple[str, ...]:
        """The options of an open point as prose; the one, where it is settled."""
        point = self.points.get(name)
        texts = (self.fixed[name],) if name in self.fixed else point.texts if point else ()
        if point is not None and point.slot == "role":
            texts = tuple(
                "a state that acknowledges it" if text == "acknowledges" else text for text in texts
            )
        return tuple(self.plain(text, nested=True) for text in texts) or (f"?{name}",)

    def bracket(self, name: str, most: int = MANY) -> str:
        """An open point in a sentence: `[24 hours / 72 hours / 7 days]`; of many, the first."""
        found = self.options(name)
        point = self.points.get(name)
        if name in self.fixed or not point:
            return found[0]
        if point.readers and len(point.readers) == len(found):
            found = tuple(f"{r}: {t}" for r, t in zip(point.readers, found, strict=True))
        if len(found) > most:
            return f"[{' / '.join(found[: max(1, most - 1)])} / … {len(found)} options]"
        return f"[{' / '.join(found)}]"

    def plain(self, said: str, most: int = MANY, nested: bool = False) -> str:
        """A piece of a draft as prose.

        Args:
            said: the piece as written.
            most: how many options of an open point are spelt out.
            nested: whether it stands inside a bracket already; then open points in it stand in parentheses.
        """
        pieces = re.split(r'("[^"]*")', " ".join(_COMMENT.sub("", said).split()))
        spoken = "".join(self._quoted(p) if p.startswith('"') else self._names(p) for p in pieces)
        for pattern, instead in _PHRASES:
            spoken = pattern.sub(instead, spoken)

        def filled(match: re.Match[str]) -> str:
            text = self.bracket(match[1], most)
            return f"({text[1:-1]})" if nested and text.startswith("[") else text

        spoken = _HOLE.sub(filled, spoken)
        for pattern, instead in (*_PHRASES[1:3], *_IDLE):
            spoken = pattern.sub(instead, spoken)
        return quoted(_DATE.sub(_day, spoken))

    def _names(self, said: str) -> str:
        held = _HOLE.sub(lambda m: f"\0{m[1]}\0", said)
        parts = held.split("\0")
        for i in range(0, len(parts), 2):
            parts[i] = _JOINED.sub(_unjoined, parts[i])
        spoken = "".join(p if i % 2 == 0 else f"?{p}" for i, p in enumerate(parts))
        return self._article.sub(r"the \1", spoken)

    def _quoted(self, said: str) -> str:
        """A declared name needs no quotation marks in prose."""
        return said[1:-1] if said[1:-1] in self._places else said

    def behind(self, ref: Ref) -> str:
        """The sentence of the draft that a ref leads to, as prose."""
        for one in self.draft.everything():
            for sentence in one.sentences:
                span = sentence.span
                if span is not None and (span.file, span.line, span.column) == (
                    ref.file,
                    ref.line,
                    ref.column,
                ):
                    return self.sentence(sentence)
        return _stopped(capital(self.plain(_TAIL.sub("", " ".join(ref.text.split()))))) if ref.text else ""

    def settled(self, fixed: Mapping[str, str]) -> "Wording":
        """The same words with further open points settled."""
        return Wording(self.draft, self.sources, {**self.fixed, **fixed})

    def told(self, said: str) -> str:
        """A sentence of a finding or a record as prose, with a capital."""
        return capital(self.plain(said))

    def sentence(self, sentence: Sentence, most: int = MANY) -> str:
        """A whole sentence as prose, without what its margin says, with a full stop."""
        body = sentence.body
        if isinstance(body, DomesticProcess):
            return self._domestic(body)
        said = _TAIL.sub("", " ".join(sentence.text.split()))
        if isinstance(body, (Norm, Decision)) and body.span is not None:
            said = self._lead(said, sentence, body)
        if isinstance(body, StandardIs):
            said = f"Whether an attack is {body.name} is judged by{said.partition('judged by')[2]}"
        elif isinstance(body, Define):
            said = f'"{self._names(body.name)}"{said.removeprefix(body.name)}'
            said = said.replace(" means any of (a)", " means any of: (a)", 1)
        elif isinstance(body, StateIs):
            said = f'"{self._names(body.name)}"{said.removeprefix(body.name)}'
        return _stopped(capital(self.plain(said, most)))

    def _lead(self, said: str, sentence: Sentence, body: Norm | Decision) -> str:
        """The sentence with a comma after the event or condition that it begins with."""
        at = 0
        for trigger in body.triggers:
            lead = " ".join(self.cut(trigger).split())
            if lead and said[at:].lstrip(" ,").startswith(lead):
                at = said.index(lead, at) + len(lead)
        if at and at < len(said) and said[at] == " ":
            return f"{said[:at]},{said[at:]}"
        return said

    def _domestic(self, body: DomesticProcess) -> str:
        within = f" within {self.of(body.within)}" if body.within is not None else ""
        silence = f"; silence means that it is {body.silence}" if body.silence else ""
        return _stopped(
            f"{capital(self.plain(f'{body.measure} by'))} {self.of(body.who)} needs a decision of {self.of(body.organ)}"
            f"{within}{silence}"
        )

    # ---- parts of sentences ----------------------------------------------------------------------------------------

    def cut(self, node: object) -> str:
        """The words of a part of a sentence as written; "" if it is not known where it stands."""
        span = getattr(node, "span", None)
        source = self.sources.get(span.file) if span is not None else None
        if span is None or source is None:
            return ""
        return _COMMENT.sub("", source.text[span.start : span.end])

    def of(self, node: Node | None, most: int = MANY, otherwise: str = "") -> str:
        """A part of a sentence as prose."""
        if node is None:
            return otherwise
        return self.plain(self.cut(node), most).strip(" ,") or otherwise


def _unjoined(match: re.Match[str]) -> str:
    word = match.group()
    if word in _KEPT or word == "use-force":  # `use-force` has rules of its own
        return word
    return " ".join(_PEOPLES.get(part, part) for part in word.split("-"))


def _day(match: re.Match[str]) -> str:
    try:
        when = parse_when(match.group())
    except ValueError:
        return match.group()
    return day_text(when.earliest, time=when.exact)


def _stopped(said: str) -> str:
    return said if said.endswith((".", ":", "”.")) else f"{said.rstrip(' ,;')}."


def low(said: str) -> str:
    """The text with a small letter where it begins with a small word.

    >>> low("Each guarantor"), low("Poland")
    ('each guarantor', 'Poland')
    """
    first = said.split(" ", 1)[0]
    return said[:1].lower() + said[1:] if first in _SMALL else said


def pieces(said: str) -> Sequence[tuple[str, bool]]:
    """A text in pieces, each with whether it is a bracket.

    >>> pieces("within [24 hours / 72 hours] of it")
    [('within ', False), ('[24 hours / 72 hours]', True), (' of it', False)]
    """
    out: list[tuple[str, bool]] = []
    last = 0
    for found in BRACKET.finditer(said):
        if found.start() > last:
            out.append((said[last : found.start()], False))
        out.append((found.group(), True))
        last = found.end()
    if last < len(said):
        out.append((said[last:], False))
    return out
