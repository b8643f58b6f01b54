"""A comparison for a terminal: differences by consequence, each with the words that it comes from as a redline."""

from textwrap import wrap

from foedus.model.comparison import Comparison, Difference, Passage
from foedus.report.redline import Told, completions, nothing_text, place, redline, summary, whom
from foedus.report.terminal import Terminal

_MARKS = {"inserted": ("\033[4;34m", "{+", "+}"), "deleted": ("\033[9;31m", "[-", "-]")}
_MOVED = ("\033[4:4m", "~", "~")
_OFF = "\033[0m"
_MOST = 4  # changes of words that are shown with a difference
_GLYPH = {"yes": "=", "no": "≠", "unknown": "?"}


def lines(found: Comparison, names: tuple[str, str], terminal: Terminal, every: bool = False) -> str:
    """The whole comparison, as a terminal shows it.

    Args:
        found: the comparison.
        names: what the drafts are called: files, as a rule.
        terminal: its width and colour.
        every: show also the changes of words that change nothing.
    """
    shown = redline(found)
    out = [terminal.head(f"A {names[0]}  B {names[1]}, compared over every attack, procedure and completion")]
    out += terminal.block(f"{_GLYPH[found.equal]}  ", summary(found))
    out += _read(found, terminal)
    for number, told in enumerate(shown.told, 1):
        out += ["", *_told(number, told, terminal, found.assumes)]
    if shown.other:
        out += ["", terminal.head("Changes of words that no difference comes from by itself")]
        for _, passage in shown.other:
            out += _passage(passage, terminal)
    if shown.nothing:
        out += ["", terminal.head(nothing_text(len(shown.nothing)))]
        if every:
            for _, passage in shown.nothing:
                out += _passage(passage, terminal)
        else:
            out += terminal.block("  ", "folded; --all shows them", "soft")
    out += _rest(found, terminal)
    return "\n".join(out)


def _read(found: Comparison, terminal: Terminal) -> list[str]:
    """What is read as renamed, when the attack is, and what only one of them speaks of."""
    out: list[str] = []
    named = [r for r in found.alignment.renamings if r.kind != "article"]
    numbers = [r for r in found.alignment.renamings if r.kind == "article"]
    if named:
        out += terminal.block("   renamed   ", "; ".join(f"{r.kind} {r.one} is {r.two} in B" for r in named))
    if numbers:
        out += terminal.block(
            "   numbers   ", "; ".join(f"article {r.one} is article {r.two} in B" for r in numbers)
        )
    out += terminal.block("   attack    ", f"one, on {found.on}")
    if found.differences:
        out += terminal.block("   assumed   ", f"{found.assumes}; unless a difference says “if”")
    for lead, only in (("   only A    ", found.only_one), ("   only B    ", found.only_two)):
        if only:
            out += terminal.block(lead, "; ".join(only))
    return out


def _told(number: int, told: Told, terminal: Terminal, assumed: str) -> list[str]:
    one = told.difference
    lead = f"{number:>2} "
    out = [terminal.head(line) for line in terminal.block(lead, one.sentence)]
    pad = " " * len(lead)
    for word, said in facts(one, assumed):
        out += terminal.block(f"{pad}{word:<10}", said)
    for _, passage in told.passages[:_MOST]:
        out += _passage(passage, terminal)
    if len(told.passages) > _MOST:
        out += terminal.block("   ▌ ", f"and {len(told.passages) - _MOST} more changes of words", "soft")
    if one.together:
        out += terminal.block(pad, "It goes only if all of these are undone.", "soft")
    return out


def facts(one: Difference, assumed: str = "") -> list[tuple[str, str]]:
    """What is said of a difference beside its sentence: (word, text); not the conduct that is assumed anyway."""
    out: list[tuple[str, str]] = []
    if said := whom(one):
        out.append(("for whom", said))
    out.append(("holds", completions(one)))
    if one.conduct and one.conduct != assumed:
        out.append(("if", one.conduct))
    for word, said in (("in A", one.says_one), ("in B", one.says_two)):
        if said:
            out.append((word, said))
    return out


def _passage(passage: Passage, terminal: Terminal) -> list[str]:
    """A passage as a redline, after a margin bar; marks stand for colour where there is none."""
    words: list[tuple[str, str]] = []
    for run in passage.runs:
        kind = "moved" if passage.kind == "moved" and run.kind == "same" else run.kind
        words += [(word, kind) for word in run.text.split()]
    out = [terminal.paint(f"   ▌ {place(passage)}{': moved' if passage.kind == 'moved' else ''}", "soft")]
    plain = [word for word, _ in words]
    lines = wrap(" ".join(plain), max(20, terminal.width - 8), break_long_words=False, break_on_hyphens=False)
    at = 0
    for line in lines:
        size = len(line.split())
        out.append(f"   ▌ {_marked(words[at : at + size], terminal)}")
        at += size
    return out


def _marked(words: list[tuple[str, str]], terminal: Terminal) -> str:
    """Words with their marks, one mark for words in a row."""
    out: list[str] = []
    at = 0
    while at < len(words):
        kind = words[at][1]
        end = at
        while end < len(words) and words[end][1] == kind:
            end += 1
        text = " ".join(word for word, _ in words[at:end])
        mark = _MOVED if kind == "moved" else _MARKS.get(kind)
        if mark is None:
            out.append(text)
        else:
            out.append(f"{mark[0]}{text}{_OFF}" if terminal.colour else f"{mark[1]}{text}{mark[2]}")
        at = end
    return " ".join(out)


def _rest(found: Comparison, terminal: Terminal) -> list[str]:
    out: list[str] = []
    if found.unknown:
        out += ["", terminal.head("Of these sentences nothing is said: unknown is not equal")]
        for ref, what in found.unknown:
            out += terminal.block("  ? ", f"{ref.instrument}, {ref.label}: {what}")
    for note in found.notes:
        out += ["", *terminal.block("note ", note)]
    return out


__all__ = ["facts", "lines"]
