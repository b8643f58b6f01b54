"""Reading a page without a browser: its elements in order, and what they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "meta", "link", "line", "rect", "circle", "path", "use"}


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    parent: Element | None = None
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def words(self) -> str:
        """All text inside, in order."""
        return " ".join("".join(e.text for e in self.walk()).split())

    def find(self, tag: str) -> list[Element]:
        return [e for e in self.walk() if e.tag == tag]

    def inside(self, tag: str) -> bool:
        here = self.parent
        while here is not None:
            if here.tag == tag:
                return True
            here = here.parent
        return False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("#", {})
        self.here = self.root
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        one = Element(tag, {k: v or "" for k, v in attrs}, self.here)
        self.here.children.append(one)
        if tag not in VOID:
            self.here = one

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.children.append(Element(tag, {k: v or "" for k, v in attrs}, self.here))

    def handle_endtag(self, tag: str) -> None:
        if self.here.tag != tag:
            self.wrong.append(f"</{tag}> closes <{self.here.tag}>")
            return
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(Element("#text", {}, self.here, [], data))


def read(page: str) -> Element:
    reader = _Reader()
    reader.feed(page)
    assert not reader.wrong, reader.wrong[:3]
    assert reader.here is reader.root, f"<{reader.here.tag}> is never closed"
    return reader.root
