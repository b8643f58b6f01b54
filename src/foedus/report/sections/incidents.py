"""Each timeline: its picture, its record as a list, what was expected, and what turns on which open point."""

from collections.abc import Mapping

from foedus.model import Change
from foedus.report.changes import dates, plural, together
from foedus.report.figures import timeline as figure
from foedus.report.figures.openpoints import anchor
from foedus.report.markup import Markup, el, join
from foedus.report.page import Page
from foedus.report.sections import Section
from foedus.report.values import Check, Run
from foedus.report.words import (
    SHORT,
    capital,
    count,
    day_text,
    decision_fate,
    duty_verb,
    fate,
    gather,
    listed,
    outcome_glyph,
    outcome_text,
)  # fmt: skip

_VALUE = {"yes": "● holds", "no": "○ does not hold", "unsettled": "? not settled", "depends": "◐ depends",
          "unknown": "? not decided"}  # fmt: skip


def _settings(run: Run) -> Markup | None:
    """The completion that the picture shows."""
    if not run.record or not run.record.completion:
        return None
    fixed = dict(run.timeline.choices)
    rows = [el("li", el("a", f"?{name}", href=f"#{anchor(name)}"), f" = {value}",
               None if name in fixed else el("i", " (left open; shown the first way)"))
            for name, value in run.record.completion]  # fmt: skip
    head = f"Shown with {count(len(rows), 'open point')} settled"
    return el("details", el("summary", head), el("ul", *rows, class_="plain columns"))


def verdict(run: Run) -> str:
    """What the incident comes to, in a sentence or two."""
    record = run.record
    if record is None:
        return run.problem or "It was not run."
    out = record.outcome
    said = capital(out.why.rstrip(".")) + "." if out and out.why else ""
    late = [d for d in record.duties if d.status == "breached"]
    bearers = list(dict.fromkeys(d.bearer for d in late))
    if bearers:
        said += f" In breach: {gather(listed(bearers))}."
    return said.strip() or f"{outcome_text(record)}."


_SAYS = {"owed": "owe", "breached": "breach", "performed": "perform"}


def _change(change: Change, names: tuple[str, ...], page: Page, known: Mapping[int, str]) -> Markup:
    gap = change.status in ("breached", "lapsed")
    text = plural(change.text, change.who, names) if len(names) > 1 else change.text
    told = change.kind in ("power", "policy", "prohibition", "note", "invocation", "force") or (
        _SAYS.get(change.status, change.status) in text
    )
    state = (
        join((" ", el("span", change.status, class_="state gap" if gap else "state"))) if not told else None
    )
    sure = None if change.sure else el("i", " (not settled)")
    when = day_text(change.at, time=change.at not in known)
    return el("li", el("time", when), el("span", text, state, sure),
              el("span", page.cite(change.ref), class_="where"))  # fmt: skip


def _record(run: Run, page: Page) -> Markup | None:
    """The record as an ordered list, then who owes what."""
    record = run.record
    if record is None:
        return None
    known = dates(run)
    duties = [
        el(
            "li",
            el("span", f"{d.bearer} {duty_verb(d)}"),
            el("span", fate(d)),
            el("span", page.cite(d.ref), class_="where"),
        )
        for d in figure.shown(record)
    ]
    decisions = [
        el("li", el("span", d.rule), el("span", f"{d.subject}: {decision_fate(d)}"),
           el("span", page.cite(d.ref), class_="where"))
        for d in record.decisions
    ]  # fmt: skip
    return el("details", el("summary", "The same as a list"),
              el("h4", "What changed, when, and under which sentence"),
              el("ol", *(_change(c, names, page, known) for c, names in together(record.changes)), class_="record"),
              join((el("h4", "Decisions"), el("ol", *decisions, class_="record"))) if decisions else None,
              join((el("h4", "Who owes what"), el("ol", *duties, class_="record"))) if duties else None)  # fmt: skip


def _check(check: Check) -> Markup:
    word, colour = ("● as expected: ", "owed") if check.met else ("○ not as expected: ", "gap")
    if check.holds == "unknown":
        word, colour = "? not decided: ", ""
    when = f" ({day_text(check.at, time=True)})" if check.at is not None else None
    instead = el("i", f" Instead: {check.got}") if check.got and colour == "gap" else None
    return el("li", el("span", word, class_=f"state {colour}".strip()), _spoken(check.text), when, instead)


def _spoken(said: str) -> str:
    """An expected outcome in words."""
    return (
        ", or ".join(f"{SHORT[c][1]}" for c in said.split(" or ")) if said.split(" or ")[0] in SHORT else said
    )


def _checks(checks: tuple[Check, ...]) -> Markup | None:
    """What was expected, and whether it came out."""
    if not checks:
        return None
    return el(
        "div",
        el("h4", "What the timeline expects, and what came of it"),
        el("ul", *map(_check, checks), class_="plain"),
    )


def _answers(run: Run) -> Markup | None:
    """What holds however the open points are settled, and what turns on which."""
    if not run.answers:
        return None
    rows = [
        el("li", el("span", f"{_VALUE.get(a.value, a.value)}: ", class_="state"), a.text) for a in run.answers
    ]
    head = (
        "Over all ways to settle the open points"
        if run.complete
        else "Not every way to settle the points was run"
    )
    return el("div", el("h4", head), el("ul", *rows, class_="plain"))


def _turning(run: Run) -> Markup | None:
    """What becomes of the incident if one open point alone is settled otherwise."""
    points = list(dict.fromkeys(turn.point for turn in run.turns if turn.differs))
    if not points:
        return None
    rows: list[Markup] = []
    for point in points:
        mine = [turn for turn in run.turns if turn.point == point and turn.differs]
        groups: dict[str, list[str]] = {}
        for turn in mine:
            said = SHORT[turn.outcome][1] if turn.outcome in SHORT else "no case"
            groups.setdefault(
                _low(said) if turn.differs == "outcome" else "other duties or times", []
            ).append(turn.option)
        said_ = [join((el("b", " or ".join(options)), f": {what}")) for what, options in groups.items()]
        rows.append(el("li", el("a", f"?{point}", href=f"#{anchor(point)}"), " ", join(said_, "; ")))
    return el(
        "div", el("h4", "If one open point alone is settled otherwise"), el("ul", *rows, class_="plain")
    )


def _assumed(run: Run) -> Markup | None:
    """The sentences at work in an incident that are assumptions."""
    if run.record is None:
        return None
    refs = [d.ref for d in (*run.record.duties, *run.record.decisions) if d.ref.assumption]
    labels = list(dict.fromkeys(ref.label for ref in refs))
    return el("p", el("i", f"Rests on assumptions: {', '.join(labels)}."), class_="note") if labels else None


def _picture(run: Run, page: Page, number: int) -> Markup | None:
    if run.record is None:
        return None
    drawn = figure.draw(run.timeline, run.record, page.bound, page.href, f"t{number}")
    more = figure.hidden_rows(run.record)
    note = f"{capital(count(more, 'further duty', 'further duties'))} in the list below." if more else None
    return el("figure", el("div", drawn, class_="pic", tabindex="0", role="region",
                           aria_label=f"Picture of incident {number}: {run.timeline.title}"),
              el("figcaption", note) if note else None)  # fmt: skip


def _margin(run: Run, page: Page) -> Markup:
    """What kind of incident this is, and what repeats it."""
    source = run.timeline.source
    kind = "Invented incident" if not source else f"Reported facts: source {page.sources.index(source) + 1}"
    last = f"Runs until {day_text(run.record.until)}" if run.record else None
    name = run.timeline.file.rsplit("/", 1)[-1]
    return el(
        "small", join([p for p in (kind, last, el("code", name) if name else None) if p], Markup("<br>"))
    )


def incident(run: Run, page: Page, number: int) -> Markup:
    """One incident as a whole."""
    code = run.record.outcome.code if run.record and run.record.outcome else ""
    title = f"{run.timeline.title}: {_low(outcome_text(run.record))}"
    head = el("header", el("span", str(number), class_="n"), el("h3", title), _margin(run, page),
              el("p", f"{outcome_glyph(code)} " if code else None, verdict(run), class_="verdict"))  # fmt: skip
    below = [part for part in (_answers(run), _turning(run), _checks(run.checks)) if part]
    return el("article", head, _picture(run, page, number), _settings(run), _assumed(run), _record(run, page),
              el("div", *below, class_="two") if below else None,
              class_="incident", id=f"incident-{number}")  # fmt: skip


def _low(said: str) -> str:
    return said[:1].lower() + said[1:]


def render(page: Page) -> Markup | None:
    """All incidents, in the order of their files."""
    if not page.runs:
        return None
    names = (" Guarantors are called A, B, C in the order of the text; the attacker, the beneficiary and the other "
             "parties keep their names." if page.hidden else "")  # fmt: skip
    say = ("Each incident is invented unless it names a source; it is no forecast of what any state would do. Blue is "
           "owed until its deadline, red is breach, hatched is not bound or not settled, a black dot is the act."
           f"{names}")  # fmt: skip
    return el("section", el("h2", "What would happen, and who would owe what by when?"), el("p", say, class_="say"),
              *(incident(run, page, i + 1) for i, run in enumerate(page.runs)), id="incidents")  # fmt: skip


SECTION = Section(60, "incidents", "What would happen?", render)
