"""One value for everything that Foedus has to say about a text: what, where, why, and how to mend it."""

from collections.abc import Mapping
from typing import NamedTuple

from foedus.base.span import Source, Span

Severity = str  # "error", "warning" or "finding"


class Edit(NamedTuple):
    """Replace the characters of a span."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A way to mend it, in words; with edits where a machine can apply it safely."""

    text: str
    edits: tuple[Edit, ...] = ()

    def apply(self, source: str) -> str:
        """The source with the edits made."""
        for edit in sorted(self.edits, key=lambda e: e.span.start, reverse=True):
            source = source[: edit.span.start] + edit.text + source[edit.span.end :]
        return source


class Label(NamedTuple):
    """A further place that belongs to the story, with a few words."""

    span: Span
    text: str


class Diagnostic(NamedTuple):
    """A message with a stable code, one sentence that stands alone, a place, why, and at least one fix."""

    code: str
    message: str
    span: Span | None
    label: str = ""
    why: str = ""
    fixes: tuple[Fix, ...] = ()
    also: tuple[Label, ...] = ()
    severity: Severity = "error"


def _quoted(source: Source, spans: list[tuple[Span, str, str]], gutter: int) -> list[str]:
    """The lines that the spans stand on, each with its marks below."""
    out: list[str] = []
    for span, mark, label in spans:
        if not 1 <= span.line <= source.lines:
            continue
        line = source.line(span.line)
        start = span.column - 1
        if len(line) > 160:  # a very long line: show the part around the mark
            cut = max(0, start - 60)
            line, start = line[cut : cut + 150], start - cut
        width = max(1, min(span.end - span.start, len(line) - start))
        out.append(f"{span.line:>{gutter}} | {line}")
        out.append(f"{'':>{gutter}} | {' ' * start}{mark * width}{' ' + label if label else ''}")
    return out


def render(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    """The diagnostic as a terminal shows it: sentence, place, quoted lines with carets, why, fixes.

    Args:
        diagnostic: what to show.
        sources: the texts by file name; a text that is missing is not quoted.
    """
    d = diagnostic
    out = [f"{d.severity}[{d.code}]: {d.message}"]
    if d.span:
        out.append(f"  --> {d.span.place()}")
        marks = [(d.span, "^", d.label), *((a.span, "-", a.text) for a in d.also)]
        gutter = max(len(str(span.line)) for span, _, _ in marks)
        for name in dict.fromkeys(span.file for span, _, _ in marks):
            if name != d.span.file:
                out.append(f"  --> {next(s for s, _, _ in marks if s.file == name).place()}")
            if name in sources:
                out += _quoted(sources[name], [m for m in marks if m[0].file == name], gutter)
    if d.why:
        out.append(f"why:  {d.why}")
    for fix in d.fixes:
        out.append(f"fix:  {fix.text}")
    return "\n".join(_plain(line) for line in out)


def _plain(line: str) -> str:
    """A line without characters that would move the cursor, turn the direction of writing or stay unseen."""
    if line.isprintable():
        return line
    return "".join(ch if ch.isprintable() else " " if ch.isspace() else "�" for ch in line)
