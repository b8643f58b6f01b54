"""The formatter: one layout for every text. It moves white space only, so that it can change no meaning."""

from foedus.base import Source
from foedus.language.declare import TITLES
from foedus.language.draft import PARTS
from foedus.language.lexer import Token, lex

WIDTH = 100
_TIGHT = (",", ".", ";", ":", ")")
_BREAK_BEFORE = ("provided", "unless", "asks", "while", "source")


class Atom:
    """A token with the comments that follow it."""

    __slots__ = ("after", "text", "token")

    def __init__(self, token: Token) -> None:
        self.token = token
        self.text = token.text if token.kind != "date" else " ".join(token.text.split())
        self.after: list[Token] = []


def format_text(text: str, name: str = "draft.treaty") -> str:
    """The text in the one layout. Formatting it again changes nothing; comments stay where they belong.

    Args:
        text: a draft, a timeline or positions whose words can be read (other mistakes do not matter).
        name: what to call it in messages.

    Raises: ValueError if the text holds characters that mean nothing (see the diagnostics of `lex`).

    >>> print(format_text('treaty   "T",called T. party   Ukraine .'), end="")
    treaty "T", called T.
    party Ukraine.
    """
    source = Source(name, text.replace("\r\n", "\n").replace("\r", "\n"))
    lexed = lex(source)
    if any(d.severity == "error" for d in lexed.diagnostics):
        raise ValueError(lexed.diagnostics[0].message)
    head, blocks, tail = _group(lexed.tokens, lexed.comments)
    lines = [comment.text for comment in head]
    inside = False
    previous_end = head[-1].end if head else 0
    previous = ""
    for lead, atoms in blocks:
        word = atoms[0].token.text.lower()
        heading = _is_heading(atoms)
        if heading:
            inside = word == "article"
        indent = 2 if inside and not heading else 0
        apart = heading and not (lines and lines[-1].startswith("#") and not lead)
        for item in (*lead, atoms[0].token):
            gap = source.text.count("\n", previous_end, item.start)
            if lines and (gap > 1 or apart or _starts_block(word, previous)):
                lines.append("")
            if item in lead:
                lines.append(" " * indent + item.text)
            previous_end, previous, apart = item.end, word, False
        lines += _layout(atoms, indent)
        last = atoms[-1]
        previous_end = max([last.token.end, *(c.end for c in last.after)])
    for comment in tail:
        lines += [""] * (source.text.count("\n", previous_end, comment.start) > 1) + [comment.text]
        previous_end = comment.end
    body = "\n".join(line.rstrip() for line in lines).strip("\n")
    return _squeeze(body) + "\n" if body else ""


def _squeeze(body: str) -> str:
    while "\n\n\n" in body:
        body = body.replace("\n\n\n", "\n\n")
    return body


def _starts_block(word: str, previous: str) -> bool:
    return word == "expect" and previous not in ("expect", "")


def _is_heading(atoms: list[Atom]) -> bool:
    word = atoms[0].token.text.lower()
    if word == "article":
        return (
            len(atoms) <= 4
            and atoms[-1].token.kind == "stop"
            and all(a.token.kind in ("word", "number", "string", "stop") for a in atoms)
        )
    if word == "positions":
        return len(atoms) > 2 and atoms[1].text == "of"
    return (
        (word in PARTS or word in TITLES)
        and len(atoms) > 1
        and (atoms[1].token.kind == "string" or atoms[1].text == "of")
    )


Block = tuple[list[Token], list[Atom]]


def _group(tokens: list[Token], comments: list[Token]) -> tuple[list[Token], list[Block], list[Token]]:
    """Sentences as atoms, each with the comments that stand on lines before it; those at the head and at the end.

    A comment beside or inside a sentence belongs to the atom before it.
    """
    head: list[Token] = []
    lead: list[Token] = []
    blocks: list[Block] = []
    current: list[Atom] = []
    pending = iter(comments)
    comment = next(pending, None)
    last: Atom | None = None
    for token in tokens:
        while comment is not None and (comment.start < token.start or token.kind == "end"):
            if last is None:
                head.append(comment)
            elif last.token.kind == "stop" and comment.starts_line:
                lead.append(comment)
            else:
                last.after.append(comment)
            comment = next(pending, None)
        if token.kind == "end":
            break
        if not current:
            blocks.append((lead, current))
            lead = []
        last = Atom(token)
        current.append(last)
        if token.kind == "stop":
            current = []
    return head, blocks, lead


def _layout(atoms: list[Atom], indent: int) -> list[str]:
    """The lines of one sentence."""
    out = _Lines(indent)
    listed = atoms[0].token.text.lower() == "expect"
    opened = 0
    for i, atom in enumerate(atoms):
        text = atom.text
        if text == "(" and _lettered(atoms, i):
            out.fresh(indent + 4)
        elif (listed and i and atoms[i - 1].text == ";") or (
            listed and i and atoms[i - 1].text == ":" and any(a.text == ";" for a in atoms[i:])
        ):
            out.fresh(indent + 2)
        glue = text in _TIGHT or (i > 0 and atoms[i - 1].text == "(") or not i
        width = _reach(atoms, i)
        breakable = i > 0 and not glue
        prefer = breakable and atoms[i - 1].text == "," and text in _BREAK_BEFORE and not listed
        out.add(text, glue, width, breakable, prefer and _rest(atoms, i) + out.width > WIDTH)
        for comment in atom.after:
            out.comment(comment)
        opened += (text == "(") - (text == ")")
    return out.done()


def _lettered(atoms: list[Atom], i: int) -> bool:
    return i + 2 < len(atoms) and atoms[i + 2].text == ")" and len(atoms[i + 1].text) <= 2


def _reach(atoms: list[Atom], i: int) -> int:
    """How wide the atom is with the marks that stick to it."""
    width = len(atoms[i].text)
    k = i + 1
    while k < len(atoms) and atoms[k].text in _TIGHT and width < WIDTH:
        width += 1
        k += 1
    return width


def _rest(atoms: list[Atom], i: int) -> int:
    """How wide the rest of the sentence is, as far as it matters."""
    return sum(len(a.text) + 1 for a in atoms[i : i + WIDTH])


class _Lines:
    """Lines being filled up to the width."""

    def __init__(self, indent: int) -> None:
        self.indent = indent
        self.hang = indent + 2
        self.lines: list[str] = []
        self.line = " " * indent
        self.empty = True

    @property
    def width(self) -> int:
        return len(self.line)

    def fresh(self, hang: int) -> None:
        """Go to a new line, and let the following lines hang under it."""
        self.hang = hang
        if not self.empty:
            self._push()

    def _push(self) -> None:
        self.lines.append(self.line)
        self.line = " " * self.hang
        self.empty = True

    def add(self, text: str, glue: bool, width: int, breakable: bool, prefer: bool) -> None:
        """Add a word, on a new line where it would not fit (or where a break is preferred)."""
        gap = 0 if glue or self.empty else 1
        if not self.empty and breakable and (prefer or len(self.line) + gap + width > WIDTH):
            gap = self._wrap(prefer)
        self.line += " " * gap + text
        self.empty = False

    def _wrap(self, prefer: bool) -> int:
        """Go to a new line; take along the few words since the last comma or bar, which belong with what follows."""
        cut = max(self.line.rfind(", ") + 1, self.line.rfind(" | "))
        tail = self.line[cut + 1 :]
        if prefer or cut < WIDTH // 2 or len(tail) > 40 or '"' in tail:
            self._push()
            return 0
        self.line = self.line[:cut]
        self._push()
        self.line += tail
        self.empty = False
        return 1

    def comment(self, comment: Token) -> None:
        """Add a comment: beside the line that it stood beside, else on a line of its own."""
        if comment.starts_line:
            if not self.empty:
                self._push()
            self.lines.append(" " * (self.indent) + comment.text)
        else:
            self.lines.append(f"{self.line}  {comment.text}")
            self.line = " " * self.hang
            self.empty = True

    def done(self) -> list[str]:
        """All lines."""
        if not self.empty:
            self.lines.append(self.line)
        return self.lines


__all__ = ["Source", "format_text"]
