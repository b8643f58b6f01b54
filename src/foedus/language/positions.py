"""Positions: what parties want of a draft, each sentence with its source and voice."""

import re
from pathlib import Path

from msgspec.structs import replace

from foedus.base import Diagnostic, Edit, Fix, Label, Source, nearest
from foedus.language.cursor import ParseError
from foedus.language.draft import Builder
from foedus.language.lexer import Token
from foedus.language.load import Loaded, Loader
from foedus.language.messages import complain
from foedus.language.names import Names
from foedus.language.questions import question
from foedus.language.timelines import bundle, called, drafts_of, head, points_of
from foedus.model import (
    VOICES,
    Held,
    OpenPoint,
    Positions,
    PositionsOf,
    Prefers,
    RedLine,
    Stand,
    Voice,
    Weighs,
)

STANCES = {
    "rejects": "reject", "reserves on": "reserve", "leaves open": "open", "welcomes": "positive",
    "would accept": "accept_weak", "offers": "offer", "accepts": "accept", "demands": "demand",
}  # fmt: skip
"""How a sentence says each stance."""
_OTHERS = ("red line", "prefers", "weighs")
_MARKS = (", source", ", voice", ", assumption", ", unverified", ", dated", ", if")
_ON = re.compile(r"^\s*positions\s+of\s+[^.]*?,\s*on\s+([^.]*?)\.(?=\s|#|$)", re.M | re.S)
_OPPOSED = {"reject": "rejects", "accept": "accepts"}


def load_positions(loader: Loader, path: Path, shown: str) -> Loaded:
    """Load a positions file, with the draft that it is on."""
    text = loader.text(path, shown)
    source = Source(shown, text)
    loader.sources[shown] = source
    parsed = drafts_of(loader, path, _ON.search(text))
    names = Names()
    for one in parsed:
        names.include(one.names)
        for draft in one.draft.everything():
            if draft.code:
                names.instruments[draft.code] = draft
    told = tuple(loader.problems)
    known = bool(parsed) and not any(d.severity == "error" for d in told)
    made, problems = PositionsBuilder(
        source, names, points_of(*(one.draft for one in parsed)), known
    ).positions()
    if not parsed and not any(d.severity == "error" for d in (*told, *problems)):
        told = (_of_nothing(source, path, _ON.search(text)),)
    draft = parsed[0].draft if len(parsed) == 1 else bundle(parsed) if parsed else None
    return Loaded(draft, None, loader.sources, (*told, *problems), names, made)


def _of_nothing(source: Source, path: Path, match: re.Match[str] | None) -> Diagnostic:
    """The draft that the file is on is not there, or the file names none."""
    if match is None:
        why = "Positions are on a draft: its parties, its open points and their options."
        fix = Fix("name the draft behind the party: positions of PARTY, on CODE.")
        return complain("E0710", source.span(0, 0), file=source.name)._replace(why=why, fixes=(fix,))
    span = source.span(match.start(1), match.end(1))
    there = [code for file in sorted(path.parent.glob("*.treaty")) for code in called(head(file))]
    fixes = tuple(Fix(f"write “{code}”", (Edit(span, code),)) for code in nearest(match[1], there))
    return complain(
        "E0306", span, name=match[1], fixes=fixes, mend="correct the name, or put the draft beside this file"
    )


class PositionsBuilder(Builder):
    """Reads positions with the names and open points of the drafts that they are on."""

    def __init__(
        self, source: Source, names: Names, points: dict[str, OpenPoint], known: bool = True
    ) -> None:
        super().__init__(source, names, lambda name, c: None)
        self.points = points
        self.known = known  # whether the drafts could be read
        self.on: list[str] = []
        self.parties: list[PositionsOf] = []

    def positions(self) -> tuple[Positions, tuple[Diagnostic, ...]]:
        """Read them to their end."""
        self.build()
        if not self.known:
            lost = ("E0306", "E0301", "E0302", "E0501", "E0803")
            self.problems = [d for d in self.problems if d.code not in lost]
        for one in self.parties:
            self.problems += _opposed(one)
        made = Positions(tuple(dict.fromkeys(self.on)), tuple(self.parties), self.c.source.name)
        return made, tuple(sorted(dict.fromkeys(self.problems), key=lambda d: d.span.start if d.span else -1))

    # ---- sentences ---------------------------------------------------------------------------------------------------

    def _statement(self, first: bool) -> None:
        c = self.c
        if c.at("positions of"):
            return self._header()
        if not self.parties and not self.problems:
            self._empty()
        start = c.i
        body = self._body()
        text = c.text_from(start)
        held = self._marks(Held(body=body, text=text))
        held = replace(held, span=c.span_from(start))
        if self.parties:
            last = self.parties[-1]
            self.parties[-1] = replace(last, held=(*last.held, held))
        return None

    def _begins_sentence(self) -> bool:
        return self.c.token.starts_line and self.c.at("positions of", *STANCES, *_OTHERS)

    def _empty(self) -> None:
        party = next(
            (n for n, e in self.c.names.entries.items() if e.kind == "party" and n[:1].isupper()), "PARTY"
        )
        code = next(iter(self.c.names.instruments), "CODE")
        self._untitled(f"positions of {party}, on {code}.", "whose positions these are, and on which draft")

    def _header(self) -> None:
        c = self.c
        start = c.i
        c.take("positions of")
        self.title = "positions"
        party = c.entry("party", "state", "actor", "organ", "group")
        if party is None:
            self._unknown_party()
        c.need(",")
        c.need("on")
        while True:
            found = c.entry("instrument")
            if not found:
                near = nearest(c.token.text, c.names.instruments)
                c.error("E0306", name=c.token.text, fixes=tuple(c.replace(c.token, k) for k in near),
                        mend="correct the name, or put the draft beside this file")  # fmt: skip
            self.on.append(found.name)
            mark = c.i
            if not c.take(", and", ",", "and") or not c.look("instrument"):
                c.back_to(mark)
                break
        assert party is not None
        self.parties.append(PositionsOf(party.name, span=c.span_from(start)))

    def _unknown_party(self) -> None:
        """Whose positions these are is nobody that the draft knows."""
        c = self.c
        words: list[Token] = []
        while not c.at_end() and not c.at(",", "on"):
            words.append(c.token)
            c.i += 1
        if not words:
            c.fail("a party of the draft")
        whole = " ".join(token.text for token in words)
        near = nearest(
            whole, (n for n, e in c.names.entries.items() if e.kind in ("party", "state", "group"))
        )
        fixes = tuple(c.replace(words[0], name, words[-1]) for name in near)
        raise ParseError(complain("E0302", c.source.span(words[0].start, words[-1].end), word=whole, fixes=fixes,
                                  mend="declare the party in the draft"))  # fmt: skip

    def _body(self) -> RedLine | Stand | Prefers | Weighs:
        c = self.c
        start = c.i
        if c.take("red line"):
            c.take(":")
            return RedLine(question=question(c), span=c.span_from(start))
        if c.take("prefers"):
            return self._prefers(start)
        if c.take("weighs"):
            return self._weighs(start)
        if said := c.take(*STANCES):
            return self._stand(STANCES[said], start)
        return self._unread()

    def _unread(self) -> "Stand":
        """A sentence that begins with none of the words that may begin one."""
        c = self.c
        token, known = c.token, [*STANCES, *_OTHERS, "positions of"]
        whole = f"{token.text} {c.peek().text}"
        near = nearest(token.text.lower(), [k for k in known if " " not in k]) or nearest(
            whole.lower(), known
        )
        last = c.peek() if near and " " in near[0] else token
        fixes = tuple(c.replace(token, word, last) for word in near)
        c.error("E0203", found=f"“{token.text}”", fixes=fixes,
                why="Positions are red lines, stances on open points, preferences and weights.",
                mend=f"begin with {', '.join(known[:-1])} or {known[-1]}")  # fmt: skip

    def _stand(self, stance: str, start: int) -> Stand:
        c = self.c
        point = self._point()
        option = condition = ""
        if c.take("="):
            option = self._option(point)
        if c.take(", if", "if"):
            condition = c.string() or c.fail("the condition, in quotation marks")
        return Stand(stance=stance, point=point, option=option, condition=condition, span=c.span_from(start))

    def _prefers(self, start: int) -> Prefers:
        c = self.c
        point = self._point()
        c.need(":", expected="a colon and the options, the best first")
        options: list[str] = []
        while True:
            mark = c.i
            option = self._option(point)
            if option in options:
                raise ParseError(complain("E1005", c.span_from(mark), option=option))
            options.append(option)
            if not c.take("over"):
                break
        if len(options) < 2:
            c.fail("over and another option")
        return Prefers(point=point, options=tuple(options), span=c.span_from(start))

    def _weighs(self, start: int) -> Weighs:
        c = self.c
        point = self._point()
        if not c.take("between"):
            low = self._share()
            return Weighs(point=point, low=low, high=low, span=c.span_from(start))
        mark = c.i
        low = self._share()
        c.need("and")
        high = self._share()
        if high < low:
            a, b = c.tokens[mark], c.tokens[c.i - 1]
            edits = (Edit(c.span_of(a), b.text), Edit(c.span_of(b), a.text))
            raise ParseError(complain("E1004", c.span_from(mark), problem=f"{a.text} is more than {b.text}",
                                      fixes=(Fix(f"write “between {b.text} and {a.text}”", edits),)))  # fmt: skip
        return Weighs(point=point, low=low, high=high, span=c.span_from(start))

    def _share(self) -> float:
        c = self.c
        token = c.token
        if token.kind != "number":
            c.fail("a share between 0 and 1, such as 0.3")
        if float(token.text) > 1:
            c.error(
                "E1004",
                token,
                problem=f"{token.text} is more than the whole",
                mend="write a share, such as 0.3",
            )
        c.i += 1
        return float(token.text)

    # ---- pieces ------------------------------------------------------------------------------------------------------

    def _point(self) -> str:
        c = self.c
        token = c.token
        if token.kind not in ("word", "hole"):
            c.fail("the name of an open point")
        if token.value not in self.points:
            near = nearest(token.value, self.points)
            names = ", ".join(self.points) or "none"
            c.error("E0501", token, name=token.value, fixes=tuple(c.replace(token, k) for k in near),
                    mend=f"name an open point of the draft: {names}")  # fmt: skip
        c.i += 1
        return token.value

    def _option(self, name: str) -> str:
        """An option of a point, up to a mark, `over` or the end."""
        c = self.c
        start = c.i
        while not c.at_end() and not c.at(*_MARKS) and not c.at("over", "if") and not self._mark_alone():
            c.i += 1
        if c.i == start:
            c.fail("an option")
        text, point = c.text_from(start), self.points[name]
        for option in point.texts:
            if option.lower() == text.lower():
                return option
        span = c.span_from(start)
        likely = nearest(text, point.texts) or (point.texts if len(point.texts) <= 4 else ())
        fixes = tuple(Fix(f"write “{option}”", (Edit(span, option),)) for option in likely)
        raise ParseError(complain("E0803", span, point=name, option=text, options=" | ".join(point.texts), fixes=fixes,
                                  mend="choose one of them"))  # fmt: skip

    def _mark_alone(self) -> bool:
        """Whether a mark stands here whose comma is missing."""
        c = self.c
        return (c.at("source") and c.peek().kind == "string") or (
            c.at("voice", "dated") and c.peek().text != "="
        )

    def _marks(self, held: Held) -> Held:
        """`, source "…", voice other, dated 2025-08-18` or `, assumption`, in any order."""
        c = self.c
        voice: Token | None = None
        while c.at(*_MARKS):
            c.take(",")
            if c.take("assumption"):
                held = replace(held, voice="assumed")
            elif c.take("unverified"):
                held = replace(held, unverified=True)
            elif c.take("dated"):
                held = replace(held, dated=c.date())
            elif c.take("source"):
                held = replace(held, source=c.string() or c.fail("the source, in quotation marks"))
            elif c.take("voice"):
                voice = c.token
                held = replace(held, voice=self._voice())
            else:
                c.fail("source, voice, dated or assumption")
        if self._mark_alone():
            c.need(",")
        last = c.tokens[c.i - 1]
        if held.source and voice is None:
            at = c.source.span(last.end, last.end)
            fixes = tuple(Fix(f"write , voice {v}", (Edit(at, f", voice {v}"),)) for v in VOICES[:-1])
            self.problems.append(complain("E1002", c.span_of(last), fixes=fixes))
        if voice is not None and held.voice != "assumed" and not held.source:
            self.problems.append(complain("E1003", c.span_of(voice), voice=voice.text))
        return held

    def _voice(self) -> Voice:
        c = self.c
        token = c.token
        said = c.take("self", "other", "unnamed", "narrator", "assumed")
        for voice in VOICES:
            if voice == said:
                return voice
        near = nearest(token.text, VOICES)
        c.error("E1001", token, word=token.text, fixes=tuple(c.replace(token, k) for k in near))


def _opposed(one: PositionsOf) -> list[Diagnostic]:
    """The same option both accepted and rejected, in one party's positions."""
    found: list[Diagnostic] = []
    seen: dict[tuple[str, str], Held] = {}
    for held in one.held:
        body = held.body
        if not isinstance(body, Stand) or body.stance not in _OPPOSED or body.condition:
            continue
        key = (body.point, body.option)
        before = seen.setdefault(key, held)
        assert isinstance(before.body, Stand)
        if before.body.stance != body.stance and before.span is not None:
            point = f"{body.point} = {body.option}" if body.option else body.point
            found.append(
                complain("E1006", held.span, party=one.party, one=_OPPOSED[before.body.stance],
                         other=_OPPOSED[body.stance], point=point, also=(Label(before.span, "and here"),))
            )  # fmt: skip
    return found
