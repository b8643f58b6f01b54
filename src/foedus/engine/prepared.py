"""A draft made ready to run: its sentences sorted by what they do, its names indexed. Made once, never changed."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from foedus.model import (
    Action,
    ActorIs,
    AnyEvent,
    BreachOf,
    Decider,
    Decision,
    DecisionEvent,
    Define,
    Draft,
    EventExpr,
    General,
    GroupIs,
    Hole,
    Lasts,
    MeasuresAre,
    Named,
    Norm,
    Occurred,
    OpenPoint,
    OrganIs,
    Part,
    Pattern,
    Pronoun,
    Ref,
    Resumes,
    RoleIs,
    Scope,
    Sentence,
    Series,
    StandardIs,
    StateEvent,
    TermEvent,
    Timeline,
    Trigger,
    walk,
)  # fmt: skip
from foedus.model.conditions import (
    Acts,
    And,
    AttackIs,
    CaseArisen,
    DecisionIs,
    Judged,
    Located,
    Not,
    Or,
    StateHolds,
)

Kinds = frozenset[str] | None  # None: any kind
PARTIES = ("party", "parties")
STATES = ("state", "states")
SIGNATORIES = ("signatory", "signatories")


class Prov(Struct, frozen=True, eq=False):
    """A provision in its instrument, with what is worth knowing before any run."""

    id: int
    ins: int
    sentence: Sentence
    body: Any
    part: Part | None
    ref: Ref
    consequence: bool = False  # arises on a breach
    triggers: tuple[Trigger, ...] = ()
    kinds: tuple[Kinds, ...] = ()  # of events that each trigger may fit
    moved: Kinds = None  # of events that may change whether its occasion has come
    scopes: tuple[Scope, ...] = ()
    lasts: tuple[Lasts, ...] = ()
    latitude: str = ""

    @property
    def article(self) -> str:
        """Its article's label."""
        return self.sentence.article


class Instrument(Struct, frozen=True, eq=False):
    """One text: a treaty, statute or gazetteer, with its provisions by kind."""

    index: int
    draft: Draft
    code: str
    parts: dict[str, Part]
    provs: dict[str, tuple[Prov, ...]]
    party_names: tuple[str, ...]
    roles: dict[str, tuple[RoleIs, ...]]
    replaced: dict[str, tuple[Part, ...]]  # article -> parts that stand instead of it
    acts: bool = True  # whether it has provisions at all (a gazetteer has none)

    def of(self, kind: type) -> tuple[Prov, ...]:
        """Its provisions of one kind."""
        return self.provs.get(kind.__name__, ())


class Prepared(Struct, frozen=True, eq=False):
    """A draft with all it uses, ready to run with some parts chosen."""

    draft: Draft
    parts: tuple[str, ...]
    instruments: tuple[Instrument, ...]
    points: dict[str, OpenPoint]
    groups: dict[str, tuple[tuple[int, GroupIs, Part | None], ...]]  # by name and by each singular
    measures: dict[str, tuple[str, ...]]
    organs: dict[str, OrganIs]
    places: dict[str, tuple[Any, ...]]  # name -> relations
    actors: dict[str, ActorIs]
    states: tuple[str, ...]
    defines: dict[str, tuple[tuple[int, Define, Part | None], ...]]
    state_rules: tuple[Prov, ...]
    standards: dict[str, StandardIs]
    norms: tuple[Prov, ...]
    decisions: tuple[Prov, ...]
    others: dict[str, tuple[Prov, ...]] = field(default_factory=dict[str, "tuple[Prov, ...]"])
    mains: frozenset[int] = frozenset({0})  # the instruments an event means that names none
    invoking: frozenset[int] = frozenset()  # the instruments that give a power to invoke
    collective: frozenset[str] = frozenset()  # the names that may mean several: groups, terms, organs
    steady: dict[str, tuple[str, ...]] = field(default_factory=dict[str, "tuple[str, ...]"])  # see `_steady`
    # what rooms of rules work out of the draft alone, once for all runs
    kept: dict[Any, Any] = field(default_factory=dict[Any, Any])

    def of(self, kind: type) -> tuple[Prov, ...]:
        """The provisions of one kind, of all instruments."""
        return self.others.get(kind.__name__, ())

    def find(self, code: str) -> int | None:
        """The instrument with this code or title."""
        for one in self.instruments:
            if code in (one.code, one.draft.title):
                return one.index
        return None


_BY_CASE = (CaseArisen, DecisionIs, AttackIs, Judged, Located, Acts)


def by_case(condition: Any) -> bool:
    """Whether a condition speaks of the case at hand (or its victim, attacker or attack)."""
    for node in walk(condition):
        if isinstance(node, _BY_CASE):
            return True
        if isinstance(node, Pronoun) and node.role in ("attacker", "victim"):
            return True
        if isinstance(node, Occurred) and node.since:
            return True
    return False


def moved_by(condition: Any) -> Kinds:
    """The kinds of events that can change whether a condition holds; None if time or anything else may."""
    if isinstance(condition, (And, Or)):
        return _join(moved_by(part) for part in condition.parts)
    if isinstance(condition, Not):
        return moved_by(condition.part)
    if isinstance(condition, StateHolds):
        return frozenset({"begin", "end", "state"})
    if isinstance(condition, Occurred):
        plain = condition.within is None and not condition.since
        return moved_by(condition.event) if plain else None
    if isinstance(condition, Pattern) and condition.kind not in ("any", "attack", "threat", "invoke"):
        return frozenset({condition.kind})
    return None


def _join(parts: Iterable[Kinds]) -> Kinds:
    out: frozenset[str] = frozenset()
    for kinds in parts:
        if kinds is None:
            return None
        out |= kinds
    return out


def by_bearer(condition: Any) -> bool:
    """Whether a condition speaks of the bearer (`when that party …`)."""
    return any(isinstance(n, Pronoun) and n.role == "that" for n in walk(condition))


class _Terms:
    """Looks terms up while event kinds are worked out."""

    def __init__(self, sentences: Iterable[Sentence], points: dict[str, OpenPoint]) -> None:
        self.points = points
        self.meanings: dict[str, list[Any]] = {}
        for sentence in sentences:
            if isinstance(sentence.body, Define):
                self.meanings.setdefault(sentence.body.name, []).append(sentence.body.meaning)

    def kinds(self, expr: EventExpr | Any, depth: int = 0) -> Kinds:
        """The kinds of events that a description may fit; None if any may."""
        if depth > 20:
            return None
        if isinstance(expr, Pattern):
            return frozenset({"invoke", "invocation"} if expr.kind == "invoke" else {expr.kind})
        if isinstance(expr, Series):
            return frozenset({"find"})
        if isinstance(expr, BreachOf):
            return frozenset({"breach"})
        if isinstance(expr, DecisionEvent):
            return frozenset({"decision", "decide"})
        if isinstance(expr, StateEvent):
            return frozenset({"state", "force", "begin", "end"})
        if isinstance(expr, AnyEvent):
            return self._union(expr.parts, depth)
        if isinstance(expr, TermEvent):
            return self._union(self.meanings.get(expr.name, ()), depth)
        if isinstance(expr, Hole) and expr.name in self.points:
            return self._union(self.points[expr.name].options, depth)
        return None

    def _union(self, parts: Iterable[Any], depth: int) -> Kinds:
        return _join(self.kinds(part, depth + 1) for part in parts)


def _ref(draft: Draft, sentence: Sentence) -> Ref:
    span = sentence.span
    return Ref(
        draft.code or draft.title, sentence.label, span.file if span else draft.file, span.line if span else 0,
        span.column if span else 0, sentence.text, sentence.assumption, sentence.source or draft.source,
    )  # fmt: skip


def _covers(articles: tuple[str, ...], sentence: Sentence, before: Sentence | None) -> bool:
    if not articles:
        return True
    if "preceding" in articles and before is sentence:
        return True
    return bool(sentence.article) and sentence.article in articles


def _with_duty_rules(prov: Prov, pairs: list[tuple[Any, Sentence | None]]) -> Prov:
    """The provision with the sentences that limit, lengthen or colour it attached."""
    scopes: list[Scope] = []
    lasts: list[Lasts] = []
    latitude = ""
    for rule, before in pairs:
        if not _covers(rule.articles, prov.sentence, before):
            continue
        if isinstance(rule, Scope):
            scopes.append(rule)
        elif isinstance(rule, Lasts):
            lasts.append(rule)
        elif isinstance(rule, General):
            latitude = rule.latitude
    if not (scopes or lasts or latitude):
        return prov
    return Prov(
        prov.id, prov.ins, prov.sentence, prov.body, prov.part, prov.ref, prov.consequence, prov.triggers, prov.kinds,
        prov.moved, tuple(scopes), tuple(lasts), latitude,
    )  # fmt: skip


def _on_breach(triggers: tuple[Trigger, ...]) -> bool:
    return any(isinstance(node, BreachOf) for t in triggers for node in walk(t.event))


def _instrument(index: int, draft: Draft, wanted: tuple[str, ...], terms: _Terms, start: int) -> Instrument:
    parts = {p.title: p for p in draft.parts if not p.secret or p.title in wanted}
    hidden = {p.title for p in draft.parts} - set(parts)
    sentences = [s for s in draft.sentences if s.part not in hidden]
    rules: list[tuple[Any, Sentence | None]] = []
    before: Sentence | None = None
    for sentence in sentences:
        if isinstance(sentence.body, (Scope, Lasts, General)):
            rules.append((sentence.body, before))
        before = sentence
    provs: dict[str, list[Prov]] = {}
    for number, sentence in enumerate(sentences):
        triggers: tuple[Trigger, ...] = getattr(sentence.body, "triggers", ())
        prov = Prov(
            start + number, index, sentence, sentence.body, parts.get(sentence.part), _ref(draft, sentence),
            _on_breach(triggers), triggers, tuple(terms.kinds(t.event) if t.event else None for t in triggers),
            moved_by(getattr(sentence.body, "when", None)),
        )  # fmt: skip
        if isinstance(sentence.body, (Norm, Decision, Resumes)):
            prov = _with_duty_rules(prov, rules)
        provs.setdefault(type(sentence.body).__name__, []).append(prov)
        if (owed := _must_decide(prov)) is not None:
            provs.setdefault("Norm", []).append(owed)
    roles: dict[str, list[RoleIs]] = {}
    for prov in provs.get("RoleIs", []):
        roles.setdefault(getattr(prov.body.who, "name", ""), []).append(prov.body)
    replaced: dict[str, list[Part]] = {}
    for part in parts.values():
        for article in part.replaces:
            replaced.setdefault(article, []).append(part)
    declared = [p.body for p in provs.get("Names", []) if p.body.kind == "party"]
    names = [n for body in declared for n in ([body.alias] if body.alias else body.names)]
    return Instrument(
        index, draft, draft.code or draft.title, parts, {k: tuple(v) for k, v in provs.items()}, tuple(names),
        {k: tuple(v) for k, v in roles.items()}, {k: tuple(v) for k, v in replaced.items()},
        any(kind in provs for kind in ("Norm", "Decision", "Resumes", "Enters", "Exit")),
    )  # fmt: skip


def _must_decide(prov: Prov) -> Prov | None:
    """`X must decide within 24 hours whether …` is a decision, and a duty of X to take it."""
    body = prov.body
    if not isinstance(body, Decision) or not body.duty or not isinstance(body.decider, Decider):
        return None
    duty = Norm(
        body.decider.who, "must", (Action("decide"),), triggers=body.triggers, deadline=body.deadline,
        provided=body.provided, unless=body.unless, span=body.span,
    )  # fmt: skip
    return replace(prov, id=-1 - prov.id, body=duty)


def _groups(instruments: tuple[Instrument, ...]) -> dict[str, tuple[tuple[int, GroupIs, Part | None], ...]]:
    out: dict[str, list[tuple[int, GroupIs, Part | None]]] = {}
    for one in instruments:
        singulars: dict[str, tuple[str, ...]] = {}
        for prov in one.of(GroupIs):
            body: GroupIs = prov.body
            singulars[body.name] = singulars.get(body.name, ()) + body.singular
        for prov in one.of(GroupIs):
            for word in dict.fromkeys((prov.body.name, *singulars[prov.body.name])):
                out.setdefault(word, []).append((one.index, prov.body, prov.part))
    return {k: tuple(v) for k, v in out.items()}


def _steady(
    groups: dict[str, tuple[tuple[int, GroupIs, Part | None], ...]], collective: frozenset[str]
) -> dict[str, tuple[str, ...]]:
    """The members of groups that one instrument declares, by name alone and for all time."""
    out: dict[str, tuple[str, ...]] = {}
    for word, entries in groups.items():
        bodies = [body for _, body, _ in entries]
        plain = len({ins for ins, _, _ in entries}) == 1 and all(
            part is None and body.since is None and body.until is None and body.change != "exclude"
            for _, body, part in entries
        )
        members = [m for body in bodies for m in body.members]
        if plain and all(isinstance(m, Named) and m.name not in collective for m in members):
            by_group: dict[str, list[str]] = {}
            for body in bodies:
                by_group.setdefault(body.name, []).extend(getattr(m, "name", "") for m in body.members)
            out[word] = tuple(dict.fromkeys(n for names in by_group.values() for n in names))
    return out


def _measures(instruments: tuple[Instrument, ...]) -> dict[str, tuple[str, ...]]:
    raw = {p.body.name: p.body.members for one in instruments for p in one.of(MeasuresAre)}

    def flat(name: str, depth: int = 0) -> tuple[str, ...]:
        if name not in raw or depth > 20:
            return (name,)
        return tuple(dict.fromkeys(m for part in raw[name] for m in flat(part, depth + 1)))

    return {name: flat(name) for name in raw}


def joined(draft: Draft, timeline: Timeline) -> Draft:
    """The draft with what the timeline itself declares: its places and actors."""
    if not timeline.declarations:
        return draft
    return replace(draft, sentences=(*draft.sentences, *timeline.declarations))


def prepare(draft: Draft, parts: tuple[str, ...] = ()) -> Prepared:
    """Index a draft and all that it uses.

    Args:
        draft: the draft; its open points stay open.
        parts: titles of the secret parts to read besides the public ones.
    """
    drafts = draft.everything()
    points = {p.name: p for p in reversed(draft.open_points())}
    terms = _Terms((s for d in drafts for s in d.sentences), points)
    instruments: list[Instrument] = []
    start = 0
    for index, one in enumerate(drafts):
        instruments.append(_instrument(index, one, parts, terms, start))
        start += len(one.sentences)
    every = tuple(instruments)
    by_kind: dict[str, list[Prov]] = {}
    for one in every:
        for kind, provs in one.provs.items():
            by_kind.setdefault(kind, []).extend(provs)
    others = {k: tuple(v) for k, v in by_kind.items()}
    defines: dict[str, list[tuple[int, Define, Part | None]]] = {}
    for prov in others.get("Define", ()):
        defines.setdefault(prov.body.name, []).append((prov.ins, prov.body, prov.part))
    places: dict[str, tuple[Any, ...]] = {}
    for prov in others.get("PlaceIs", ()):
        places[prov.body.name] = places.get(prov.body.name, ()) + prov.body.relations
    for prov in others.get("Names", ()):
        if prov.body.kind == "place":
            for name in prov.body.names:
                places.setdefault(name, ())
    states = [n for p in others.get("Names", ()) if p.body.kind in ("state", "party") for n in p.body.names]
    mains = frozenset(i.index for i in every if i.code in draft.members) if draft.members else frozenset({0})
    norms = others.get("Norm", ())
    invoking = frozenset(
        p.ins for p in norms
        if p.body.modal == "may" and any(getattr(a, "measure", "") == "invoke" for a in p.body.actions)
    )  # fmt: skip
    groups, organs = _groups(every), {p.body.name: p.body for p in others.get("OrganIs", ())}
    collective = frozenset({*groups, *defines, *organs, *PARTIES, *STATES, *SIGNATORIES})
    return Prepared(
        draft, parts, every, points, groups, _measures(every), organs, places,
        {p.body.name: p.body for p in others.get("ActorIs", ())}, tuple(dict.fromkeys(states)),
        {k: tuple(v) for k, v in defines.items()}, others.get("StateIs", ()),
        {p.body.name: p.body for p in others.get("StandardIs", ())}, norms, others.get("Decision", ()), others,
        mains or frozenset({0}), invoking, collective, _steady(groups, collective),
    )  # fmt: skip
