"""The draft itself, with its open points marked, its assumptions in italics and its sources in the margin."""

import re

from foedus.model import Article, Draft, OpenPoint, Part, Sentence
from foedus.report.figures.openpoints import anchor, options
from foedus.report.markup import Markup, el, join, slug
from foedus.report.page import Page
from foedus.report.sections import Section
from foedus.report.words import quoted

_HOLE = re.compile(r"\?([a-z][a-z0-9-]*)")
_TAIL = re.compile(r',\s*(?:assumption|source\s+"[^"]*"|unverified)\s*(?=[,.]|$)')


def clean(sentence: Sentence) -> str:
    """The words of a sentence without what the margin says."""
    said = _TAIL.sub("", " ".join(sentence.text.split()))
    return said if said.endswith(".") else f"{said}."


def marked(said: str, known: frozenset[str]) -> Markup:
    """A text with its open points marked, each leading to its question; (a), (b) … begin a line each."""
    pieces = re.split(r"\s(?=\([a-z]\)\s)", said) if "(a)" in said and "(b)" in said else [said]
    if len(pieces) > 1:
        return join([marked(piece, known) for piece in pieces], Markup("<br>"))
    parts: list[str] = []
    last = 0
    for hole in _HOLE.finditer(said):
        if hole.group(1) in known:
            parts += [
                said[last : hole.start()],
                el("a", hole.group(), href=f"#{anchor(hole.group(1))}", class_="open"),
            ]
            last = hole.end()
    return join([*parts, said[last:]])


class Writer:
    """Writes the sentences of one page; each open point's options stand where it is met first."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.points = {point.name: point for point in page.draft.open_points()}
        self.known = frozenset(self.points)
        self.met: set[str] = set()

    def options(self, said: str) -> list[Markup]:
        """Question and options of the points that a sentence brings in."""
        out: list[Markup] = []
        for name in dict.fromkeys(_HOLE.findall(said)):
            if name in self.points and name not in self.met:
                self.met.add(name)
                point = self.points[name]
                out.append(
                    el("p", el("b", quoted(point.asks) or f"?{name}"), " ", options(point), class_="opts")
                )
        return out

    def margin(self, sentence: Sentence, instrument: Draft) -> Markup:
        """Line, source or assumption."""
        line = f"line {sentence.span.line}" if sentence.span else ""
        source = self.page.source_of(sentence, instrument)
        parts: list[str | None] = [line]
        if sentence.assumption:
            parts.append(el("i", "assumption"))
        if source:
            number = self.page.sources.index(source) + 1
            parts.append(el("a", f"source {number}", href=f"#source-{number}",
                            aria_label=f"Source {number}, for {line or 'this sentence'}"))  # fmt: skip
        if not sentence.assumption and not source:
            parts.append(el("i", "no source: assumption"))
        if sentence.unverified:
            parts.append("not verified")
        return el("div", join([p for p in parts if p], " · "), class_="margin")

    def sentence(self, sentence: Sentence, instrument: Draft) -> Markup:
        """One sentence with its options and its margin."""
        said = clean(sentence)
        weak = sentence.assumption or not self.page.source_of(sentence, instrument)
        text = el("p", marked(said, self.known), class_=f"sentence{' assumed' if weak else ''}")
        return el("div", el("div", text, *self.options(said)), self.margin(sentence, instrument),
                  class_="art", id=self.page.anchor(sentence))  # fmt: skip

    def article(self, heading: Article, instrument: Draft) -> Markup:
        """An article: its heading and its sentences."""
        here = (heading.label, heading.part)
        mine = [
            s
            for s in instrument.sentences
            if (s.article, s.part) == here and not isinstance(s.body, OpenPoint)
        ]
        number = el("small", f"Article {heading.label}")
        return join((el("h4" if heading.part else "h3", number, heading.title, class_="head"),
                     *(self.sentence(s, instrument) for s in mine)))  # fmt: skip

    def part(self, part: Part, instrument: Draft) -> Markup:
        """A protocol, practice or understanding."""
        secret = ", secret" if part.secret else ""
        head = el("h3", el("small", f"{part.kind.capitalize()}{secret}"), part.title, class_="head")
        loose = [s for s in instrument.sentences
                 if s.part == part.title and not s.article and not isinstance(s.body, OpenPoint)]  # fmt: skip
        inner = [self.article(a, instrument) for a in instrument.articles if a.part == part.title]
        return join((head, *(self.sentence(s, instrument) for s in loose), *inner))

    def instrument(self, one: Draft) -> Markup:
        """A whole instrument but for its open points."""
        loose = [
            s for s in one.sentences if not s.article and not s.part and not isinstance(s.body, OpenPoint)
        ]
        return join(
            (
                el("h3", "Parties, places and terms", class_="head") if loose else None,
                *(self.sentence(s, one) for s in loose),
                *(self.article(a, one) for a in one.articles if not a.part),
                *(self.part(p, one) for p in one.parts),
            )
        )


def render(page: Page) -> Markup:
    """The text, sentence by sentence, with the instruments that it uses."""
    writer = Writer(page)
    say = "Open points are marked, and lead to their question. A sentence in italics is an assumption of the drafter."
    whole = [el("div", writer.instrument(page.draft), class_="text")]
    for one in page.instruments[1:]:
        head = el("h3", el("small", f"{one.kind.capitalize()}{f' of {one.of}' if one.of else ''}"), one.title,
                  class_="head", id=f"instrument-{slug(one.code or one.title)}")  # fmt: skip
        whole.append(el("div", head, _lower(writer.instrument(one)), class_="text"))
    return el("section", el("h2", "What does the text say?"), el("p", say, class_="say"), *whole, id="draft")


def _lower(markup: Markup) -> Markup:
    """The headings of an instrument that stands under another, one level down."""
    return Markup(
        markup.replace("<h4", "<h5").replace("</h4", "</h5").replace("<h3", "<h4").replace("</h3", "</h4")
    )


SECTION = Section(30, "draft", "What does the text say?", render)
