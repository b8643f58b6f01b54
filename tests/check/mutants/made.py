"""The mutants: every operator on every draft, with a recorded seed; those that read without error."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from foedus.language import Loaded, load
from foedus.library.catalogue import INSTRUMENTS
from foedus.model import Draft, Sentence
from tests.check.mutants.operators import OPERATORS, Operator

SEED = 20250823
ROOT = Path(__file__).parents[3]
MOST = 1  # of one operator in one draft
EXAMPLES = ROOT / "examples" / "ukraine-2025"
CLEAN = Path(__file__).parents[1] / "clean"


class Mutant(NamedTuple):
    """A draft with one defect seeded into it.

    draft: the file of the original. operator: what was done, at which sentence (its number, from 0) and line. text: the
    whole text after it.
    """

    file: str
    operator: str
    sentence: int
    line: int
    before: str
    after: str
    text: str
    article: str

    @property
    def name(self) -> str:
        """How tests and the table name it: `nat, line 35: scale raised`."""
        return f"{Path(self.file).stem}, line {self.line}: {self.operator}"


def files() -> list[Path]:
    """The drafts that defects are seeded into."""
    library = [f for f in sorted(INSTRUMENTS.glob("*.treaty")) if f.stem != "world"]
    examples = [f for f in sorted(EXAMPLES.glob("*.treaty")) if f.stem != "package"]
    return [*library, *examples, *sorted(CLEAN.glob("*.treaty"))]


@cache
def original(file: str) -> Loaded:
    """A draft as it is."""
    return load(file)


def read(mutant: Mutant) -> Loaded:
    """A mutant, read."""
    return load(mutant.file, {mutant.file: mutant.text})


def sites(draft: Draft, text: str, operator: Operator) -> Iterator[tuple[int, str, str]]:
    """Where an operator applies: the sentence by number, its text and what it becomes."""
    for number, sentence in enumerate(draft.sentences):
        span = sentence.span
        if span is None:
            continue
        before = text[span.start : span.end]
        for after in operator.make(draft, sentence, before):
            if " ".join(after.split()) != " ".join(before.split()):
                yield number, before, after


def put(text: str, sentence: Sentence, after: str) -> str:
    """A text with one sentence replaced, or taken out."""
    span = sentence.span
    assert span is not None
    end = span.end if after else text.index(".", span.end) + 1
    return text[: span.start] + after + text[end:]


def mutants() -> tuple[Mutant, ...]:
    """All mutants: of each operator in each draft at most one, drawn with the seed."""
    return tuple(m for path in files() for m in of(path))


@cache
def of(path: Path) -> tuple[Mutant, ...]:
    """The mutants of one draft."""
    file = str(path)
    loaded, text = original(file), path.read_text("utf-8")
    assert loaded.draft is not None, file
    return tuple(m for operator in OPERATORS for m in _drawn(loaded.draft, file, text, operator))


def _drawn(draft: Draft, file: str, text: str, operator: Operator) -> Iterator[Mutant]:
    found = list(sites(draft, text, operator))
    random.Random(f"{SEED} {Path(file).name} {operator.name}").shuffle(found)
    taken = 0
    for number, before, after in found:
        sentence = draft.sentences[number]
        whole = put(text, sentence, after)
        if taken < MOST and load(file, {file: whole}).ok:
            taken += 1
            line = sentence.span.line if sentence.span else 0
            yield Mutant(file, operator.name, number, line, before, after, whole, sentence.article)
