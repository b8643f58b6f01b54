"""Random timelines of a draft, written as text: nothing but the words of the draft and a random number is looked at.

Instants are put at the draft's own periods after an earlier event, a minute before and a minute after, as often as
anywhere.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from random import Random

START = datetime(2027, 3, 1, 4, 0)
UNIT = {"hour": 60, "day": 1440, "week": 10080, "month": 43200, "year": 525600}
OUTSIDERS = ("Russia", "Belarus", "Germany", "France", "China", "South Korea", "Egypt", "Iran")
PLACES = (
    "Odesa", "Crimea", "Donetsk", "Baltic Sea", "North Sea", "Red Sea", "Persian Gulf", "Rhineland", "Senkaku Islands",
    "Tokyo", "Hawaii", "Warsaw", "Liège", "Paris", "Berlin", "Kuwait City", "Vilnius", "Tallinn", "Cairo", "Greenland",
    "Sinai",
    "Golan Heights", "West Bank",
)  # fmt: skip
MEASURES = (
    "sanction", "arm", "use-force", "deploy-forces", "give-economic-aid", "give-military-aid", "consult", "warn",
    "share-intelligence", "give-logistics", "give-access", "cease-fire", "host-foreign-bases", "monitor-ceasefire",
)  # fmt: skip
HOME = {
    "Ukraine": "Odesa", "Kuwait": "Kuwait City", "Japan": "Tokyo", "Poland": "Warsaw", "France": "Paris",
    "Germany": "Berlin", "Belgium": "Liège", "Egypt": "Cairo", "Lithuania": "Vilnius", "Estonia": "Tallinn",
}  # fmt: skip
PARTY = re.compile(r"^part(?:y|ies, each a party, are) ([^.]*)\.", re.M)
GROUP = re.compile(r"each an? [\w-]+(?: and a party)?,\s+are\s+([^.]*)\.")


class Cast:
    """Who and what a draft speaks of."""

    def __init__(self, text: str) -> None:
        text = re.sub(r"#.*", "", text)
        code = re.search(r"called (\w+)", text)
        assert code is not None
        self.code = code[1]
        self.parties = _names(PARTY, text) or _names(GROUP, text)
        named = [n for n in re.findall(r"\bby ([A-Z][a-z]+(?: [A-Z][a-z]+)*)", text) if n in OUTSIDERS]
        self.others = [*_names(GROUP, text), *(n for n in OUTSIDERS if n in text), "Russia", "Iran"]
        self.attackers = named or self.others
        self.everyone = list(dict.fromkeys((*self.parties, *self.others)))
        self.voters = [n for n in self.everyone if n in self.parties or n in _names(GROUP, text)]
        own = [p for line in re.findall(r"^place ([^.]*)\.", text, re.M) for p in [line.split(" within ")[0]]]
        self.places = [*own, *own, *own, *(p for p in PLACES if p in text), *PLACES]
        self.measures = [m for m in MEASURES if m in text]
        self.declared = re.findall(r'declares\s+"([^"]+)"', text)
        self.organs = [o for o in ("Security Council", "Special Commission") if o in text]
        found = {int(n) * UNIT[u] for n, u in re.findall(r"(\d+)\s+(hour|day|week|month|year)s?\b", text)}
        self.periods = sorted(found) or [1440]
        self.home = dict(HOME)
        self.points = {
            name: [o.strip() for o in options.split("|")]
            for name, options in re.findall(r"^open ([\w-]+): ([^,]*(?:,(?! asks)[^,]*)*), asks", text, re.M)
        }


def _names(pattern: re.Pattern[str], text: str) -> list[str]:
    return [
        n.strip() for found in pattern.findall(text) for n in re.split(r",\s*|\s+and\s+", found) if n.strip()
    ]


def timeline(cast: Cast, rnd: Random) -> str:
    """A random timeline."""
    lines: list[tuple[datetime, str]] = []
    early = datetime(2026, 1, 1)
    for index, name in enumerate(dict.fromkeys(cast.voters)):
        if rnd.random() < 0.97:
            lines.append((early + timedelta(days=index), f"{name} ratifies"))
    if rnd.random() < 0.85:
        lines.append((early + timedelta(days=40), "a ceasefire enters into force"))
        if rnd.random() < 0.2:
            lines.append((_near(cast, rnd, START), "a ceasefire ends"))
    if rnd.random() < 0.2:
        leaver = rnd.choice(cast.voters)
        before = rnd.choice([p for p in cast.periods if p >= 43200] or [43200])
        notice = START - timedelta(minutes=before + rnd.choice((-1440, -1, 0, 1, 1440, before // 2)))
        if notice > early:
            lines.append((max(notice, early + timedelta(days=50)), f"{leaver} gives notice of withdrawal"))
    lines.append((START, _attack(cast, rnd, "attacks")))
    if rnd.random() < 0.4:
        asks = f"{rnd.choice(cast.parties)} requests {rnd.choice(('assistance', 'consultation'))}"
        lines.append((START + timedelta(minutes=rnd.choice((-60, 0, 60, 600))), asks))
    at = START
    for _ in range(rnd.randint(1, 9)):
        at = _near(cast, rnd, rnd.choice((START, at)))
        lines.append((at, _step(cast, rnd)))
    if rnd.random() < 0.8:  # the votes
        opened = _near(cast, rnd, START) if rnd.random() < 0.3 else START + timedelta(hours=1)
        lines.append((opened, f"{rnd.choice(cast.parties)} invokes this treaty"))
        yes = max(rnd.random(), rnd.random())
        for name in cast.voters:
            if rnd.random() < 0.8:
                no = rnd.choice(("votes against the case", "abstains"))
                says = "votes for the case" if rnd.random() < yes else no
                soon = opened + timedelta(minutes=rnd.randint(1, 900))
                when = soon if rnd.random() < 0.5 else _near(cast, rnd, opened)
                lines.append((when, f"{name} {says}"))
    lines.sort(key=lambda pair: pair[0])
    settled = ", ".join(f"{name} = {rnd.choice(options)}" for name, options in cast.points.items())
    head = f'timeline "By chance", of {cast.code}.\n' + (f"with {settled}.\n" if settled else "")
    return head + "".join(f"{when:%Y-%m-%d %H:%M}: {what}.\n" for when, what in lines)


def _near(cast: Cast, rnd: Random, base: datetime) -> datetime:
    if rnd.random() < 0.4:
        return base + timedelta(minutes=rnd.choice((1, 60, 300, 600, 1000)))
    period = rnd.choice([p for p in cast.periods if p < 43200 * 3] or [1440])
    return base + timedelta(minutes=max(0, period + rnd.choice((-1, 0, 1, -60, 60))))


def _attack(cast: Cast, rnd: Random, verb: str) -> str:
    if rnd.random() < 0.55:  # one that most drafts cover
        whom = rnd.choice(cast.parties)
        who = rnd.choice([n for n in cast.attackers if n != whom] or ["Iran"])
        where = cast.home.get(whom, f"territory of {whom}")
        return f"{who} {verb} {whom} in {where}, scale full-scale, attribution established, not provoked"
    pool = cast.attackers if rnd.random() < 0.7 else cast.others if rnd.random() < 0.7 else cast.everyone
    who = rnd.choice(pool)
    whom = rnd.choice(
        [n for n in (cast.parties if rnd.random() < 0.85 else cast.everyone) if n != who] or ["Iran"]
    )
    kind = rnd.random()
    on = f"{rnd.choice(('forces', 'vessels', 'aircraft'))} of {whom}" if kind < 0.25 else whom
    where = f"territory of {whom}"
    if rnd.random() < 0.5 or kind < 0.2:
        where = rnd.choice(cast.places)
    said = [f"{who} {verb} {on} in {where}"]
    if rnd.random() < 0.9:
        said.append(f"scale {rnd.choice(('below-threshold', 'limited', 'full-scale', 'full-scale'))}")
    if rnd.random() < 0.9:
        sure = ("none", *("suspected",) * 2, *("established",) * 3)
        said.append(f"attribution {rnd.choice(sure)}")
    if rnd.random() < 0.15:
        said.append(f"directed by {rnd.choice(cast.others)}")
    if rnd.random() < 0.5:
        said.append(rnd.choice(("provoked", "not provoked", "deliberate")))
    return ", ".join(said)


def _step(cast: Cast, rnd: Random) -> str:
    who = rnd.choice(cast.everyone)
    other = rnd.choice([n for n in cast.everyone if n != who])
    ways = [
        f"{who} requests assistance", f"{who} requests assistance", f"{who} requests consultation",
        f"{who} declares that {other} is threatened",
        f"{other} attributes the attack of {START:%Y-%m-%d %H:%M} to {who}, established",
        f"{who} gives notice of withdrawal",
        f"{who} consents to deploy-forces", f"{who} assists {other}",
        f"{who} reports to Security Council", _attack(cast, rnd, "threatens"),
        "Security Council takes the measures necessary", "a ceasefire enters into force",
    ]  # fmt: skip
    ways += [f'{who} declares "{words}"' for words in cast.declared * 3]
    ways += [f"{who} acts to {m} for {other}" for m in cast.measures]
    return rnd.choice(ways)
