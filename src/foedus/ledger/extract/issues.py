"""Which open point a statement is about, and which of its options or figures it names."""

import re
from collections.abc import Sequence

from foedus.ledger.extract.tokens import Token, tokens
from foedus.ledger.extract.words import listed
from foedus.ledger.proposal import Issue

_COMMON = listed("""
    a an the of to in on for and or is are be been was were what which who whom how when where why does do did
    can may must should would will could its his her their this that these those it as by at from with not no
    any all each than then there other such if into under over about between more most has have had within
    after before remain remains still long large sure text itself only whole much many first party parties
    follows follow count counts covered covers same way without question point other others some own guarantee
    guarantees treaty agreement deal plan security
""")
_UNITS = (
    r"%|percent|per cent|million|billion|thousand|days?|hours?|weeks?|months?|years?|troops|soldiers|monitors|euros?"
    r"|dollars?|pounds?|cubic metres|square kilomet(?:er|re)s|kilomet(?:er|re)s?|miles|points?|officers|brigades"
)
_FIGURE = re.compile(rf"[$€£]\s?\d[\d.,]*(?:\s?(?:{_UNITS}))*|\d[\d.,]*(?:[\s-]?(?:{_UNITS})\b)+")
_ENDS_LABEL = listed(
    "that which who if unless provided and but as once until while is are was were has have had will would"
)
_LABEL_WORDS = 7
_BEFORE_LABEL = listed("""
    to for that on of over about in upon out the a an its his her their any such against with
""")


def stem(word: str) -> str:
    """A word without its commonest endings, enough to tell forms of one word.

    >>> stem("guarantees") == stem("guarantee"), stem("deciding") == stem("decided")
    (True, True)
    """
    for ending in ("ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _stems(text: str) -> list[str]:
    parts = (p for t in tokens(text) if t.word for p in re.split(r"[-\u2010\u2011]", t.low))
    return [stem(p) for p in parts if p and p not in _COMMON]


def _uncapitalised(text: str) -> str:
    """A question without its proper names: who is spoken of does not tell what it is about."""
    return " ".join(t.text for t in tokens(text) if not t.capital)


class Matcher:
    """Finds the issue of a statement among the open points of a draft."""

    def __init__(self, issues: Sequence[Issue], names: frozenset[str] = frozenset()) -> None:
        """Names are words that stand for somebody, in lower case; they point to no issue."""
        self.issues = issues
        self.around: tuple[str, list[str]] = ("", [])
        ignored = {stem(name) for name in (*names, "states", "state")}
        self.words = [{w: n for w, n in self._weights(issue).items() if w not in ignored} for issue in issues]
        self.shared: dict[str, int] = {}
        for words in self.words:
            for word in words:
                self.shared[word] = self.shared.get(word, 0) + 1
        self.terms = [
            tuple(t for t in (" ".join(_stems(term)) for term in issue.terms) if t) for issue in issues
        ]

    @staticmethod
    def _weights(issue: Issue) -> dict[str, float]:
        found: dict[str, float] = {}
        for text, weight in ((issue.asks, 1.0), *((o, 0.8) for o in issue.options), (issue.name, 1.5)):
            for word in _stems(_uncapitalised(text)):
                found[word] = max(found.get(word, 0.0), weight)
        return found

    def match(self, span: str, around: str) -> Issue | None:
        """The issue that shares most with the words of a statement; those around it count less.

        Args:
            span: the words of the statement. around: its sentence.

        Returns:
            The issue, or nothing if no word points to one.
        """
        if not self.issues:
            return None
        if around != self.around[0]:
            self.around = (around, _stems(around))
        inside, outside = _stems(span), self.around[1]
        best, most = None, 0.0
        for i, issue in enumerate(self.issues):
            own = self._score(i, inside)
            score = own + 0.25 * self._score(i, outside)
            if own >= 0.75 and score >= 1.0 and score > most + 1e-9:
                best, most = issue, score
        return best

    def _score(self, i: int, stems: list[str]) -> float:
        told = set(stems)
        score = sum(w / self.shared[word] for word, w in self.words[i].items() if word in told)
        joined = f" {' '.join(stems)} "
        return score + sum(3.0 for term in self.terms[i] if f" {term} " in joined)


def value(span: str, issue: Issue | None) -> str:
    """The option that the words name, or the first figure in them.

    >>> value("a decision within 72 hours", Issue("clock", options=("24 hours", "72 hours")))
    '72 hours'
    """
    if issue is not None and issue.options:
        told = set(_stems(span))
        stems = [(set(_stems(option)), option) for option in issue.options]
        named = [(len(words), option) for words, option in stems if words and words <= told]
        if named:
            return max(named, key=lambda pair: pair[0])[1]
    figure = _FIGURE.search(span[:2000])
    return figure.group().strip(" .,") if figure is not None else ""


def label(words: Sequence[Token]) -> str:
    """A free label from the words behind a cue: the first phrase, without what leads to it.

    >>> label(tuple(tokens("to a phased filling of the upper reservoir provided that")))
    'phased filling of the upper reservoir'
    """
    i = 0
    while i < len(words) and (words[i].low in _BEFORE_LABEL or not words[i].word):
        i += 1
    out: list[str] = []
    for token in words[i : i + _LABEL_WORDS]:
        if not (token.word or token.low == "'s") or token.low in _ENDS_LABEL:
            break
        out.append(token.text)
    while out and out[-1].lower() in _BEFORE_LABEL | {"and", "or", "by", "from", "at"}:
        out.pop()
    return " ".join(out).replace(" 's", "'s").replace(" \u2019s", "\u2019s")
