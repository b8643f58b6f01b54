"""One case: what each choice comes to, and when each event takes place, to the minute."""

from collections.abc import Mapping

from msgspec import Struct


class Cell(Struct, frozen=True):
    """A case that a question was answered with.

    choices: the number of the value by choice. times: minutes by time variable; "A", the attack, is at 0. A time whose
    event does not take place may have any number here.
    """

    choices: Mapping[str, int]
    times: Mapping[str, int]
