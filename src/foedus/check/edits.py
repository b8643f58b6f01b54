"""Small changes to the words of a draft that may close a finding: templates by code, nothing more."""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from foedus.base import Span
from foedus.model import Decision, Draft, Finding, Norm, Observes, Ref, Sentence

_FINAL = "Duties for attacks before the exit remain"
_SHORTER = 24


class Edit(Struct, frozen=True):
    """A change of words. words: what is done, for people. span: what is replaced. new: what stands there then."""

    words: str
    span: Span
    new: str

    @property
    def size(self) -> int:
        """How many words come or go."""
        return len(self.new.split())

    def applied(self, text: str) -> str:
        """The text after it."""
        return text[: self.span.start] + self.new + text[self.span.end :]


def edits(draft: Draft, finding: Finding, text: str) -> Iterator[Edit]:
    """What may close a finding, in the text of the draft itself; what stands in a text that it uses is not touched."""
    maker = _MAKERS.get(finding.code)
    for ref in (finding.ref, *finding.also):
        here = sentence_at(draft, ref)
        if maker is None or here is None:
            continue
        for words, new in maker(draft, here, text, finding):
            span = here.span
            assert span is not None
            if new is None:
                stop = text.find(".", span.end)
                yield Edit(words, span._replace(end=stop + 1 if stop >= 0 else span.end), "")
            elif " ".join(new.split()) != " ".join(text[span.start : span.end].split()):
                yield Edit(words, span, new)


def sentence_at(draft: Draft, ref: Ref) -> Sentence | None:
    """The sentence of the draft's own text that a finding rests on; a finding may point at some words within it."""
    best: Sentence | None = None
    for one in draft.sentences:
        span = one.span
        if span is None or span.file != ref.file or one.text != ref.text:
            continue
        if (span.line, span.column) <= (ref.line, ref.column):
            best = one  # the last that begins before the words
    return best


Made = Iterator[tuple[str, "str | None"]]
Maker = Callable[[Draft, Sentence, str, Finding], Made]


def _own(s: Sentence, text: str) -> str:
    assert s.span is not None
    return text[s.span.start : s.span.end]


def _marks(own: str) -> int:
    """Where the sentence's own words end and the marks of what backs it begin."""
    found = re.search(r",\s+(?=(?:source\s+\"|assumption|unverified))", own)
    return found.start() if found else len(own.rstrip())


def _add(own: str, words: str) -> str:
    at = _marks(own)
    return own[:at] + words + own[at:]


def _change(own: str, pattern: str, new: str) -> Iterator[str]:
    """The sentence with a form of words replaced, wherever it stands."""
    if re.search(pattern, own):
        yield re.sub(pattern, new, own)


def _kind(draft: Draft) -> str:
    """How the text calls itself."""
    return draft.kind if draft.kind != "package" else "treaty"


# ---- by code ---------------------------------------------------------------------------------------------------------


def _scope(draft: Draft, s: Sentence, text: str, _: Finding) -> Made:
    own = _own(s, text)
    for new in _change(own, r"\bfull-scale\s+attack", "limited or larger attack"):
        yield "lower the threshold to limited attacks", new
    for new in _change(
        own, r"\b(?:an?\s+)?(?:limited|full-scale|\?[\w-]+)\s+or\s+larger\s+attack", "an attack"
    ):
        yield "let an attack of any size count", new
    for new in _change(
        own,
        r"\bby\s+[A-Z]\w*(?:\s[A-Z]\w*)*(?:,\s+or\s+by\s+persons\s+[A-Z]\w*(?:\s[A-Z]\w*)*\s+directs,?)?(?=\s+on\b)",
        "by anyone",
    ):
        yield "let an attack by anyone count", new
    for new in _change(
        own,
        r"\s+in\s+(?:territory\s+of\s+\S+|\?[\w-]+|[A-Z][\w-]*(?:\s[A-Z][\w-]*)*|covered-\w+)(?=[\s;,.]|$)",
        "",
    ):
        yield "let an attack count wherever it falls", new
    for new in _change(
        own, r"\s+by\s+[a-z][\w-]+(?:(?:,\s+[a-z][\w-]+)*\s+or\s+[a-z][\w-]+)?(?=[;,.]|$)(?<!anyone)", ""
    ):
        yield "let an attack by any means count", new
    for word in ("unprovoked", "deliberate", "external"):
        for new in _change(own, rf"\b{word},?\s+", ""):
            yield f"take out “{word}”", new.replace("an limited", "a limited")
    if "attribution" not in own and re.search(r"\bmeans\s+an?\b", own):
        yield "let suspicion of who attacked suffice", _add(own, " with attribution suspected or higher")


def _procedure(_: Draft, s: Sentence, text: str, __: Finding) -> Made:
    own = _own(s, text)
    yield from _silence(own, ("it has",))
    for new in _change(own, r"\bunanimity\s+of", "majority of"):
        yield "decide by majority", new
    for new in _change(
        own,
        r"\b(?:unanimity|majority|a\s+majority|two-thirds|consensus|at\s+least\s+\d+)\s+of\s+(?:the\s+)?(\w+?)s\b",
        r"any \1",
    ):
        yield "let any one of them decide", new
    yield from _attacker(own)
    for new in _change(own, r",?\s+provided\s+the\s+victim\s+has\s+requested\s+\w+", ""):
        yield "take out the request", new
    for new in _change(
        own,
        r",?\s+(?:with\s+the\s+consent\s+of\s+[A-Z]\w*(?:\s[A-Z]\w*)*|unless\s+[A-Z]\w*(?:\s[A-Z]\w*)*\s+objects(?:\s+within\s+\d+\s+\w+)?)",
        "",
    ):
        yield "take out the consent", new
    if isinstance(s.body, Norm):
        for new in _change(own, r"(After\s+an?\s+[\w-]+\s+)(.+?)(\s+may\s+invoke)", r"\1the victim\3"):
            yield "let the victim invoke it", new


def _attacker(own: str) -> Made:
    for new in _change(
        own,
        r"((?:majority|unanimity|consensus|two-thirds|three-quarters|half)\s+of\s+[\w-]+|any\s+[\w-]+)(?!\s+other)(?=\s+decides?)",
        r"\1 other than the attacker",
    ):
        yield "leave the attacker out of the vote", new


def _silence(own: str, rules: tuple[str, ...]) -> Made:
    for rule in rules:
        if "on silence" in " ".join(own.split()):
            for new in _change(
                own,
                r"on\s+silence\s+(?:it\s+has\s+not|it\s+has|the\s+question\s+stays\s+open|\?[\w-]+)",
                f"on silence {rule}",
            ):
                yield f"say “on silence {rule}”", new
        else:
            yield f"add “on silence {rule}”", _add(own, f"; on silence {rule}")


def _time(_: Draft, s: Sentence, text: str, __: Finding) -> Made:
    own = _own(s, text)
    period = r"within\s+(?:\d+\s+(?:hours?|days?|weeks?)|\?[\w-]+)(?:\s+of\s+the\s+\w+)?"
    if isinstance(s.body, Decision):
        if "within" in own:
            for new in _change(own, period, f"within {_SHORTER} hours"):
                yield f"give the decision {_SHORTER} hours", new
        else:
            for new in _change(own, r"\bdecides\b", f"decides within {_SHORTER} hours"):
                yield f"give the decision {_SHORTER} hours", new
        return
    for hours in (72, _SHORTER):
        clock = f"within {hours} hours of the attack"
        if "without delay" in own:
            for new in _change(own, r"without\s+delay", clock):
                yield f"say “{clock}” instead of “without delay”", new
        elif "within" in own:
            for new in _change(own, period, clock):
                yield f"say “{clock}”", new
        elif isinstance(s.body, Norm):
            yield f"add “{clock}”", _add(own, f" {clock}")


def _discretion(_: Draft, s: Sentence, text: str, __: Finding) -> Made:
    own = _own(s, text)
    for phrase in (
        r"at\s+its\s+discretion",
        r"by\s+all\s+means\s+in\s+its\s+power",
        r"in\s+accordance\s+with\s+its\s+constitutional\s+process",
        r"as\s+it\s+deems\s+necessary",
    ):
        for new in _change(own, rf",?\s+{phrase}", ""):
            plain = phrase.replace(r"\s+", " ")
            yield f"take out “{plain}”", new
            yield f"take out “{plain}” and name arms", re.sub(r"\bassist\b", "arm", new)
    for new in _change(own, r"\b(?:may|intends\s+to)\b", "must"):
        yield "make it a duty", new
        yield "make it a duty to arm", re.sub(r"\bassist\b", "arm", new)
    for new in _change(own, r"\bassist\b", "arm"):
        yield "name arms as the help that is owed", new


def _force(_: Draft, s: Sentence, text: str, __: Finding) -> Made:
    own = _own(s, text)
    for new in _change(own, r",?\s+provided\s+(?:that|it)\s*[\w-]*\s+has\s+ratified", ""):
        yield "take out the condition of ratification", new
    for new in _change(own, r"\s+and\s+(?:a\s+ceasefire|[A-Z]+)\s+is\s+in\s+force", ""):
        yield "let it enter into force without waiting for more", new
    for new in _change(
        own,
        r"(?:for\s+a\s+party\s+)?when\s+(?:that|each|every)\s+party\s+ratifies(?:\s+and\s+[^,;.]+)?|when\s+each\s+party\s+has\s+ratified",
        "when a party signs",
    ):
        yield "let it enter into force on signature", new


def _exit(_: Draft, s: Sentence, text: str, __: Finding) -> Made:
    own = _own(s, text)
    for new in _change(own, r"\bremain\b|\bend\b|\?[\w-]+(?=$|,)", "remain"):
        if own.lstrip().startswith("Duties"):
            yield "keep what earlier attacks gave rise to", new
    if "withdraw" in own:
        if "notice" not in own:
            yield "ask for a year's notice", re.sub(r"\bwithdraw\b", "withdraw with 1 year of notice", own)
        yield "keep what earlier attacks gave rise to", f"{own}.\n  {_FINAL}"
        yield "take the exit out", None


def _out(_: Draft, __: Sentence, ___: str, ____: Finding) -> Made:
    yield "take the sentence out", None


def _provoked(_: Draft, s: Sentence, text: str, __: Finding) -> Made:
    yield "except attacks that the victim provoked", _add(_own(s, text), ", unless the attack is provoked")


def _comrade(draft: Draft, s: Sentence, text: str, __: Finding) -> Made:
    yield "except attacks by a party", _add(_own(s, text), ", provided the attacker is not a party")


def _vote(_: Draft, s: Sentence, text: str, __: Finding) -> Made:
    yield from _attacker(_own(s, text))
    yield "bar the attacker from the vote", f"{_own(s, text)}.\n  The attacker is barred from the vote"


def _verification(draft: Draft, s: Sentence, text: str, __: Finding) -> Made:
    own = _own(s, text)
    if any(isinstance(one.body, Observes) for one in draft.sentences) and s.article:
        label = s.article if re.fullmatch(r"[\w-]+", s.article) else f'"{s.article}"'
        who = next(one.body.who for one in draft.sentences if isinstance(one.body, Observes))
        yield (
            "let the observer watch it too",
            f"{own}.\n  {getattr(who, 'name', '')} observes article {label} and reports within 24 hours",
        )
    yield (
        "name an observer that reports",
        f"{own}.\n  organ Observer Mission.\n"
        f"  Observer Mission observes this {_kind(draft)} and reports within 24 hours",
    )


def _undefined(_: Draft, s: Sentence, text: str, __: Finding) -> Made:
    yield from _silence(_own(s, text), ("it has not", "it has"))


def _attribution(_: Draft, s: Sentence, text: str, __: Finding) -> Made:
    own = _own(s, text)
    yield (
        "bind the victim to say who attacked",
        f"{own}.\n  After an attack on a party the victim must attribute the attack within 24 hours",
    )


def _nuclear(draft: Draft, s: Sentence, text: str, __: Finding) -> Made:
    yield (
        "say that nothing commits nuclear weapons",
        f"{_own(s, text)}.\n  Nothing in this {_kind(draft)} commits nuclear weapons",
    )


_MAKERS: dict[str, Maker] = {
    "F0101": _scope, "F0201": _procedure, "F0301": _time, "F0401": _discretion, "F0501": _force, "F0601": _exit,
    "F0701": _out, "F0801": _out, "F0802": _out, "F0901": _provoked, "F0902": _comrade, "F0903": _vote, "F1001": _force,
    "F1101": _verification, "F1201": _out, "F1501": _undefined, "F1502": _attribution, "F1503": _nuclear,
}  # fmt: skip
