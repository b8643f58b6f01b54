"""What a draft does, in plain sentences: its own, by topic."""

from collections.abc import Iterator

from foedus.model import (
    Accession,
    Barred,
    Decision,
    Define,
    DomesticProcess,
    Draft,
    Ends,
    Enters,
    Exit,
    FinalVotes,
    General,
    GroupIs,
    Hole,
    Lasts,
    LeavesOut,
    Named,
    Names,
    NeverBound,
    NoNuclear,
    Norm,
    Observes,
    OpenPoint,
    Predicate,
    Prevails,
    Reinvoke,
    Released,
    Resumes,
    RoleIs,
    Scope,
    Sentence,
    Signed,
    StandardIs,
    StateIs,
    Suspended,
    Tail,
    TermEvent,
    TreatyLasts,
    VoteRule,
    walk,
)  # fmt: skip
from foedus.model.papers import Said, Topic
from foedus.papers.brief.wording import MANY, Wording
from foedus.report.words import capital, listed, quoted

_ASKING = frozenset((
    "invoke", "vote", "convene", "request", "object", "consent", "declare", "decide", "attribute", "find",
))  # fmt: skip
_WATCHING = frozenset(("observe", "monitor", "verify", "inspect", "supervise"))
_LEAVING = frozenset(("withdraw", "repeal", "terminate", "suspend", "denounce", "waive", "release"))
_BODIES: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("The case", (Define, StandardIs, StateIs)),
    ("Who decides", (Decision, VoteRule, Barred, FinalVotes, Reinvoke)),
    ("Who must do what", (Resumes, DomesticProcess, General, Lasts, NeverBound, NoNuclear, Scope)),
    ("Who watches", (Observes,)),
    ("When it binds", (Enters, Signed, Accession, Prevails)),
    ("How it ends", (TreatyLasts, Exit, Tail, Ends, Suspended, Released)),
)
_TOPICS = {
    "Who": "the text names no party",
    "The case": "the text defines no term for it; each sentence says which attack or other event it answers",
    "Who decides": "nobody decides anything: what is owed arises by itself",
    "Who must do what": "nobody is bound or empowered to do anything",
    "Who must not": "nothing is forbidden",
    "Who watches": "nobody is named",
    "When it binds": "the text does not say when it enters into force",
    "How it ends": "the text does not say: it names neither a term nor a way out",
}


def instruments(draft: Draft) -> tuple[Draft, ...]:
    """The instruments that papers are about: the draft, what it uses of its own, and all members of a package."""
    found = [draft]
    for one in draft.everything()[1:]:
        own = "library" not in one.file.split("/")
        if one.kind != "gazetteer" and (own or one.code in draft.members):
            found.append(one)
    return tuple(found)


def beside(draft: Draft) -> tuple[Draft, ...]:
    """Instruments of the library that the draft uses, without being a package of them."""
    mine = instruments(draft)
    return tuple(d for d in draft.everything()[1:] if d.kind != "gazetteer" and d not in mine)


def own_points(draft: Draft) -> frozenset[str]:
    """The open points of the instruments that papers are about; those of texts beside them are not among them."""
    bodies = (s.body for one in instruments(draft) for s in one.sentences)
    return frozenset(body.name for body in bodies if isinstance(body, OpenPoint))


def where(draft: Draft, one: Draft, sentence: Sentence) -> str:
    """A sentence as people cite it: `article 3`, `line 52`, `RUSLAW, article 1`."""
    label = quoted(sentence.label)
    return label if one is draft else f"{one.code or one.title}, {label}"


def actions(norm: Norm, words: Wording) -> list[object]:
    """What a norm may come to: its acts, with the options of its open points."""
    found: list[object] = []
    for term in (*norm.actions, *((norm.predicate,) if norm.predicate is not None else ())):
        if isinstance(term, Hole) and term.name in words.points:
            point = words.points[term.name]
            for text, option in zip(point.texts, point.options, strict=True):
                if words.fixed.get(term.name, text) == text:
                    found += option.actions if isinstance(option, Predicate) else [option]
        else:
            found.append(term)
    return found


def measures(norm: Norm, words: Wording) -> set[str]:
    """The measures that a norm may come to."""
    return {m for a in actions(norm, words) if isinstance(m := getattr(a, "measure", ""), str) and m}


def topic_of(body: object, words: Wording) -> str:
    """Under which heading a sentence stands; "" if under none."""
    if isinstance(body, Norm):
        named = measures(body, words)
        if body.modal == "must not":
            return "Who must not"
        if named and named <= _ASKING:
            return "Who decides"
        if named and all(name.split("-")[0] in _WATCHING for name in named):
            return "Who watches"
        if named and named <= _LEAVING:
            return "How it ends"
        return "Who must do what"
    return next((name for name, kinds in _BODIES if isinstance(body, kinds)), "")


def topics(draft: Draft, words: Wording, most: int = MANY) -> tuple[Topic, ...]:
    """What the draft does, by topic, in the order of reading.

    Args:
        draft: the draft.
        words: its words.
        most: how many options of an open point are spelt out in a sentence.
    """
    told: dict[str, list[Said]] = {name: [] for name in _TOPICS}
    told["Who"] = list(parties(draft, words, most))
    for one in instruments(draft):
        for sentence in one.sentences:
            name = topic_of(sentence.body, words)
            if name:
                said = Said(
                    words.sentence(sentence, most), where(draft, one, sentence), note=_note(one, sentence)
                )
                told[name].append(said)
    first = _setting_off(draft)
    told["The case"].sort(
        key=lambda said: not said.text.startswith(tuple(f"“{words.plain(name)}”" for name in first))
    )
    return tuple(Topic(name, tuple(said), "" if said else _TOPICS[name]) for name, said in told.items())


def _setting_off(draft: Draft) -> set[str]:
    """The terms that set a duty, a power or a decision off."""
    bodies = [s.body for one in instruments(draft) for s in one.sentences]
    triggers = [t for body in bodies if isinstance(body, (Norm, Decision, Resumes)) for t in body.triggers]
    return {node.name for node in walk(tuple(triggers)) if isinstance(node, TermEvent)}


def _note(one: Draft, sentence: Sentence) -> str:
    part = next((p for p in one.parts if p.title == sentence.part), None) if sentence.part else None
    said = [f"{part.kind}{', secret' if part.secret else ''}"] if part is not None else []
    said += ["not verified"] if sentence.unverified else ["assumption"] if sentence.assumption else []
    return ", ".join(said)


def parties(draft: Draft, words: Wording, most: int = MANY) -> Iterator[Said]:
    """Who is who: the parties, each group with its members, the roles that are left open."""
    grouped: set[str] = set()
    groups: dict[str, list[str]] = {}
    roles: list[Said] = []
    alone: list[str] = []
    changed: set[str] = set()
    for one in instruments(draft):
        for sentence in one.sentences:
            body = sentence.body
            if isinstance(body, GroupIs):
                names = [n.name for m in body.members for n in walk(m) if isinstance(n, Named)]
                mine = groups.setdefault(body.name, [])
                if body.change == "exclude":
                    mine[:] = [n for n in mine if n not in names]
                else:
                    mine += [n for n in names if n not in mine]
                    grouped.update(names)
                if body.change != "are" or body.since is not None:
                    changed.add(body.name)
            elif isinstance(body, Names) and body.kind == "party":
                alone += body.names
            elif isinstance(body, RoleIs):
                roles.append(Said(words.sentence(sentence, most), where(draft, one, sentence)))
    if draft.of:
        yield Said(words.told(f"It is a {draft.kind} of {draft.of}."))
    own = [n for n in dict.fromkeys(alone) if n not in grouped]
    said = [words.plain(listed(own))] if own else []
    for name, names in groups.items():
        if names:
            since = ", as since changed" if name in changed else ""
            said.append(f"the {words.plain(name)}{since}: {words.plain(listed(names))}")
    if said:
        yield Said(f"{capital('; '.join(said))}.")
    yield from _roles(roles)


def _roles(roles: list[Said]) -> Iterator[Said]:
    """Roles that read alike, for several parties at once."""
    alike: dict[str, list[Said]] = {}
    for one in roles:
        alike.setdefault(one.text.partition(" is ")[2], []).append(one)
    for rest, mine in alike.items():
        if len(mine) == 1 or not rest:
            yield from mine
        else:
            names = listed([m.text.partition(" is ")[0] for m in mine])
            yield Said(f"{names} are each {rest}", mine[0].where)


def left_out(draft: Draft, words: Wording) -> Iterator[Said]:
    """What the draft says it leaves out on purpose."""
    for one in instruments(draft):
        for sentence in one.sentences:
            if isinstance(sentence.body, LeavesOut):
                yield Said(words.sentence(sentence), where(draft, one, sentence), note="on purpose")
