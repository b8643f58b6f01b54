"""Tables, figures and pages, made from results only."""

from foedus.report.page import html
from foedus.report.values import Check, Review, Run

__all__ = ["Check", "Review", "Run", "html"]
