"""A comparison made ready to be shown: which passage goes with which difference, and what is folded away."""

from msgspec import Struct

from foedus.model.comparison import Comparison, Difference, Passage
from foedus.report.words import count, listed


class Told(Struct, frozen=True):
    """A difference with the passages whose change it comes from."""

    difference: Difference
    passages: tuple[tuple[int, Passage], ...]


class Redline(Struct, frozen=True):
    """A comparison by consequence.

    told: the differences, the most consequential first. other: changed passages that no difference comes from by
    themselves. nothing: those that are proved to change nothing.
    """

    told: tuple[Told, ...]
    other: tuple[tuple[int, Passage], ...]
    nothing: tuple[tuple[int, Passage], ...]


def redline(found: Comparison) -> Redline:
    """Set each change of words beside its consequence."""
    passages = found.alignment.passages
    told = tuple(Told(d, tuple((k, passages[k]) for k in d.changes)) for d in found.differences)
    blamed = {k for d in found.differences for k in d.changes}
    nothing = tuple((k, passages[k]) for k in found.nothing)
    other = tuple(
        (k, p)
        for k, p in enumerate(passages)
        if p.kind != "same" and k not in blamed and k not in found.nothing
    )
    return Redline(told, other, nothing)


def place(passage: Passage) -> str:
    """Where a passage stands: `article 2`, `article 3, in B article 4`."""
    one, two = (f"article {x}" if x else "" for x in (passage.first, passage.second))
    lead = f"{passage.instrument}, " if passage.instrument else ""
    if passage.kind == "deleted":
        return f"{lead}{one or 'before article 1'} (A)"
    if passage.kind == "inserted":
        return f"{lead}{two or 'before article 1'} (B)"
    if one == two:
        return f"{lead}{one or 'before article 1'}"
    return f"{lead}{one or 'outside the articles'} in A, {two or 'outside the articles'} in B"


def whom(difference: Difference) -> str:
    """For whom it is what: `less bound: Poland and France; less bound towards Ukraine, which is protected`."""
    effects: dict[str, list[str]] = {}
    for one in difference.stands:
        if not one.protected:
            effects.setdefault(one.effect, []).append(one.who)
    out = [f"{'bound otherwise' if e == 'other' else e}: {listed(names)}" for e, names in effects.items()]
    for one in difference.stands:
        if one.protected:
            effect = "bound otherwise" if one.effect == "other" else one.effect
            out.append(f"towards {one.who}, who is attacked: {effect}")
    return "; ".join(out)


def completions(difference: Difference) -> str:
    """In how many completions a difference shows."""
    return {
        "every": "in every completion", "some": "in some completions",
        "unknown": "in some completions; whether in all was not decided",
    }.get(difference.completions, difference.completions)  # fmt: skip


def summary(found: Comparison) -> str:
    """The answer in a sentence or two."""
    if found.equal == "yes":
        return "Proved equal: in every case, under any conduct and in every completion, both come out alike."
    if found.equal == "unknown":
        return "Not decided: no difference was found, and it is not proved that there is none."
    many = count(len(found.differences), "difference", "differences")
    whole = "Together these are exactly the difference; elsewhere both are proved equal." if found.exact else (
        "It is not proved that these are all of the difference."
    )  # fmt: skip
    ways = "" if found.completions == "every" else " No difference shows in every completion."
    return f"{many[:1].upper()}{many[1:]}. {whole}{ways}"


def nothing_text(number: int) -> str:
    """How many changes of words change nothing."""
    return f"{count(number, 'wording change that changes nothing', 'wording changes that change nothing')}"


__all__ = ["Redline", "Told", "completions", "nothing_text", "place", "redline", "summary", "whom"]
