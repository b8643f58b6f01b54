"""The sections of a review, one file each. A new section is a new file here that defines `SECTION`."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, NamedTuple

from foedus.report.markup import Markup

if TYPE_CHECKING:
    from foedus.report.page import Page


class Section(NamedTuple):
    """A part of the review.

    order: where it stands. ident: its id. title: its heading, as the contents list it; "" is listed nowhere.
    render: the section, or None where it has nothing to show.
    """

    order: int
    ident: str
    title: str
    render: "Callable[[Page], Markup | None]"


@cache
def sections() -> tuple[Section, ...]:
    """All sections, in order: every module of this folder has one."""
    found = [import_module(f"{__name__}.{module.name}").SECTION for module in iter_modules(__path__)]
    return tuple(sorted(found))
