"""The skeleton of a draft from a report: its parties, what is said to be agreed, an open point for what is left unsaid.

What a report says of a point is quoted beside it as a comment; nothing of it is settled, since a report settles
nothing. What the report does not say at all is marked as such.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from foedus.ledger.proposal import Agent
from foedus.ledger.voices import speaker, voice
from foedus.ledger.wording import name as name_of
from foedus.ledger.wording import quotable, shortened


class Said(Struct, frozen=True):
    """What a report says of a party's position, be it confirmed or only proposed."""

    actor: str
    stance: str
    issue: str
    exact: str
    frame: str
    agents: tuple[Agent, ...]
    place: str


class Point(Struct, frozen=True):
    """A thing that every guarantee must settle. words: by which a report that speaks of it is known."""

    name: str
    options: str
    asks: str
    words: str


_CASE = (
    Point("land", "territory of {b} | land administered by {b}", "Which land is covered?",
          r"territor|line of contact|occupied|border"),
    Point("threshold", "below-threshold | limited | full-scale", "How large must an attack be?",
          r"full-scale|any attack|limited|drone|incursion|hybrid"),
    Point("proof", "suspected | established", "How sure must it be who attacked?", r"attribut|proof|evidence"),
)  # fmt: skip
_ASKING = (
    Point(
        "invoker",
        "{b} | the victim | a party",
        "Who may set the guarantee in motion?",
        r"invok|request|call on",
    ),
)
_DECIDING = (
    Point("decider", "{b} | any guarantor | majority of guarantors | unanimity of guarantors",
          "Who decides that the case has arisen?", r"decid|determin|vote|unanim|majorit|veto|consensus"),
    Point("clock", "24 hours | 72 hours | 7 days", "How long may the decision take?",
          r"\b(?:hours?|days?|weeks?)\b|immediate|without delay"),
    Point("silence", "it has not | it has | the question stays open", "What does silence mean?",
          r"silen|fail to decide"),
)  # fmt: skip
_ANSWER = (
    Point("bearer", "each guarantor | the guarantors together", "Does each owe it by itself, or all jointly?",
          r"each|jointly|together|coalition|collective"),
    Point("bound", "may | intends to | must", "Is the answer a power, a policy or a duty?",
          r"\b(?:may|would|will|must|bound|obliged|willing)"),
    Point("response", "consult | assist the victim at its discretion | use-force", "What is done?",
          r"assist|defen[cs]e|troops|weapons|sanction|force|protect"),
    Point("speed", "24 hours | 72 hours | 30 days", "By when is it done?", r"within|deadline"),
)  # fmt: skip
_FORCE = (
    Point("order", "that party ratifies | that party ratifies and a ceasefire is in force | that party signs",
          "What must come first?", r"ratif|ceasefire|parliament|congress|peace (?:deal|agreement)"),
)  # fmt: skip
_EXIT = (
    Point("term", "10 years | 15 years | 50 years", "How long does it last?", r"\byears?\b|permanent|indefinite"),
    Point("notice", "30 days | 6 months | 1 year", "How long must a party that leaves still wait?",
          r"withdraw|leave the|denounc"),
    Point("tail", "remain | end", "Does a party that leaves still owe what earlier attacks gave rise to?", r"(?!)"),
)  # fmt: skip
_ARTICLES: tuple[tuple[str, tuple[Point, ...], tuple[str, ...]], ...] = (
    ("Invocation", _ASKING, ("After an armed-attack ?invoker may invoke this treaty, assumption.",)),
    ("Determination", _DECIDING,
     ("On invocation ?decider decides within ?clock whether the case has arisen; on silence ?silence, assumption.",)),
    ("Response", _ANSWER,
     ("When the case has arisen, ?bearer ?bound ?response within ?speed of the decision, assumption.",)),
    ("Entry into force", _FORCE, ("This treaty enters into force for a party when ?order, assumption.",)),
    ("Duration and exit", _EXIT,
     ("This treaty lasts ?term, assumption.", "A party may withdraw with ?notice of notice, assumption.",
      "Duties for attacks before the exit ?tail, assumption.")),
)  # fmt: skip
_ROLE = "not a party | acknowledges | a party"


def skeleton(said: Sequence[Said], report: str, states: Sequence[str], code: str = "DRAFT") -> str:
    """The text of a draft, to be read and changed by a person.

    Args:
        said: what the report says.
        report: what to call the report.
        states: the names that the gazetteer declares.
        code: what the draft is called.
    """
    now = [one for one in said if one.frame != "past"]
    gives, asks, others = roles(now)
    b = name_of(asks[0]) if asks else "Beneficiary"
    out = _head(report, code, asks, gives, others, states)
    out += ["", "# ---- what is said to be agreed", *_agreed(now)]
    out += ["", "# ---- the attack that counts"]
    out += _points(_CASE, now, b)
    out.append(f"armed-attack means a ?threshold or larger attack on {b} in ?land with attribution ?proof or higher, "
               "assumption.")  # fmt: skip
    for number, (title, points, sentences) in enumerate(_ARTICLES, 1):
        out += ["", f'article {number} "{title}".', *_points(points, now, b), *sentences]
    return "\n".join(out) + "\n"


def roles(said: Iterable[Said]) -> tuple[list[str], list[str], list[str]]:
    """Who is said to offer, who to ask for it, and who else takes a position; each in the order of the report."""
    stances: dict[str, set[str]] = {}
    for one in said:
        stances.setdefault(one.actor, set()).add(one.stance)
    gives = [a for a, found in stances.items() if "offer" in found]
    asks = [a for a, found in stances.items() if "demand" in found and a not in gives]
    return gives, asks, [a for a in stances if a not in gives and a not in asks]


def _head(
    report: str, code: str, asks: Sequence[str], gives: Sequence[str], others: Sequence[str], states: Sequence[str]
) -> list[str]:  # fmt: skip
    name = quotable(report)
    out = ["# Proposed from a report, by rules: a skeleton to work on. What is quoted is the report's,",
           "# all else is ours.",
           f'treaty "Draft after {name}", called {code}.', "status reported.", f'source "{name}".',
           'use "world.treaty".', "", "# ---- who is who"]  # fmt: skip
    parties = [a for a in dict.fromkeys([*asks, *others]) if a not in states]
    if not asks:
        out.append(
            "# The report does not say who asks for the guarantee: write who, in place of Beneficiary."
        )
        parties.insert(0, "Beneficiary")
    declared = [a for a in asks if a in states] + parties
    out.append(f"party {', '.join(name_of(a) for a in declared)}.")
    if not gives:
        out.append(
            "# The report does not say who gives it: write who, in place of Guarantor A and Guarantor B."
        )
        gives = ["Guarantor A", "Guarantor B"]
    strange = [a for a in gives if a not in states]
    if strange:
        out.append(f"party {', '.join(name_of(a) for a in strange)}.  # not states: whom they bind is open")
    out.append(
        f"guarantors, each a guarantor and a party, are {', '.join(name_of(a) for a in gives)}, assumption."
    )
    for number, other in enumerate(others, 1):
        point = f"role-of-{_slug(other) or number}"
        if f"?{point}." in "\n".join(out):
            point = f"role-of-{number}"
        out.append(f'open {point}: {_ROLE}, asks "What is {quotable(other)} to this text?", assumption.')
        out.append(f"{name_of(other)} is ?{point}.")
    return out


def _slug(name: str) -> str:
    """A name as a part of the name of an open point; empty if it has no letters that could stand there."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _agreed(said: Sequence[Said]) -> list[str]:
    """What is said to be agreed or offered, as comments, with in whose voice."""
    found = [one for one in said if one.stance in ("accept", "accept_weak", "offer")]
    if not found:
        return ["# Nothing."]
    out: list[str] = []
    for one in found:
        heard = voice(one.actor, one.agents)
        who = {"self": "in its own words", "unnamed": "no named source", "narrator": "the text tells it"}.get(
            heard, f"says {shortened(speaker(one.agents).name)}"
        )
        out += [
            f"# {shortened(one.actor)}, {shortened(one.issue)} ({who}; {shortened(one.place)}):",
            f"#   “{shortened(one.exact)}”",
        ]
    out.append(
        "# A law that somebody promises is an instrument of its own: write it as a statute, and use it here."
    )
    return out


def _points(points: Sequence[Point], said: Sequence[Said], b: str) -> list[str]:
    out: list[str] = []
    for point in points:
        heard = next((one for one in said if re.search(point.words, one.exact, re.IGNORECASE)), None)
        note = (
            f"# {point.name}: “{shortened(heard.exact)}”"
            if heard
            else f"# {point.name}: the report does not say."
        )
        out += [note, f'open {point.name}: {point.options.format(b=b)}, asks "{point.asks}", assumption.']
    return out


def merged(said: Iterable[Said]) -> tuple[Said, ...]:
    """Each thing said once."""
    seen: Mapping[tuple[str, str, str, str], Said] = {(s.actor, s.stance, s.issue, s.exact): s for s in said}
    return tuple(seen.values())
