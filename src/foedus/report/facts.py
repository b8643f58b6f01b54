"""Findings of fact: what the results on the page say, ranked; computed, never invented."""

from collections import Counter
from typing import NamedTuple

from foedus.model import Duty
from foedus.report.figures.openpoints import anchor, turns
from foedus.report.markup import Markup, el, join
from foedus.report.page import Page
from foedus.report.values import Run
from foedus.report.words import NUMBERS, capital, count, decision_fate, gather, listed, quoted

MOST = 10
_EACH = 2  # beyond that, incidents are counted
_BINDS = "CF_BINDING"


class Fact(NamedTuple):
    """A finding, what to add to it, and where it is shown."""

    rank: int
    finding: str
    rest: str
    margin: Markup


def _links(numbers: list[int], word: str = "Incident") -> Markup:
    """Links to incidents."""
    links = [el("a", str(n + 1), href=f"#incident-{n + 1}") for n in numbers]
    return join((f"{word if len(links) == 1 else word + 's'} ", join(links, ", "), "."))


def _number(value: int) -> str:
    return NUMBERS[value] if value < len(NUMBERS) else str(value)


def _code(run: Run) -> str:
    return run.record.outcome.code if run.record and run.record.outcome else ""


def _where(some: int, whole: int) -> str:
    """`in three of the 14 incidents`, `in every incident shown`."""
    if some == whole:
        return "in the one incident shown" if whole == 1 else "in every incident shown"
    return f"in {_number(some)} of the {count(whole, 'incident')}" if some else "in no incident shown"


def _outcomes(page: Page) -> list[Fact]:
    """In how many incidents a duty to assist binds, and what comes of the others."""
    ran = [i for i, run in enumerate(page.runs) if _code(run)]
    if not ran:
        return []
    binds = [i for i in ran if _code(page.runs[i]) == _BINDS]
    others = Counter(_code(page.runs[i]) for i in ran if i not in binds)
    words = {
        "CF_DISCRETION": "each may decide whether to act", "CONSULT_ONLY": "there is only consultation",
        "EXCL_TERRITORY": "the place or object is not covered", "EXCL_TYPE": "the kind of attack is not covered",
        "EXCL_CAUSE": "the attacker, the victim or the cause is not covered",
        "NOT_DETERMINED": "nobody has found that the case has arisen", "NOT_IN_FORCE": "the text is not yet in force",
        "EXPIRED": "the text is no longer in force",
    }  # fmt: skip
    rest = "; ".join(f"in {_number(n)} {words.get(code, code)}" for code, n in others.most_common())
    said = f"{capital(_where(len(binds), len(ran)))} a duty to assist binds, with the open points settled as shown."
    return [Fact(0, said, f"{capital(rest)}." if rest else "", _links(binds) if binds else _links(ran))]


def _breaches(page: Page) -> list[Fact]:
    """Who is in breach where: each incident, or where they are many, how many."""
    late: dict[int, list[Duty]] = {}
    for i, run in enumerate(page.runs):
        mine = [d for d in run.record.duties if d.status == "breached" and d.sure] if run.record else []
        if mine:
            late[i] = mine
    if len(late) > _EACH:
        after = [i for i, mine in late.items() if any(d.performed is not None for d in mine)]
        rest = f"{capital(_where(len(after), len(page.runs)))} somebody performs late." if after else ""
        said = f"{capital(_where(len(late), len(page.runs)))} somebody is in breach."
        return [Fact(20, said, rest, _links(list(late)))]
    return [_breach(page, i, mine, 20 + rank) for rank, (i, mine) in enumerate(late.items())]


def _breach(page: Page, index: int, late: list[Duty], rank: int) -> Fact:
    """The breaches of one incident."""
    who = list(dict.fromkeys(d.bearer for d in late))
    after = list(dict.fromkeys(d.bearer for d in late if d.performed is not None))
    rest = f"{gather(listed(after))} performed late." if after else ""
    places = listed(list(dict.fromkeys(d.ref.label for d in late)))
    name = gather(listed(who)) if len(who) < 4 else count(len(who), "party", "parties")
    verb = "is" if len(who) == 1 else "are"
    said = f"In “{page.runs[index].timeline.title}” {name} {verb} in breach of {places}."
    return Fact(rank, said, rest, _links([index]))


def _points(page: Page) -> list[Fact]:
    """Which open points decide most, and which decide nothing here."""
    found = turns(page.draft.open_points(), page.runs) if any(r.answers or r.turns for r in page.runs) else []
    told: list[Fact] = []
    for rank, one in enumerate(t for t in found[:3] if t.runs):
        name = quoted(one.point.asks).rstrip("?") or one.point.name
        said = f"“{name}?” decides what is owed {_where(len(one.runs), len(page.runs))}."
        margin = join(
            (el("a", f"?{one.point.name}", href=f"#{anchor(one.point.name)}"), ". ", _links(list(one.runs)))
        )
        told.append(Fact(10 + rank, said, "", margin))
    idle = [t for t in found if not t.runs and not t.unknown]
    if idle:
        names = [f"?{t.point.name}" for t in idle]
        said = f"{capital(count(len(idle), 'open point decides', 'open points decide'))} nothing in these incidents."
        links = join([el("a", n, href=f"#{anchor(n[1:])}") for n in names], ", ")
        told.append(Fact(60, said, "Other incidents may tell their options apart.", links))
    return told


def _silence(page: Page) -> list[Fact]:
    """Decisions that lapsed: each incident, or where they are many, how many."""
    lapsed = {
        i: next(d for d in run.record.decisions if d.status == "lapsed")
        for i, run in enumerate(page.runs)
        if run.record and any(d.status == "lapsed" for d in run.record.decisions)
    }
    if len(lapsed) > _EACH:
        said = f"{capital(_where(len(lapsed), len(page.runs)))} a decision lapses: too few answer in time."
        return [Fact(30, said, "", _links(list(lapsed)))]
    found: list[Fact] = []
    for i, one in lapsed.items():
        said = f"In “{page.runs[i].timeline.title}” the decision lapses."
        rest = f"{capital(one.rule)} decides {one.subject}: {decision_fate(one)}."
        found.append(Fact(30 + len(found), said, rest, _links([i])))
    return found


def _clocks(page: Page) -> list[Fact]:
    """Duties that no clock limits."""
    loose: dict[str, Duty] = {}
    where: list[int] = []
    for i, run in enumerate(page.runs):
        for duty in run.record.duties if run.record else ():
            if duty.modal == "must" and duty.due is None and duty.content > 0:
                loose.setdefault(duty.ref.label, duty)
                where = where if i in where else [*where, i]
    if not loose:
        return []
    said = f"No deadline runs for the duties of {listed(list(loose))}."
    return [Fact(50, said, "They cannot be breached by delay.", _links(where))]


def _failed(page: Page) -> list[Fact]:
    """Expectations that did not come out."""
    wrong = [i for i, run in enumerate(page.runs) if run.failed]
    number = sum(len(page.runs[i].failed) for i in wrong)
    if not wrong:
        return []
    said = f"{capital(count(number, 'expectation does', 'expectations do'))} not come out as written."
    return [Fact(5, said, "", _links(wrong))]


def _unsettled(page: Page) -> list[Fact]:
    """Incidents in which what is owed is not settled."""
    open_ = [
        i
        for i, r in enumerate(page.runs)
        if r.record and r.record.outcome and r.record.outcome.reason == "unsettled"
    ]
    if not open_:
        return []
    said = f"In {count(len(open_), 'incident')} the text gives no answer, and this review gives none in its place."
    return [Fact(15, said, "A finding that the text needs was not made.", _links(open_))]


def facts(page: Page) -> list[Fact]:
    """The findings, most telling first, at most ten."""
    makers = (_outcomes, _breaches, _points, _silence, _clocks, _failed, _unsettled)
    found = sorted((fact for make in makers for fact in make(page)), key=lambda f: f.rank)
    return found[:MOST]
