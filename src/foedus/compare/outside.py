"""What differs and no case can show: options left open, sentences that speak of no attack, texts and names."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from foedus.compare.pair import Pair
from foedus.compare.renamed import declared
from foedus.engine.words import listed
from foedus.model import Draft, Ref, Sentence
from foedus.model.comparison import Difference
from foedus.model.node import bare
from foedus.model.norms import Accession, LeavesOut, NoNuclear, Observes

_QUIET = (Observes, NoNuclear, LeavesOut, Accession)
_WORDS: dict[type, str] = {
    Observes: "an observer", NoNuclear: "a sentence on nuclear weapons", LeavesOut: "a gap that is meant",
    Accession: "accession",
}  # fmt: skip


def outside(pair: Pair) -> Iterator[Difference]:
    """Differences that are told from the texts themselves."""
    for which, left in (("A", pair.only_one), ("B", pair.only_two)):
        other = "B" if which == "A" else "A"
        for name, texts in left:
            options = listed((f"“{t}”" for t in texts), "and")
            lead = "the option" if len(texts) == 1 else "the options"
            yield Difference(
                "others", f"Only {which} leaves open {lead} {options} of {name}; {other} does not.", what=(name,),
                completions="some", weight=0.35, conduct="read from the text",
            )  # fmt: skip
    one, two = (_quiet(d) for d in pair.drafts)
    for which, mine, theirs, draft in (("A", one, two, pair.drafts[0]), ("B", two, one, pair.drafts[1])):
        for key in (Counter(mine.keys()) - Counter(theirs.keys())).elements():
            s = mine[key]
            ref = _ref(draft, s)
            yield Difference(
                "others", f"Only {which} has {_WORDS[type(s.body)]}: “{' '.join(s.text.split())}”.",
                refs_one=(ref,) if which == "A" else (), refs_two=(ref,) if which == "B" else (),
                weight=0.3, conduct="read from the text",
            )  # fmt: skip


def _quiet(draft: Draft) -> dict[Any, Sentence]:
    out: dict[Any, Sentence] = {}
    for s in draft.sentences:
        if isinstance(s.body, _QUIET):
            out[repr(bare(s.body))] = s
    return out


def _ref(draft: Draft, s: Sentence) -> Ref:
    span = s.span
    return Ref(
        draft.code or draft.title, s.label, span.file if span else "", span.line if span else 0,
        span.column if span else 0, s.text, s.assumption, s.source,
    )  # fmt: skip


def only(one: Draft, two: Draft) -> tuple[str, ...]:
    """What only the first of two drafts declares, in words."""
    mine, theirs = declared(one), declared(two)
    return tuple(f"{kind} {name}" for name, kind in mine.items() if name not in theirs)


def unread(pair: Pair) -> tuple[tuple[Ref, str], ...]:
    """Provisions outside the case space of which it is not plain that both drafts have them alike.

    One that stands in both word for word comes to the same where all else that is no duty, power or decision does.
    """
    found = [{repr(bare(s.body)) for s in d.sentences} for d in pair.drafts]
    alike = found[0] == found[1]
    if alike:
        return ()
    seen = {(u.ref, u.what): None for case in pair.cases for u in case.unknown}
    return tuple(seen)


__all__ = ["only", "outside", "unread"]
