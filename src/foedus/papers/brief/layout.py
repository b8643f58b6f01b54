"""The papers as sheets of a document."""

from collections.abc import Iterator, Sequence

from foedus.base import DAY
from foedus.model.papers import Calendar, Clock, Dated, Days, Exercise, Inject, Key, Papers, Said
from foedus.papers.brief.doc import Block, Card, Document, Head, Item, Listing, Para, Sheet, Table
from foedus.papers.brief.fit import Press
from foedus.papers.brief.front import front
from foedus.papers.brief.wording import low
from foedus.report.words import capital, count, day_text, listed, span_text

PAPERS = ("brief", "calendar", "checklist", "injects", "facilitator")
NAMES = {
    "brief": "Brief", "calendar": "Calendar", "checklist": "Monitors’ checklist", "injects": "Injects for the players",
    "facilitator": "Facilitator’s sheet",
}  # fmt: skip
_FAR = 90 * DAY  # beyond that the date says more than the time since the attack
_FREELY = (
    "Guarantors are called A, B, C in the order of the text, since incidents are invented; none is a forecast of what "
    "any state would do."
)


def document(papers: Papers, chosen: Sequence[str], press: Press) -> Document:
    """The papers that are asked for, in their order.

    Args:
        papers: all papers.
        chosen: which of PAPERS.
        press: how the medium prints, so that the brief fits its page.
    """
    makers = {
        "calendar": _calendar,
        "checklist": _checklist,
        "injects": _injects,
        "facilitator": _facilitator,
    }
    sheets = [
        front(papers, press) if name == "brief" else Sheet(name, NAMES[name], tuple(makers[name](papers)))
        for name in PAPERS if name in chosen
    ]  # fmt: skip
    foot = " · ".join(p for p in (
        papers.file, f"text {papers.digest[:12]}" if papers.digest else "", f"as of {papers.asof}",
        f"Foedus {papers.version}",
    ) if p)  # fmt: skip
    subject = listed([NAMES[s.ident].lower() for s in sheets])
    return Document(
        papers.title, capital(subject), tuple(sheets), foot, papers.asof, papers.at, papers.version
    )


def _item(one: Said) -> Item:
    return Item(one.text, one.where, one.lead, one.note)


def _settled(settled: Sequence[tuple[str, str, bool]]) -> Iterator[Block]:
    """How the open points are settled where dates are given."""
    if not settled:
        return
    given = [f"{name} = {value}" for name, value, fixed in settled if fixed]
    rest = [f"{name} = {value}" for name, value, fixed in settled if not fixed]
    said = f"As the timeline settles them: {'; '.join(given)}. " if given else ""
    if rest:
        said += f"Left open, and shown here the first way: {'; '.join(rest)}. Settled otherwise, dates may differ."
    yield Para(Item(said.strip()), "note")


def _depends(depends: Sequence[str]) -> Iterator[Block]:
    """What turns on the open points that a timeline leaves open."""
    if depends:
        yield Para(Item("This turns on how the points left open are settled:"))
        yield Listing(tuple(Item(one) for one in depends))


def time_text(elapsed: int | None, exact: bool = True) -> str:
    """`T + 24 h`, the time since the attack; in days where no more is known; `before the attack`.

    >>> time_text(1470), time_text(0), time_text(None), time_text(1470, exact=False)
    ('T + 24.5 h', 'T', 'before the attack', 'T + 1 d')
    """
    if elapsed is None:
        return "before the attack"
    if not exact:
        return f"T + {elapsed // DAY} d" if elapsed >= DAY else "T"
    return f"T + {span_text(elapsed)}" if elapsed else "T"


# ---- calendar --------------------------------------------------------------------------------------------------------


def _calendar(papers: Papers) -> Iterator[Block]:
    calendar: Calendar = papers.calendar
    yield Head(1, f"Calendar: {papers.title}")
    yield Para(Item("Who must do what by when, by the words of the draft."), "lede")
    for days in calendar.timelines:
        yield from _days(days, papers)
    yield Head(2, "Periods that the text fixes")
    if not calendar.clocks:
        yield Para(Item("The text fixes no period and no date."))
    else:
        yield _clocks(calendar.clocks)
    yield Head(2, "Without a clock")
    if not calendar.loose:
        yield Para(Item("Every duty and decision of the text has a clock, or the text holds none."))
    else:
        yield Para(Item("The text fixes no period for these: by delay alone nobody is in breach."))
        yield Listing(tuple(map(_item, calendar.loose)))


def _clocks(clocks: Sequence[Clock]) -> Table:
    rows = tuple(
        (
            (Item(capital(c.runs_from)),), (Item(capital(c.period)),), (Item(capital(c.who)),), (Item(c.what),),
            (Item(c.where, quiet=True),),
        )
        for c in clocks
    )  # fmt: skip
    heads = ("Runs from", "By when", "Who", "What", "Where")
    return Table("In the order in which the clocks run", heads, (14, 21, 22, 30, 13), rows)


def _days(days: Days, papers: Papers) -> Iterator[Block]:
    yield Head(2, f"On the dates of “{days.title}”")
    if papers.anonymous:
        yield Para(Item(_FREELY), "note")
    if days.problem:
        yield Para(Item(days.problem))
        return
    yield from _settled(days.settled)
    if not days.days:
        yield Para(Item("Nothing has a date: no event, decision or duty of this timeline falls on one."))
        return
    rows = tuple(_day(one) for one in days.days)
    heads = ("When (UTC)", "Since the attack", "What", "Came to", "Where")
    yield Table(
        "Events, last instants of decisions and duties, and what is in force",
        heads,
        (19, 13, 40, 15, 13),
        rows,
    )
    yield from _depends(days.depends)
    if days.loose:
        yield Head(3, "Owed without a clock")
        yield Listing(tuple(map(_item, days.loose)))


def _day(one: Dated) -> tuple[tuple[Item, ...], ...]:
    deadline = one.kind in ("decision", "duty")
    what = (
        Item(one.what, lead=f"{capital(one.who)}:") if deadline else Item(one.what, quiet=one.kind == "event")
    )
    near = one.elapsed is not None and one.elapsed < _FAR
    since = time_text(one.elapsed, one.exact) if near else "–"
    return (
        (Item(day_text(one.at, time=one.exact)),), (Item(since, quiet=True),), (what,),
        (Item(one.state),) if one.state else (), (Item(one.where, quiet=True),) if one.where else (),
    )  # fmt: skip


# ---- checklist -------------------------------------------------------------------------------------------------------


def _checklist(papers: Papers) -> Iterator[Block]:
    found = papers.checklist
    yield Head(1, f"Monitors’ checklist: {papers.title}")
    said = "For each duty: what is observed, by whom, by when, and what counts. Tick what is seen, with its date."
    yield Para(Item(said), "lede")
    if not found.duties:
        yield Para(Item(f"There is nothing to watch: {found.why_empty}."))
        return
    unseen = sum(not one.by for one in found.duties)
    if unseen:
        whole = len(found.duties)
        who = "none of its duties" if unseen == whole else f"{unseen} of its {whole} duties"
        says = "The text names nobody who observes any of its duties." if unseen == whole else (
            f"The text names nobody who observes {who}.")  # fmt: skip
        yield Para(
            Item(
                f"{says} Where it says “Nobody is named”, whoever monitors does so without a mandate in the text."
            )
        )
    rows = tuple(
        (
            (Item(one.observed, lead=f"{one.duty}."), Item(one.where, quiet=True)),
            (Item(one.by or "Nobody is named", lead="By whom:"), Item(one.due, lead="By when:")),
            (Item(" ".join(one.performed), lead="Performed:"), Item(" ".join(one.breached), lead="Breach:")),
            tuple(Item(box, box=True) for box in one.boxes),
        )
        for one in found.duties
    )
    yield Table("Duties, prohibitions and policies, in the order of the text",
                ("What is observed", "By whom, by when", "What counts", "Seen"), (28, 24, 30, 18), rows)  # fmt: skip
    if found.powers:
        yield Para(Item(f"Left out: {count(found.powers, 'power')}. Nobody can breach a power."), "note")


# ---- exercise --------------------------------------------------------------------------------------------------------


def _none(papers: Papers) -> Iterator[Block]:
    yield Para(Item(capital(papers.why_no_exercise or "no timeline was chosen") + "."))


def _injects(papers: Papers) -> Iterator[Block]:
    yield Head(1, f"Exercise: {papers.title}")
    yield Para(
        Item("Read out one inject at a time. Players answer from the text alone, and cite the article."),
        "lede",
    )
    if not papers.exercises:
        yield from _none(papers)
    elif papers.anonymous:
        yield Para(Item(_FREELY), "note")
    for number, one in enumerate(papers.exercises, 1):
        yield Head(2, f"Exercise {number}")
        if one.problem:
            yield Para(Item(one.problem))
            continue
        yield Para(Item(f"{listed(one.players)}.", lead="Players:"))
        yield from _settled(one.settled)
        for step in one.injects:
            yield _inject(number, step)


def _label(number: int, step: Inject | Key) -> str:
    return f"{number}.{step.number}"


def _inject(number: int, step: Inject) -> Card:
    start = step.number == 1 and step.elapsed is None
    when = "Starting position" if start else capital(time_text(step.elapsed, step.exact))
    return Card((
        Head(3, f"Inject {_label(number, step)} · {when} · {day_text(step.at, time=step.exact)}"),
        Para(Item(" ".join(step.news), lead=f"Told to {step.told}:")),
        Listing(tuple(Item(one) for one in step.asks), "numbered"),
    ))  # fmt: skip


def _facilitator(papers: Papers) -> Iterator[Block]:
    yield Head(1, f"Facilitator’s sheet: {papers.title}")
    said = (
        "Not for players. What the text answers to each inject, under which sentence, as the record has it."
    )
    yield Para(Item(said), "lede")
    if not papers.exercises:
        yield from _none(papers)
    for number, one in enumerate(papers.exercises, 1):
        yield Head(2, f"Exercise {number}: {one.title}")
        if one.problem:
            yield Para(Item(one.problem))
            continue
        if one.shows:
            yield Para(Item(one.shows, lead="It shows:"))
        yield Para(Item(one.outcome, lead="How it ends:"))
        yield from _depends(one.depends)
        for step, key in zip(one.injects, one.key, strict=True):
            yield _key(number, one, step, key)


def _key(number: int, one: Exercise, step: Inject, key: Key) -> Card:
    quotes: set[str] = set()
    items: list[Item] = []
    for said in key.says:
        fresh = said.lead and said.lead not in quotes
        quotes.add(said.lead)
        items.append(Item(said.text, said.where, note=_quote(said.lead) if fresh else said.note))
    blocks: list[Head | Para | Listing] = [
        Head(3, f"To inject {_label(number, key)} · {capital(time_text(step.elapsed, step.exact))}"),
        Listing(tuple(items), "quote"),
    ]
    if key.stands:
        blocks.append(Para(Item("; ".join(low(s) for s in key.stands) + ".", lead="Then:"), "note"))
    return Card(tuple(blocks))


def _quote(said: str) -> str:
    """A sentence of the draft in quotation marks, with those inside it made single."""
    return f"“{said.replace('“', '‘').replace('”', '’')}”"
