"""Errors of the sample that go unnoticed, and why each must: it changes nothing that a case could show."""

ONE = "there is one of them, so that the first is the last"
SPEED = "only speed: "

WHY: dict[str, str] = {
    "incident.Incident.speaks_of_states: test 5": "with one state more told by itself there are the same cases and "
    "more, each as the interpreter has it",
    "duties._duty: test 0": "what is owed in no form never arises",
    "duties._duty: equal 2": "of what never arises no record has a line; why it never does, only `check` asks",
    "bearers._but_requester: guard 2": "no words of the language leave the requester out of several who bear one duty",
    "bearers._but_requester: guard 3": "no words of the language leave the requester out of several who bear one duty",
    "decisions._without: test 2": "who is left out is left out, asked name by name or with the rest of the phrase",
    "triggers._lately: test 1": "what cannot come before the attack comes after any date before it",
    "ends.force_ends: early exit 0": SPEED + "what ends under a condition that never holds never ends",
    "incident._length: equal 1": "what a length is called in a list of facts; a case tells it in minutes",
    "triggers._join: early exit 0": SPEED + "of what never comes nothing arises and nothing opens",
    "force._force: early exit 0": SPEED
    + "who is no party in any case is bound at no time; the events added for it cannot take place",
    "times.Times.k_ite: test 1": "the conditions exclude each other and one of them holds: one alone always does",
    "pure.Core.within: at most 0": "that both are the same time is answered in the line before",
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
    "decisions.anchor: test 0": "a description of an event is none of the words",
    "duties._clocked: test 2": "a deadline without a delay has a period or a date",
    "duties._duty: early exit 1": SPEED
    + "of what never arises no line is told, whatever its due and its ends",
    "decisions.anchor: at most, of times 0": "who invokes is one choice of one event: only one of the times comes",
    "happenings._agents: constant 0": "a bound on the size of the case space: with one party more told by itself there "
    "are the same cases and more, each as the interpreter has it",
    "ghost._Tree._lit: constant 3": SPEED
    + "each way that can be is tried: one of them is taken in any case, or none where "
    "nobody finds who attacked, and what is so once it is found is asked only then",
    "conditions._counted: constant 4": "a phrase that asks for at least so many says how many",
}
