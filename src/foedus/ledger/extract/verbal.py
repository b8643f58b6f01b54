"""Acts in verbs: who agreed, refused, called for, offered — finite, with a subject, and not inside a condition."""

from collections.abc import Iterator

from msgspec.structs import replace

from foedus.ledger.extract.cues import Cue
from foedus.ledger.extract.forms import Form
from foedus.ledger.extract.frames import SKIP, fits, has_object, inner_negated, inner_verb
from foedus.ledger.extract.grammar import TIME_WORDS, UNSOURCED, Group, Subject
from foedus.ledger.extract.lexicon import VEHICLES, Act, Lexicon, verb_forms
from foedus.ledger.extract.stance import of_verb
from foedus.ledger.extract.view import View
from foedus.ledger.extract.words import listed

_NOUN_BEFORE = listed("""
    the a an 's any no this that its his her their our my such every another some more
""")
_TIME_LEADS = frozenset(["last", "this", "early", "late", "next", "earlier"])
_ALONE = frozenset(["", ".", ",", ";", "and", "but", "while", "though", "as", "too"])
_GERUND_OK = frozenset([",", "while", "and"])


def verbal(view: View, lexicon: Lexicon) -> Iterator[Cue]:
    """The cues that verbs give.

    Args:
        view: the sentence. lexicon: the words to look for.

    Returns:
        Cues from left to right; a plan that is agreed to gives a further cue for its contents.
    """
    forms = verb_forms(lexicon)
    inside = {i for m in view.found for i in range(m.start, m.end)}
    for i in range(view.n):
        for form, entry in forms.get(view.low(i), ()):
            if i in inside:
                continue
            cue = _verb(view, i, form, entry, lexicon.verbs[entry])
            if cue is not None:
                yield cue
                yield from _terms(view, cue)
                break


def _verb(view: View, i: int, form: Form, entry: str, act: Act) -> Cue | None:
    particle = entry.partition(" ")[2]
    after = _after(view, i, particle, act)
    if after < 0 and form.lemma in ("agree", "object", "consent", "balk") and view.low(i + 1) in _ALONE:
        if form.kind == "past" or form.lemma == "object":
            after = i + 1  # `and Ukraine agreed, while …`, `Kyiv did not object.`
    if after < 0 or _noun_like(view, i, form):
        return None
    group = view.group(i)
    if group.infinitive or view.conditional(group.start) or not fits(view, i, form, group, act, after):
        return None
    passive = form.kind == "past" and group.be
    by = next((k for k in range(i + 1, min(view.n, i + 6)) if view.low(k) == "by"), i + 1)
    reduced = form.kind == "past" and view.low(by) == "by" and not (group.perfect or group.modal)
    if passive or (reduced and (by == i + 1 or view.low(i + 1) == "as")):
        return _passive(view, i, form, act, group, by)
    subject = view.subject(group.start)
    if subject is None or not (
        _finite(view, i, form, group, subject) and has_object(view, i, form, act, subject)
    ):
        return None
    return _cue(view, i, form, act, group, subject, after)


def _after(view: View, i: int, particle: str, act: Act) -> int:
    """The place behind a verb, its particle and adverbs; -1 if a word that must follow does not."""
    j = i + 1
    for word in particle.split():
        at = next((k for k in range(j, min(view.n, j + 4)) if view.low(k) == word), -1)
        if at < 0:
            return -1
        j = at + 1
    k = j
    while (
        (view.low(k) in SKIP or view.low(k) in TIME_WORDS | _TIME_LEADS)
        and k - j < 5
        and view.low(k) not in act.after
    ):
        k += 1
    if act.after and view.low(k) not in act.after:
        return -1
    return k


def _noun_like(view: View, i: int, form: Form) -> bool:
    """Whether a form that may be a noun is one here: `the demand`, `Russian support`."""
    if form.kind in ("past", "ing"):
        return view.low(i - 1) in ("the", "a", "an", "'s", "its", "their")
    before = view.ending.get(i)
    if before is not None and before.kind in ("adjective", "possessive"):
        return True
    return view.low(i - 1) in _NOUN_BEFORE and not (view.low(i - 1) == "that" and before is not None)


def _finite(view: View, i: int, form: Form, group: Group, subject: Subject) -> bool:
    last = subject.mentions[-1]
    if form.kind == "ing":
        return group.be or view.low(i - 1) in _GERUND_OK
    if form.kind == "base":
        if group.raised or (group.perfect and not group.be):
            return True
        plural = (
            len(subject.mentions) > 1
            or last.plural
            or last.origin in ("we", "they")
            or last.kind == "collective"
        )
        named = last.kind == "body" and (subject.relative or last.name == "Europe")
        return bool(group.modal or group.do or plural or named) and not (group.be and not group.modal)
    if form.kind == "s":
        return not (group.be or group.modal or group.perfect)
    return True


def _cue(view: View, i: int, form: Form, act: Act, group: Group, subject: Subject, after: int) -> Cue | None:
    stop = view.clause_end(max(i, after - 1))
    tail = " ".join((*view.lows[group.start : i], *view.lows[i + 1 : min(stop, i + 12)]))
    if view.low(subject.start) in ("neither", "nobody") or view.low(subject.start - 1) == "neither":
        group = replace(group, negated=True)
    none = view.low(i + 1) == "no" and form.lemma in ("want", "seek")
    if none or (act.stance in ("accept", "offer") and "nothing" in view.lows[i + 1 : i + 3]):
        group = replace(group, negated=True)
    if subject.mentions[0].kind == "collective" and group.modal:
        return None
    reading = of_verb(act, form.lemma, group, inner_verb(view, i), tail, inner_negated(view, i))
    if act.stance == "drop":
        stance, rule = ("reject" if group.negated else "accept_weak"), "concession"
        hedged = False
    elif reading is None:
        return None
    else:
        stance, rule, hedged = reading.stance, "verb", reading.hedged
        if stance == "offer" and "demand" in view.lows[max(0, group.start - 5) : group.start]:
            stance = "demand"  # `a demand that London tabled`
    aside = subject.inherited or subject.relative or (form.kind == "ing" and not group.be)
    start = group.start if aside else subject.start
    return Cue(
        i,
        start,
        stop,
        group.start,
        max(after, i + 1) if act.after or after > i + 1 else i + 1,
        subject.mentions,
        act.act,
        stance,
        rule,
        hearsay=group.hearsay or group.raised in UNSOURCED,
        hedged=hedged and group.raised not in UNSOURCED,
        frame=_frame(view, i, form, group, stop),
        kind="status" if subject.mentions[0].kind == "collective" else "position",
        teller=subject.mentions[0] if form.lemma == "describe" else None,
    )


def _frame(view: View, i: int, form: Form, group: Group, stop: int) -> str:
    if {"long", "repeatedly", "consistently", "always"} & set(view.lows[group.start : i]):
        return "ongoing"
    year = any(
        t.text.isdigit() and len(t.text) == 4 and t.text[:2] in ("19", "20") for t in view.words[i:stop]
    )
    previously = {"previously", "formerly", "once", "earlier"} & set(view.lows[max(0, group.start - 2) : i])
    if form.kind == "past" and (year or previously) and not (group.perfect and not previously and not year):
        return "past"
    return "future" if group.modal in ("will", "shall", "'ll") else ""


def _passive(view: View, i: int, form: Form, act: Act, group: Group, at: int) -> Cue | None:
    """`was rejected by Moscow`; `no number will be accepted`, where the speaker's party is meant."""
    stop = view.clause_end(i)
    if view.low(at) == "by":
        by, _ = view.listed(at + 1)
        if not by:
            return None
        reading = of_verb(act, form.lemma, group, "", "")
        if reading is None or act.stance in ("refuse", "drop", "deny"):
            return None
        return Cue(
            i,
            _before(view, group.start),
            stop,
            group.start,
            i + 1,
            by,
            act.act,
            reading.stance,
            "verb-passive",
            hearsay=group.hearsay,
        )
    none = next((k for k in range(group.start - 1, max(-1, group.start - 6), -1) if view.low(k) == "no"), -1)
    refused = group.negated or none >= 0
    if not (group.be and group.modal and refused and act.stance in ("accept", "accept_weak")):
        return None
    start = none if none >= 0 else max(0, group.start - 3)
    return Cue(i, start, stop, group.start, i + 1, (), "reject", "reject", "verb-passive", own=True)


def _terms(view: View, cue: Cue) -> Iterator[Cue]:
    """The contents of a plan that somebody accepts or offers: `agreed to a framework that would allow …`."""
    if cue.stance not in ("accept", "accept_weak", "offer"):
        return
    for k in range(cue.at + 1, min(cue.end, cue.at + 8)):
        if (
            view.low(k) in VEHICLES
            and view.low(k + 1) in ("that", "which")
            and view.low(k + 2) in ("would", "will")
        ):
            yield Cue(
                k + 3,
                k + 3,
                cue.end,
                cue.cue_start,
                cue.cue_end,
                cue.actors,
                cue.act,
                cue.stance,
                "terms",
                hearsay=cue.hearsay,
            )
            return


def _before(view: View, i: int) -> int:
    """The beginning of what is passive: at most six words back, not over a mark."""
    start = i
    while start > 0 and i - start < 6 and view.words[start - 1].word and view.same(start - 1, i):
        start -= 1
    return start
