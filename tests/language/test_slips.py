"""Ten slips of the pen: each is reported with a fix that a machine can apply, and the mended text parses.

They are made in the guarantee that the reference page of the language shows and, where there are examples, in those.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from foedus.base import Diagnostic
from foedus.language import Loaded, load, parse_draft, parse_timeline
from tests.conftest import ROOT
from tests.language.guarantee import DRAFT, TEXTS, TIMELINE

EXAMPLES = sorted((ROOT / "examples").rglob("*.treaty"))


class Slip(NamedTuple):
    """A slip: how it is made (None where the text gives no occasion), and the codes that may report it."""

    make: Callable[[str], str | None]
    codes: tuple[str, ...]


def swap(pattern: str, slip: str) -> Callable[[str], str | None]:
    """Make the slip at the first place that fits, outside comments and quotations."""

    def make(text: str) -> str | None:
        for match in re.finditer(pattern, text, re.M):
            before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if "#" not in before and before.count('"') % 2 == 0:
                return text[: match.start()] + match.expand(slip) + text[match.end() :]
        return None

    return make


def transposed(word: str) -> str:
    return word[:2] + word[3] + word[2] + word[4:]


def misspelt_party(text: str) -> str | None:
    declared = re.search(r"^(?:party|state|parties) ([A-Z][a-z]{5,})\b", text, re.M)
    name = declared[1] if declared else "Ukraine"
    uses = [
        m for m in re.finditer(rf"\b{name}\b", text) if re.match(rf"{name} (?:must|may) ", text[m.start() :])
    ]
    if not uses or name not in text[: uses[0].start()]:
        return None
    at = uses[0].start()
    return text[:at] + transposed(name) + text[at + len(name) :]


def two_modals(text: str) -> str | None:
    return swap(r"^(  [^\n.#]* must [^\n.,]*)\.$", r"\1 and may consult.")(text)


def undeclared_group(text: str) -> str | None:
    return swap(r"\b([Ee])ach (guarantor|party|signatory|member) (must|may|intends)\b", r"\1ach helpmate \3")(
        text
    )


SLIPS = {
    "misspelt party": Slip(misspelt_party, ("E0302",)),
    "missing full stop": Slip(swap(r"^( [^\n]*\w)\.\n(\n?article |  [A-Z])", r"\1\n\2"), ("E0202",)),
    "undeclared group": Slip(undeclared_group, ("E0301",)),
    "shall for must": Slip(swap(r" must ", " shall "), ("E0205",)),
    "unclosed quotation": Slip(swap(r'^(article \w+ "[^"\n]*)"\.', r"\1."), ("E0102",)),
    "misspelt keyword": Slip(swap(r" within (?=\d|\?)", " wihtin "), ("E0301",)),
    "misspelt open point": Slip(swap(r"\?(\w\w)\w(\w\w+)", r"?\1\2"), ("E0501",)),
    "wrong article number": Slip(
        swap(r"\barticle \w+(?= (?:of this|prevails|applies|[a-z]))", "article 77"), ("E0305",)
    ),
    "two modals": Slip(two_modals, ("E0206",)),
}


def mended(problem: Diagnostic, text: str) -> list[str]:
    return [fix.apply(text) for fix in problem.fixes if fix.edits]


def check(text: str, slip: Slip, parse: Callable[[str], Loaded]) -> bool:
    """Make the slip and mend it; False if the text gives no occasion for it."""
    broken = slip.make(text)
    if broken is None:
        return False
    told = [d for d in parse(broken).diagnostics if d.severity == "error"]
    assert [d.code for d in told] == [slip.codes[0]], told
    fixes = mended(told[0], broken)
    assert fixes, f"no fix of {told[0]} can be applied"
    assert any(parse(fixed).ok for fixed in fixes), [parse(fixed).diagnostics for fixed in fixes]
    return True


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_the_guarantee_is_mended(name: str):
    assert check(DRAFT, SLIPS[name], lambda text: parse_draft(text, "kyiv.treaty", TEXTS))


def test_an_unknown_option_in_a_timeline_is_mended():
    draft = parse_draft(DRAFT, "kyiv.treaty", TEXTS)
    assert draft.ok, draft.diagnostics
    for right, wrong in [
        ("decider = majority of guarantors", "decider = majority of garantors"),
        ("clock = 24 hours", "clock = 25 hours"),
        ("silence = it has not", "silence = it has no"),
    ]:
        broken = TIMELINE.replace(right, wrong)
        told = parse_timeline(broken, draft).diagnostics
        assert [d.code for d in told] == ["E0803"]
        assert TIMELINE in mended(told[0], broken)


@pytest.mark.skipif(not EXAMPLES, reason="there are no examples yet")
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_slips_in_the_examples_are_mended(path: Path):
    text = path.read_text("utf-8")
    if not load(path).ok:
        pytest.skip("the example has errors of its own")

    def parse(changed: str) -> Loaded:
        return load(path, {str(path): changed})

    tried = [name for name, slip in SLIPS.items() if check(text, slip, parse)]
    assert tried
