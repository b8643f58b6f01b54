"""What the draft leaves open: each question with its options, the one that decides most first."""

from fractions import Fraction

from foedus.check.words import hours
from foedus.model import OpenPoint, Sentence
from foedus.model.ranking import RankedPoint, Ranking
from foedus.report.figures import ranked
from foedus.report.figures.openpoints import options
from foedus.report.markup import Markup, el
from foedus.report.page import Page
from foedus.report.ranked import PAIRS, idle, listed_short, pair, percent, remarks, turn
from foedus.report.sections import Section
from foedus.report.sections.draft import Writer
from foedus.report.words import count, quoted

_TURNS = 3


class _Points:
    """The open points of a page, ranked where they have been."""

    def __init__(self, page: Page) -> None:
        self.page, self.writer = page, Writer(page)
        self.ranking: Ranking | None = page.review.ranking
        found = self.ranking.points if self.ranking is not None else ()
        self.known = {(one.ref.file, one.ref.line, one.name): one for one in found}
        self.whole = max((one.share for one in found), default=Fraction(0))

    def rows(self) -> list[Markup]:
        """Each open point as a question; what was not ranked comes last, in order of writing."""
        points = [
            (s, one) for one in self.page.instruments for s in one.sentences if isinstance(s.body, OpenPoint)
        ]
        place = {id(one): i for i, one in enumerate(self.known.values())}
        points.sort(key=lambda p: place.get(id(self._of(p[0])), len(place)))
        out: list[Markup] = []
        for sentence, instrument in points:
            margin = self.writer.margin(sentence, instrument)
            out.append(el("li", self._rank(sentence), el("div", *self._said(sentence)), self._share(sentence, margin),
                          id=self.page.anchor(sentence)))  # fmt: skip
        return out

    def _of(self, sentence: Sentence) -> RankedPoint | None:
        point = sentence.body
        if sentence.span is None or not isinstance(point, OpenPoint):
            return None
        return self.known.get((sentence.span.file, sentence.span.line, point.name))

    def _rank(self, sentence: Sentence) -> Markup | None:
        one = self._of(sentence)
        if self.ranking is None:
            return None
        number = 1 + [p.name for p in self.known.values()].index(one.name) if one is not None else 0
        return el("span", str(number) if one is not None and not one.idle else "–", class_="rank")

    def _said(self, sentence: Sentence) -> list[Markup]:
        point: OpenPoint = sentence.body  # type: ignore[assignment]
        asks = quoted(point.asks) or f"What is {point.name}?"
        out = [el("p", asks, el("code", f"?{point.name}"), class_="q"), el("p", options(point))]
        one = self._of(sentence)
        if one is None:
            return out
        if one.idle:
            return [*out, el("p", f"It {idle(one)}.".replace("It unknown", "Unknown"), class_="w")]
        notes = [said for word, said in remarks(one) if word != "check"]
        turns = [turn(t) for t in one.turns]
        shown = [*notes, *turns[:_TURNS]]
        if len(turns) > _TURNS:
            shown.append(f"It turns {count(len(turns) - _TURNS, 'further finding')}.")
        change = self.page.change
        more = (
            el("ul", *(el("li", change(_sentence(said))) for said in shown), class_="remarks")
            if shown
            else None
        )
        given = el("div", ranked.options(one.gives), class_="scroll", tabindex="0", role="region",
                   aria_label=f"Table: what each option of {one.name} gives")  # fmt: skip
        fold = el("details", el("summary", "What each option gives"), given, more)
        return [*out, fold]

    def _share(self, sentence: Sentence, margin: Markup) -> Markup:
        one = self._of(sentence)
        if one is None or one.idle:
            return margin
        said = el("p", el("b", percent(one.share)), " of the outcomes turn on it", class_="pc")
        return el("div", ranked.bar(one.share, self.whole), said, margin, class_="decides")


def _sentence(said: str) -> str:
    text = said[:1].upper() + said[1:]
    return text if text.endswith((".", "”")) else f"{text}."


def _lead(ranking: Ranking) -> str:
    """What the ranking counts, with its horizon, weights and conduct."""
    on = f" on {listed_short(ranking.on_whom)}" if ranking.on_whom else ""
    by = f" by {listed_short(ranking.by)}" if ranking.by else ""
    return (
        f"How often the outcome changes when this point alone is settled otherwise: over {ranking.kinds:,} kinds of "
        f"attack{by}{on} that some completion answers, {ranking.procedures:,} ways to vote and for outside events to "
        "go, and all completions of the other points. The outcome is who is bound to what, how strongly, and "
        f"whether within {hours(ranking.horizon)} of the attack."
    )


def _pairs(ranking: Ranking) -> Markup | None:
    if not ranking.pairs:
        return None
    return el("p", "Together only, where neither alone decides: ", "; ".join(pair(p) for p in ranking.pairs[:PAIRS]),
              ".", class_="note")  # fmt: skip


def render(page: Page) -> Markup | None:
    """The questions, ranked."""
    points = _Points(page)
    rows = points.rows()
    if not rows:
        return None
    ranking = points.ranking
    own = (f"The draft leaves {count(len(rows), 'point')} open, each with the options that we see. An option is our "
           "wording, not anybody’s position.")  # fmt: skip
    if ranking is None:
        return el("section", el("h2", "What is left open?"), el("p", own, class_="say"),
                  el("ul", *rows, class_="points"), id="open")  # fmt: skip
    change = page.change
    note = (
        "A count of cases, not a probability of events. A point may decide nothing here and something under another "
        "horizon, other weights or another conduct. ",
        el("i", change(f"Assumed: each kind of attack and each way to vote counts once; {ranking.assumes}.")),
    )
    missing = [el("p", change(f"{n}."), class_="note") for n in ranking.notes]
    return el("section", el("h2", "Which open point matters most?"),
              el("p", change(f"{own} {_lead(ranking)}"), class_="say"), ranked.key(),
              el("ol", *rows, class_="points ranked"), _pairs(ranking), el("p", *note, class_="note"), *missing,
              id="open")  # fmt: skip


SECTION = Section(25, "open", "What is left open, and what matters most?", render)
