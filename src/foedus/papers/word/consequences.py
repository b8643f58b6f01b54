"""What is said beside each change: what it changes, for whom; or that it changes nothing."""

from collections.abc import Sequence

from msgspec import Struct

from foedus.model.comparison import Comparison, Difference
from foedus.papers.word.pairing import Row

_MOST = 4  # differences told beside one change; the rest is counted
_FEW = 3  # changes that together make a difference, beside each of which it is told
_LISTED = 12
CHANGES = "changes"
NOTHING = "changes nothing"
UNDECIDED = "not decided"
OUTSIDE = "no provision"


class Consequence(Struct, frozen=True):
    """What one change comes to.

    verdict: changes · changes nothing (proved) · not decided · no provision (a heading, a remark). text: in words.
    differences: numbers of the differences that it causes, in the comparison.
    """

    verdict: str
    text: str
    differences: tuple[int, ...] = ()


def consequence(row: Row, comparison: Comparison) -> Consequence:
    """What a changed row of a redline comes to.

    Args:
        row: a row that is not `same`.
        comparison: of the two drafts.
    """
    if row.passage is None:
        return _outside(row)
    caused = tuple(k for k, d in enumerate(comparison.differences) if row.passage in d.changes)
    if caused:
        own = [k for k in caused if not _spread(comparison.differences[k])]
        told = [_told(comparison.differences[k]) for k in own[:_MOST]]
        if len(own) > _MOST:
            told.append(f"And {len(own) - _MOST} more that follow from it.")
        if len(own) < len(caused):
            numbers = _ranges([k + 1 for k in caused if k not in own])
            told.append(
                f"Together with other changes it makes what is told at the head as {_listed(numbers)}."
            )
        return Consequence(CHANGES, "\n".join(told), caused)
    # a comparison that was stopped may still owe the difference that a change makes: then nothing is called proved
    if comparison.equal == "yes" or (comparison.complete and row.passage in comparison.nothing):
        renamed = comparison.alignment.passages[row.passage].renamed
        why = "It differs in names and numbers only." if renamed else _same(row)
        return Consequence(NOTHING, f"Changes nothing: no case comes out differently. {why}".rstrip())
    return Consequence(UNDECIDED, "Not decided: it is not proved whether this changes anything by itself.")


def _same(row: Row) -> str:
    return "It stands elsewhere, in the same words." if row.kind == "to" and _alike(row) else ""


def _alike(row: Row) -> bool:
    return row.one is not None and row.two is not None and row.one.text == row.two.text


def _outside(row: Row) -> Consequence:
    line = row.two or row.one
    assert line is not None
    if line.kind == "remark":
        return Consequence(OUTSIDE, "A remark: it has no effect.")
    if line.text.startswith(("use ", "Use ")):
        return Consequence(OUTSIDE, "Names the texts that are used; what they say is compared with the rest.")
    if line.kind in ("article", "title", "part"):
        return Consequence(OUTSIDE, "A heading: it has no effect by itself.")
    return Consequence(OUTSIDE, "It describes the text; it has no effect.")


def _told(one: Difference) -> str:
    """A difference in a comment: the sentence, for whom, in which completions."""
    out = [one.sentence]
    stands: dict[tuple[str, bool], list[str]] = {}
    for s in one.stands:
        stands.setdefault((s.effect, s.protected), []).append(s.who)
    if stands:
        told = (
            f"{_listed(who)}{', helped' if helped else ''}: {effect}"
            for (effect, helped), who in stands.items()
        )
        out.append(f"({'; '.join(told)})")
    if one.completions != "every" and "Only under" not in one.sentence:
        under = " or ".join(_setting(s) for s in one.only_under[:3])
        out.append(f"Only if {under}." if under else "Only in some completions.")
    if one.together and not _spread(one):
        out.append("It takes this change together with others.")
    return " ".join(out)


def _spread(one: Difference) -> bool:
    """Whether so many changes make a difference together that it is told once, at the head."""
    return one.together and len(one.changes) > _FEW


def _setting(setting: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    return " and ".join(f"{point} = {' or '.join(options)}" for point, options in setting)


def _ranges(numbers: Sequence[int]) -> list[str]:
    """Numbers in order, with those in a row as one: 1 to 4, 7."""
    rows: list[list[int]] = []
    for n in numbers:
        if rows and n == rows[-1][-1] + 1:
            rows[-1].append(n)
        else:
            rows.append([n])
    return [f"{r[0]} to {r[-1]}" if len(r) > 2 else " and ".join(map(str, r)) for r in rows]


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def summary(
    comparison: Comparison, found: Sequence[Consequence], folded: bool, files: tuple[str, str]
) -> str:
    """The comment at the head: what the changes come to altogether, and what no single change accounts for."""
    nothing = sum(c.verdict == NOTHING for c in found)
    count = len(comparison.differences)
    equal = {
        "yes": "No case comes out differently: the two drafts do the same.",
        "no": f"The drafts differ in {count} {'way' if count == 1 else 'ways'}, told below or beside the changes.",
    }.get(comparison.equal, "Whether the drafts do the same was not decided within the budget.")
    out = [f"From A, {files[0]} ({comparison.one}), to B, {files[1]} ({comparison.two}). {equal}"]
    if nothing:
        told = "which is not noted beside them" if folded else "as noted beside them"
        out.append(
            f"{nothing} of {len(found)} changes {'changes' if nothing == 1 else 'change'} nothing, {told}."
        )
    numbered = list(enumerate(comparison.differences, 1))
    for said, some in (
        ("It takes several changes together for these:", [(k, d) for k, d in numbered if _spread(d)]),
        ("No single change of words accounts for these:", [(k, d) for k, d in numbered if not d.changes]),
    ):
        if some:
            out += [said, *(f"{k}. {_told(d)}" for k, d in some[:_LISTED])]
            out += [f"– and {len(some) - _LISTED} more."] if len(some) > _LISTED else []
    if comparison.assumes:
        out.append(f"Conduct assumed first: {comparison.assumes}.".replace("..", "."))
    out += [f"{note[:1].upper()}{note[1:].rstrip('.')}." for note in comparison.notes if note]
    return "\n".join(out)
