"""A whole draft: header, articles, parts, sentences; every mistake is reported in one go."""

from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

import foedus.language.check as check
import foedus.language.norms as norms
import foedus.language.options as options
from foedus.base import Diagnostic, Edit, Fix, Label, Source, Span
from foedus.language.cursor import Cursor, ParseError
from foedus.language.declare import KINDS, TITLES, declare
from foedus.language.happenings import article_list
from foedus.language.lexer import lex
from foedus.language.messages import complain
from foedus.language.names import Names
from foedus.language.sentence import sentence
from foedus.language.spelling import unknown
from foedus.language.status import moment
from foedus.model import Article, Draft, Part, Sentence

MAX_PROBLEMS = 200
NOT_READ = ("E0306", "E0701", "E0702", "E0703", "E0704", "E0705", "E0706")
PARTS = ("protocol", "amendment", "practice", "understanding", "annex")


_OPENERS = frozenset((
    "open", "article", "after", "on", "when", "each", "the", "this", "a", "status", "source", "use", "from", "in",
    "standard", "ambiguous", "expect", "with", "at", "if", *KINDS, *TITLES, *PARTS,
))  # fmt: skip


class Parsed(NamedTuple):
    """A draft, the names it declares, and what is wrong with it."""

    draft: Draft
    names: Names
    diagnostics: tuple[Diagnostic, ...]


Finder = Callable[[str, Cursor], "Parsed | None"]


class Builder:
    """Collects what the sentences of a draft say."""

    def __init__(self, source: Source, names: Names, find: Finder) -> None:
        lexed = lex(source)
        self.problems: list[Diagnostic] = list(lexed.diagnostics)
        self.unread = [d.span.start for d in lexed.diagnostics if d.code == "E0101" and d.span]
        self.c = Cursor(source, lexed.tokens, names)
        self.find = find
        self.kind = self.title = self.code = self.of = self.status = self.source = ""
        self.unverified = False  # whether the source of the whole file is somebody's memory
        self.members: tuple[str, ...] = ()
        self.articles: list[Article] = []
        self.parts: list[Part] = []
        self.sentences: list[Sentence] = []
        self.uses: list[Draft] = []
        self.raws: list[tuple[options.Raw, int]] = []
        self.article = self.part = ""
        self.number = 0
        self.headings: dict[tuple[str, str], Span] = {}  # where each article of each part begins
        self.lost: set[str] = set()  # open points in sentences that could not be read

    # ---- the main loop --------------------------------------------------------------------------

    def build(self, first: bool = True) -> Parsed:
        """Read the text to its end."""
        c = self.c
        self.statements(first)
        if len(self.problems) >= MAX_PROBLEMS:
            self.problems.append(
                complain(
                    "E0902",
                    c.span_of(c.token),
                    why=f"{MAX_PROBLEMS} were found before this place.",
                    mend="mend these first",
                )
            )
        if not self.title and not self.problems:
            self._empty()
        self._settle_points()
        self._explained()
        draft = self._draft()
        self.problems += check.check(draft, c.source)
        unique = tuple(dict.fromkeys(self.problems))
        return Parsed(draft, c.names, tuple(sorted(unique, key=lambda d: d.span.start if d.span else -1)))

    def statements(self, first: bool) -> None:
        """Read every statement of the text."""
        c = self.c
        self._uses_first()
        declare(c.tokens, c.names)
        while c.token.kind != "end" and len(self.problems) < MAX_PROBLEMS:
            if c.token.kind == "stop":
                c.i += 1
                continue
            c.start = c.i
            c.depth = 0
            try:
                self._statement(first and not self.title)
                self._stop()
            except ParseError as error:
                self._recover()
                self._report(error.diagnostic)
                self.lost.update(t.value for t in c.tokens[c.start : c.i] if t.kind == "hole")
            except RecursionError:
                self.problems.append(complain("E0901", c.span_of(c.tokens[c.start]), most=40))
                self._recover()

    def _report(self, problem: Diagnostic) -> None:
        """Keep a sentence's error, unless what could not be read in the sentence explains it."""
        c = self.c
        first, last = c.tokens[c.start].start, c.tokens[c.i].start
        if not any(first <= at < last for at in self.unread):
            self.problems.append(problem)

    def _explained(self) -> None:
        """Drop unknown names where a file that should declare them could not be read."""
        if any(d.code in NOT_READ for d in self.problems):
            self.problems = [d for d in self.problems if d.code not in ("E0301", "E0302", "E0501")]

    def _stop(self) -> None:
        """A sentence ends here; if its stop is missing, say so and go on with the next."""
        c = self.c
        if c.token.kind == "stop":
            c.i += 1
            return
        before = c.tokens[c.i - 1]
        if c.token.kind == "end" or self._begins_sentence():
            at = c.source.span(before.end, before.end)
            fix = Fix(f"write . after “{before.text}”", (Edit(at, "."),))
            problem = complain(
                "E0202", c.span_of(before), before=before.text, fixes=(fix,), label="after this"
            )
            self.problems.append(problem)
            return
        c.unknown_ahead()
        norms.second_modal(c)
        c.error(
            "E0209",
            found=f"“{c.token.text}”",
            why="The sentence is complete before it.",
            mend="end the sentence with a full stop, or take the words out",
        )

    def _begins_sentence(self) -> bool:
        c = self.c
        token = c.token
        if not token.starts_line:
            return False
        return (
            token.text.lower() in _OPENERS
            or token.text[:1].isupper()
            or token.kind == "date"
            or c.look() is not None
        )

    def _recover(self) -> None:
        """Go to the next sentence: behind the full stop, or at a line that clearly begins one."""
        c = self.c
        c.i = max(c.i, c.start + 1)
        while c.token.kind not in ("stop", "end"):
            token = c.token
            if (
                token.starts_line
                and token.kind == "word"
                and token.text in ("article", "open", "place", "party", "use")
            ):
                return
            c.i += 1
        if c.token.kind == "stop":
            c.i += 1

    # ---- statements -----------------------------------------------------------------------------

    def _statement(self, first: bool) -> None:
        c = self.c
        word = c.token.text.lower()
        if word in TITLES and c.peek().kind == "string" and (first or word not in PARTS):
            return self._header()
        if first and c.token.kind == "word" and c.peek().kind == "string" and not c.known(c.token):
            self.problems.append(unknown(c))
            return self._header()
        if first:
            self._empty()
        if c.at("status") and c.peek().kind == "word":
            c.i += 1
            self.status = c.token.text
            c.i += 1
            while c.token.kind == "word":
                self.status += f" {c.token.text}"
                c.i += 1
        elif c.at("source") and c.peek().kind == "string":
            c.i += 1
            self.source = c.string() or ""
            self.unverified = bool(c.take(", unverified"))
        elif c.at("use"):
            self._skip_use()
        elif c.at("article") and (c.peek().kind in ("number", "word", "string")) and self._is_heading():
            self._article()
        elif (c.at(*PARTS) and c.peek().kind == "string") or c.at("understanding of"):
            self._part()
        elif c.at("open", "ambiguous"):
            self._open()
        elif c.at("instead of"):
            self._instead()
        else:
            self._sentence()

    def _empty(self) -> None:
        """Say that the text holds nothing."""
        self._untitled('treaty "Untitled", called DRAFT.', "what it is and what it is called")

    def _untitled(self, title: str, says: str) -> None:
        """Say that the title is missing."""
        c = self.c
        self.title = "untitled"
        at = c.source.span(c.tokens[0].start, c.tokens[0].start)
        fix = Fix(f"write: {title}", (Edit(at, f"{title}\n"),))
        why = f"Its first sentence says {says}."
        self.problems.append(complain("E0208", c.span_of(c.token), why=why, fixes=(fix,)))

    def _header(self) -> None:
        c = self.c
        if self.title and self.title != "untitled":
            c.error("E0303", name="the title")
        self.kind = c.token.text.lower()
        c.i += 1
        self.title = c.string() or ""
        while c.at(",", "of"):
            c.take(",")
            if c.take("of"):
                if self.kind == "package":
                    self._members()
                else:
                    found = c.entry("party", "state", "actor", "organ")
                    self.of = found.name if found else c.fail("whose it is")
            elif c.take("called"):
                found = c.entry("instrument")
                self.code = found.name if found else c.fail("a short name, such as KYIV")
            else:
                c.fail("“called NAME” or “of PARTY”")
        self.code = self.code or self.title

    def _members(self) -> None:
        c = self.c
        members: list[str] = []
        while True:
            found = c.entry("instrument")
            if not found:
                c.error("E0306", name=c.token.text, mend=f"use the file that is called {c.token.text}")
            members.append(found.name)
            mark = c.i
            if not c.take(", and", ",", "and") or not c.look("instrument"):
                c.back_to(mark)
                break
        self.members = tuple(members)

    def _is_heading(self) -> bool:
        c = self.c
        after = c.peek(2)
        if (
            after.kind == "word" and after.starts_line
        ):  # its full stop is missing, unless the sentence goes on
            return after.text not in ("applies", "apply", "prevails", "is", "does", "do", "of", "and", "or")
        return after.kind in ("stop", "string", "end")

    def _article(self) -> None:
        c = self.c
        start = c.i
        c.i += 1
        label = c.label()
        title = c.string() or ""
        if first := self.headings.get((self.part, label)):
            also = (Label(first, "first here"),)
            self.problems.append(complain("E0303", c.span_from(start), name=f"article {label}", also=also))
        self.headings.setdefault((self.part, label), c.span_from(start))
        self.articles.append(Article(label, title, self.part, span=c.span_from(start)))
        self.article, self.number = label, 0

    def _part(self) -> None:
        c = self.c
        start = c.i
        kind = c.take(*PARTS)
        of = ""
        if c.take("of"):
            found = c.entry("party", "state", "group")
            of = found.name if found else c.fail("whose understanding it is")
        title = c.string() or c.fail("the title, in quotation marks")
        secret, since, force, source = False, None, None, ""
        while c.take(","):
            if c.take("secret"):
                secret = True
            elif c.take("public"):
                secret = False
            elif c.take("from", "done", "dated"):
                since = c.date()
            elif c.take("in force when", "in force after", "in force on"):
                force = moment(c)
            elif c.take("source"):
                source = c.string() or ""
            elif not c.take("assumption", "unverified"):
                c.fail("secret, from DATE, in force when …, or source")
        del source
        self.parts.append(Part(kind, title, secret, since, of, force, span=c.span_from(start)))  # type: ignore[arg-type]
        self.part, self.article, self.number = title, "", 0

    def _instead(self) -> None:
        """`Instead of article 1, …`: the part that it stands in replaces the article."""
        c = self.c
        c.take("instead of")
        articles, _ = article_list(c)
        c.take(",")
        if not self.parts:
            c.i = c.start
            c.fail("a part before “Instead of”", mend='begin a part first: protocol "TITLE", from DATE.')
        self.parts[-1] = replace(self.parts[-1], replaces=(*self.parts[-1].replaces, *articles))
        self.article = articles[0]
        c.start = c.i
        self._sentence()

    def _open(self) -> None:
        c = self.c
        raw = options.raw_point(c)
        made = Sentence(Article(""), "", self.article, 0, self.part)  # type: ignore[arg-type]
        from foedus.language.sentence import marks

        made = marks(c, made)
        self.raws.append((raw, len(self.sentences)))
        self.sentences.append(made)
        if raw.name.start != c.names.points.get(raw.name.text):
            first = c.names.points.get(raw.name.text, 0)
            also = (Label(c.source.span(first, first + len(raw.name.text)), "first here"),)
            self.problems.append(complain("E0303", c.span_of(raw.name), name=raw.name.text, also=also))

    def _sentence(self) -> None:
        self.number += 1
        holes = len(self.c.holes)
        try:
            self.sentences.append(sentence(self.c, self.article, self.number, self.part))
        except ParseError:
            del self.c.holes[holes:]
            raise

    # ---- used files -----------------------------------------------------------------------------

    def _uses_first(self) -> None:
        """Load what the text uses before anything else, since its names may stand anywhere."""
        c = self.c
        for i, token in enumerate(c.tokens):
            opens = i == 0 or c.tokens[i - 1].kind == "stop" or token.starts_line
            if token.text in ("use", "Use") and opens and c.tokens[i + 1].kind == "string":
                c.i = i + 1
                while (name := c.string()) is not None:
                    self._use(name)
                    if not c.take(", and", ",", "and"):
                        break
        c.i = 0

    def _use(self, name: str) -> None:
        c = self.c
        try:
            parsed = self.find(name, c)
        except ParseError as error:
            self.problems.append(error.diagnostic)
            return
        if parsed is None:
            return
        c.names.include(parsed.names)
        self.uses.append(parsed.draft)
        if parsed.draft.code:
            c.names.instruments[parsed.draft.code] = parsed.draft

    def _skip_use(self) -> None:
        c = self.c
        c.i += 1
        if c.string() is None:
            c.fail('the file that is used, such as "world.treaty"')
        while c.take(", and", ",", "and"):
            if c.string() is None:
                c.fail("the next file, in quotation marks")

    # ---- the end --------------------------------------------------------------------------------

    def _settle_points(self) -> None:
        by_name: dict[str, list[options.Hole]] = {}
        for hole in self.c.holes:
            by_name.setdefault(hole.name, []).append(hole)
        for raw, index in self.raws:
            uses = by_name.get(raw.name.value, [])
            point = options.settle(self.c, raw, uses, self.problems, raw.name.value in self.lost)
            text = self.c.source.text[raw.span.start : raw.span.end]
            self.sentences[index] = replace(
                self.sentences[index], body=point, text=" ".join(text.split()), span=raw.span
            )

    def backed(self) -> tuple[Sentence, ...]:
        """The sentences; those that name no source of their own share the file's, and its doubt."""
        if not self.unverified:
            return tuple(self.sentences)
        return tuple(s if s.source or s.assumption else replace(s, unverified=True) for s in self.sentences)

    def _draft(self) -> Draft:
        return Draft(
            self.kind, self.title, self.code, self.of, self.status, self.source, self.c.source.name,
            tuple(self.articles), tuple(self.parts), self.backed(), tuple(self.uses), self.members,
        )  # fmt: skip


def parse(source: Source, find: Finder, names: Names | None = None) -> Parsed:
    """Read a draft.

    Args:
        source: its text.
        find: loads a file that is used, by the name it is used under.
        names: names known beforehand.
    """
    return Builder(source, names or Names(), find).build()
