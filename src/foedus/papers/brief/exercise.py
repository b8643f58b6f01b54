"""A table-top exercise from a timeline: injects for the players, and what the text answers for the facilitator."""

import re
from collections.abc import Iterator

from foedus.engine.summary import state_at
from foedus.model import Change, Record, Timeline
from foedus.model.papers import Exercise, Inject, Key, Said
from foedus.papers.brief.days import Tell, attack, cited, depends, happened, said, settled
from foedus.papers.brief.wording import Wording
from foedus.report.changes import dates, together
from foedus.report.values import Run
from foedus.report.words import gather, listed, outcome_text

_ASKS = {
    "attack": ("Is this a case that the text speaks of? Why, or why not?", "Who may or must do what now, and by when?"),
    "threat": ("Does the text answer a threat?", "Who may or must do what now, and by when?"),
    "invoke": ("Is the invocation valid?", "Who decides now, by which rule, and by when?"),
    "request": ("What does this request set in motion, and for whom?",),
    "vote": ("Is the decision taken? If not, what is still missing?",),
    "decide": ("What follows from this, for whom, and by when?",),
    "attribute": ("What does this finding change, and for whom?",),
    "find": ("What does this finding change, and for whom?",),
    "act": ("Does this perform a duty? Whose duties are left?",),
    "ratify": ("For whom is the text in force now?",),
    "sign": ("For whom is the text in force now?",),
    "accede": ("For whom is the text in force now?",),
    "withdraw": ("From when is this party free, and what does it still owe until then?",),
    "repeal": ("What is still binding after this, and what does it set off?",),
    "enact": ("What is in force now?",),
    "begin": ("What does this change in what is in force?",),
    "end": ("What does this change in what is in force or owed?",),
    "waive": ("Whose duty ends with this?",),
    "suspend": ("Between whom does the text still hold?",),
    "object": ("What does this objection stop?",),
    "consent": ("What does this consent allow?",),
    "declare": ("What does this declaration set in motion?",),
}  # fmt: skip
_OTHER = ("What does this change, and for whom?",)
_CLOCK = (
    "Nothing further has been reported. Which periods have ended?",
    "What became of each decision and duty?",
)
_OWES = re.compile(r"\bowes? (?!nothing\b|anything\b)")
_QUIET = frozenset(("event", "attack"))


class Maker:
    """Makes one exercise.

    Args:
        run: the timeline, run, with the names that are to be shown.
        words: the draft's words, to quote what the text answers.
        code: what the draft is called.
        tell: what tells an event in the words of its timeline; "" where these are not known.
    """

    def __init__(self, run: Run, words: Wording, code: str, tell: Tell) -> None:
        assert run.record is not None
        self.run, self.words, self.code, self.tell = run, words, code, tell
        self.record: Record = run.record
        self.inexact = dates(run)
        self.settled = words.settled({**dict(run.timeline.choices), **dict(run.record.completion)})
        self.timeline: Timeline = run.timeline
        self.since = attack(self.record)
        self.events = {event.order: event for event in run.timeline.events}

    def make(self, shows: str) -> Exercise:
        """The exercise; `shows` is the finding that it was made to show."""
        steps: list[Inject] = []
        key: list[Key] = []
        for first, at in self._instants():
            here = [c for c in self.record.changes if first <= c.at <= at]
            told = [c for c in here if c.kind in _QUIET]
            answers = [c for c in here if c.kind not in _QUIET]
            number = len(steps) + 1
            steps.append(self._inject(number, at, told))
            key.append(Key(number, tuple(self._answers(told, answers)), tuple(self._stands(at))))
        return Exercise(
            self.words.told(self.timeline.title), self.timeline.file.rsplit("/", 1)[-1], shows, self._players(),
            settled(self.run), tuple(steps), tuple(key), self._outcome(), depends(self.run, self.words),
        )  # fmt: skip

    def _instants(self) -> list[tuple[int, int]]:
        """When something happens, or follows from the passing of time; all before the attack is one step."""
        found = [
            at
            for at in sorted({c.at for c in self.record.changes})
            if at <= self.record.until and self._matters(at)
        ]
        before = [at for at in found if self.since is not None and at < self.since]
        start = [(before[0], before[-1])] if before else []
        return start + [(at, at) for at in found if at not in before]

    def _matters(self, at: int) -> bool:
        return any(c.at == at and c.kind != "note" for c in self.record.changes)

    # ---- for the players -------------------------------------------------------------------------------------------

    def _inject(self, number: int, at: int, told: list[Change]) -> Inject:
        elapsed = at - self.since if self.since is not None and at >= self.since else None
        if not told:
            return Inject(number, at, elapsed, "everybody", ("Time passes.",), _CLOCK, at not in self.inexact)
        news = self._news(told)
        asks: list[str] = []
        for change in told:
            kind = (
                "attack" if change.kind == "attack" and self._kind(change) != "threat" else self._kind(change)
            )
            asks += _ASKS.get(kind, _OTHER)
        return Inject(
            number,
            at,
            elapsed,
            self._told(told),
            tuple(news),
            tuple(dict.fromkeys(asks)),
            at not in self.inexact,
        )

    def _kind(self, change: Change) -> str:
        event = self.events.get(change.event)
        return event.kind if event is not None else change.kind

    def _news(self, told: list[Change]) -> list[str]:
        """What happens, in the words of the timeline where they are known."""
        return [f"{self.words.told(one).rstrip('.')}." for one in happened(told, self.events, self.tell)]

    def _told(self, told: list[Change]) -> str:
        """Who learns of it: acts of procedure go to the parties, an attack to everybody."""
        kinds = {self._kind(c) for c in told}
        if kinds & {"attack", "threat"}:
            return "everybody, at once"
        if kinds <= {"vote", "invoke", "request", "withdraw", "object", "consent", "waive", "sign", "ratify"}:
            who = gather(listed(list(dict.fromkeys(c.who for c in told if c.who))))
            return f"all parties, by {who}" if who and len(who) < 70 else "all parties"
        return "everybody"

    def _players(self) -> tuple[str, ...]:
        """Who plays: whoever acts, is attacked, decides, or may come to owe something."""
        found: list[str] = []
        for one in self.record.occurrences:
            found += [one.victim, one.attacker]
        found += [name for d in self.record.decisions for name in d.electorate]
        found += [name for d in self.record.duties for name in d.members]
        found += [c.who for c in self.record.changes if c.kind == "event"]
        return tuple(self.words.plain(n) for n in sorted(dict.fromkeys(found)) if n and n != "nobody")

    # ---- for the facilitator ---------------------------------------------------------------------------------------

    def _answers(self, told: list[Change], answers: list[Change]) -> Iterator[Said]:
        """What the record says follows, each with its sentence."""
        shown: set[tuple[str, str]] = set()
        for change, names in together(c for c in answers if c.kind not in ("vote", "note")):
            note = "" if change.sure else "not settled"
            text = f"{self.words.told(due(said(change, names)))}."
            place = cited(change.ref, self.code)
            if (text, place) not in shown:
                shown.add((text, place))
                yield Said(text, place, lead=self._sentence(change), note=note)
        votes = [c for c in answers if c.kind == "vote"]
        if votes and not shown:
            yield Said("The vote is counted; the decision stays open.", cited(votes[0].ref, self.code),
                       lead=self._sentence(votes[0]))  # fmt: skip
        elif not shown:
            yield Said(self._nothing(told))

    def _nothing(self, told: list[Change]) -> str:
        """What is to be said where nothing follows."""
        mine = [o for o in self.record.occurrences if any(c.kind == "attack" and c.at == o.at for c in told)]
        if not mine:
            acts = any(self._kind(c) == "act" for c in told)
            return (
                "No duty is performed by this alone." if acts else "Nothing follows from this under the text."
            )
        if all(o.qualifies == "no" for o in mine):
            return "It is no case that the text speaks of."
        return "Nothing arises from it yet."

    def _sentence(self, change: Change) -> str:
        """The words of the draft behind a change, with the open points as they are settled here."""
        return self.settled.behind(change.ref) if change.ref is not None else ""

    def _stands(self, at: int) -> Iterator[str]:
        """How everything stands after it; powers and prohibitions left out."""
        state = state_at(self.record, at)
        hidden = {id(d) for d in (*state.powers, *state.policies, *state.prohibitions)}
        lines = (
            state._replace(powers=(), policies=state.policies, prohibitions=()).lines()
            if hidden
            else state.lines()
        )
        for line in _gathered(lines):
            yield self.words.told(due(line))

    def _outcome(self) -> str:
        out = self.record.outcome
        why = f": {self.words.plain(out.why)}" if out is not None and out.why else ""
        return f"{outcome_text(self.record)}{why}".rstrip(".") + "."


def _gathered(lines: tuple[str, ...]) -> list[str]:
    """Lines that say the same of several parties, once."""
    groups: dict[str, list[str]] = {}
    for line in lines:
        for verb in (" owes ", " is in breach of ", " may owe ", " performed "):
            who, found, rest = line.partition(verb)
            if found:
                groups.setdefault(f"{verb}{rest}", []).append(who)
                break
        else:
            groups.setdefault(line, [])
    many = {" owes ": " owe ", " is in breach of ": " are in breach of "}
    out: list[str] = []
    for rest, names in groups.items():
        verb = next((v for v in many if rest.startswith(v)), "")
        tail = many[verb] + rest[len(verb) :] if verb and len(names) > 1 else rest
        out.append(f"{gather(listed(list(dict.fromkeys(names))))}{tail}" if names else rest)
    return out


def exercise(run: Run, words: Wording, code: str, shows: str, tell: Tell) -> Exercise:
    """An exercise from a timeline; one that could not be run says why."""
    if run.record is None:
        title, file = run.timeline.title, run.timeline.file.rsplit("/", 1)[-1]
        return Exercise(title, file, shows, (), (), (), (), "", problem=run.problem or "It was not run.")
    return Maker(run, words, code, tell).make(shows)


def due(said: str) -> str:
    """A line of the record on what is owed, as prose.

    >>> due("Poland owes use-force until 2027-03-05 05:00"), due("nobody owes anything")
    ('Poland must use-force by 2027-03-05 05:00', 'nobody owes anything')
    >>> due("Poland performed arm Ukraine")
    'Poland performed the duty to arm Ukraine'
    """
    said = re.sub(r" performed (?=[a-z])(?!article )", " performed the duty to ", said)
    must, found = _OWES.subn("must ", said.replace(" may owe ", " may have to "))
    return re.sub(r" until (?=\d{4}-)", " by ", must) if found or " may have to " in must else must
