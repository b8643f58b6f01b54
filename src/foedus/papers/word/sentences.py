"""The sentences of a document, each with its place; a list of lettered paragraphs is one sentence."""

import re
from collections.abc import Sequence

from msgspec import Struct

from foedus.papers.word.blocks import Block
from foedus.papers.word.points import NUMBER, Point, places

NO_STOP = "no full stop ends it"
_HOLE = 0xE000  # the private characters that stand for points while sentences are cut
_MOST_HOLES = 0x1800
_SHORT = (
    "art", "arts", "no", "nos", "para", "paras", "cf", "e.g", "i.e", "etc", "vs", "st", "mr", "mrs", "ms", "dr", "u.s",
    "u.k", "u.n", "vol", "p", "pp", "sec", "ch", "incl", "approx", "ed", "eds", "res", "lit", "subpara", "op", "ibid",
    "rev", "add", "corr", "doc",
)  # fmt: skip
_END = re.compile(r"[.!?][”\"’')\]]*(?=\s+[\"“(\[A-Z\ue000-\uf8ff0-9]|\s*$)")
_ITEM = re.compile(r"\(?(?:[a-z]{1,3}|\d{1,2})[.)]$")


class Spoken(Struct, frozen=True):
    """A sentence as it stands. text: its words as proposed. form: the same with `?N?` where point N stands.

    points: the numbers of those points. first, last: the numbers of its paragraphs. why: why it cannot be tried.
    """

    place: str
    text: str
    form: str
    points: tuple[int, ...]
    first: int
    last: int
    why: str = ""


def sentences(blocks: Sequence[Block], points: Sequence[Point], bodies: Sequence[int]) -> list[Spoken]:
    """Cut a document into sentences.

    Args:
        blocks: its paragraphs.
        points: what is left open in them.
        bodies: the numbers of the paragraphs that hold sentences, in order: not headings, not what is only noted.
    """
    out: list[Spoken] = []
    held: list[int] = []
    for at, number in enumerate(bodies):
        held.append(number)
        text = blocks[number].text.rstrip()
        following = bodies[at + 1] if at + 1 < len(bodies) else None
        goes_on = (
            following is not None
            and following == number + 1
            and blocks[following].group == blocks[number].group
            and bool(re.search(r"(?:[:;,]|; (?:and|or)|, (?:and|or))$", text))
            and bool(_lettered(blocks[following]) or len(held) > 1)
        )
        if not goes_on:
            out += _cut(blocks, points, held)
            held = []
    return out


def _lettered(block: Block) -> bool:
    return bool(_ITEM.match(block.label) or re.match(r"\s*\((?:[a-z]{1,3}|\d{1,2})\)\s", block.text))


def _cut(blocks: Sequence[Block], points: Sequence[Point], numbers: Sequence[int]) -> list[Spoken]:
    """The sentences of one paragraph, or of the paragraphs of one list."""
    whole = ""
    plain: dict[str, str] = {}
    for number in numbers:
        block = blocks[number]
        form, known = _formed(block, number, points)
        plain |= known
        label = block.label if len(numbers) > 1 and number != numbers[0] and _ITEM.match(block.label) else ""
        whole += (" " if whole else "") + (f"({label.strip('().')}) " if label else "") + form
    out: list[Spoken] = []
    first = blocks[numbers[0]].place
    last = blocks[numbers[-1]].place
    place = places([first, last])
    covered = next((p for p in points if p.last > p.block and p.block <= numbers[0] <= p.last), None)
    for part in _parts(NUMBER.sub("", whole) if len(numbers) == 1 else whole):
        holes = tuple(ord(ch) - _HOLE for ch in part if 0 <= ord(ch) - _HOLE < len(points) and ch in plain)
        text = "".join(plain.get(ch, ch) for ch in part)
        form = "".join(f"?{ord(ch) - _HOLE}?" if ch in plain else ch for ch in part)
        why = _why(part, holes, points, covered)
        out.append(
            Spoken(place, " ".join(text.split()), " ".join(form.split()), holes, numbers[0], numbers[-1], why)
        )
    return out


def _formed(block: Block, number: int, points: Sequence[Point]) -> tuple[str, dict[str, str]]:
    """A paragraph's text with a private character for each outermost point, and what these stand for."""
    text = "".join(" " if 0xE000 <= ord(ch) <= 0xF8FF else ch for ch in block.text)
    mine = [
        (p.start, p.end + len(p.unit), k) for k, p in enumerate(points)
        if p.block == number == p.last and p.kind != "columns" and k < _MOST_HOLES
    ]  # fmt: skip
    out, at = "", 0
    plain: dict[str, str] = {}
    for start, end, k in sorted(mine, key=lambda m: (m[0], -m[1])):
        if start < at:
            continue  # inside another
        ch = chr(_HOLE + k)
        out += text[at:start] + ch
        plain[ch] = text[start:end]
        at = end
    return out + text[at:], plain


def _parts(text: str) -> list[str]:
    """Sentences: what ends with a full stop before a capital letter, unless the stop ends a short form."""
    out: list[str] = []
    start = 0
    for found in _END.finditer(text):
        word = text[start : found.start()].rpartition(" ")[2].strip('(“"').lower()
        if found[0][0] == "." and found.end() < len(text.rstrip()):
            first = not text[start : found.start()].strip().removesuffix(word)
            if (
                word in _SHORT
                or (len(word) == 1 and word.isalpha())
                or (first and NUMBER.fullmatch(f"{word}. "))
            ):
                continue
        out.append(text[start : found.end()].strip())
        start = found.end()
    out.append(text[start:].strip())
    return [part for part in out if part]


def _why(part: str, holes: Sequence[int], points: Sequence[Point], covered: Point | None) -> str:
    """Why a sentence cannot be tried as a provision; "" if it can."""
    if covered is not None:
        return f"it stands in brackets as a whole ({covered.place}): whether it stands is open"
    alone = part.strip(" .")
    for k in holes:
        if alone == chr(_HOLE + k):
            return "it stands in brackets as a whole: whether it stands is open"
        if any(o.text == "" for o in points[k].options):
            return "words of it may go: the language leaves open which term stands, not whether words stand"
        if any(p.within == k for p in points):
            return "brackets stand inside brackets"
    if not part.endswith((".", ".”", '."')):
        return NO_STOP
    if any(ch in part for ch in "[]［］"):
        return "a bracket stands in it that opens nothing, or has no partner"
    return ""
