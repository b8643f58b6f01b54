"""The forms of English verbs, made from a table of irregular ones and the rules for the rest."""

from collections.abc import Iterable
from typing import NamedTuple

from foedus.ledger.extract.words import listed

_IRREGULAR = {
    "be": "is was been being",
    "withdraw": "withdraws withdrew withdrawn withdrawing",
    "give": "gives gave given giving",
    "take": "takes took taken taking",
    "say": "says said said saying",
    "tell": "tells told told telling",
    "seek": "seeks sought sought seeking",
    "strike": "strikes struck struck striking",
    "throw": "throws threw thrown throwing",
    "stand": "stands stood stood standing",
    "make": "makes made made making",
    "let": "lets let let letting",
    "send": "sends sent sent sending",
    "leave": "leaves left left leaving",
    "meet": "meets met met meeting",
    "sit": "sits sat sat sitting",
    "write": "writes wrote written writing",
    "yield": "yields yielded yielded yielding",
    "hold": "holds held held holding",
    "keep": "keeps kept kept keeping",
    "undertake": "undertakes undertook undertaken undertaking",
    "swear": "swears swore sworn swearing",
    "shut": "shuts shut shut shutting",
    "think": "thinks thought thought thinking",
    "feel": "feels felt felt feeling",
    "know": "knows knew known knowing",
    "bow": "bows bowed bowed bowing",
    "forgo": "forgoes forwent forgone forgoing",
    "get": "gets got got getting",
    "put": "puts put put putting",
    "see": "sees saw seen seeing",
    "speak": "speaks spoke spoken speaking",
    "bear": "bears bore borne bearing",
    "give up": "",
}
_DOUBLE = listed(
    "slam snub demur drop rebuff permit admit commit ban stop plan shun submit veto refer defer"
) - {
    "rebuff",
    "veto",
}

_EITHER = frozenset(["signal", "counsel", "label", "cancel", "channel"])


class Form(NamedTuple):
    """A form of a verb. kind: base, s, past, ing (the participle of the past counts as past)."""

    lemma: str
    kind: str


def forms(lemma: str) -> dict[str, Form]:
    """Each form of a verb.

    >>> sorted(forms("deny"))
    ['denied', 'denies', 'deny', 'denying']
    """
    irregular = _IRREGULAR.get(lemma)
    if irregular:
        s, past, participle, ing = irregular.split()
        return {
            lemma: Form(lemma, "base"),
            s: Form(lemma, "s"),
            past: Form(lemma, "past"),
            participle: Form(lemma, "past"),
            ing: Form(lemma, "ing"),
        }
    s = lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    stem = lemma + lemma[-1] if lemma in _DOUBLE else stem
    past, ing = stem + "ed", stem + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        s, past = lemma[:-1] + "ies", lemma[:-1] + "ied"
    if lemma in _EITHER:
        return {
            lemma: Form(lemma, "base"),
            s: Form(lemma, "s"),
            **{lemma + end: Form(lemma, "past") for end in ("ed", "led")},
            **{lemma + end: Form(lemma, "ing") for end in ("ing", "ling")},
        }
    if lemma.endswith("ee"):
        past, ing = lemma + "d", lemma + "ing"
    return {
        lemma: Form(lemma, "base"),
        s: Form(lemma, "s"),
        past: Form(lemma, "past"),
        ing: Form(lemma, "ing"),
    }


def table(lemmas: Iterable[str]) -> dict[str, Form]:
    """The forms of many verbs; of two that share a form the first in order stands."""
    found: dict[str, Form] = {}
    for lemma in sorted(lemmas):
        for word, form in forms(lemma).items():
            found.setdefault(word, form)
    return found
