"""The declared names of a text and of what it uses: what each is, and the longest one at a place."""

from collections.abc import Iterable
from typing import NamedTuple

from foedus.language.lexer import Token


class Entry(NamedTuple):
    """A declared name. kind: party · state · actor · organ · group · singular · place · measure · measures · means ·
    event · term · state-of · standard · instrument · purpose. of: the group of a singular; what a term means."""

    name: str
    kind: str
    of: str = ""


# What every draft may say without declaring it.
BUILTIN_MEASURES = (
    "consult", "meet", "assist", "use-force", "warn", "arm", "supply", "sanction", "report", "notify", "mediate",
    "share-intelligence", "train", "deploy-forces", "give-access", "withdraw-forces", "cease-fire", "concert",
    "compensate", "regard-as-threat", "stay-neutral", "keep-peace", "seek-council-action",
)  # fmt: skip
BUILTIN_MEANS = (
    "drones", "missiles", "aircraft", "artillery", "ground-forces", "naval-forces", "sabotage", "cyber-operation",
    "blockade", "proxies", "explosives", "shootings", "nuclear-weapons", "chemical-weapons", "mines", "airspace-breach",
)  # fmt: skip
BUILTIN_EVENTS = ("ceasefire",)


class Names:
    """The table of names while a text is being read."""

    def __init__(self) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self.entries: dict[str, Entry] = {}
        self.words: set[str] = set()
        self.points: dict[str, int] = {}
        self.instruments: dict[str, object] = {}
        self.declared: dict[str, int] = {}
        for kind, words in (
            ("measure", BUILTIN_MEASURES),
            ("means", BUILTIN_MEANS),
            ("event", BUILTIN_EVENTS),
        ):
            for word in words:
                self.add(Entry(word, kind))
        self.add(Entry("parties", "group"))
        self.add(Entry("party", "singular", "parties"))
        self.add(Entry("signatories", "group"))
        self.add(Entry("signatory", "singular", "signatories"))

    def add(self, entry: Entry, spelling: str = "") -> None:
        """Declare a name (or a second spelling of one)."""
        words = tuple((spelling or entry.name).split())
        if not words:
            return
        known = self.entries.get(spelling or entry.name)
        if known == entry:
            return
        self.entries[spelling or entry.name] = entry
        same = self.by_first.setdefault(words[0], [])
        same[:] = [pair for pair in same if pair[0] != words or pair[1].kind != entry.kind]
        same.append((words, entry))
        same.sort(key=lambda pair: -len(pair[0]))
        self.words.update(words)

    def include(self, other: "Names") -> None:
        """Take over the names of a text that is used."""
        for spelling, entry in other.entries.items():
            if spelling not in self.entries:
                self.add(entry, spelling)
        for code, draft in other.instruments.items():
            self.instruments.setdefault(code, draft)

    def copy(self) -> "Names":
        """The same names, to which others may be added."""
        made = object.__new__(Names)
        made.by_first = {first: list(same) for first, same in self.by_first.items()}
        made.entries, made.words, made.points = dict(self.entries), set(self.words), dict(self.points)
        made.instruments, made.declared = dict(self.instruments), dict(self.declared)
        return made

    def longest(
        self, tokens: list[Token], start: int, kinds: Iterable[str], first: bool
    ) -> tuple[Entry, int] | None:
        """The longest declared name that stands at `start`, if it is of one of the kinds, and its number of tokens."""
        token = tokens[start]
        if token.kind == "string":
            entry = self.entries.get(token.value)
            return (entry, 1) if entry and (not kinds or entry.kind in kinds) else None
        if token.kind not in ("word", "number"):
            return None
        for head in (token.text, token.text.lower()) if first else (token.text,):
            for words, entry in self.by_first.get(head, ()):
                if kinds and entry.kind not in kinds:
                    continue
                if all(
                    start + k < len(tokens) and tokens[start + k].text == word
                    for k, word in enumerate(words)
                    if k
                ):
                    return entry, len(words)
        return None

    def spellings(self, proper: bool) -> list[str]:
        """All names that begin with a capital (proper names), or all others."""
        return [name for name in self.entries if name[:1].isupper() == proper]
