"""Strong Kleene logic: true, false, and unsettled (None)."""

from collections.abc import Iterable

Truth = bool | None


def all_of(values: Iterable[Truth]) -> Truth:
    """Whether all hold; stops at the first that is false.

    >>> all_of([True, None]), all_of([None, False])
    (None, False)
    """
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def any_of(values: Iterable[Truth]) -> Truth:
    """Whether one holds; stops at the first that is true."""
    result: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            result = None
    return result


def negate(value: Truth) -> Truth:
    """Whether it does not hold."""
    return None if value is None else not value


def at_least(values: Iterable[Truth], count: int) -> Truth:
    """Whether at least so many hold."""
    sure = possible = 0
    for value in values:
        sure += value is True
        possible += value is not False
    return True if sure >= count else None if possible >= count else False
