"""Time in whole minutes UTC, with the precision that a date was given in.

An instant is an `int`: minutes since 1970-01-01 00:00 UTC, negative before it.
"""

import calendar
import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

HOUR = 60
DAY = 24 * HOUR
WEEK = 7 * DAY
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WHEN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?: (\d\d):(\d\d))?)?)?")
UNITS = {"minute": 1, "hour": HOUR, "day": DAY, "week": WEEK}
MONTHS = {"month": 1, "year": 12}


class When(NamedTuple):
    """A dated moment: the first and the last minute that it can be.

    A time of day gives one minute; a date gives the minutes of its day; `2012-06` those of its month.
    """

    earliest: int
    latest: int
    precision: str = "minute"

    @property
    def exact(self) -> bool:
        """Whether the minute is known."""
        return self.earliest == self.latest

    def __str__(self) -> str:
        text = instant_text(self.earliest)
        return text[: {"minute": 16, "day": 10, "month": 7, "year": 4}[self.precision]]


class Duration(NamedTuple):
    """A period: a count of a unit, `72 hours`. Months and years have no fixed number of minutes."""

    count: int  # pyright: ignore[reportIncompatibleMethodOverride]
    unit: str

    @property
    def minutes(self) -> int:
        """Its length in minutes; 0 for months and years, which are `months` long instead."""
        return self.count * UNITS.get(self.unit, 0)

    @property
    def months(self) -> int:
        """Its length in calendar months; 0 for anything shorter."""
        return self.count * MONTHS.get(self.unit, 0)

    @property
    def in_days(self) -> bool:
        """Whether it counts days or more, and so runs from the end of a day that is given without a time."""
        return self.unit not in ("minute", "hour")

    def after(self, instant: int) -> int:
        """The instant at which this period from an instant expires.

        >>> instant_text(Duration(1, "month").after(parse_when("2027-01-31 10:00").earliest))
        '2027-02-28 10:00'
        """
        return add_months(instant, self.months) + self.minutes

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


def _minutes(moment: datetime) -> int:
    return int((moment - _EPOCH) / timedelta(minutes=1))


def parse_when(text: str) -> When:
    """Read `2027-03-01 04:00`, `2027-03-01`, `2027-03` or `2027`.

    Returns: the first and last minute meant.
    Raises: ValueError with a sentence for people, if it is no date.

    >>> parse_when("2027-03-01") .precision
    'day'
    """
    match = _WHEN.fullmatch(text)
    if not match:
        raise ValueError(f"{text} is not a date: write 2027-03-01, or 2027-03-01 04:00")
    year, month, day, hour, minute = (int(part) if part else None for part in match.groups())
    assert year is not None
    if year < 1:
        raise ValueError("there is no year 0000")
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"there is no month {month:02d}")
    last = calendar.monthrange(year, month or 12)[1]
    if day is not None and not 1 <= day <= last:
        raise ValueError(f"{calendar.month_name[month or 12]} {year} has {last} days, not {day}")
    if hour is not None and (hour > 23 or (minute or 0) > 59):
        raise ValueError(
            f"{hour:02d}:{minute:02d} is no time of day: hours go from 00 to 23, minutes from 00 to 59"
        )
    first = _minutes(datetime(year, month or 1, day or 1, hour or 0, minute or 0, tzinfo=UTC))
    if hour is not None:
        return When(first, first)
    end = _minutes(datetime(year, month or 12, day or last, tzinfo=UTC)) + DAY - 1
    return When(first, end, "day" if day else "month" if month else "year")


def instant_text(instant: int) -> str:
    """An instant as people write it, `2027-03-01 04:00`.

    >>> instant_text(0)
    '1970-01-01 00:00'
    """
    try:
        moment = _EPOCH + timedelta(minutes=instant)
    except OverflowError:
        return "after the year 9999" if instant > 0 else "before the year 1"
    return f"{moment.year:04d}-{moment.month:02d}-{moment.day:02d} {moment.hour:02d}:{moment.minute:02d}"


def end_of_day(instant: int) -> int:
    """The last minute of an instant's day."""
    return instant // DAY * DAY + DAY - 1


def add_months(instant: int, months: int) -> int:
    """An instant some calendar months later; the last day of the month stands in for a day that it lacks.

    >>> instant_text(add_months(parse_when("2027-01-31").earliest, 1))
    '2027-02-28 00:00'
    """
    if not months:
        return instant
    moment = _EPOCH + timedelta(minutes=instant)
    count = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(count, 12)
    if year > 9999:
        return _minutes(datetime.max.replace(tzinfo=UTC, second=0, microsecond=0))
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return _minutes(moment.replace(year=year, month=month + 1, day=day))
