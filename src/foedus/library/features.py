"""What a guarantee says, provision by provision, in terms that two guarantees can be compared in."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec import Struct

from foedus.language import Loaded
from foedus.model import (
    CONTENT,
    Action,
    Deadline,
    Decider,
    Decision,
    Define,
    Draft,
    Ends,
    Enters,
    Exit,
    Hole,
    Node,
    Norm,
    OpenPoint,
    Period,
    Predicate,
    Sentence,
    Slot,
    Suspended,
    TreatyLasts,
    walk,
)  # fmt: skip

Reader = Callable[["Reading"], "Feature | None"]


class Feature(Struct, frozen=True):
    """One thing that a guarantee says. class_: the sort of answer; text: in its own words; label: where."""

    name: str
    class_: str
    text: str
    label: str = ""


class Reading(NamedTuple):
    """A draft with its words at hand, and its strongest provisions."""

    draft: Draft
    sources: dict[str, str]

    def words(self, node: Node | None) -> str:
        """A part's own words."""
        if node is None or node.span is None or node.span.file not in self.sources:
            return ""
        text = " ".join(self.sources[node.span.file][node.span.start : node.span.end].split())
        return re.sub(r"\?([\w-]+)", self._spelled, text)

    def _spelled(self, match: re.Match[str]) -> str:
        """An open point as its options."""
        point = self.point(match.group(1))
        return f"[{' | '.join(point.texts)}]" if point else match.group()

    def sentences(self, *kinds: type[Node]) -> Iterator[Sentence]:
        """The sentences of some kinds."""
        for s in self.draft.sentences:
            if isinstance(s.body, kinds):
                yield s

    def point(self, name: str) -> OpenPoint | None:
        """An open point by its name."""
        return next((p for p in self.draft.open_points() if p.name == name), None)

    def options(self, value: object) -> list[object]:
        """What a term may be: itself, or each option of the open point that it is."""
        if isinstance(value, Hole):
            point = self.point(value.name)
            return list(point.options) if point else []
        return [value]


def features(loaded: Loaded) -> tuple[Feature, ...]:
    """Everything that can be compared, in the order in which a reader asks for it.

    Args:
        loaded: a draft that can be used.
    """
    assert loaded.draft is not None
    texts = {name: source.text for name, source in loaded.sources.items()}
    reading = Reading(loaded.draft, texts)
    found = (read(reading) for read in READERS)
    return tuple(one for one in found if one is not None)


# ---- who decides ---------------------------------------------------------------------------------


def _determines(r: Reading) -> Feature:
    for s in r.sentences(Decision):
        body = s.body
        assert isinstance(body, Decision)
        if body.subject in ("case", "condition"):
            kinds = sorted({o.kind for o in r.options(body.decider) if isinstance(o, Decider)})
            open_ = "open: " if isinstance(body.decider, Hole) else ""
            return Feature("who determines", " or ".join(kinds) or "open", open_ + _decider(r, body), s.label)
    return Feature("who determines", "each for itself", "nobody is named: each judges for itself")


def _decider(r: Reading, body: Decision) -> str:
    if isinstance(body.decider, Hole):
        point = r.point(body.decider.name)
        return " | ".join(point.texts) if point else f"?{body.decider.name}"
    return r.words(body.decider) or body.decider.kind


def _silence(r: Reading) -> Feature | None:
    for s in r.sentences(Decision):
        body = s.body
        assert isinstance(body, Decision)
        if body.subject in ("case", "condition"):
            if isinstance(body.silence, Hole):
                return Feature("silence", "open", "open", s.label)
            return Feature("silence", body.silence or "not said", body.silence or "not said", s.label)
    return None


def _request(r: Reading) -> Feature:
    for s in r.sentences(Norm):
        body = s.body
        assert isinstance(body, Norm)
        if any(isinstance(a, Action) and a.measure == "invoke" for a in body.actions):
            return Feature("request", "must be invoked", f"{r.words(body.bearer)} may invoke it", s.label)
        if any(getattr(n, "kind", "") in ("request", "invoke") for n in walk((body.triggers, body.provided))):
            return Feature("request", "on request", "on the victim's request", s.label)
    return Feature("request", "none needed", "none is needed")


# ---- which attack --------------------------------------------------------------------------------


def _slots(r: Reading, *names: str) -> list[tuple[Sentence, Slot]]:
    out: list[tuple[Sentence, Slot]] = []
    for s in (*r.sentences(Define), *r.sentences(Norm)):
        for node in walk(s.body):
            if isinstance(node, Slot) and node.name in names and getattr(node, "value", None) is not None:
                out.append((s, node))
    return out


def _from_slots(r: Reading, name: str, names: tuple[str, ...], without: str) -> Feature:
    found = _slots(r, *names)
    texts = list(dict.fromkeys(r.words(slot) for _, slot in found if r.words(slot)))
    if not texts:
        return Feature(name, "not said", without)
    holes = any(isinstance(slot.value, Hole) for _, slot in found)
    return Feature(name, "open" if holes else "said", "; ".join(texts[:4]), found[0][0].label)


def _threshold(r: Reading) -> Feature:
    found = _slots(r, "scale")
    values = {str(o) for _, slot in found for o in r.options(slot.value)}
    plain = _from_slots(r, "threshold", ("scale",), "any size")
    order = ("below-threshold", "limited", "full-scale")
    least = next((v for v in order if v in values), "any")
    return Feature("threshold", least, plain.text, plain.label)


def _attacker(r: Reading) -> Feature:
    return _from_slots(r, "attacker", ("by",), "anybody")


def _place(r: Reading) -> Feature:
    return _from_slots(r, "place", ("in", "across"), "anywhere")


def _objects(r: Reading) -> Feature:
    return _from_slots(r, "forces, ships, aircraft", ("object",), "not named")


# ---- what is owed --------------------------------------------------------------------------------


class Strength(NamedTuple):
    """How strong a provision is at most: modality, content, and its words."""

    modality: int
    content: int
    sentence: Sentence
    modal: str
    measure: str
    latitude: str


_MODAL = {"nothing": 0, "may": 1, "intends to": 2, "must": 3}


def _strongest(r: Reading, least: int, most: int) -> Strength | None:
    """The strongest modality; of those the act that helps most plainly (assist before special measures)."""
    found = _strengths(r, least, most)
    return max(found, key=lambda f: (f.modality, f.measure in _PLAIN, f.content), default=None)


_PLAIN = ("assist", "use-force", "arm", "supply", "consult", "meet")


def _strengths(r: Reading, least: int, most: int) -> list[Strength]:
    found: list[Strength] = []
    for s in r.sentences(Norm):
        body = s.body
        assert isinstance(body, Norm)
        for modal, action, latitude in _pairs(r, body):
            content = CONTENT.get(str(action.measure), 3)
            if modal in _MODAL and least <= content <= most and str(action.measure) not in _POWERS:
                kind = action.latitude or latitude or body.latitude
                found.append(Strength(_MODAL[modal], content, s, modal, str(action.measure), kind))
    return found


_POWERS = ("invoke", "request", "convene", "object", "waive", "repeal", "suspend", "vote", "withdraw", "declare",
           "report", "notify", "decide", "attack", "threaten", "maintain", "respect", "recognise", "join")  # fmt: skip


def _pairs(r: Reading, body: Norm) -> Iterator[tuple[str, Action, str]]:
    for modal in [str(m) for m in r.options(body.modal)]:
        for item in body.actions:
            for option in r.options(item):
                acts = option.actions if isinstance(option, Predicate) else (option,)
                latitude = option.latitude if isinstance(option, Predicate) else ""
                for action in acts:
                    if isinstance(action, Action):
                        yield modal, action, latitude
    if body.predicate is not None:
        for option in r.options(body.predicate):
            if isinstance(option, Predicate):
                for action in option.actions:
                    yield option.modal, action, option.latitude


def _duty(r: Reading) -> Feature:
    found = _strongest(r, 2, 3)
    if found is None:
        return Feature("assistance", "none", "none")
    all_ = [f.measure for f in _strengths(r, 2, 3) if f.modal == found.modal]
    measures = list(dict.fromkeys([found.measure, *all_]))
    measures = ["the decided measures" if m == "decided-measures" else m for m in measures]
    shown = ", ".join(measures[:4]) + (" …" if len(measures) > 4 else "")
    return Feature("assistance", found.modal, f"{found.modal} {shown}", found.sentence.label)


def _discretion(r: Reading) -> Feature | None:
    found = _strongest(r, 2, 3)
    if found is None:
        return None
    words = {"all-means": "by all means in its power", "discretion": "means at its discretion",
             "process": "by its constitutional process", "": "the measure is named"}  # fmt: skip
    if found.content == 2 and not found.latitude:
        return Feature("discretion", "means free", "means not said", found.sentence.label)
    return Feature(
        "discretion", found.latitude or "measure", words.get(found.latitude, ""), found.sentence.label
    )


def _consultation(r: Reading) -> Feature:
    found = _strongest(r, 1, 1)
    if found is None:
        return Feature("consultation", "none", "none")
    return Feature("consultation", found.modal, f"{found.modal} {found.measure}", found.sentence.label)


def _clock(r: Reading) -> Feature:
    texts: list[str] = []
    label, class_ = "", "none"
    for s in (*r.sentences(Decision), *r.sentences(Norm)):
        limit = getattr(s.body, "deadline", None)
        if isinstance(limit, Deadline):
            label = label or s.label
            if limit.delay:
                texts.append("without delay")
                class_ = class_ if class_ == "fixed" else "without delay"
            elif limit.within is not None:
                class_ = "fixed"
                texts.append(_period(r, limit.within))
    return Feature("clock", class_, "; ".join(dict.fromkeys(texts)) or "none", label)


def _period(r: Reading, period: "Period | Hole") -> str:
    if isinstance(period, Hole):
        point = r.point(period.name)
        return "open: " + " | ".join(point.texts) if point else f"?{period.name}"
    return " + ".join(str(part) for part in period.parts)


# ---- force and exit ------------------------------------------------------------------------------


def _entry(r: Reading) -> Feature:
    for s in r.sentences(Enters):
        return Feature("entry into force", "said", r.words(s.body) or s.text, s.label)
    return Feature("entry into force", "not said", "not said")


def _exit(r: Reading) -> Feature:
    for s in r.sentences(Exit):
        body = s.body
        assert isinstance(body, Exit)
        notice = _period(r, body.notice) if body.notice is not None else "no notice"
        return Feature("exit", "may withdraw", f"after {notice}", s.label)
    return Feature("exit", "not said", "not said")


def _duration(r: Reading) -> Feature:
    for s in r.sentences(TreatyLasts, Ends, Suspended):
        if isinstance(s.body, TreatyLasts):
            return Feature("duration", "limited", _period(r, s.body.period), s.label)
    return Feature("duration", "not said", "without term")


READERS: tuple[Reader, ...] = (
    _request, _determines, _silence, _threshold, _attacker, _place, _objects, _duty, _discretion, _consultation, _clock,
    _entry, _exit, _duration,
)  # fmt: skip
