"""What single verbs need around them before they count as acts."""

from foedus.ledger.extract import roles
from foedus.ledger.extract.forms import Form
from foedus.ledger.extract.grammar import ADVERBS, BE, HAVE, MODALS, PREPOSITIONS, TIME_WORDS, Group, Subject
from foedus.ledger.extract.lexicon import ANSWER, JOINING, TALKS, VEHICLES, Act, plain_forms
from foedus.ledger.extract.view import View
from foedus.ledger.extract.words import listed

SKIP = ADVERBS | listed("principle in yet so far not never")
_EMPTY = listed("""
    condolences comment comments details explanation apology prayers congratulations hope evidence help detail
    insight glimpse clues reassurance thanks anonymity claim claims report reports accusation accusations
    allegation allegations rumours rumors criticism charge charges characterization characterisation account
    description assertion assertions narrative insinuation questions
""")
_DROPPABLE = listed("""
    push demand demands objection objections opposition insistence veto condition conditions precondition
    preconditions resistance reservations claim claims call calls request requirement
""")
_NOUN_AHEAD = roles.DETERMINERS | roles.POSSESSIVES.keys() | {"any", "all", "such", "prior", "even", "though"}
_CHARGES = frozenset(
    ["allegation", "accusation", "charge", "claim", "report", "allegations", "suggestion of"]
)
_STANCES = frozenset(["stance", "position", "line", "tone"])
_OF_PERSONS = listed("question praise hail dismiss applaud commend")
_BACK_AWAY = PREPOSITIONS | {"away", "down", "and", "off", "to", "in", "up", ""}


def fits(view: View, i: int, form: Form, group: Group, act: Act, after: int) -> bool:
    """Whether a verb has what it needs: an object, *for*, a demand to drop, something to refuse.

    Args:
        view: the sentence. i: the verb. form: its form. group: its predicate. act: its entry.
        after: the place behind it, its particle and adverbs.
    """
    if view.low(after) in _EMPTY or view.low(after + 1) in _EMPTY:
        return False
    if act.stance == "deny" or (
        view.low(i + 1) in ("", ".", ",") and _CHARGES & set(view.lows[max(0, i - 6) : i])
    ):
        return False  # `an allegation that Algiers rejects` is about no issue
    if act.stance == "drop":
        near = range(after, min(view.n, after + 7))
        stance = any(
            view.low(k) in _STANCES and view.low(k + 1) in ("on", "over", "towards", "toward") for k in near
        )
        return stance or any(view.low(k) in _DROPPABLE for k in near)
    if act.stance == "refuse":
        inner = inner_verb(view, i)
        if not inner and form.lemma == "refuse":
            return (
                view.low(after) in _NOUN_AHEAD or after in view.starting or not view.low(after)[:1].isalpha()
            )
        return bool(inner) and not (inner in ANSWER and (form.lemma == "decline" or inner != "discuss"))
    return _single(view, i, form, group, after)


def _single(view: View, i: int, form: Form, group: Group, after: int) -> bool:
    lemma, behind = form.lemma, view.low(after)
    if lemma == "ask":
        return not group.be and _asks(view, after)
    if lemma in _TABLED:
        near = {*view.lows[after : after + 8], *view.lows[max(0, i - 6) : i]}
        return bool((VEHICLES | _IDEAS | {"demand", "clause"}) & near)
    if lemma in ("press", "push", "pressure", "exhort", "implore"):
        told = after in view.starting and "to" in view.lows[after + 1 : after + 9]
        passive = group.be and form.kind == "past"
        return not passive and (view.low(after) in ("for", "to") or told)
    if lemma in ("urge", "request"):
        return not group.be
    if lemma == "consider":
        return bool(group.be or group.modal or group.negated) and not (form.kind == "past" and group.be)
    if lemma == "live":
        return bool(group.modal)
    if lemma == "concede":
        return behind != "that" and after < view.n and view.words[after].word
    if lemma == "back":
        told = form.kind != "base" or bool(group.modal) or view.low(i - 1) == "we"
        return behind not in _BACK_AWAY and told
    if lemma in _OF_PERSONS:
        person = view.starting.get(after)
        return person is None or person.kind != "person" or view.low(person.end) == "'s"
    if lemma == "suggest":
        return _thing(view, after)
    if lemma in _CRITICISE:
        gap = view.low(i + 1) in ("", ".", ",")  # `a step that Kyiv has criticised`
        near = view.lows[max(0, i - 6) : i] if gap else view.lows[after : after + 7]
        return bool((VEHICLES | _IDEAS | _STEPS) & set(near))
    if lemma == "seek" and view.low(after) == "to":
        return False  # an attempt
    if lemma == "echo":
        return bool({"demand", "demands", "call", "calls", "appeal"} & set(view.lows[after : after + 4]))
    if lemma == "like":
        return group.modal in ("would", "'d")
    if lemma == "reserve":
        return "right" in view.lows[after : after + 3]
    if lemma == "welcome":
        return not (group.be and form.kind == "base")
    return lemma != "want" or behind != ","


def _thing(view: View, i: int) -> bool:
    """Whether a noun phrase, not a clause, follows: `suggested a strip on both sides`."""
    if view.low(i) not in ("a", "an"):
        return False
    behind = view.lows[i : min(view.n, i + 12)]
    clause = next((k for k, low in enumerate(behind) if low in BE or low in HAVE or low in MODALS), 99)
    relative = next((k for k, low in enumerate(behind) if low in ("that", "which", ",", ".")), 99)
    return relative < clause or clause == 99


def has_object(view: View, i: int, form: Form, act: Act, subject: Subject) -> bool:
    """Whether a verb that takes an object has one, behind it or before its clause (`an idea that Kyiv favours`)."""
    if act.after or form.kind == "past" or view.low(i + 1) not in ("", ".", ",", ";"):
        return True
    gap = view.low(subject.start - 2) in ("a", "an", "the", "this") and view.words[subject.start - 1].word
    return subject.relative or view.low(subject.start - 1) in ("that", "which", "whom") or gap


def _asks(view: View, after: int) -> bool:
    """*ask* is a demand only with *for* or *to*: `asked both parties for …`."""
    if view.low(after) == "for":
        return True
    return view.low(after) not in ("about", "whether", "if", "by", "how", "why", "what") and any(
        view.low(k) in ("for", "to") for k in range(after + 1, min(view.n, after + 7))
    )


_TABLED = frozenset(["table", "submit", "present", "float", "unveil", "circulate", "put"])
_IDEAS = listed("""
    proposal proposals plan plans list paper idea ideas initiative offer offers document counterproposal
    alternative version counteroffer
""")
_CRITICISE = frozenset(["criticise", "criticize", "denounce", "decry", "condemn", "deplore"])
_STEPS = frozenset(["step", "move", "terms", "talks", "overture", "suggestion", "concession"])
_THEN_VERB = listed("""
    willing ready prepared willingness readiness preparedness unwilling reluctant reluctance refusal
    unwillingness refused refuses refuse offered offers pledged promised vowed
""")


def inner_verb(view: View, i: int) -> str:
    """The verb that a cue governs: *to discuss*, *not to send*, *to enacting*; its base form, or empty.

    A verb that no list knows is given as it stands.
    """
    j = i + 1
    while j < i + 6 and (
        view.low(j) in SKIP or view.low(j) in TIME_WORDS | {",", "last", "this", "early", "late"}
    ):
        j += 1
    if view.low(j) != "to":
        return ""
    word = view.low(j + 1)
    known = plain_forms().get(word)
    if known is not None:
        talks = TALKS & set(view.lows[j + 2 : j + 6])
        return "discuss" if known.lemma in JOINING and talks else known.lemma
    bare = word[:1].isalpha() and (j + 1) not in view.starting
    if bare and view.low(i) in _THEN_VERB and word not in roles.DETERMINERS | roles.POSSESSIVES.keys():
        return word
    return (
        word
        if bare and word not in roles.DETERMINERS | roles.POSSESSIVES.keys() and _verb_like(view, j + 1)
        else ""
    )


def _verb_like(view: View, j: int) -> bool:
    """A word behind *to* is taken for a verb if an object or an adverb follows it."""
    if view.low(j).endswith("ing"):
        return True
    after = view.low(j + 1)
    leads = after in roles.DETERMINERS or after in roles.POSSESSIVES or after in PREPOSITIONS or after == "no"
    return leads or (j + 1) in view.starting


def inner_negated(view: View, i: int) -> bool:
    """Whether what a verb governs is negated: `agreed not to …`."""
    return any(view.low(k) in ("not", "never") and view.low(k + 1) == "to" for k in range(i + 1, i + 3))
