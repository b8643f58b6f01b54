"""A draft, two incidents and their records, written by hand: what the report must be able to show."""

from __future__ import annotations

from foedus.base import HOUR, Span, parse_when
from foedus.model import (
    Action,
    Answer,
    Article,
    Change,
    Decision,
    DecisionLife,
    Define,
    Depends,
    Draft,
    Duty,
    Event,
    GroupIs,
    Hole,
    Named,
    Names,
    Norm,
    Occurrence,
    OpenPoint,
    Outcome,
    Pattern,
    Predicate,
    Pronoun,
    Record,
    Ref,
    Sentence,
    Slot,
    Some,
    Status,
    Timeline,
    Trigger,
    Vote,
)  # fmt: skip
from foedus.report import Check, Review, Run

FILE = "examples/kyiv.treaty"
GUARANTORS = ("United States", "United Kingdom", "France", "Germany", "Italy", "Poland")
_LINES = iter(range(3, 200))


def at(text: str) -> int:
    return parse_when(text).earliest


def sentence(body: object, text: str, article: str = "", number: int = 0, **more: object) -> Sentence:
    line = next(_LINES)
    span = Span(FILE, line * 100, line * 100 + len(text), line, 3)
    return Sentence(body=body, text=text, article=article, number=number, span=span, **more)  # type: ignore[arg-type]


def point(name: str, texts: tuple[str, ...], asks: str, **more: object) -> Sentence:
    body = OpenPoint(name=name, options=texts, texts=texts, asks=asks, **more)  # type: ignore[arg-type]
    return sentence(body, f'open {name}: {" | ".join(texts)}, asks "{asks}".')


_ATTACK = Trigger(event=Pattern(kind="attack"))
_EACH = Some(how="each", of=Named(name="guarantors"))

SENTENCES = (
    sentence(Names(kind="party", names=("Ukraine",)), "party Ukraine."),
    sentence(
        GroupIs(name="guarantors", members=tuple(Named(name=n) for n in GUARANTORS), singular=("guarantor", "party")),
        f"guarantors, each a guarantor and a party, are {', '.join(GUARANTORS)}, assumption.",
        assumption=True,
    ),
    sentence(
        Define(name="armed-attack", kind="event", meaning=Pattern(kind="attack")),
        "armed-attack means a ?threshold or larger attack by Russia, or by persons Russia directs, on Ukraine "
        "in ?land.",
    ),
    point("decider", ("Ukraine", "any guarantor", "majority of guarantors", "unanimity of guarantors"),
          "Who decides that the case has arisen?"),
    point("clock", ("24 hours", "72 hours", "7 days"), "How long may the decision take?"),
    point("silence", ("it has not", "it has"), "What does silence mean?"),
    point("threshold", ("below-threshold", "limited", "full-scale"), "How large must an attack be?"),
    point("land", ("territory of Ukraine", "Controlled Territory"), "Which land is covered?",
          readers=("Ukraine", "Russia")),
    point("response", ("consult", "assist the victim at its discretion", "use-force"), "What must a guarantor do?"),
    point("repeal", ("nothing", "must sanction Russia"), "What if the Russian law is repealed?"),
    sentence(Norm(bearer=Named(name="Ukraine"), modal="may", actions=(Action(measure="invoke"),), triggers=(_ATTACK,)),
             "After an armed-attack Ukraine may invoke this treaty, assumption.", "1", 1, assumption=True),
    sentence(Decision(decider=Hole(name="decider"), silence=Hole(name="silence")),
             "On invocation ?decider decides within ?clock whether the case has arisen; on silence ?silence.", "2", 1),
    sentence(Norm(bearer=_EACH, modal="must", actions=(Action(measure="use-force", target=Pronoun(role="victim")),),
                  triggers=(_ATTACK,)),
             "When the case has arisen each guarantor must ?response within 72 hours of the decision, "
             "provided that guarantor has ratified, assumption.", "3", 1, assumption=True),
    sentence(Norm(bearer=Named(name="Russia"), modal="must not",
                  actions=(Action(measure="attack", target=Named(name="Ukraine")),)),
             "Russia must not attack Ukraine.", "4", 1, source="https://example.org/transcript"),
    sentence(Norm(bearer=_EACH, modal="", actions=(), predicate=Hole(name="repeal")),
             "After a repeal of RUSLAW each guarantor ?repeal.", "4", 2),
    sentence(Norm(bearer=_EACH, modal="intends to", actions=(Action(measure="arm", target=Named(name="Ukraine")),)),
             "Each guarantor intends to arm Ukraine.", "4", 3),
)  # fmt: skip

DRAFT = Draft(
    kind="treaty", title="Article-5-like protection for Ukraine", code="KYIV", status="reported",
    source="News report of 17 August 2025 (000_6594fb010399505f.txt)", file=FILE,
    articles=(Article(label="1", title="Invocation"), Article(label="2", title="Determination"),
              Article(label="3", title="Collective response"), Article(label="4", title="The Russian law")),
    sentences=SENTENCES,
)  # fmt: skip


def ref(article: str, number: int = 1) -> Ref:
    found = next(s for s in SENTENCES if s.article == article and s.number == number)
    assert found.span
    return Ref(
        "KYIV", f"article {article}", FILE, found.span.line, found.span.column, found.text, found.assumption
    )


ATTACK = at("2027-03-01 04:00")


def hours(count: float) -> int:
    return ATTACK + int(count * HOUR)


def event(kind: str, when: str, order: int, **slots: object) -> Event:
    return Event(kind=kind, when=parse_when(when), order=order,
                 slots=tuple(Slot(name=k, value=v) for k, v in slots.items()))  # type: ignore[arg-type]  # fmt: skip


def named(name: str) -> Named:
    return Named(name=name)


EVENTS = (
    event("begin", "2027-01-10", 0, name="ceasefire"),
    event("ratify", "2027-01-15", 1, by=named("United States")),
    event("ratify", "2027-01-15", 2, by=named("France")),
    event("attack", "2027-03-01 04:00", 3, by=named("Russia"), scale="limited"),
    event("invoke", "2027-03-01 10:00", 4, by=named("Ukraine")),
    event("vote", "2027-03-02 00:00", 5, by=named("Poland"), value="for"),
    event("act", "2027-03-03 00:00", 6, by=named("Poland"), measure=("use-force",)),
)


def duty(bearer: str, status: str, performed: int | None = None, **more: object) -> Duty:
    ended = {"performed": performed, "breached": hours(92)}.get(status)
    values: dict[str, object] = {"since": hours(20), "due": hours(92), **more}
    return Duty(
        key=f"3/{bearer}", ref=ref("3"), modal="must", bearer=bearer, members=(bearer,), measures=("use-force",),
        action="use-force", content=3, latitude="measure", occurrence=0, status=status, ended=ended,
        performed=performed, beneficiary="Ukraine", **values,  # type: ignore[arg-type]
    )  # fmt: skip


DUTIES = (
    duty("Poland", "performed", hours(44)),
    duty("United Kingdom", "performed", hours(70)),
    duty("France", "performed", hours(88)),
    duty("United States", "breached", hours(110)),
    duty("Italy", "breached"),
)
CHANGES = (
    Change(at("2027-01-10"), "event", "A ceasefire enters into force.", event=0),
    Change(at("2027-01-15"), "event", "United States ratifies.", event=1),
    Change(at("2027-01-15"), "event", "France ratifies.", event=2),
    Change(
        ATTACK,
        "attack",
        "Russia makes a limited attack on territory of Ukraine in Odesa.",
        event=3,
        occurrence=0,
    ),
    Change(
        hours(6), "invocation", "Ukraine invokes KYIV.", who="Ukraine", ref=ref("1"), event=4, because=(3,)
    ),
    Change(hours(20), "vote", "Poland votes for the case.", who="Poland", event=5),
    Change(hours(20), "decision", "Any guarantor decides that the case has arisen", "adopted", ref=ref("2")),
    *(Change(hours(20), "duty", f"{d.bearer} owes use-force", "owed", d.bearer, ref=d.ref) for d in DUTIES),
    Change(hours(44), "duty", "Poland performs use-force", "performed", "Poland", ref=ref("3"), event=6),
    Change(hours(92), "duty", "Italy did not use-force in time", "breached", "Italy", ref=ref("3")),
    Change(
        hours(92),
        "duty",
        "United States did not use-force in time",
        "breached",
        "United States",
        ref=ref("3"),
    ),
)
OCCURRENCE = Occurrence(0, 3, ATTACK, "Russia", "Ukraine", "Odesa", "a limited attack", "yes")
FORCE = tuple(
    Status("force", "KYIV", name, at("2027-01-15"), None)
    for name in ("Ukraine", *GUARANTORS)
    if name != "Germany"
)
DECISION = DecisionLife(
    "2/0", ref("2"), "any guarantor", "whether the case has arisen", 0, GUARANTORS, 1, hours(6), hours(78), "adopted",
    hours(20), (Vote(hours(20), "Poland", "for", True),), answer=True,
)  # fmt: skip
RECORD = Record(
    "KYIV", "Salvo on Odesa", hours(120), (("decider", "any guarantor"), ("clock", "72 hours")), CHANGES, (OCCURRENCE,),
    DUTIES, (DECISION,), FORCE,
    (Outcome("CF_BINDING", "", "a duty to use-force binds five guarantors", 0, ref("3"),
             tuple(d.bearer for d in DUTIES)),),
)  # fmt: skip
TIMELINE = Timeline(
    title="Salvo on Odesa", of=("KYIV",), events=EVENTS, file="examples/timelines/salvo.timeline"
)
ANSWERS = (
    Answer("yes", "Ukraine may invoke the treaty"),
    Answer("depends", "Poland owes use-force: yes if response = use-force, and decider = Ukraine or any guarantor; "
           "else no", Depends(("response", "decider"), ((("response", "use-force"), ("decider", "Ukraine")),))),
)  # fmt: skip
CHECKS = (
    Check("the case has arisen", "yes", hours(30), line=12),
    Check("Germany owes nothing", "yes", hours(30), line=13),
    Check("nobody is in breach", "no", hours(110), "Italy is in breach of article 3", 14),
)

LAPSED = DecisionLife(
    "2/0", ref("2"), "majority of guarantors", "whether the case has arisen", 0, GUARANTORS, 4, hours(6), hours(78),
    "lapsed", hours(78), tuple(Vote(hours(20 + 9 * i), n, "for", True) for i, n in enumerate(GUARANTORS[:3])),
    answer=False,
)  # fmt: skip
BLOCKED = Record(
    "KYIV", "A blocked vote", hours(120), (("decider", "majority of guarantors"),), CHANGES[3:6], (OCCURRENCE,), (),
    (LAPSED,), FORCE,
    (Outcome("NOT_DETERMINED", "refused", "the decision lapsed with three of four votes", 0, ref("2")),),
)  # fmt: skip
BLOCKED_EVENTS = (
    EVENTS[3], EVENTS[4],
    event("vote", "2027-03-02 00:00", 5, by=named("United States"), value="for"),
    event("vote", "2027-03-02 09:00", 6, by=named("United Kingdom"), value="for"),
    event("vote", "2027-03-02 18:00", 7, by=named("France"), value="for"),
)  # fmt: skip
BLOCKED_LINE = Timeline(
    title="A blocked vote", of=("KYIV",), events=BLOCKED_EVENTS, file="examples/timelines/vote.timeline"
)

MIXED = (
    duty("Poland", "waived", since=hours(2), due=hours(26), why="the victim waived it"),
    duty("Poland", "owed", sure=False, why="nobody has attributed the attack"),
    duty("France and Germany together", "owed", due=None),
    Duty(key="4/Italy", ref=ref("4", 3), modal="may", bearer="Italy", members=("Italy",), measures=("arm",),
         action="arm Ukraine", content=3, latitude="discretion", occurrence=0, since=hours(3), due=None, status="owed"),
    Duty(key="4/Russia", ref=ref("4"), modal="must not", bearer="Russia", members=("Russia",), measures=("attack",),
         action="attack Ukraine", content=0, latitude="measure", occurrence=0, since=at("2026-06-01"), due=None,
         status="breached", ended=ATTACK),
)  # fmt: skip
MIXED_RECORD = Record(
    "KYIV", "Drones, attribution disputed", hours(400), (), CHANGES[3:5], (OCCURRENCE,), MIXED, (), (),
    (Outcome("CF_DISCRETION", "unsettled", "nobody has attributed the attack", 0, ref("3")),),
)  # fmt: skip
MIXED_LINE = Timeline(
    title="Drones, attribution disputed", of=("KYIV",), events=EVENTS[3:5], file="x/drones.timeline"
)

PREDICATES = (Predicate(modal="must", actions=(Action(measure="sanction"),)),)

RUNS = (
    Run(TIMELINE, RECORD, CHECKS, ANSWERS, 240),
    Run(BLOCKED_LINE, BLOCKED, CHECKS[:1], (ANSWERS[0],), 60),
    Run(MIXED_LINE, MIXED_RECORD, (), ANSWERS[1:], 400, False),
)
REVIEW = Review(DRAFT, RUNS, {}, "23 November 2026", False, "0.1.0", "4c1f0a2be99d")
