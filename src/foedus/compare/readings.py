"""One draft in several variants: each compared with each, what exposes the difference first, and what holds in all."""

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from foedus.compare.bound import bound_otherwise
from foedus.compare.difference import differ
from foedus.compare.exposing import exposing
from foedus.compare.variants import Made
from foedus.model import Decision, Draft, Norm, Ref, Sentence
from foedus.model.comparison import Comparison, Difference
from foedus.model.readings import Between, Fares, Held, Readings

_LESS, _MORE = {"less bound", "later"}, {"more bound", "sooner"}


def side_by_side(
    made: Sequence[Made], *, at: int | None = None, budget: float | None = 60.0,
    progress: Callable[[str, int, int], None] | None = None,
) -> Readings:  # fmt: skip
    """Compare variants of one draft, each with each.

    Args:
        made: the variants, as `compare.variants` makes them; two or more.
        at: the instant of the attack; by default one at which the draft is in force.
        budget: seconds in all; None is without end.
        progress: is told of each comparison: what, which, of how many.

    Returns: whether they come to the same in every case, and else the comparisons, the smallest incident found that
        exposes the difference, how each party fares, and what holds in all of them.

    >>> from foedus.compare.variants import readings
    >>> from foedus.language import parse_draft
    >>> text = '''treaty "T", called T.  use "world.treaty".  party Ukraine, Poland.
    ... ambiguous zone: Ukraine reads territory of Ukraine, Poland reads Odesa.
    ... article 1.  After an attack by Russia on Ukraine in ?zone Poland must assist Ukraine.'''
    >>> found = side_by_side(readings(parse_draft(text).draft))
    >>> found.equal, [(held.how, held.variant) for held in found.holds]
    ('no', [('core', 'as Poland reads it')])
    """
    until = None if budget is None else time.monotonic() + budget
    pairs = list(combinations(range(len(made)), 2))
    between: list[Between] = []
    for number, (i, j) in enumerate(pairs):
        if progress is not None:
            progress("variants", number, len(pairs))
        left = None if until is None else max(0.0, until - time.monotonic()) / (len(pairs) - number)
        between.append(_between(made[i], made[j], at, left))
    witnesses = [(d.witness, (b.one, b.two)) for b in between for d in b.comparison.differences if d.witness]
    first = exposing(made, witnesses) if witnesses else None
    if witnesses and (first is None or len({u.outcome for u in first.under}) == 1):
        left = None if until is None else max(0.0, until - time.monotonic())
        first = exposing(made, [*witnesses, *_bound(made, between, at, left)])
    return Readings(
        _name(made[0].draft), made[0].variant.kind, tuple(one.variant for one in made), tuple(between),
        _equal(between), first, tuple(_holds(made, between)), tuple(_fares(between)),
        all(b.comparison.complete for b in between), _notes(between),
    )  # fmt: skip


def _bound(
    made: Sequence[Made], between: Sequence[Between], at: int | None, budget: float | None
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Cases in which a decision that comes out otherwise leaves somebody bound in one variant only."""
    named = {one.variant.name: one for one in made}
    for b in between:
        if b.comparison.equal == "no":
            for text in bound_otherwise(named[b.one], named[b.two], at, budget):
                yield text, (b.one, b.two)


def _between(
    one: Made, two: Made, at: int | None, budget: float | None
) -> Between:  # fmt: skip
    found = differ(
        one.draft, two.draft, fixed=one.fixed, fixed_two=two.fixed, parts=one.parts, parts_two=two.parts, at=at,
        budget=budget, causes=False,
    )  # fmt: skip
    return Between(one.variant.name, two.variant.name, found)


def _name(draft: Draft) -> str:
    return draft.code or draft.title


def _equal(between: Sequence[Between]) -> str:
    """No as soon as two differ; yes only where all are proved to be the same."""
    said = {b.comparison.equal for b in between}
    return "no" if "no" in said else "yes" if said == {"yes"} else "unknown"


def _notes(between: Sequence[Between]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for b in between for note in b.comparison.notes))


# ---- for whom --------------------------------------------------------------------------------------------------------


def _fares(between: Sequence[Between]) -> Iterator[Fares]:
    """How each party stands under one variant, compared with each other one; once for each way in which it does."""
    for b in between:
        found: dict[tuple[str, bool], list[str]] = {}
        for difference in b.comparison.differences:
            for stands in difference.stands:
                effects = found.setdefault((stands.who, stands.protected), [])
                if stands.effect not in effects:
                    effects.append(stands.effect)
        for (who, protected), effects in found.items():
            yield Fares(who, b.one, b.two, tuple(effects), protected)


# ---- what holds in all -----------------------------------------------------------------------------------------------


def _holds(made: Sequence[Made], between: Sequence[Between]) -> Iterator[Held]:
    """What each provision comes to across the variants."""
    for sentence, ref in _provisions(made):
        yield _held(sentence, ref, made, between)


def _provisions(made: Sequence[Made]) -> Iterator[tuple[Sentence, Ref]]:
    """The provisions of all variants, each once, in the order of the text."""
    seen: set[tuple[str, int, int]] = set()
    for one in sorted(made, key=lambda m: -len(m.draft.sentences)):
        for draft in one.draft.everything():
            for s in draft.sentences:
                span = s.span
                if not isinstance(s.body, (Norm, Decision)) or span is None:
                    continue
                key = (span.file, span.line, span.column)
                if key not in seen:
                    seen.add(key)
                    code = draft.code or draft.title
                    yield (
                        s,
                        Ref(code, s.label, span.file, span.line, span.column, s.text, s.assumption, s.source),
                    )


def _held(sentence: Sentence, ref: Ref, made: Sequence[Made], between: Sequence[Between]) -> Held:
    if any(_lacks(one, sentence) for one in made):
        having = [one.variant.name for one in made if not _lacks(one, sentence)]
        return Held(ref, "one", having[0] if len(having) == 1 else "")
    touched = [(b, d) for b in between for d in b.comparison.differences if _touches(d, ref)]
    bearers = tuple(dict.fromkeys(who for _, d in touched for who in d.who))
    if any(_outside(b.comparison, ref) for b in between):
        return Held(ref, "unknown", "", bearers)
    if not touched:
        proved = all(b.comparison.exact or b.comparison.equal == "yes" for b in between)
        return Held(ref, "same" if proved else "unknown")
    core = next((one.variant.name for one in made if _least(one.variant.name, touched)), "")
    if core and all(b.comparison.exact for b in between):
        return Held(ref, "core", core, bearers)
    return Held(ref, "apart" if all(b.comparison.exact for b in between) else "unknown", "", bearers)


def _lacks(one: Made, sentence: Sentence) -> bool:
    """Whether a variant does not have a sentence: its part is not read there."""
    return sentence.part in one.variant.without or (
        sentence.part != "" and sentence.part not in one.parts
        and any(p.title == sentence.part and p.secret for p in one.draft.parts)
    )  # fmt: skip


def _touches(difference: Difference, ref: Ref) -> bool:
    return any((r.file, r.line, r.column) == (ref.file, ref.line, ref.column)
               for r in (*difference.refs_one, *difference.refs_two))  # fmt: skip


def _outside(comparison: Comparison, ref: Ref) -> bool:
    return any((r.file, r.line, r.column) == (ref.file, ref.line, ref.column) for r, _ in comparison.unknown)


def _least(name: str, touched: Sequence[tuple[Between, Difference]]) -> bool:
    """Whether every other variant gives at least what this one gives: in no case more, or sooner, is owed under it.

    What has no direction (other, or somebody's decision) makes it not so.
    """
    for b, difference in touched:
        effects = {s.effect for s in difference.stands if not s.protected}
        if name == b.two and not effects <= _LESS:
            return False
        if name == b.one and not effects <= _MORE:
            return False
        if name in (b.one, b.two) and not effects:
            return False
    return any(name in (b.one, b.two) for b, _ in touched)
