"""A positions file from confirmed claims: each sentence with its source and voice, hearsay marked as hearsay."""

from collections.abc import Iterable, Mapping, Sequence

from foedus.language.positions import STANCES
from foedus.ledger.claims import Claim
from foedus.ledger.documents import Document
from foedus.ledger.wording import name as name_of
from foedus.ledger.wording import quotable, shortened
from foedus.model import Draft, OpenPoint

_SAYS = {stance: words for words, stance in STANCES.items()}


def positions(
    found: Iterable[Claim], draft: Draft, docs: Mapping[int, Document], names: Sequence[str]
) -> tuple[str, int]:
    """The text of a positions file.

    Args:
        found: claims; confirmed positions that are not past count.
        draft: the draft whose open points are meant.
        docs: the documents.
        names: the parties of the draft; the positions of others stand as comments, since the draft does not know them.

    Returns:
        the text, and how many claims could not become a sentence because the draft has no such open point or party.
    """
    points = {point.name: point for point in draft.open_points()}
    groups: dict[str, list[Claim]] = {}
    for one in found:
        if one.status == "confirmed" and one.kind == "position" and one.frame != "past":
            groups.setdefault(one.actor, []).append(one)
    out = ["# Written from confirmed claims. Each sentence says in whose voice it is known: self is the",
           "# party's own word, whatever else is hearsay."]  # fmt: skip
    left = 0
    for actor in sorted(groups, key=lambda a: (names.index(a) if a in names else len(names), a)):
        mine = sorted(groups[actor], key=lambda c: (list(points).index(c.issue) if c.issue in points else len(points),
                                                    c.issue, c.published_on, c.doc, c.start))  # fmt: skip
        known = actor in names
        out.append("")
        out.append(f"positions of {name_of(actor)}, on {draft.code}." if known else
                   f"# {shortened(actor)} is no party of {draft.code}:")  # fmt: skip
        seen: set[str] = set()
        for one in mine:
            line = _sentence(one, points.get(one.issue), docs[one.doc])
            if line in seen:
                continue
            seen.add(line)
            if known and one.issue in points and one.certainty != "denied":
                out += [*_words(one), line]
            else:
                left += 1
                why = (
                    "denied"
                    if one.certainty == "denied"
                    else f"no open point {shortened(one.issue)}"
                    if known
                    else ""
                )
                out += [*_words(one), f"# {line}" + (f"  # {why}" if why else "")]
    return "\n".join(out) + "\n", left


def _words(one: Claim) -> list[str]:
    """The words that a sentence rests on, as a comment above it."""
    return [f"# “{shortened(one.exact, 160)}”"]


def _sentence(one: Claim, point: OpenPoint | None, doc: Document) -> str:
    option = (
        next((o for o in point.texts if o.lower() == one.value.lower()), "") if point and one.value else ""
    )
    body = f"{_SAYS[one.stance]} {shortened(one.issue)}{f' = {option}' if option else ''}"
    if one.condition:
        body += f', if "{quotable(one.condition)}"'
    dated = f", dated {one.published_on}" if one.published_on else ""
    place = f", {one.start}–{one.stop}" if one.stop else ""
    source = f"{doc.title or doc.name}{place}"
    speaker = one.speaker
    if one.voice in ("other", "unnamed", "self"):
        home = f" ({speaker.party})" if speaker.party and speaker.party != speaker.name else ""
        source = f"{speaker.name}{home}, in {source}"
    hedge = "; hedged" if one.certainty == "hedged" else ""
    return f'{body}, source "{quotable(source)}{hedge}", voice {one.voice}{dated}.'
