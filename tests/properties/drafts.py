"""Drafts written by the grammar, for properties that hold of all of them."""

from __future__ import annotations

from hypothesis import strategies as st

PARTIES = ("Ukraine", "Poland", "France", "Germany")
MEMBERS = ("Poland", "France", "Germany")
COMMENT = st.sampled_from(
    ["", "", "", "  # a note", "\n# a note on a line of its own\n", "  # “quoted”, and: marks."]
)
GAP = st.sampled_from([" ", " ", " ", "  ", "\n  ", "\n"])
HEAD = """treaty "Pact", called PACT.
state Russia.
party Ukraine, Poland, France, Germany.
guarantors, each a guarantor, are Poland, France, Germany.
place Odesa within territory of Ukraine.
place "Black Sea".
organ Special Commission.
event mobilisation, eclipse.
measure demine.
standard grave, judged by Special Commission.
raid means a limited or larger attack by Russia on Ukraine.
land means any of (a) territory of Ukraine; (b) Odesa.
ready means Ukraine has ratified.
hunger lasts from a mobilisation until the end of mobilisation.
"""
OPEN = {
    "clock": "24 hours | 72 hours | 7 days",
    "decider": "Ukraine | any guarantor | majority of guarantors | unanimity of guarantors",
    "silence": "it has | it has not",
    "help": "consult | assist | use-force",
    "strength": "must | may | intends to",
    "size": "limited | full-scale",
    "where": "territory of Ukraine | Odesa",
    "who": "Poland | each guarantor",
    "gate": "ready | Poland has ratified",
}


def one_of(*texts: str) -> st.SearchStrategy[str]:
    return st.sampled_from(texts)


def fill(form: str, **parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A form with braces, each filled in from a strategy of its own."""
    return st.fixed_dictionaries(dict(parts)).map(lambda filled: form.format(**filled))


NUMBER = st.integers(1, 90).map(str)
PERIOD = st.one_of(
    fill("{n} {unit}", n=NUMBER, unit=one_of("minutes", "hours", "days", "weeks")), one_of("?clock")
)
SUM = st.one_of(PERIOD, fill("{a} + {b} days", a=PERIOD, b=NUMBER))
DATE = fill("20{y}-{m}-{d}", y=one_of("27", "30"), m=one_of("01", "06", "12"), d=one_of("01", "15", "28"))
BEARER = st.one_of(
    one_of(*PARTIES),
    one_of("each guarantor", "each party", "the guarantors together", "?who"),
    one_of(
        "each guarantor other than France", "Poland and France", "any of guarantors and each if none does"
    ),
)
MODAL = one_of("must", "must", "must", "may", "intends to", "?strength")
MEASURE = st.one_of(
    one_of(
        "consult Ukraine",
        "assist Ukraine",
        "assist the victim",
        "use-force",
        "demine",
        "sanction Russia",
        "?help",
    ),
    one_of("arm Ukraine and sanction Russia", "consult Ukraine or assist Ukraine"),
    one_of("assist Ukraine by all means in its power", "assist Ukraine at its discretion"),
    fill("supply {n} interceptors to Ukraine", n=NUMBER),
)
PLACE = one_of(
    "territory of Ukraine", "Odesa", '"Black Sea"', "land", "?where", "territory of any of guarantors"
)
SCALE = one_of("", "", "limited ", "full-scale ", "limited or larger ", "?size or larger ")
ATTACK = st.one_of(
    one_of("a raid"),
    fill(
        "a {scale}attack by Russia on {victim}{place}{means}",
        scale=SCALE,
        victim=one_of(*PARTIES),
        place=st.one_of(one_of(""), PLACE.map(lambda p: f" in {p}")),
        means=one_of("", " by drones", " by drones or missiles"),
    ),
)
EVENT = st.one_of(ATTACK, one_of("a mobilisation", "a request by Ukraine", "an invocation", "the first raid"))
SIMPLE = st.one_of(
    one_of(
        "ready",
        "hunger holds",
        "Poland has ratified",
        "Ukraine requests assistance",
        "Ukraine has not withdrawn",
    ),
    one_of(
        "the case has arisen", "this treaty is in force", "PACT is in force for Poland", "not ready", "?gate"
    ),
    one_of(
        "the attack was not provoked", "the attack is grave", "Ukraine is a party", "the place is in Odesa"
    ),
)
CONDITION = st.one_of(
    SIMPLE,
    fill("{a} and {b}", a=SIMPLE, b=SIMPLE),
    fill("any of (a) {a}; (b) {b}", a=SIMPLE, b=SIMPLE),
    fill("all of (a) {a}; (b) any of (a) {b}; (b) {c}", a=SIMPLE, b=SIMPLE, c=SIMPLE),
)
QUALIFIER = st.one_of(
    fill("within {p}", p=SUM),
    fill("within {p} of the attack", p=PERIOD),
    fill("by {d}", d=DATE),
    one_of(
        "without delay",
        "for each attack",
        "at its discretion",
        "with the consent of Ukraine",
        "subject to appropriation",
    ),
    one_of(
        "unless Ukraine objects",
        "also for earlier attacks",
        "once it has ratified",
        'for the sole purpose of "defence"',
    ),
    fill("provided {c}", c=CONDITION),
    fill("unless {c}", c=CONDITION),
    fill("while {c}", c=SIMPLE),
    fill("until {d}", d=DATE),
)
LEAD = st.one_of(
    one_of("", ""),
    fill("After {e}, ", e=EVENT),
    fill("When {c}, ", c=SIMPLE),
    fill("While {c}, ", c=SIMPLE),
    fill("{n} days after {e}, if {c}, ", n=NUMBER, e=EVENT, c=SIMPLE),
    fill(
        "On breach of article 1, ",
    ),
)
NORM = fill(
    "{lead}{bearer} {modal} {measure}{more}{mark}",
    lead=LEAD,
    bearer=BEARER,
    modal=MODAL,
    measure=MEASURE,
    more=st.lists(QUALIFIER, max_size=2, unique_by=lambda q: q.split()[0]).map(
        lambda qs: "".join(f", {q}" for q in qs)
    ),
    mark=one_of("", "", ", assumption", ', source "a report"', ', assumption, source "x"', ", unverified"),
)
RULE = st.one_of(
    one_of(
        "Ukraine",
        "any guarantor",
        "majority of guarantors",
        "two-thirds of guarantors",
        "unanimity of guarantors",
    ),
    one_of(
        "unanimity of guarantors with constructive abstention",
        "majority of guarantors other than France",
        "?decider",
    ),
    one_of(
        "at least 2 guarantors", "Special Commission", "majority of guarantors with the consent of Poland"
    ),
    one_of("majority of guarantors of those voting with a quorum of 2", "silence procedure of guarantors"),
)
DECISION = fill(
    "On invocation {rule} decides within {p} whether the case has arisen{silence}",
    rule=RULE,
    p=PERIOD,
    silence=one_of("", "; on silence it has", "; on silence it has not", "; on silence ?silence"),
)
STATUS = st.one_of(
    one_of("This treaty enters into force for a party when that party ratifies", "Votes are final"),
    one_of("Duties for attacks before the exit remain", "Nothing in this treaty commits nuclear weapons"),
    one_of(
        "No guarantor is ever bound to use-force",
        "The attacker is barred from the vote",
        "Any state may accede",
    ),
    fill("In force from {d}", d=DATE),
    fill("This treaty lasts {n} years", n=NUMBER),
    fill("This treaty ends on {d}", d=DATE),
    fill("A party may withdraw with {n} months of notice", n=NUMBER),
    fill("A case may be invoked again after {p}", p=PERIOD),
    fill("This treaty is suspended between Poland and France from {d}", d=DATE),
    fill("A guarantor is released from article 1 when {c}", c=SIMPLE),
    fill("Article 1 applies only while {c}", c=SIMPLE),
    one_of("Special Commission observes article 1"),
)
SENTENCE = st.one_of(NORM, NORM, NORM, DECISION, STATUS)


@st.composite
def drafts(draw: st.DrawFn) -> str:
    """A draft of one to three articles, with some open points, white space of all kinds, and comments."""
    body = ""
    for number in range(1, draw(st.integers(1, 3)) + 1):
        body += f"article {number}.\n"
        if number == 1:
            body += "After an invocation Ukraine must consult Poland within 3 days.\n"
        for sentence in draw(st.lists(SENTENCE, min_size=1, max_size=3)):
            words = sentence.split(" ")
            # white space may stand between any two words outside quotations
            parts = [words[0]]
            inside = words[0].count('"') % 2 == 1
            for word in words[1:]:
                parts.append(" " if inside else draw(GAP))
                parts.append(word)
                inside ^= word.count('"') % 2 == 1
            body += "".join(parts) + "." + draw(COMMENT) + "\n"
    used = [name for name in OPEN if f"?{name}" in body]
    points = "".join(f'open {name}: {OPEN[name]}, asks "{name}?".\n' for name in used)
    return HEAD + points + body


def events() -> st.SearchStrategy[str]:
    """Events of one instant, as a timeline writes them."""
    return st.one_of(
        fill(
            "Russia attacks territory of {v} in {p} by {m}, scale {s}, attribution {a}",
            v=one_of(*PARTIES),
            p=one_of("Odesa", '"Black Sea"'),
            m=one_of("drones", "missiles"),
            s=one_of("limited", "full-scale", "below-threshold"),
            a=one_of("established", "suspected", "none"),
        ),
        fill("{p} ratifies", p=one_of(*PARTIES)),
        fill("{p} withdraws from this treaty", p=one_of(*PARTIES)),
        fill("{p} {m}s Ukraine", p=one_of(*MEMBERS), m=one_of("assist", "consult", "arm")),
        fill("{p} acts to use-force for Ukraine", p=one_of(*MEMBERS)),
        fill("{p} acts to sanction Russia", p=one_of(*MEMBERS)),
        one_of(
            "Ukraine invokes this treaty",
            "Ukraine requests assistance",
            "Ukraine objects",
            "Ukraine waives article 1",
        ),
        one_of(
            "a mobilisation begins",
            "a mobilisation ends",
            "Ukraine consents",
            "Special Commission decides for the case",
        ),
        fill("{p} votes {v} the case", p=one_of(*PARTIES), v=one_of("for", "against")),
        fill("{p} abstains", p=one_of(*MEMBERS)),
    )


@st.composite
def timelines(draw: st.DrawFn, draft: str) -> str:
    """Up to six events, and one option for each open point of the draft."""
    choices = [
        f"{name} = {draw(st.sampled_from(options.split(' | ')))}"
        for name, options in OPEN.items()
        if f"open {name}:" in draft
    ]
    moments = sorted(draw(st.lists(st.integers(0, 30 * 24 * 4), max_size=6)))
    lines = [
        f"2027-03-{1 + m // 96:02d} {m // 4 % 24:02d}:{m % 4 * 15:02d}: {draw(events())}." for m in moments
    ]
    settled = f"with {', '.join(choices)}.\n" if choices else ""
    # a draft that is silent on its entry is in force from the first event: it is the same in all timelines
    first = "2027-01-01 00:00: an eclipse begins."
    return "\n".join(['timeline "T", of PACT, until 2027-06-01.', settled, first, *lines, ""])
