"""Gap of scope: an attack that the description leaves out, although everybody does what the text lets them do."""

from collections.abc import Iterator

from foedus.cases.backends.completions import Cube, Set
from foedus.cases.graph import TRUE, Lit
from foedus.check.view import Answer, View
from foedus.check.words import attacks
from foedus.model import Finding, Ref
from foedus.model.finding import Share

CODE = "F0101"
_MOST = 6


def find(view: View) -> Iterator[Finding]:
    """The attacks on those who are protected that nothing answers, in a few boxes."""
    answers = [a for a in view.answers if a.level != "consult"] or view.answers
    if not answers:
        return
    a = view.willing
    facts = [n for n in view.incident if n not in a.conduct.choices]
    if not facts:
        return
    answered = a.lit(view.graph.any(*(view.arises(x) for x in answers)))
    covered = view.project(a, answered, facts)
    all_of_it = view.project(a, _protected(view, covered), facts)
    never = all_of_it - covered  # left out in every completion
    for cube in never.cover(_MOST):
        yield _finding(view, cube, never, all_of_it, answers, True, -answered)
    sometimes = view.project(a, view.graph.all(_protected(view, covered), -answered), facts) - never
    for cube in sometimes.cover(_MOST):
        yield _finding(view, cube, sometimes, all_of_it, answers, False, -answered)


def _protected(view: View, covered: Set) -> Lit:
    """Attacks on those who are answered for in some case at all."""
    g = view.graph
    if "victim" not in covered.names:
        return TRUE
    victims = range(len(g.choices["victim"].values))
    meant = [i for i in victims if not covered.given({"victim": i}).is_empty]
    return g.among("victim", meant)


def _finding(
    view: View, cube: Cube, gap: Set, whole: Set, answers: list[Answer], always: bool, unanswered: Lit
) -> Finding:  # fmt: skip
    a = view.willing
    box = view.graph.all(*(view.graph.among(n, values) for n, values in cube.items()))
    cell = view.cell(a, box, unanswered, prefer=_plain(view))
    assert cell is not None
    settled, depends = (True, ()) if always else view.completions(a, view.graph.all(box, unanswered))
    what = attacks(view.graph, cube)
    size = sum(1 for _ in ())  # counted below, over the box
    count = (gap.given({}) if not cube else _within(view, gap, cube)).count()
    _ = size
    return Finding(
        CODE, "scope", f"{_cap(what)} are left out.", _ref(view, answers),
        "Nobody is bound or free to answer, even if all do what the text lets them do.",
        covers=(what,), share=Share(count, whole.count(), whole.names), always=settled, depends=depends,
        assumes=a.conduct.text, witness=view.witness(cell, f"Left out: {what}", _expects(view, answers)),
        expects=_expects(view, answers), weight=count / max(1, whole.count()), group="scope",
    )  # fmt: skip


def _within(view: View, gap: Set, cube: Cube) -> Set:
    box = view.graph.all(*(view.graph.among(n, v) for n, v in cube.items()))
    return gap & view.project(view.willing, box, gap.names)


def _plain(view: View) -> list[Lit]:
    """The plainest of the attacks that show a gap: large, established, on land."""
    g = view.graph
    out: list[Lit] = []
    if "scale" in g.choices:
        out.append(g.chosen("scale", 2))
    if "object" in g.choices:
        out.append(g.chosen("object", 0))
    for leaf in view.low.leaves.all.values():
        if leaf.ways[0].kind in ("begin", "end"):
            out.append(-view.low.leaves.takes(leaf))
    return out


def _expects(view: View, answers: list[Answer]) -> tuple[str, ...]:
    """What the interpreter must say of the witness: nobody owes anything under the sentences that answer."""
    articles = dict.fromkeys(x.duty.prov.article for x in answers if x.duty.prov.article)
    bearers = dict.fromkeys(x.duty.bearer for x in answers if not x.duty.joint)
    return tuple(f"{name} owes nothing" for name in list(bearers)[:3]) or tuple(articles)[:0]


def _ref(view: View, answers: list[Answer]) -> Ref:
    """The sentence that describes the attack: the definition that the answers rest on, else the answer's own."""
    from foedus.check.origins import description

    return description(view, answers[0].duty.prov) or answers[0].ref


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
