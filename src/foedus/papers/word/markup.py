"""Paragraphs with tracked changes, as WordprocessingML (ECMA-376 part 1, 17.13.5)."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from foedus.model.comparison import Run

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# A run stays, or stands in one of these; in the text before only `del` and `moveFrom` count, in that after the others.
_WRAPS = {"deleted": "del", "inserted": "ins", "from": "moveFrom", "to": "moveTo"}


_REFERENCE = '<w:commentReference w:id="{}"/>'
# Characters that XML 1.0 cannot hold; a text that has them (in a remark, say) shows a replacement in their place.
_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


class Hand(NamedTuple):
    """Who changed it and when; a change without a date bears none."""

    author: str
    date: str = ""

    def attributes(self, number: int) -> str:
        """The attributes that every mark of a change bears."""
        date = f" w:date={quoteattr(self.date)}" if self.date else ""
        return f'w:id="{number}" w:author={quoteattr(self.author)}{date}'


class Marks:
    """Writes paragraphs; each mark gets a number of its own."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self._last = 0

    def paragraph(
        self, style: str, runs: Sequence[Run], mark: str = "", move: str = "", comments: Sequence[int] = ()
    ) -> str:
        """One paragraph, and what must stand beside it.

        Args:
            style: its style.
            runs: its words; kind: same · deleted · inserted · from · to.
            mark: how the paragraph itself came about: deleted, inserted, from, to, or not at all.
            move: the name of the move that it belongs to.
            comments: the numbers of the comments beside its changes; beside all of it if nothing in it changed.

        Returns: XML elements that may stand in a body.
        """
        head = f"<w:rPr><w:{_WRAPS[mark]} {self._next()}/></w:rPr>" if mark else ""
        before = after = ""
        if move:
            name = "moveFrom" if mark == "from" else "moveTo"
            number = self._number()
            attributes = self.hand.attributes(number)
            before = f"<w:{name}RangeStart {attributes} w:name={quoteattr(move)}/>"
            after = f'<w:{name}RangeEnd w:id="{number}"/>'
        body = "".join(self._commented(runs, comments, mark))
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{head}</w:pPr>{before}{body}</w:p>{after}'

    def _commented(self, runs: Sequence[Run], comments: Sequence[int], mark: str) -> Iterable[str]:
        """The runs, with the comments around those that changed.

        Where the whole paragraph comes or goes, the comment's own sign comes and goes with it: alone in a paragraph
        that is taken back, it would keep the paragraph.
        """
        changed = [k for k, run in enumerate(runs) if run.kind != "same"] or list(range(len(runs)))
        for k, run in enumerate(runs):
            if k == changed[0]:
                yield from (f'<w:commentRangeStart w:id="{number}"/>' for number in comments)
            yield self._run(run)
            if k == changed[-1]:
                for number in comments:
                    yield f'<w:commentRangeEnd w:id="{number}"/>'
                    sign = f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>{_REFERENCE.format(number)}</w:r>'
                    yield f"<w:{_WRAPS[mark]} {self._next()}>{sign}</w:{_WRAPS[mark]}>" if mark else sign

    def _run(self, run: Run) -> str:
        tag = "delText" if run.kind == "deleted" else "t"
        parts = [f'<w:{tag} xml:space="preserve">{_safe(part)}</w:{tag}>' if part else "" for part in
                 run.text.split("\n")]  # fmt: skip
        inner = f"<w:r>{'<w:br/>'.join(parts)}</w:r>"
        if run.kind == "same":
            return inner
        wrap = _WRAPS[run.kind]
        return f"<w:{wrap} {self._next()}>{inner}</w:{wrap}>"

    def _next(self) -> str:
        return self.hand.attributes(self._number())

    def _number(self) -> int:
        self._last += 1
        return self._last


def _safe(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text)).replace("\r", " ")
