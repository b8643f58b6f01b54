"""The ledger at size: many articles in one file, and how long it takes to add, to extract and to show."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import FOEDUS, Figure, command

ARTICLES = 10_000
PARTIES = ("Russia", "Ukraine", "Poland", "France", "Germany", "Italy", "Turkey", "China")
SPEAKERS = ("Steve Witkoff", "Sergei Lavrov", "Andrii Sybiha", "Radosław Sikorski", "", "(unnamed)")
ISSUES = ("clock", "decider", "land", "threshold", "silence", "response", "order", "term")
_WORDS = ("talks", "framework", "guarantee", "minister", "ceasefire", "border", "summit", "proposal", "parliament",
          "delegation", "observers", "deadline", "statement", "partners", "security", "monitors", "round")  # fmt: skip


@dataclass(frozen=True)
class Ledger:
    """What a ledger of many articles costs."""

    articles: int
    claims: int
    add_ms: float  # CPU milliseconds an article, with its claims and their reviews
    megabytes: float
    show: Figure
    cell: Figure
    extract: Figure
    extract_ms: (
        float  # CPU milliseconds of extraction from an article of 600 words, in a process that runs already
    )


def article(number: int, chance: random.Random) -> tuple[str, list[tuple[str, str, str, str]]]:
    """An article of about 600 words, with three statements in it; no two share a phrase."""
    filler = [f"{chance.choice(_WORDS)}{chance.randrange(10_000)}" for _ in range(560)]
    made: list[tuple[str, str, str, str]] = []
    for at in (100, 300, 500):
        actor, issue, speaker = chance.choice(PARTIES), chance.choice(ISSUES), chance.choice(SPEAKERS)
        stance = chance.choice(("reject", "reserve", "open", "positive", "accept_weak", "offer", "accept"))
        exact = f"{actor} takes the stance {stance} on {issue} in report {number} part {at}"
        filler.insert(at, f"{exact}.")
        made.append((exact, actor, stance, f"{issue}|{speaker}"))
    return " ".join(filler), made


def fill(path: Path, articles: int) -> int:
    """Write a ledger of so many articles, every claim confirmed; how many claims it holds."""
    from foedus.ledger.claims import Run, propose
    from foedus.ledger.documents import Facts, add
    from foedus.ledger.proposal import Agent, Proposal
    from foedus.ledger.reviews import decide
    from foedus.ledger.store import Store

    chance = random.Random(17)
    text_agent = Agent("article", kind="narrator")
    count = 0
    with Store.open(path, create=True) as store:
        store.db.execute("PRAGMA synchronous=OFF")  # the measured thing is not the disk of this machine
        for number in range(articles):
            text, said = article(number, chance)
            date = f"20{20 + number % 6}-{1 + number % 12:02}-{1 + number % 28:02}"
            with store.write():
                doc = add(store, text, f"article-{number}.txt", Facts(published_on=date)).document.id
                found: list[Proposal] = []
                for exact, actor, stance, rest in said:
                    issue, _, speaker = rest.partition("|")
                    kind = "unnamed" if speaker.startswith("(") else "named"
                    chain = (
                        (text_agent, Agent(speaker, chance.choice(PARTIES), kind))
                        if speaker
                        else (text_agent,)
                    )
                    start = text.index(exact)
                    found.append(Proposal(start, start + len(exact), exact, actor, "say", stance, issue, "", "",
                                          "asserted", "present", "", tuple(a.name for a in chain), "takes", "bench",
                                          "position", chain))  # fmt: skip
                for name in propose(store, doc, found, Run("bench", "1")):
                    decide(store, name, "confirmed", "bench", 1.0)
                    count += 1
    return count


def measure(articles: int = ARTICLES, runs: int = 9) -> Ledger:
    """Fill a ledger, and measure the commands that look at it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.ledger"
        started = time.process_time()
        claims = fill(path, articles)
        each = 1000 * (time.process_time() - started) / articles
        size = path.stat().st_size / 1e6
        story = Path(folder) / "story.txt"
        story.write_text(news(), "utf-8")
        ledger = ["--ledger", str(path)]
        show = command(f"foedus ledger show, {articles:,} articles, {claims:,} claims",
                       [FOEDUS, "ledger", "show", *ledger], 1000, runs)  # fmt: skip
        cell = command("foedus ledger show PARTY ISSUE, the same",
                       [FOEDUS, "ledger", "show", "Poland", "clock", *ledger],
                       None, runs)  # fmt: skip
        extract = command("foedus ledger extract, an article of 600 words, start included",
                          [FOEDUS, "ledger", "extract", str(story)], None, runs)  # fmt: skip
    return Ledger(articles, claims, each, size, show, cell, extract, extraction_ms())


def news() -> str:
    """An article of about 600 words as agencies write them."""
    parts = (
        "Poland has agreed to a framework of security guarantees, the envoy Anna Berg said on Monday after talks in "
        "Geneva. The agreement, which was described as a breakthrough, would allow partners to send observers.",
        "France reportedly rejected a proposal to let a majority decide. “We cannot accept a veto for anybody else,” "
        "President Jean Martin told reporters. Germany's willingness to pay for the mission has surprised observers.",
        "Italy welcomed the signals from Geneva, but cautioned that the details remain to be clarified. According to a "
        "diplomat who asked not to be named, Spain would accept a period of 72 hours if others did the same.",
    )  # fmt: skip
    return "\n\n".join(parts[n % 3].replace("Monday", f"Monday {n}") for n in range(18))


def extraction_ms(runs: int = 9) -> float:
    """CPU milliseconds of extraction from such an article in a process that has started already."""
    from foedus.ledger.extraction import find

    text = news()
    find(text)
    times: list[float] = []
    for _ in range(runs):
        started = time.process_time()
        find(text)
        times.append(1000 * (time.process_time() - started))
    return statistics.median(times)
