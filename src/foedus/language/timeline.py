"""A whole timeline: header, choices, events and what is expected of them."""

import foedus.language.conditions as conditions
import foedus.language.events as events
from foedus.base import Diagnostic, Edit, Fix, When, nearest, parse_when
from foedus.language.cursor import Cursor, ParseError
from foedus.language.declare import KINDS
from foedus.language.draft import Builder, Finder
from foedus.language.messages import complain
from foedus.language.qualifiers import that
from foedus.language.questions import question
from foedus.language.sentence import marks
from foedus.language.spelling import unknown
from foedus.language.who import at_who
from foedus.model import OUTCOMES, Cond, Event, Expect, OpenPoint, Question, Sentence, Timeline

_QUESTION = ("always", "never", "whenever", "under protocol", "under practice")


def _at_when(c: Cursor, ahead: int = 0) -> bool:
    """Whether a date stands here; of an event the year alone may be known."""
    token, after = c.peek(ahead), c.peek(ahead + 1)
    year = len(token.text) == 4 and token.text.isdecimal() and token.text != "0000"
    year = token.kind == "number" and year and after.text in (":", "until")
    return token.kind == "date" or year


def _when(c: Cursor) -> When:
    """A date, or a year alone: an unknown minute of it."""
    if c.token.kind == "date" or not _at_when(c):
        return c.date()
    c.i += 1
    return parse_when(c.tokens[c.i - 1].text)


class TimelineBuilder(Builder):
    """Reads a timeline with the names of the drafts that it is of."""

    def __init__(
        self, *args: object, points: dict[str, OpenPoint] | None = None, find: Finder, known: bool = True
    ) -> None:
        super().__init__(*args, find)  # type: ignore[arg-type]
        self.points = points or {}
        self.known = known  # whether the drafts that it is of could be read
        self.of_names: list[str] = []
        self.until: When | None = None
        self.choices: list[tuple[str, str]] = []
        self.texts_read: list[str] = []
        self.events: list[Event] = []
        self.expects: list[Expect] = []
        self.last: int | None = None

    def timeline(self) -> tuple[Timeline, tuple[Diagnostic, ...]]:
        """Read it to its end."""
        self.build()
        if not self.known:
            self.problems = [d for d in self.problems if d.code not in ("E0306", "E0301", "E0302", "E0501")]
        made = Timeline(
            self.title, tuple(self.of_names), self.until, tuple(self.choices), tuple(self.texts_read),
            tuple(self.events), tuple(self.expects), tuple(self.sentences), self.source, self.unverified,
            self.c.source.name,
        )  # fmt: skip
        return made, tuple(sorted(dict.fromkeys(self.problems), key=lambda d: d.span.start if d.span else -1))

    def _statement(self, first: bool) -> None:
        c = self.c
        if c.at("timeline") and c.peek().kind == "string":
            return self._timeline_header()
        if first and c.token.kind == "word" and c.peek().kind == "string" and not c.known(c.token):
            self.problems.append(unknown(c))
            return self._timeline_header()
        if first:
            self._empty()
        if _at_when(c):
            return self._event(_when(c), None)
        if c.at("from") and _at_when(c, 1):
            c.i += 1
            since = _when(c)
            c.need("until")
            return self._event(since, _when(c))
        if c.at("with"):
            return self._with()
        if c.at("expect"):
            return self._expect()
        if c.at("source") and c.peek().kind == "string":
            c.i += 1
            self.source = c.string() or ""
            self.unverified = bool(c.take(", unverified"))
            return None
        if c.at("use"):
            return self._skip_use()
        if c.at(*KINDS):
            return self._sentence()
        if c.token.kind == "word" and not c.known(c.token):
            c.unknown()
        mend = "begin with a date, with, expect, actor or place"
        if at_who(c):
            mend = "write first when it happened: 2027-03-01: …"
        c.error("E0203", found=f"“{c.token.text}”", why="A timeline holds dated events.", mend=mend)

    def _empty(self) -> None:
        code = next(iter(self.c.names.instruments), "CODE")
        self._untitled(f'timeline "Untitled", of {code}.', "what it is and which draft it is of")

    def _timeline_header(self) -> None:
        c = self.c
        c.i += 1
        self.title = c.string() or ""
        while c.take(","):
            if c.take("of"):
                while True:
                    found = c.entry("instrument")
                    if not found:
                        c.error(
                            "E0306",
                            name=c.token.text,
                            fixes=tuple(
                                c.replace(c.token, k) for k in nearest(c.token.text, c.names.instruments)
                            ),
                            mend="correct the name, or put the draft beside the timeline",
                        )
                    self.of_names.append(found.name)
                    mark = c.i
                    if not c.take(", and", ",", "and") or not c.look("instrument"):
                        c.back_to(mark)
                        break
            elif c.take("until"):
                self.until = c.date()
            elif not c.take("assumption", "invented"):
                c.fail("“of CODE” or “until DATE”")

    def _with(self) -> None:
        """`with decider = majority of guarantors, clock = 24 hours`; `with protocol "X"`."""
        c = self.c
        c.take("with")
        while True:
            if c.take("protocol", "amendment", "practice", "understanding"):
                self.texts_read.append(c.string() or c.fail("the part's title, in quotation marks"))
            else:
                self._choice()
            if not c.take(","):
                return

    def _choice(self) -> None:
        c = self.c
        name = c.token
        if name.kind not in ("word", "hole"):
            c.fail("the name of an open point")
        if any(name.value == chosen for chosen, _ in self.choices):
            mend = "take one of the two out"
            c.error(
                "E0801", problem=f"{name.value} is settled twice", why="A question has one answer.", mend=mend
            )
        c.i += 1
        c.need("=", expected="= and an option")
        start = c.i
        while not c.at_end() and not (
            c.token.text == "," and (c.peek(2).text == "=" or c.peek().text == "protocol")
        ):
            c.i += 1
        if c.i == start:
            c.fail("an option")
        self.choices.append((name.value, self._valid(name.value, c.text_from(start), name, start)))

    def _valid(self, name: str, text: str, token: object, start: int) -> str:
        c = self.c
        point = self.points.get(name)
        if point is None:
            known = nearest(name, self.points)
            fixes = tuple(c.replace(token, k) for k in known)  # type: ignore[arg-type]
            c.error("E0501", token, fixes=fixes, name=name, mend="name an open point of the draft")  # type: ignore[arg-type]
        for option in point.texts:
            if option.lower() == text.lower():
                return option
        span = c.span_from(start)
        likely = nearest(text, point.texts) or (point.texts if len(point.texts) <= 4 else ())
        fixes = tuple(Fix(f"write “{option}”", (Edit(span, option),)) for option in likely)
        raise ParseError(
            complain("E0803", span, point=name, option=text, options=" | ".join(point.texts), fixes=fixes,
                     mend="choose one of them")
        )  # fmt: skip

    def _event(self, when: When, until: When | None) -> None:
        c = self.c
        c.need(":", expected="a colon and what happens")
        if self.last is not None and when.latest < self.last:
            self.problems.append(complain("E0804", c.span_of(c.tokens[c.start])))
        self.last = max(self.last or when.earliest, when.earliest)
        made = events.event(c, when, until, len(self.events))
        marks(c, Sentence(Expect()))  # type: ignore[arg-type]
        self.events += made

    def _expect(self) -> None:
        c = self.c
        start = c.i
        c.take("expect")
        answer = "yes"
        at: int | None = None
        if c.take("at the end"):
            c.take(":")
        elif not c.at("at least") and c.take("at"):
            at = c.date().latest
            c.take(":")
        if c.at("no") and c.peek().text == ":":
            c.i += 2
            answer = "no"
        elif c.take("it depends whether", "that it depends whether"):
            answer = "depends"
        elif c.take("it is unsettled whether"):
            answer = "unsettled"
        elif c.take("it is not so that"):
            answer = "no"
        that(c)
        if outcomes := self._outcomes():
            bearer = self._bearer()
            confidence, because = self._confidence()
            made = Expect(
                at,
                (),
                (),
                outcomes,
                bearer=bearer,
                confidence=confidence,
                because=because,
                span=c.span_from(start),
            )
            self.expects.append(made)
            return
        facts: list[Cond] = []
        texts: list[str] = []
        questions: list[Question] = []
        while True:
            mark = c.i
            if c.at(*_QUESTION) and not c.at("never,"):
                questions.append(question(c))
            else:
                facts.append(conditions.condition(c))
            texts.append(c.text_from(mark))
            if c.at(","):
                fix = Fix("write ; between what is expected", (Edit(c.span_of(c.token), ";"),))
                why = "What is expected is parted by semicolons."
                c.error("E0209", found="“,”", why=why, fixes=(fix,))
            if not c.take(";") or c.at_end():
                break
        self.expects.append(
            Expect(at, tuple(facts), tuple(texts), (), tuple(questions), answer, span=c.span_from(start))
        )

    def _bearer(self) -> str:
        """`expect EXCL_CAUSE for United States`: whose outcome is meant, where it differs between bearers."""
        c = self.c
        if not c.take("for"):
            return ""
        found = c.entry("party", "state", "actor")
        return found.name if found else c.fail("a party")

    def _confidence(self) -> tuple[str, str]:
        """`, confidence high, because "…"`: how sure the expected outcome is, and why it is expected."""
        c = self.c
        confidence = because = ""
        while c.at(", confidence", ", because"):
            c.take(",")
            if c.take("confidence"):
                confidence = c.need("high", "medium", "contested", expected="high, medium or contested")
            elif c.take("because"):
                because = c.string() or c.fail("the reason, in quotation marks")
        return confidence, because

    def _outcomes(self) -> tuple[str, ...]:
        c = self.c
        out: list[str] = []
        while c.token.text in OUTCOMES or (
            c.token.text.isupper() and "_" in c.token.text and c.token.text not in c.names.instruments
        ):
            if c.token.text not in OUTCOMES:
                close = nearest(c.token.text, OUTCOMES)
                fixes: tuple[Fix, ...] = tuple(c.replace(c.token, k) for k in close)
                c.error(
                    "E0801",
                    problem=f"there is no outcome {c.token.text}",
                    why="The outcomes are: " + ", ".join(OUTCOMES) + ".",
                    mend="write one of them",
                    fixes=fixes,
                )
            out.append(c.token.text)
            c.i += 1
            if not c.take("or"):
                break
        return tuple(out)
