"""Places in text, diagnostics and time: the ground floor, standard library only."""

from foedus.base.diagnostic import Diagnostic, Edit, Fix, Label, Severity, render
from foedus.base.span import Source, Span
from foedus.base.suggest import nearest
from foedus.base.time import (
    DAY,
    HOUR,
    WEEK,
    Duration,
    When,
    add_months,
    end_of_day,
    instant_text,
    parse_when,
)

__all__ = [
    "DAY",
    "HOUR",
    "WEEK",
    "Diagnostic",
    "Duration",
    "Edit",
    "Fix",
    "Label",
    "Severity",
    "Source",
    "Span",
    "When",
    "add_months",
    "end_of_day",
    "instant_text",
    "nearest",
    "parse_when",
    "render",
]
