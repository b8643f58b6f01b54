"""What one draft does otherwise than another: the exact difference, in sentences."""

from collections.abc import Mapping

from foedus.base import Source
from foedus.compare.align import align
from foedus.model import Draft
from foedus.model.comparison import Comparison


def differ(
    one: Draft, two: Draft, *, fixed: Mapping[str, str] | None = None, fixed_two: Mapping[str, str] | None = None,
    parts: tuple[str, ...] = (), parts_two: tuple[str, ...] | None = None, at: int | None = None,
    budget: float | None = 60.0, sources: Mapping[str, Source] | None = None, causes: bool = True,
) -> Comparison:  # fmt: skip
    """Compare two drafts, or one draft under two readings, completions or choices of its parts.

    Args:
        one, two: the draft before and after; the same draft twice to compare readings or completions of it.
        fixed: open points that are settled, by name and text of the option; those of the second draft if it says none
            of its own.
        fixed_two: the same for the second draft only.
        parts: titles of the secret parts to read besides the public ones; parts_two: of the second draft.
        at: the instant of the attack; by default one at which both are in force.
        budget: seconds in all; None is without end.
        sources: the texts behind the drafts by file, with which the cause of each difference is looked for.
        causes: look for the cause of each difference.

    Returns: whether they are equal in every case, and otherwise sentences that together are the difference.
    """
    alignment = align(one, two)
    equal = "yes" if alignment.same and one == two else "unknown"
    return Comparison(one.code or one.title, two.code or two.title, equal, False, (), alignment)
