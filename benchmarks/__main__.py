"""Measure, print, and write docs/reference/figures.md."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path

from benchmarks import cases, checks, ledger, measure, ranking

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "figures.md"
SIZES = (100, 1_000, 10_000)
# Linear growth: a provision may cost this many times more in the largest draft than in the smallest.
STEEPEST = 1.5


def page(figures: list[measure.Figure], growth: list[measure.Growth], large: ledger.Ledger) -> str:
    """The page of figures."""
    ratio = growth[-1].each / growth[0].each
    lines = [
        "# Figures",
        "",
        "What Foedus costs, as measured. `make bench` measures again and rewrites this page.",
        "",
        f"Machine: {os.cpu_count()} cores, {platform.machine()}; {platform.system()}; "
        f"{platform.python_implementation()} {platform.python_version()}.",
        "",
        "## Commands",
        "",
        "CPU time, user and system together, the start of the process included, in milliseconds. Modules are compiled",
        "beforehand, as by any install; a checkout that is run without that pays for it at each start.",
        "",
        "| command | median | worst | runs | goal | |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
    ]
    for one in [*figures, large.show, large.cell, large.extract]:
        goal = "" if one.goal is None else f"{one.goal:.0f}"
        lines.append(
            f"| {one.what} | {one.median:.0f} | {one.worst:.0f} | {one.runs} | {goal} | {one.verdict} |"
        )
    lines += [
        "",
        "## Parsing as a draft grows",
        "",
        "One process, CPU time. Linear means that a provision costs about the same in every row.",
        "",
        "| provisions | milliseconds | microseconds a provision |",
        "| ---: | ---: | ---: |",
        *(f"| {one.provisions:,} | {one.milliseconds:.0f} | {one.each:.0f} |" for one in growth),
        "",
        f"A provision of the largest draft costs {ratio:.2f} times one of the smallest; "
        f"the goal is at most {STEEPEST}: {'met' if ratio <= STEEPEST else 'missed'}.",
    ]
    lines += [
        "",
        "## The ledger at size",
        "",
        f"{large.articles:,} articles of about 600 words with {large.claims:,} confirmed claims in one file of "
        f"{large.megabytes:.0f} MB; the texts are invented, no two share a phrase.",
        "",
        "| what | CPU, milliseconds | goal | |",
        "| --- | ---: | ---: | --- |",
        f"| add an article, with three claims and their reviews | {large.add_ms:.1f} | | |",
        f"| extract from an article of 600 words, once started | {large.extract_ms:.0f} | 100 | "
        f"{'met' if large.extract_ms <= 100 else 'missed'} |",
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run from the command line; exits with 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="runs of each command")
    parser.add_argument("--articles", type=int, default=ledger.ARTICLES, help="articles in the large ledger")
    parser.add_argument("--no-page", action="store_true", help="only print")
    given = parser.parse_args()

    from foedus import parse_draft

    def parse(text: str) -> object:
        result = parse_draft(text)
        if errors := [one for one in result.diagnostics if one.severity == "error"]:
            raise SystemExit(f"the grown draft has errors: {errors[0]}")
        return result

    text = page(measure.commands(given.runs), measure.growth(parse, SIZES, 5), ledger.measure(given.articles))
    few = min(given.runs, 5)
    text += "\n".join((*cases.page(min(given.runs, 7)), *checks.page(few), *ranking.page(few))) + "\n"
    print(text)
    if not given.no_page:
        PAGE.write_text(text, "utf-8")
    return 1 if "missed" in text else 0


if __name__ == "__main__":
    sys.exit(main())
