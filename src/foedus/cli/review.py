"""`foedus review`: everything about a draft, as one page."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from foedus.cli.common import OK, WRONG, complain, json_option, show_json, stop

if TYPE_CHECKING:
    from foedus.base import Diagnostic
    from foedus.check.overview import Overview
    from foedus.check.view import View
    from foedus.language import Loaded
    from foedus.library.compare import Comparison
    from foedus.model.comparison import Comparison as Compared
    from foedus.model.ranking import Ranking
    from foedus.model.readings import Readings
    from foedus.report.values import Heard, Review, Run

REVIEW_SECONDS = 30.0  # to rank the open points, once all is checked
_SECONDS = 20.0  # for the readings of a draft, and again for its secret parts


@click.command("review")
@click.argument("draft", type=click.Path())
@click.option(
    "-o", "--output", type=click.Path(), help="Where to write the page [default: NAME-review.html here]."
)
@click.option(
    "--timelines", type=click.Path(), help="The folder of timelines [default: timelines/ beside the draft]."
)
@click.option(
    "--ledger", type=click.Path(), help="What the parties say [default: the only *.ledger beside the draft]."
)
@click.option("--against", type=click.Path(), metavar="DRAFT",
              help="Compare with an earlier draft: a redline ranked by what each change changes.")  # fmt: skip
@click.option("--names", is_flag=True, help="Let invented incidents name the guarantors.")
@click.option("--as-of", "asof", metavar="DATE", help="The date that the page bears [default: today].")
@json_option
def command(
    draft: str, output: str | None, timelines: str | None, ledger: str | None, against: str | None, names: bool,
    asof: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Review a draft: its open points, who owes whom, and each timeline as a picture; one HTML page that needs no
    network, and a summary.

    The page is about timelines that are `of` the draft. Exit codes: 0 done, 2 a mistake in a text or the command.
    """
    from foedus.language import load

    loaded = load(draft)
    if not loaded.ok or loaded.draft is None:
        if loaded.ok:
            stop(f"{draft} holds no draft", "name a .treaty file")
        complain(loaded.diagnostics, loaded.sources, as_json)
        sys.exit(WRONG)
    runs, told = _runs(loaded, draft, timelines)
    review = replace(
        _review(loaded, runs, names, asof), heard=_heard(loaded, draft, ledger), readings=_readings(loaded)
    )
    if against is not None:
        review = replace(review, against=_against(loaded, against, as_json), against_names=(against, draft))
    target = Path(output) if output else None if as_json else Path(f"{Path(draft).stem}-review.html")
    if target is not None:
        from foedus.report.page import html

        _write(target, html(review))
    if as_json:
        from foedus.report.data import review_data

        show_json(review_data(review, str(target) if target else "", told))
    else:
        from foedus.report.terminal import Terminal

        click.echo(Terminal.here().review(review, str(target)))
        if told:
            click.echo(err=True)
            complain(told, dict(loaded.sources))
    sys.exit(WRONG if any(d.severity == "error" for d in told) else OK)


def _against(loaded: "Loaded", other: str, as_json: bool) -> "Compared":
    """The draft compared with an earlier one."""
    from foedus.compare.difference import differ
    from foedus.language import load

    before = load(other)
    if not before.ok or before.draft is None:
        if before.ok:
            stop(f"{other} holds no draft", "name a .treaty file after --against")
        complain(before.diagnostics, before.sources, as_json)
        sys.exit(WRONG)
    assert loaded.draft is not None
    return differ(before.draft, loaded.draft)


def _write(target: Path, page: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page, "utf-8")
    except OSError as error:
        stop(
            f"{target} cannot be written: {(error.strerror or 'unknown reason').lower()}",
            "name another file with -o",
        )


def _runs(loaded: "Loaded", draft: str, folder: str | None) -> "tuple[tuple[Run, ...], list[Diagnostic]]":
    """The timelines that are of the draft, run; and what is wrong with any of them."""
    from foedus.cli import results
    from foedus.language import load_under

    place = Path(folder) if folder else Path(draft).parent / "timelines"
    if folder and not place.is_dir():
        stop(f"{folder} is no folder", "name the folder that holds the timelines")
    runs: list[Run] = []
    told: list[Diagnostic] = []
    assert loaded.draft is not None
    for file in sorted(place.glob("*.timeline")) if place.is_dir() else ():
        if not _is_of(results.codes_of(_text(file)), loaded.draft.code):
            continue
        second = load_under(loaded, file)
        told += second.diagnostics
        if second.timeline is not None and not any(d.severity == "error" for d in second.diagnostics):
            runs.append(results.run(loaded.draft, second.timeline, {}, review=True))
    return tuple(runs), told


def _text(file: Path) -> str:
    """The text of a file as far as it can be read; what is wrong with it is said when it is loaded."""
    try:
        with file.open("rb") as stream:
            return stream.read(20_000).decode("utf-8", "replace")
    except OSError:
        return ""


def _is_of(head: str, code: str) -> bool:
    """Whether the head of a timeline names a draft; one that names none is taken for its folder's."""
    return not head or re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", head) is not None


def _review(loaded: "Loaded", runs: "tuple[Run, ...]", names: bool, asof: str | None) -> "Review":
    from hashlib import sha256

    from foedus import __version__
    from foedus.cli.common import instant_of
    from foedus.report.values import Review
    from foedus.report.words import day_text

    if asof:
        shown = day_text(instant_of(asof))
    else:
        import time

        shown = day_text(int(time.time()) // 60)
    assert loaded.draft is not None
    text = "\0".join(source.text for _, source in sorted(loaded.sources.items()))
    seen, witnesses, ranking = _overview(loaded)
    return Review(
        loaded.draft, runs, dict(loaded.sources), shown, names, __version__, sha256(text.encode()).hexdigest(),
        _precedents(loaded), seen, witnesses, ranking=ranking,
    )  # fmt: skip


def _overview(loaded: "Loaded") -> "tuple[Overview, dict[str, Run], Ranking]":
    """The draft checked over every case, the timelines that show what the page prints in full, its points ranked."""
    from foedus.check.overview import overview
    from foedus.check.run import view_of
    from foedus.cli import results
    from foedus.language import parse_timeline
    from foedus.report.grouped import MOST, groups

    assert loaded.draft is not None
    view = view_of(loaded.draft)
    seen = overview(loaded.draft, view=view)
    witnesses: dict[str, Run] = {}
    for group in [g for g in groups(seen.checked.findings) if not g.first.on_purpose][:MOST]:
        text = group.first.witness
        told = parse_timeline(text, loaded) if text else None
        if told is not None and told.timeline is not None and told.ok:
            witnesses[text] = results.run(loaded.draft, told.timeline, {})
    return seen, witnesses, _ranking(view, seen)


def _ranking(view: "View", seen: "Overview") -> "Ranking":
    """The open points ranked by what they decide, as far as the time for a review goes."""
    from foedus.compare.ranking.rank import rank_view

    return rank_view(view, budget=REVIEW_SECONDS, found=seen.checked)


def _readings(loaded: "Loaded") -> "tuple[Readings, ...]":
    """What each party reads in the draft, and what its secret parts change; nothing where there is neither."""
    from foedus.compare import variants
    from foedus.compare.readings import side_by_side

    assert loaded.draft is not None
    found: list[Readings] = []
    for make in (variants.readings, variants.parts):
        try:
            made = make(loaded.draft)
        except variants.VariantsError:
            continue
        found.append(side_by_side(made, budget=_SECONDS))
    return tuple(found)


def _heard(loaded: "Loaded", draft: str, ledger: str | None) -> "Heard | None":
    """What the ledger says of the parties and open points of the draft, first; None without a ledger."""
    beside = sorted(Path(draft).parent.glob("*.ledger"))
    path = ledger or (str(beside[0]) if len(beside) == 1 else None)
    if path is None:
        return None
    from foedus.cli.ledger_common import heard_in
    from foedus.ledger.vocabulary import of_draft

    assert loaded.draft is not None
    return heard_in(path, *of_draft(loaded.draft))


def _precedents(loaded: "Loaded") -> "Comparison | None":
    """The nearest instruments of the library, with how their incidents came out."""
    from foedus.library.compare import compare

    found = compare(loaded, most=4)
    return found if found.precedents else None
