"""A draft of the subset as facts, read off its parsed values: nothing here knows the case graph or the interpreter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foedus.model import (
    Decision,
    Define,
    Draft,
    Enters,
    Exit,
    GroupIs,
    Named,
    Names,
    Norm,
    OpenPoint,
    PlaceIs,
    Tail,
)  # fmt: skip

MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 7 * 1440}
ACTS = ("assist", "arm", "use-force", "consult")
SUBSTANCE = {"assist", "arm", "use-force"}
KINDS = {"party": "one", "any": "any", "majority": "majority", "unanimity": "unanimity"}


class Beyond(Exception):
    """What the subset does not have."""


class Facts:
    """The facts of one draft.

    lines: as a program. sentences: of each event that may take place, the sentence of a timeline.
    """

    def __init__(self, draft: Draft) -> None:
        self.lines: list[str] = []
        self.sentences: dict[str, str] = {}
        self.periods: set[int] = {0}
        self.parties: list[str] = []
        self.groups: dict[str, list[str]] = {}
        self.places: dict[str, str] = {}  # whose each is
        self.named: set[str] = set()  # those that an attack is described by
        self.points: dict[str, OpenPoint] = {}
        self.defined: dict[str, Any] = {}
        self.scale_values = {"below-threshold", "limited", "full-scale"}
        self.means: set[str] = set()
        self.code = draft.code or draft.title
        self._exit = ""
        for sentence in draft.sentences:
            self._read(sentence.body, sentence.article)
        self._events()

    def program(self) -> str:
        return "\n".join(self.lines)

    def say(self, text: str) -> None:
        self.lines.append(f"{text}.")

    # ---- sentences -----------------------------------------------------------------------------------------------

    def _read(self, body: Any, article: str) -> None:
        match body:
            case Names(kind="party"):
                self.parties += body.names
                self.groups["parties"] = self.parties
                for name in body.names:
                    self.say(f'party("{name}")')
                    self.say(f'member("{name}","{name}")')
            case Names(kind="state" | "event"):
                pass
            case GroupIs(change="are", members=members) if all(isinstance(m, Named) for m in members):
                self.groups[body.name] = [m.name for m in members]
                for m in members:
                    self.say(f'member("{body.name}","{m.name}")')
            case PlaceIs(relations=(relation,)) if relation.kind == "territory" and isinstance(
                relation.of, Named
            ):
                self.places[body.name] = relation.of.name
            case OpenPoint():
                self.points[body.name] = body
                self.say(f'point("{body.name}")')
                for i in range(len(body.options)):
                    self.say(f'option("{body.name}",{i})')
            case Define(kind="event"):
                self.defined[body.name] = body.meaning
                self._attack(body.name, body.meaning)
            case Enters(who=None) if body.when is not None:
                pass  # before any attack of the case space
            case Exit(notice=notice) if notice is not None and getattr(body.who, "how", "") == "a":
                self._exit = "parties"
                self._value("notice", notice, self._minutes)
            case Tail():
                self._value("tail", body.remain, lambda v: "remain" if v else "end")
            case Decision(subject="case"):
                self._decision(article, body)
            case Norm():
                self._norm(article, body)
            case _:
                raise Beyond(type(body).__name__)

    def _value(self, name: str, value: Any, make: Any) -> None:
        """A value that is stated, or that hangs on an open point."""
        point = getattr(value, "name", "") if type(value).__name__ == "Hole" else ""
        if point:
            for i, option in enumerate(self.points[point].options):
                self.say(f'hole({name},"{point}",{i},{make(option)})')
        else:
            self.say(f"fixed({name},{make(value)})")

    def _minutes(self, period: Any) -> int:
        found = 0
        for count, unit in period.parts:
            if unit not in MINUTES:
                raise Beyond(f"a period in {unit}s")
            found += count * MINUTES[unit]
        self.periods.add(found)
        return found

    def _attack(self, name: str, pattern: Any) -> None:
        if getattr(pattern, "kind", "") != "attack":
            raise Beyond("a definition of something other than an attack")
        self.say(f'attack("{name}")')
        for slot in pattern.slots:
            match slot.name:
                case "scale":
                    how = "least" if slot.op == "at-least" else "exactly"
                    self._value(f'scale("{name}",{how})', slot.value, lambda v: f'"{v}"')
                case "by":
                    self._by(name, slot.value)
                case "on":
                    for victim in self._whom(slot.value):
                        self.say(f'on("{name}","{victim}")')
                case "in":
                    self._value(f'place("{name}")', slot.value, self._place)
                case "means":
                    self.means.update(slot.value)
                    for one in slot.value:
                        self.say(f'means("{name}","{one}")')
                case _:
                    raise Beyond(f"an attack with {slot.name}")

    def _by(self, name: str, value: Any) -> None:
        if isinstance(value, Named) and value.name not in self.groups:
            self.say(f'fixed(by("{name}"),"{value.name}")')
        elif getattr(value, "role", "") != "anyone":
            raise Beyond("an attacker of a group")

    def _whom(self, value: Any) -> list[str]:
        if isinstance(value, Named):
            return self.groups.get(value.name, [value.name])
        if (
            getattr(value, "how", "") in ("a", "any", "each")
            and isinstance(value.of, Named)
            and not value.having
        ):
            return self.groups[value.of.name]
        raise Beyond("whom it is on")

    def _place(self, value: Any) -> str:
        if getattr(value, "relation", "") == "territory":
            return f'"territory of {value.who.name}"'
        if getattr(value, "name", "") in self.places:
            self.named.add(value.name)
            return f'"{value.name}"'
        raise Beyond("where it is")

    def _after(self, article: str, body: Any) -> None:
        if len(body.triggers) != 1:
            raise Beyond("several occasions")
        trigger = body.triggers[0]
        if type(trigger.when).__name__ == "CaseArisen" and trigger.event is None:
            self.say(f'when_arisen("{article}")')
        elif type(trigger.event).__name__ == "TermEvent" and trigger.when is None:
            self.say(f'after("{article}","{trigger.event.name}")')
        else:
            raise Beyond("an occasion")

    def _decision(self, article: str, body: Any) -> None:
        if body.provided or body.unless or len(body.triggers) != 1 or body.triggers[0].event is None:
            raise Beyond("a decision under conditions")
        self.say(f'decision("{article}","{body.triggers[0].event.name}")')
        options = [(None, body.decider)]
        if type(body.decider).__name__ == "Hole":
            options = list(enumerate(self.points[body.decider.name].options))
        for number, one in options:
            kind, group = self._decider(one)
            if number is None:
                self.say(f'fixed(decider("{article}",{kind}),"{group}")')
            else:
                self.say(f'hole(decider("{article}",{kind}),"{body.decider.name}",{number},"{group}")')
        if body.deadline is not None and body.deadline.within is not None:
            if body.deadline.anchor not in ("arising", "attack"):
                raise Beyond("a time from something else")
            self._value(f'clock("{article}")', body.deadline.within, self._minutes)
        if body.silence:
            self._value(f'silence("{article}")', body.silence, lambda v: f'"{v}"')

    def _decider(self, one: Any) -> tuple[str, str]:
        who = getattr(one.who, "of", one.who)
        if one.abstention or one.without or one.consent_of is not None or not isinstance(who, Named):
            raise Beyond("a rule of voting")
        if getattr(one.who, "without", ()) or getattr(one.who, "having", ()):
            raise Beyond("a rule of voting")
        if one.kind == "at-least":
            return f"least({one.count})", who.name
        if one.kind == "share":
            return f"share({one.numerator},{one.denominator})", who.name
        if one.kind not in KINDS:
            raise Beyond("a rule of voting")
        return KINDS[one.kind], who.name

    def _norm(self, article: str, body: Any) -> None:
        if (
            body.modal != "must"
            or len(body.actions) != 1
            or body.while_
            or body.until
            or body.consent_of is not None
        ):
            raise Beyond("a provision")
        if (
            body.objection_of is not None
            or body.once_ratified
            or body.earlier_attacks
            or body.actions[0].latitude
        ):
            raise Beyond("a provision")
        self.say(f'duty("{article}")')
        self._after(article, body)
        measure = body.actions[0].measure
        if measure not in ACTS:
            raise Beyond("a measure")
        for name in self._bearers(article, body.bearer):
            self.say(f'bears("{article}","{name}")')
            self._may(f'act("{name}","{measure}")', f"{name} acts to {measure}")
        fitting = SUBSTANCE if measure == "assist" else {measure}
        for one in sorted(fitting):
            self.say(f'fits("{article}","{one}")')
        limit = body.deadline
        if limit is not None and limit.within is not None:
            if limit.anchor not in ("arising", "attack"):
                raise Beyond("a time from something else")
            self._value(f'within("{article}")', limit.within, self._minutes)
            if limit.anchor == "attack":
                self.say(f'of_attack("{article}")')
        for condition in body.provided:
            self._asked(article, condition)
        for condition in body.unless:
            self._freed(article, condition)

    def _bearers(self, article: str, who: Any) -> list[str]:
        if isinstance(who, Named) and who.name not in self.groups:
            return [who.name]
        if (
            getattr(who, "how", "") == "each"
            and isinstance(who.of, Named)
            and not who.without
            and not who.having
        ):
            if who.other:
                self.say(f'each_other("{article}")')
            return self.groups[who.of.name]
        raise Beyond("who bears it")

    def _asked(self, article: str, condition: Any) -> None:
        slots = {s.name: s.value for s in condition.event.slots}
        if (
            condition.event.kind != "request"
            or condition.tense != "present"
            or not isinstance(slots.get("by"), Named)
        ):
            raise Beyond("a condition")
        self.say(f'asks("{article}","{slots["by"].name}")')

    def _freed(self, article: str, condition: Any) -> None:
        slots = {s.name: s.value for s in condition.event.slots}
        if condition.event.kind != "begin" or condition.tense != "perfect" or set(slots) != {"name"}:
            raise Beyond("an exception")
        self.say(f'unless("{article}",begins("{slots["name"]}"))')
        self._may(f'begins("{slots["name"]}")', f"a {slots['name']} occurs", early=True)

    # ---- what may happen -----------------------------------------------------------------------------------------

    def _may(self, event: str, sentence: str, early: bool = False) -> None:
        if event in self.sentences:
            return
        self.sentences[event] = sentence
        self.say(f"event({event})")
        if early:
            self.say(f"early({event})")

    def _events(self) -> None:
        text = self.program()
        for name in self.parties:
            if "decision(" in text:
                for way, words in (("for", "votes for the case"), ("against", "votes against the case")):
                    self._may(f'vote("{name}","{way}")', f"{name} {words}")
                self._may(f'vote("{name}","abstain")', f"{name} abstains")
                self.lines.append(f':- 2 {{ happens(vote("{name}",W)) }}.')
            if f',"{name}").' in "".join(x + "." for x in self.lines if x.startswith("asks")):
                self._may(f'request("{name}")', f"{name} requests assistance")
            if self._exit:
                self._may(f'withdraw("{name}")', f"{name} withdraws from {self.code}", early=True)


def ticks(facts: Facts, minutes: list[int]) -> Iterator[str]:
    """When each event may take place."""
    early = {f"early({e})." for e in facts.sentences} & set(facts.lines)
    for event in facts.sentences:
        for minute in minutes:
            if minute >= 0 or f"early({event})." in early:
                yield f"tick({event},{minute})."
