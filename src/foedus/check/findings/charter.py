"""Conflict with the Charter: force that is owed where the Charter's conditions for it may not hold.

Others may use force for a victim if it asks for it, and if what it suffers is an armed attack (International Court of
Justice, Nicaragua v. United States, 1986, paragraphs 191–195 and 199). How grave that must be is contested; both
readings are told.
"""

from collections.abc import Iterator

from foedus.cases.cell import Cell
from foedus.cases.conduct import Assumed
from foedus.cases.graph import FALSE, TRUE, Lit
from foedus.check.atonce import FREE, around, at_once, fact, given, shortest, willing_box
from foedus.check.completions import where
from foedus.check.expects import owed_then, who
from foedus.check.view import Answer, View
from foedus.model import Finding, Prevails

CODE = "F1401"
_ASKING = ("request", "invoke", "consent", "declare")
_READINGS = (
    "if any unlawful use of force is an armed attack (the reading of the United States)",
    "if only the gravest forms of force are one (International Court of Justice, 1986)",
)


def find(view: View) -> Iterator[Finding]:
    """Force owed unasked, against a mere threat, or against what may be no armed attack."""
    forceful = [x for x in view.answers if x.form.modal == "must" and _force(x)]
    if not forceful or _yields(view):
        return
    a = at_once(view)
    lit = a.lit(view.graph.any(*(view.arises(x) for x in forceful)))
    if lit == FALSE:
        return
    yield from _unasked(view, a, forceful, lit)
    yield from _no_armed_attack(view, a, forceful, lit)


def _force(answer: Answer) -> bool:
    """Whether it is a duty that leaves no other way than force."""
    return any("use-force" in ms for ms in answer.form.measures) and not answer.form.any_of


def _yields(view: View) -> bool:
    """Whether the draft says that the Charter prevails."""
    return any(_charter(rank.body.over[0]) for rank in view.low.prep.of(Prevails))


def _charter(code: str) -> bool:
    return "charter" in code.lower()


def _unasked(view: View, a: Assumed, forceful: list[Answer], lit: Lit) -> Iterator[Finding]:
    g = view.graph
    silent: list[Lit] = []
    for leaf in view.low.leaves.all.values():
        for number, way in enumerate(leaf.ways):
            if way.kind in _ASKING:
                victim = view.low.is_victim(way.who)
                silent.append(g.any(-victim, -g.chosen(leaf.name, number + 1)))
    mute = a.lit(g.all(*silent))
    cell = shortest(view, a, lit, mute, *willing_box(view, kinds=FREE))
    if cell is None:
        return
    victim = fact(view, cell, "victim")
    asked = shortest(view, a, lit, *willing_box(view, kinds=FREE))
    assert asked is not None
    always, depends = where(view, a, _unless_asked(view, forceful, cell), _settled(view, forceful, asked))
    yield _finding(
        view,
        a,
        forceful,
        cell,
        f"Force is owed although {victim} has not asked for it.",
        "Others may use force for a victim only at its request; else the duty asks for what the Charter forbids.",
        (),
        always,
        depends,
        0.8,
    )


def _settled(view: View, forceful: list[Answer], cell: Cell) -> Lit:
    """Whether force is owed against the attack of a case, where all goes as it should."""
    return around(view, cell).lit(view.graph.any(*(view.arises(x) for x in forceful)))


def _unless_asked(view: View, forceful: list[Answer], cell: Cell) -> Lit:
    """The same, where only those ask who do so in the case."""
    lit = around(view, cell, _ASKING).lit(view.graph.any(*(view.arises(x) for x in forceful)))
    asking = {n: cell.choices[n] for n, x in view.low.leaves.all.items() if x.ways[0].kind in _ASKING}
    return given(view, lit, asking)


def _no_armed_attack(view: View, a: Assumed, forceful: list[Answer], lit: Lit) -> Iterator[Finding]:
    """Force owed against a threat, or against an attack that one reading or both do not count as an armed one."""
    g = view.graph
    kinds = g.choices["kind"].values if "kind" in g.choices else ()
    if "a threat" in kinds:
        threat = g.chosen("kind", kinds.index("a threat"))
        cell = shortest(view, a, lit, threat, *willing_box(view, kinds=FREE))
        if cell is not None:
            always, depends = where(view, a, _settled(view, forceful, cell))
            yield _finding(
                view,
                a,
                forceful,
                cell,
                "Force is owed against a mere threat.",
                "The Charter allows self-defence if an armed attack occurs.",
                (),
                always,
                depends,
                0.8,
            )
    for scale in (0, 1):
        small = g.chosen("scale", scale) if "scale" in g.choices else TRUE
        attack = g.chosen("kind", 0) if "kind" in g.choices else TRUE
        cell = shortest(
            view, a, lit, small, attack, *willing_box(view, kinds=FREE), prefer=_by_scale(view, scale)
        )
        if cell is None:
            continue
        always, depends = where(view, a, _settled(view, forceful, cell))
        words = ("attacks below the threshold", "limited attacks")[scale]
        ends = (
            "it is contested whether these are armed attacks",
            "on the stricter reading these are no armed attacks",
        )[scale]
        covers = (
            f"{words}: "
            + ("on neither reading beyond doubt an armed attack" if scale == 0 else f"lawful {_READINGS[0]}"),
            f"{words}: forbidden {_READINGS[1]}",
        )
        yield _finding(
            view,
            a,
            forceful,
            cell,
            f"Force is owed also against {words}: {ends}.",
            "Where there is no armed attack, nobody may answer with force, and the duty asks for what is forbidden.",
            covers,
            always,
            depends,
            0.6 - 0.2 * scale,
        )
        return


def _by_scale(view: View, scale: int) -> list[Lit]:
    return [view.graph.chosen("scale", scale)] if "scale" in view.graph.choices else []


def _finding(
    view: View, a: Assumed, forceful: list[Answer], cell: Cell, sentence: str, why: str, covers: tuple[str, ...],
    always: bool, depends: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...], weight: float,
) -> Finding:  # fmt: skip
    name, answer = who(view, a, forceful, cell)[0]
    expects = (owed_then(view, a, name, answer, cell),)
    return Finding(
        CODE,
        "charter",
        sentence,
        answer.ref,
        why,
        covers=covers,
        always=always,
        depends=depends,
        assumes="whoever decides does so at once",
        witness=view.witness(cell, sentence.rstrip("."), expects),
        expects=expects,
        weight=weight,
        group="charter",
    )
