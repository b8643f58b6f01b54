"""Which part of which sentence leaves an attack out: the slot of a description that a fact of the attack meets."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from foedus.base import Span
from foedus.check.view import Answer, View
from foedus.engine.prepared import Prov
from foedus.model import Decision, Define, Hole, Node, Norm, Pattern, Ref, Slot, TermEvent, TermHolds
from foedus.model.node import children

SLOTS = {
    "scale": ("scale",), "place": ("in",), "across": ("across",), "means": ("means",), "object": ("object",),
    "attacker": ("by",), "lasting": ("lasting",),
    "directed": ("by", "directed-by"), "attribution": ("attribution",), "provoked": ("provoked",),
    "deliberate": ("deliberate",), "origin": ("origin",), "victim": ("on",),
}  # fmt: skip
"""The slots of a description that look at a fact of the attack."""


class Said(Struct, frozen=True):
    """Where a draft asks for something: the sentence, its words there, and the open point that stands there."""

    ref: Ref
    words: str = ""
    point: str = ""


class _Found(Struct, frozen=True):
    prov: Prov
    node: Any
    point: str


def chain(view: View, answers: list[Answer]) -> list[Prov]:
    """The sentences through which an attack must pass: what is owed, who decides, who invokes."""
    out = list({a.duty.prov.id: a.duty.prov for a in answers}.values())
    texts = {p.ins for p in out}
    out += [p for p in view.low.prep.decisions if p.ins in texts]
    out += [
        p for p in view.low.prep.norms
        if p.ins in texts and p.body.modal == "may"
        and any(getattr(a, "measure", "") == "invoke" for a in p.body.actions)
    ]  # fmt: skip
    return out


def said(view: View, answers: list[Answer], fact: str) -> Said | None:
    """The part of the sentences behind some answers that looks at a fact of the attack; None if none does."""
    for found in _nodes(view, chain(view, answers)):
        node = found.node
        if isinstance(node, Slot) and node.name in SLOTS.get(fact, ()):
            return _said(found)
        if fact == "kind" and isinstance(node, Pattern) and node.kind in ("attack", "threat"):
            return _said(found)
    return None


def _said(found: _Found) -> Said:
    node, ref = found.node, found.prov.ref
    own = node.value.name if isinstance(node, Slot) and isinstance(node.value, Hole) else ""
    if found.point:
        return Said(ref, f"?{found.point}", found.point)
    if node.span is None:
        return Said(ref, "", own)
    return Said(replace(ref, line=node.span.line, column=node.span.column), _words(node.span), own)


def _words(span: Span) -> str:
    """The words of a draft at a place, where its file can still be read as it was."""
    try:
        text = Path(span.file).read_text("utf-8")
    except (OSError, ValueError):
        return ""
    return " ".join(text[span.start : span.end].split()).strip(",; ")


def _nodes(view: View, provs: list[Prov]) -> Iterator[_Found]:
    """Every part of some sentences, of the definitions behind them and of the options that may stand in them."""
    prep = view.low.prep
    defines = {(p.ins, p.body.name): p for p in prep.of(Define)}
    seen: set[Any] = set()
    todo: list[_Found] = [_Found(p, p.body, "") for p in reversed(provs)]
    while todo:
        found = todo.pop()
        node = found.node
        if isinstance(node, (Norm, Decision, Define)):
            if (found.prov.id, "") in seen:
                continue
            seen.add((found.prov.id, ""))
        if isinstance(node, Node):
            yield found
        inner: list[_Found] = []
        if isinstance(node, Hole) and node.name in prep.points and (found.prov.id, node.name) not in seen:
            seen.add((found.prov.id, node.name))
            inner = [_Found(found.prov, o, found.point or node.name) for o in prep.points[node.name].options]
        elif isinstance(node, (TermEvent, TermHolds)):
            meaning = defines.get((found.prov.ins, node.name))
            if meaning is not None:
                inner = [_Found(meaning, meaning.body, "")]
        parts = list(children(node))
        if parts:
            inner = [*(_Found(found.prov, c, found.point) for c in parts), *inner]
        todo.extend(reversed(inner))
