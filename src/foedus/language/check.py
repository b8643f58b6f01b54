"""What a draft says wrongly as a whole: circles, dangling references, duties on third states."""

import re
from collections.abc import Iterator

from foedus.base import Diagnostic, Edit, Fix, Label, Source, Span, nearest
from foedus.language.messages import complain
from foedus.model import (
    Acts,
    BreachOf,
    CaseArisen,
    DecisionEvent,
    Define,
    Draft,
    DutyIs,
    GroupIs,
    Named,
    Node,
    Norm,
    Owes,
    PlaceTerm,
    Prevails,
    Pronoun,
    RoleIs,
    Sentence,
    Several,
    Some,
    StateIs,
    TermEvent,
    TermHolds,
    Who,
    walk,
)  # fmt: skip
from foedus.model import (
    Names as Declared,
)

_Parts = list[tuple[Sentence, list[Node]]]  # each sentence with all that is in it
KIND_WORDS = {"event": "an event", "condition": "a condition", "place": "a place", "who": "a party"}


def check(draft: Draft, source: Source) -> list[Diagnostic]:
    """The diagnostics of a draft as a whole; empty if there is nothing to say."""
    problems: list[Diagnostic] = []
    for look in (_twice, _circles, _prevails, _consequences):
        problems += look(draft)
    parts = [(s, list(walk(s.body))) for s in draft.sentences]
    problems += _kinds(draft, parts)
    problems += _pronouns(parts)
    problems += _articles(draft, parts, source)
    problems += _third_states(draft)
    return problems


def _defined(draft: Draft) -> dict[str, Define]:
    found: dict[str, Define] = {}
    for one in reversed(draft.everything()):
        for s in one.sentences:
            if isinstance(s.body, Define) and (not s.part or s.body.name not in found):
                found[s.body.name] = s.body
    return found


def _twice(draft: Draft) -> Iterator[Diagnostic]:
    """Names that are given two meanings."""
    seen: dict[str, Span | None] = {}
    for s in draft.sentences:
        body = s.body
        if s.part:
            continue
        names: list[str] = []
        if isinstance(body, (Define, StateIs)) or (isinstance(body, GroupIs) and body.change == "are"):
            names = [body.name]
        elif isinstance(body, Declared) and body.kind in ("party", "organ", "actor", "event", "measure"):
            names = [f"{body.kind} {name}" for name in body.names]
        for name in names:
            if name in seen:
                first = seen[name]
                also = (Label(first, "first here"),) if first else ()
                yield complain(
                    "E0303", body.span, name=name.split(" ", 1)[-1] if " " in name else name, also=also
                )
            seen.setdefault(name, body.span)


def _uses(value: Node) -> set[str]:
    out: set[str] = set()
    for node in walk(value):
        if isinstance(node, (TermEvent, TermHolds, PlaceTerm, Named)):
            out.add(node.name)
    return out


def _circles(draft: Draft) -> Iterator[Diagnostic]:
    defined = _defined(draft)
    graph = {name: sorted(_uses(d.meaning) & set(defined)) for name, d in defined.items()}
    for ring in rings(graph):
        name = ring[0]
        mend = f"define {name} without {ring[1] if len(ring) > 1 else name}"
        yield complain("E0604", defined[name].span, name=name, circle=" → ".join([*ring, name]), mend=mend)


def rings(graph: dict[str, list[str]]) -> list[list[str]]:
    """The circles of a graph, each once, without recursion."""
    done: set[str] = set()
    found: list[list[str]] = []
    for root in graph:
        path: list[str] = []
        stack: list[tuple[str, int]] = [(root, 0)]
        while stack:
            node, index = stack.pop()
            if index == 0:
                if node in done:
                    continue
                path.append(node)
            following = graph.get(node, [])
            if index < len(following):
                stack.append((node, index + 1))
                nxt = following[index]
                if nxt in path:
                    found.append(path[path.index(nxt) :])
                elif nxt not in done:
                    stack.append((nxt, 0))
            else:
                path.pop()
                done.add(node)
    unique: dict[frozenset[str], list[str]] = {}
    for ring in found:
        unique.setdefault(frozenset(ring), ring)
    return list(unique.values())


def _prevails(draft: Draft) -> Iterator[Diagnostic]:
    graph: dict[str, list[str]] = {}
    spans: dict[str, Span | None] = {}
    for s in draft.sentences:
        if isinstance(s.body, Prevails):
            over, under = _text_name(s.body.over), _text_name(s.body.under)
            graph.setdefault(over, []).append(under)
            graph.setdefault(under, [])
            spans[over] = s.body.span
    for ring in rings(graph):
        mend = "take one of the sentences out: one text must come first"
        yield complain(
            "E0605",
            spans.get(ring[-1]) or spans.get(ring[0]),
            circle=" over ".join([*ring, ring[0]]),
            mend=mend,
        )


def _text_name(text: tuple[str, str]) -> str:
    instrument, article = text
    if article:
        return f"article {article} of {instrument}" if instrument else f"article {article}"
    return instrument or "this treaty"


def is_consequence(body: object) -> bool:
    """Whether a provision arises on a breach."""
    return isinstance(body, Norm) and any(isinstance(n, BreachOf) for t in body.triggers for n in walk(t))


def _consequences(draft: Draft) -> Iterator[Diagnostic]:
    """Consequences that come back to themselves: `on breach of article N` where N holds nothing but consequences."""
    graph: dict[str, list[str]] = {}
    where: dict[str, Span | None] = {}
    plain = {s.article for s in draft.sentences if isinstance(s.body, Norm) and not is_consequence(s.body)}
    for s in draft.sentences:
        if not isinstance(s.body, Norm):
            continue
        for trigger in s.body.triggers:
            for node in walk(trigger):
                if isinstance(node, BreachOf) and not node.instrument:
                    named = node.articles  # “this treaty” means its other provisions
                    graph.setdefault(s.article, []).extend(a for a in named if a not in plain)
                    where[s.article] = node.span
    for ring in rings(graph):
        circle = " → ".join(f"article {a}" for a in [*ring, ring[0]])
        yield complain("E0606", where.get(ring[0]), circle=circle)


def _articles(draft: Draft, parts: _Parts, source: Source) -> Iterator[Diagnostic]:
    """References to articles that are not there."""
    own = {a.label for a in draft.articles}
    others = {d.code: {a.label for a in d.articles} for d in draft.everything() if d.code}
    for s, nodes in parts:
        for node in nodes:
            for label, instrument in _references(node):
                known = own if not instrument else others.get(instrument)
                if known is None or label in known or label in ("preceding", ""):
                    continue
                of = f" of {instrument}" if instrument else ""
                span = _label_span(source, node.span or s.span, label)
                mend = f"the articles are: {', '.join(sorted(known)) or 'none'}"
                fixes = tuple(
                    Fix(f"write article {k}", (Edit(span, k),)) for k in _near(label, known) if span
                )
                yield complain("E0305", span, article=label, of=of, mend=mend, fixes=fixes)


def _label_span(source: Source, span: Span | None, label: str) -> Span | None:
    """Where an article's label stands within a place."""
    if span is None or span.file != source.name:
        return span
    found = re.search(rf"(?<![\w-]){re.escape(label)}(?![\w-])", source.text[span.start : span.end])
    return source.span(span.start + found.start(), span.start + found.end()) if found else span


def _near(label: str, known: set[str]) -> list[str]:
    """The articles that may have been meant: the nearest numbers, or the nearest in spelling."""
    numbers = [k for k in known if k.isdigit()]
    if label.isdigit() and numbers:
        return sorted(numbers, key=lambda k: (abs(int(k) - int(label)), int(k)))[:2]
    return nearest(label, known)


def _references(node: Node) -> Iterator[tuple[str, str]]:
    match node:
        case CaseArisen() | DecisionEvent():
            yield node.article, ""
        case Acts() | Owes() | DutyIs():
            yield node.article, node.instrument
        case Prevails():
            yield node.over[1], node.over[0]
            yield node.under[1], node.under[0]
        case _:  # breaches, limits, rules for votes, observers, releases …
            articles: tuple[str, ...] = getattr(node, "articles", ())
            yield from ((a, getattr(node, "instrument", "")) for a in articles)


def _kinds(draft: Draft, parts: _Parts) -> Iterator[Diagnostic]:
    """Terms used as something that they are not."""
    defined = _defined(draft)
    wanted: dict[type[Node], str] = {TermEvent: "event", TermHolds: "condition", PlaceTerm: "place"}
    for s, nodes in parts:
        for node in nodes:
            kind = wanted.get(type(node))
            name = getattr(node, "name", "")
            if kind and name in defined and defined[name].kind != kind:
                is_ = KIND_WORDS[defined[name].kind]
                also = (Label(s_, "defined here"),) if (s_ := defined[name].span) else ()
                yield complain(
                    "E0304",
                    node.span or s.span,
                    name=name,
                    is_=is_,
                    wanted=KIND_WORDS[kind],
                    why=f"{name} is defined as {is_}.",
                    mend=f"define another term, or write {KIND_WORDS[kind]}",
                    also=also,
                )


def _pronouns(parts: _Parts) -> Iterator[Diagnostic]:
    """`it` where two parties were named before it."""
    for _, nodes in parts:
        for node in nodes:
            if isinstance(node, Pronoun) and node.noun == "it" and node.span:
                before = {
                    _who_name(n): n for n in nodes if _is_who(n) and n.span and n.span.start < node.span.start
                }
                if len(before) > 1:
                    one, other = list(before)[:2]
                    instead = "the name, the attacker, the victim, or that party"
                    yield complain("E0601", node.span, it="it", one=one, other=other, instead=instead)


def _is_who(node: Node) -> bool:
    return isinstance(node, (Named, Some)) or (isinstance(node, Pronoun) and node.noun != "it")


def _who_name(node: Node) -> str:
    match node:
        case Named():
            return node.name
        case Some():
            return f"{node.how} of {_who_name(node.of)}" if isinstance(node.of, Named) else node.how
        case Pronoun():
            return f"the {node.role}"
        case _:
            return "a party"


# ---- who may be bound --------------------------------------------------------------------------


def _third_states(draft: Draft) -> Iterator[Diagnostic]:
    """Duties laid on states that are no party, and have not consented in writing."""
    if draft.kind in ("gazetteer", "statute", "package", "charter", "order", "resolution", "text"):
        return
    parties, states = _parties(draft)
    if not parties:
        return
    for s in draft.sentences:
        body = s.body
        if isinstance(body, Norm) and body.modal in ("must", "must not"):
            for bearer in _named(body.bearer):
                if bearer in states and bearer not in parties:
                    mend = (
                        f"write “{bearer} is a party”, or let it bind itself: “{bearer} consents in writing”"
                    )
                    if isinstance(body.bearer, Some):
                        mend = f"say that each of them is a party: {bearer}, each a … and a party, are …"
                    yield complain("E0403", body.bearer.span or s.span, who=bearer, mend=mend)


def _named(who: Who) -> Iterator[str]:
    match who:
        case Named():
            yield who.name
        case Several():
            for part in who.parts:
                yield from _named(part)
        case Some():
            if who.how in ("together", "each", "all"):
                yield from _named(who.of)
        case _:
            return


def _parties(draft: Draft) -> tuple[set[str], set[str]]:
    """Everybody who is, or may be, a party; and every declared state and group that could be taken for one."""
    groups: dict[str, set[str]] = {}
    party_groups: set[str] = {"parties", "signatories"}
    parties: set[str] = set()
    states: set[str] = set()
    for one in (*draft.everything()[1:], draft):
        for s in one.sentences:
            body = s.body
            if isinstance(body, Declared) and body.kind == "state":
                states |= set(body.names)
            elif one is draft or one.code in draft.members:
                if isinstance(body, Declared) and body.kind == "party":
                    parties |= set(body.names)
                elif isinstance(body, GroupIs):
                    groups.setdefault(body.name, set()).update(n for m in body.members for n in _named(m))
                    if "party" in body.singular:
                        party_groups.add(body.name)
                elif isinstance(body, RoleIs) and (
                    not isinstance(body.role, str) or body.role in ("party", "consents")
                ):
                    parties |= set(_named(body.who))
    for name in party_groups:
        parties |= {name} | groups.get(name, set())
    for name, members in groups.items():
        if members and all(m in parties or m not in states for m in members):
            parties.add(name)
        else:
            states.add(name)
    return parties, states


def sentences_of(draft: Draft, article: str) -> list[Sentence]:
    """The sentences of an article."""
    return [s for s in draft.sentences if s.article == article]
