"""`foedus brief`: the papers that a delegation needs the same day."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from foedus.cli.common import (
    OK,
    UNRESOLVED,
    WRONG,
    complain,
    json_option,
    settings_of,
    show_json,
    stop,
    with_option,
)

if TYPE_CHECKING:
    from foedus.base import Diagnostic
    from foedus.language import Loaded
    from foedus.model import Checked, Finding
    from foedus.model.papers import Papers
    from foedus.papers.brief.gather import Play

NAMES = ("brief", "calendar", "checklist", "injects", "facilitator")
ENDINGS = (".md", ".html", ".docx", ".ics")
_EXERCISES = 3  # made from the check, where no witness is chosen


@click.command("brief")
@click.argument("draft", type=click.Path())
@click.argument("timeline", required=False, type=click.Path())
@click.option("-o", "--output", type=click.Path(), metavar="FILE",
              help="Write FILE.md, .html, .docx or, the calendar alone, .ics [default: print Markdown].")  # fmt: skip
@click.option("--paper", "papers", multiple=True, type=click.Choice(NAMES),
              help="Only this paper; may be repeated [default: all].")  # fmt: skip
@click.option("--witness", "witnesses", multiple=True, metavar="WHAT",
              help="Make the exercise from a finding such as F0301, a timeline, or a folder of timelines; may be "
                   "repeated.")  # fmt: skip
@with_option
@click.option("--names", is_flag=True, help="Let invented incidents name the guarantors.")
@click.option("--as-of", "asof", metavar="DATE", help="The date that the papers bear [default: today].")
@click.option("--page", type=click.Choice(("a4", "letter")), default="a4", show_default=True,
              help="The page of a Word file; what is printed from HTML fits both.")  # fmt: skip
@json_option
@click.option("--budget", type=click.FloatRange(min=0.0), default=60.0, metavar="SECONDS", show_default=True,
              help="How long the check may look; what was proved until then is told.")  # fmt: skip
def command(
    draft: str, timeline: str | None, output: str | None, papers: tuple[str, ...], witnesses: tuple[str, ...],
    settings: tuple[str, ...], names: bool, asof: str | None, page: str, as_json: bool, budget: float,
) -> None:  # fmt: skip
    """Write the papers of a draft: a one-page brief, the calendar of who must do what by when, the monitors' checklist,
    and the injects of a table-top exercise with the facilitator's sheet.

    With a TIMELINE the calendar has dates, and the exercise is made from it; without one, from witnesses of the check.
    Open points stand in [brackets]. Exit codes: 0 done, 2 a mistake in a text or the command, 3 the check was not
    finished in its time: what was proved is told.
    """
    from foedus.language import load, points_of

    ending = _ending(output, papers, timeline)
    loaded = load(draft)
    if not loaded.ok or loaded.draft is None:
        if loaded.ok:
            stop(f"{draft} holds no draft", "name a .treaty file")
        complain(loaded.diagnostics, loaded.sources, as_json)
        sys.exit(WRONG)
    fixed = settings_of(settings, points_of(loaded.draft))
    chosen = papers or (("calendar",) if ending == ".ics" else NAMES)
    made, told = _papers(loaded, timeline, witnesses, chosen, fixed, names, asof, budget, as_json)
    text = _written(made, chosen, ending or ".md", page)
    if output:
        _write(Path(output), text)
    if as_json:
        from foedus.papers.brief.data import papers_data

        show_json(papers_data(made, chosen, [output] if output else [], told))
    elif output:
        from foedus.papers.brief.layout import NAMES as TITLES
        from foedus.report.words import listed

        shown = [n for n in NAMES if n in chosen]
        click.echo(f"{output}: {listed([TITLES[name].lower() for name in shown])}")
    else:
        click.echo(text.decode() if isinstance(text, bytes) else text, nl=False)
    if told and not as_json:
        complain(told, dict(loaded.sources))
    for note in made.notes if not as_json else ():
        click.echo(f"unresolved: {note}", err=True)
    sys.exit(OK if made.complete else UNRESOLVED)


def _ending(output: str | None, papers: tuple[str, ...], timeline: str | None) -> str:
    """In which form to write, by the name of the file."""
    ending = Path(output).suffix.lower() if output else ""
    if output and ending not in ENDINGS:
        stop(
            f"{output}: papers are written as .md, .html, .docx or .ics",
            f"write -o {Path(output).stem or 'brief'}.docx",
        )
    if ending == ".ics":
        if timeline is None:
            stop("a calendar file needs dates, and a draft alone has none", "name a timeline after the draft")
        if papers and papers != ("calendar",):
            stop("an .ics file holds the calendar alone", "leave out --paper, or write another kind of file")
    return ending


def _papers(
    loaded: "Loaded", timeline: str | None, witnesses: tuple[str, ...], chosen: tuple[str, ...],
    fixed: Mapping[str, str], names: bool, asof: str | None, budget: float, as_json: bool,
) -> "tuple[Papers, tuple[Diagnostic, ...]]":  # fmt: skip
    import time
    from hashlib import sha256

    from foedus import __version__
    from foedus.cli.common import instant_of
    from foedus.papers.brief.gather import Asked, papers

    assert loaded.draft is not None
    plays = bool({"injects", "facilitator"} & set(chosen))
    codes = [w for w in witnesses if _is_code(w)] if plays else []
    runs: list[Play] = []
    told = list(loaded.diagnostics)
    if timeline is not None:
        runs.append(_run(loaded, timeline, fixed, as_json, told))
    exercises = list(runs) if plays else []
    for name in witnesses if plays else ():
        exercises += [_run(loaded, file, fixed, as_json, told) for file in _files(name)]
    checked = None
    if "brief" in chosen or codes or (plays and not exercises):
        checked = _check(loaded, fixed, budget)
        if plays and (codes or not exercises):
            exercises += _shown(loaded, checked, codes, fixed)
    left = [one.run.timeline.title for one in (*runs, *exercises) if not one.run.complete]
    notes = tuple(
        f"“{title}”: not every way to settle its open points was run" for title in dict.fromkeys(left)
    )
    text = "\0".join(
        source.text for _, source in sorted(loaded.sources.items()) if source.name.endswith(".treaty")
    )
    asked = Asked(
        loaded.draft, loaded.sources, checked if "brief" in chosen else None, fixed, tuple(runs), tuple(exercises),
        instant_of(asof) if asof else int(time.time()) // 86400 * 1440, names, sha256(text.encode()).hexdigest(),
        __version__, "no timeline was named, and the check found no case to show",
        not notes and (checked is None or checked.complete),
        (*(checked.notes if checked is not None else ()), *notes),
    )  # fmt: skip
    return papers(asked), tuple(dict.fromkeys(told))


def _is_code(name: str) -> bool:
    import re

    return re.fullmatch(r"[Ff]\d{4}", name) is not None


def _files(name: str) -> list[str]:
    """The timelines that a witness names: a file, or all files of a folder."""
    from foedus.cli.common import files_in

    if _is_code(name):
        return []
    found = [str(path) for path in files_in((name,), (".timeline",))]
    for one in found:
        if not one.endswith(".timeline"):
            stop(
                f"{one} is no timeline", "name a finding such as F0301, a .timeline file, or a folder of them"
            )
    return found


def _run(
    loaded: "Loaded", file: str, fixed: Mapping[str, str], as_json: bool, told: "list[Diagnostic]"
) -> "Play":
    """A timeline run under the draft; a mistake in it ends the command."""
    from foedus.cli import results
    from foedus.language import load_under
    from foedus.papers.brief.gather import Play

    second = load_under(loaded, file)
    if second.timeline is None or any(d.severity == "error" for d in second.diagnostics):
        complain((*told, *second.diagnostics), {**loaded.sources, **second.sources}, as_json)
        sys.exit(WRONG)
    assert loaded.draft is not None
    return Play(results.run(loaded.draft, second.timeline, fixed), "", second.sources)


def _check(loaded: "Loaded", fixed: Mapping[str, str], budget: float) -> "Checked":
    from foedus.check.run import check
    from foedus.cli.check import stop_early
    from foedus.cli.progress import Progress

    assert loaded.draft is not None
    with Progress() as progress:
        try:
            return check(loaded.draft, fixed, budget=budget, progress=progress)
        except KeyboardInterrupt:
            stop_early()


def _shown(loaded: "Loaded", checked: "Checked", codes: list[str], fixed: Mapping[str, str]) -> "list[Play]":
    """The timelines of the findings that were asked for; of the first few that differ in kind where none was."""
    from foedus.report.grouped import groups

    firsts = [g.first for g in groups(checked.findings) if not g.first.on_purpose and g.first.witness]
    for code in codes:
        if code.upper() not in {f.code for f in firsts}:
            known = ", ".join(dict.fromkeys(f.code for f in firsts)) or "none"
            stop(f"the check found no {code.upper()} with a witness", f"it found: {known}")
    if codes:
        wanted = [f for code in codes for f in firsts if f.code == code.upper()]
    else:
        kinds = {f.kind: f for f in reversed(firsts) if f.kind != "dead"}
        wanted = sorted(kinds.values(), key=firsts.index)[:_EXERCISES]
    return [play for one in wanted if (play := _play(loaded, one, fixed)) is not None]


def _play(loaded: "Loaded", one: "Finding", fixed: Mapping[str, str]) -> "Play | None":
    """The witness of a finding, run."""
    from foedus.cli import results
    from foedus.language import parse_timeline
    from foedus.papers.brief.gather import Play

    told = parse_timeline(one.witness, loaded)
    if told.timeline is None or not told.ok or loaded.draft is None:
        return None
    return Play(results.run(loaded.draft, told.timeline, fixed), one.sentence, told.sources)


def _written(papers: "Papers", chosen: tuple[str, ...], ending: str, page: str) -> str | bytes:
    """The papers in the form that is asked for."""
    from foedus.papers.brief import fit
    from foedus.papers.brief.layout import document

    if ending == ".ics":
        from foedus.papers.brief.ics import ics

        return ics(papers).encode()
    if ending == ".docx":
        from foedus.papers.brief.word import docx

        try:
            return docx(document(papers, chosen, fit.WORD), page)
        except ModuleNotFoundError as error:
            if (error.name or "").split(".")[0] not in ("docx", "lxml"):
                raise
            stop("a Word file needs python-docx", "pip install 'foedus[word]' brings it",
                 "or write the papers as .html or .md")  # fmt: skip
    if ending == ".html":
        from foedus.papers.brief.web import html

        return html(document(papers, chosen, fit.SCREEN))
    from foedus.papers.brief.markdown import markdown

    return markdown(document(papers, chosen, fit.SCREEN))


def _write(target: Path, text: str | bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    except OSError as error:
        stop(
            f"{target} cannot be written: {(error.strerror or 'unknown reason').lower()}",
            "name another file with -o",
        )
