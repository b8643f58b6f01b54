"""Errors of the sample that go unnoticed, and why each must: it changes nothing that a case could show."""

ONE = "there is one of them, so that the first is the last"
SPEED = "only speed: "

OPEN = "not settled: it was noticed on one draft before the code was last changed, and is not on that draft any more"

WHY: dict[str, str] = {
    "incident.Incident.speaks_of_states: test 5": OPEN,
    "incident.Incident._seen: constant 0": OPEN,
    "ghost.Explorer._lit: early exit 1": OPEN,
    "times.Times.same: guard 0": OPEN,
    "pure.Core._joint: early exit 2": OPEN,
    "decisions.organ_says: test 3": OPEN,
    "duties._held: test 3": OPEN,
    "triggers._join: early exit 0": SPEED + "of what never comes nothing arises and nothing opens",
    "force._force: early exit 0": SPEED
    + "who is no party in any case is bound at no time; the events added for it cannot take place",
    "times.Times.k_ite: test 1": "the conditions exclude each other and one of them holds: one alone always does",
    "ghost.Explorer._lit: test 1": "each way that can be is tried, so that where all come to one, none is left out",
    "pure.Core.within: at most 0": "that both are the same time is answered in the line before",
    "votes.by_votes: guard 10": "what is adopted by a time is adopted at some time, and open",
    "votes.by_votes: constant 23": ONE,
    "votes.by_votes: constant 15": ONE,
    "decisions._decisions: test 6": SPEED
    + "what never opens has no line in any record, and nothing follows from it",
    "times.Times.named: constant 5": "a time that never comes gets a variable that stands at the attack, "
    "with the condition that never holds: nothing is compared with it",
    "pure.Core.parts: at most 0": "no node has the number 0",
    "ghost.Explorer.__init__: constant 0": "it is set anew before each try",
    "ghost.Explorer.__init__: constant 1": "it is set anew before each try",
    "decisions._pending: early exit 0": SPEED
    + "where nobody may invoke, there is no invocation that could wait",
    "decisions._decisions: at most 0": "the first of one time is that time, and what one way rests on is joined with "
    "nothing",
    "times.Times.first: at most 0": "a term is not compared with itself, as the end of the line says",
    "decisions.anchor: test 0": "a description of an event is none of the words",
    "duties._clocked: test 2": "a deadline without a delay has a period or a date",
    "duties._duty: early exit 1": SPEED
    + "of what never arises no line is told, whatever its due and its ends",
    "decisions.anchor: at most, of times 0": "who invokes is one choice of one event: only one of the times comes",
    "happenings._agents: constant 0": "a bound on the size of the case space: with one party more told by itself there "
    "are the same cases and more, each as the interpreter has it",
    "happenings._takes: test 1": "measures are asked one by one: of one, both parts of the test say the same",
    "conditions._counted: constant 4": "a phrase of at least so many says how many",
}
