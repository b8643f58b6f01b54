"""Every diagnostic of the language: its code, sentence, reason and mend. Each has a page under `explain/`."""

from typing import NamedTuple

from foedus.base import Diagnostic, Fix, Label, Span


class Message(NamedTuple):
    """The wording of a code; braces are filled in from the place it occurs."""

    message: str
    why: str
    fix: str
    label: str = ""
    severity: str = "error"


MESSAGES: dict[str, Message] = {
    # ---- characters
    "E0101": Message(
        "this character means nothing here: {shown}",
        "A draft is made of words, numbers, dates, quoted names and the marks , ; : | ( ) ? # and the full stop.",
        "take it out, or put it inside quotation marks",
    ),
    "E0102": Message(
        "a quotation is not closed",
        "A quoted name or text ends on the line that it begins on.",
        'write the closing " at its end',
        "opened here",
    ),
    "E0103": Message("{problem}", "Dates are of the Gregorian calendar, times are UTC.", "{mend}"),
    "E0104": Message(
        "a full stop with no white space after it",
        "A full stop ends a sentence only where white space, # or the end follows, so that 0.3 stays a number.",
        "put a space after it, or take it out",
    ),
    # ---- sentences
    "E0201": Message("expected {expected}, found {found}", "{why}", "{mend}"),
    "E0202": Message(
        "a full stop is missing",
        "A sentence ends with a full stop; a new one begins on the next line.",
        "write . after “{before}”",
        "this begins a new sentence",
    ),
    "E0203": Message(
        "a sentence begins with {found}",
        "{why}",
        "{mend}",
    ),
    "E0204": Message(
        "the sentence has no modal",
        "Nothing is implied: a provision says must, must not, may or intends to; a decision says decides.",
        "write must, must not, may, intends to or decides after “{before}”",
    ),
    "E0205": Message(
        "“{word}” is not a modal of this language",
        "One word for one thing: a duty is must, a power may, a policy intends to, a prohibition must not.",
        "write {instead}",
    ),
    "E0206": Message(
        "a sentence has two modals",
        "One modal a sentence, so that each duty can be cited by itself.",
        "end the sentence before “{word}” and begin a new one",
        "a second modal",
    ),
    "E0207": Message(
        "“and” and “or” are mixed",
        "Whether “a and b or c” means “(a and b) or c” has cost states dearly.",
        "list the alternatives: any of (a) …; (b) …",
    ),
    "E0208": Message("the file does not begin with its title", "{why}", "{mend}"),
    "E0209": Message("nothing may follow here, found {found}", "{why}", "{mend}"),
    "E0210": Message(
        "list item ({found}) should be ({expected})",
        "Items are lettered in order, so that people can cite them.",
        "write ({expected})",
    ),
    # ---- names
    "E0301": Message(
        "unknown word “{word}”",
        "Every word is a keyword, a declared name, or a mistake.",
        "{mend}",
        "not declared",
    ),
    "E0302": Message(
        "unknown name “{word}”",
        "Parties, places and organs are declared before or in a file that this one uses.",
        "{mend}",
        "not declared",
    ),
    "E0303": Message(
        "“{name}” is declared twice",
        "One name means one thing.",
        "take out one of them, or give it another name",
        "declared again",
    ),
    "E0304": Message("“{name}” is {is_}, and {wanted} is needed here", "{why}", "{mend}"),
    "E0305": Message(
        "there is no article {article}{of}",
        "A reference must lead somewhere.",
        "{mend}",
    ),
    "E0306": Message(
        "unknown instrument “{name}”",
        "An instrument is known by the name it is called, once it is used.",
        "{mend}",
    ),
    "E0307": Message(
        "nothing says what one of {word} is called",
        "No plural is guessed: a group says what one of its members is called.",
        "declare it so: {word}, each a …, are …",
    ),
    # ---- kinds of term
    "E0401": Message("{message}", "{why}", "{mend}"),
    "E0402": Message(
        "a condition is needed after “{word}”, found an event",
        "An event is a point in time; a condition is true or false.",
        "write “after …” for the event, or “… has occurred”",
    ),
    "E0403": Message(
        "a duty is laid on {who}, no party to this instrument",
        "A treaty creates no duty for a third state without its written consent (Vienna Convention on the Law of "
        "Treaties, articles 34 and 35).",
        "{mend}",
    ),
    # ---- open points
    "E0501": Message("unknown open point ?{name}", "An open point is declared with its options.", "{mend}"),
    "E0502": Message(
        "the options of {name} do not all fit where ?{name} stands",
        "?{name} stands for {slot}; all options of a point fill the same slot.",
        "{mend}",
        "not {slot}",
    ),
    "E0503": Message(
        "?{name} stands for two kinds of thing",
        "Here it is {slot}, elsewhere {other}.",
        "declare two open points",
    ),
    "E0504": Message(
        "open point {name} has {count}",
        "A point with fewer than two options is not open.",
        "{mend}",
    ),
    "E0505": Message(
        "open point {name} is never used",
        "It would multiply the completions and change nothing.",
        "write ?{name} where the text leaves it open, or take the point out",
        severity="warning",
    ),
    "E0506": Message(
        "open point {name} has the option “{option}” twice",
        "Two equal options are one.",
        "take one out",
    ),
    # ---- forbidden forms
    "E0601": Message(
        "“{it}” could mean {one} or {other}",
        "A pronoun with two referents is a dispute waiting.",
        "write {instead}",
    ),
    "E0602": Message(
        "“{form}” has two readings",
        "It can deny the duty or forbid the act.",
        "write “no {noun} is ever bound to {measure}” (no duty) or “each {noun} must not {measure}” (forbidden)",
    ),
    "E0603": Message(
        "whose silence counts?",
        "“Consent” does not say what silence means: consent given, or consent refused.",
        "write “with the consent of X” (silence refuses) or “unless X objects” (silence agrees)",
    ),
    "E0604": Message(
        "the definition of {name} runs in a circle: {circle}", "Nothing would ever fit it.", "{mend}"
    ),
    "E0605": Message("exceptions run in a circle: {circle}", "Each would beat the other.", "{mend}"),
    "E0606": Message(
        "a consequence can trigger itself: {circle}",
        "“on breach” names provisions; a chain that comes back to itself would never end.",
        "name the article whose breach is meant, and not one that holds the consequence",
    ),
    "E0607": Message(
        "{unit} cannot run from a procedural instant",
        "A month or a year has no fixed length: it runs only from a fixed date, an entry into force or a notice.",
        "write days or weeks, or name a fixed date",
    ),
    "E0608": Message(
        "a duration cannot be computed from two instants",
        "Durations are constants, so that deadlines can be known in advance.",
        "write a number of minutes, hours, days or weeks",
    ),
    "E0609": Message(
        "a count has no bound",
        "“several”, “repeated” and “many” would be settled by the reader.",
        "write “a series of at least N … within D, found by X”",
    ),
    "E0610": Message(
        "“at least {count} …” is a question, not a norm",
        "A count of parties under a modal does not say who is in breach.",
        "write “the … together must …”, and who then is in breach",
    ),
    # ---- files
    "E0701": Message("{file} cannot be read: {problem}", "{why}", "{mend}"),
    "E0702": Message("{file} is used, and is not there", "Looked in {looked}.", "{mend}"),
    "E0703": Message(
        "files use each other in a circle: {circle}", "Each would need the other first.", "{mend}"
    ),
    "E0704": Message(
        "{file} is too large: {size:,} characters",
        "A draft is read by people; more than {most:,} characters is taken for a mistake.",
        "split it, and let one file use the other",
    ),
    "E0705": Message("{file} is not UTF-8 text", "Byte {byte} cannot be read.", "save it as UTF-8"),
    "E0706": Message(
        "{name} is found twice: {places}",
        "A name that two files match is nobody's.",
        "remove one of them, or name the file with its folder",
    ),
    "E0710": Message(
        "{file} names no draft that it is of",
        "A timeline is run under a draft: its names, its open points and its rules.",
        "name the draft behind the title: of CODE",
    ),
    "E0901": Message(
        "nested too deeply",
        "More than {most} levels of lists inside lists cannot be read by people either.",
        "define a term for the inner list",
    ),
    "E0902": Message("too many mistakes: the rest of the file was not read", "{why}", "{mend}"),
    # ---- timelines
    "E0801": Message("{problem}", "{why}", "{mend}"),
    "E0803": Message("{point} has no option “{option}”", "Its options are: {options}.", "{mend}"),
    "E0804": Message(
        "events are not in the order of time",
        "Events of one date are successive in the order they are written in; dates must not go back.",
        "move this event up",
        severity="warning",
    ),
    # ---- positions
    "E1001": Message(
        "“{word}” is no voice",
        "A voice says in whose name a position is known, so that hearsay stays hearsay.",
        "write self, other, unnamed, narrator or assumed",
    ),
    "E1002": Message(
        "the source says no voice",
        "What a party says of itself and what others say of it are worth different things.",
        "write , voice self (its own word), other, unnamed or narrator behind the source",
    ),
    "E1003": Message(
        "voice {voice} names no source",
        "Whatever somebody said can be looked up; what nobody said is an assumption.",
        'write , source "…" before it, or “assumption” in its place',
    ),
    "E1004": Message("{problem}", "A weight is a share of the whole, between 0 and 1.", "{mend}"),
    "E1005": Message(
        "“{option}” is preferred to itself",
        "In an order of preference each option stands once.",
        "take one of the two out",
        "again here",
    ),
    "E1006": Message(
        "{party} both {one} and {other} {point}",
        "Both are kept, each with its source; who settles must know that they do not agree.",
        "look at the two sources; take out the one that no longer stands",
        severity="warning",
    ),
}


def complain(
    code: str,
    span: Span | None,
    *,
    fixes: tuple[Fix, ...] = (),
    also: tuple[Label, ...] = (),
    label: str = "",
    **words: object,
) -> Diagnostic:
    """The diagnostic of a code at a place, with its braces filled in.

    Args:
        code: one of MESSAGES.
        span: the place, if there is one.
        fixes: fixes with edits; without any, the code's own wording is the fix.
        also: further places.
        label: what to write beside the caret, instead of the code's own words.
        words: what the braces stand for.
    """
    m = MESSAGES[code]

    def fill(text: str) -> str:
        return text.format_map(_Blank(words)).strip()

    own = fill(m.fix)
    return Diagnostic(
        code, fill(m.message), span, label or fill(m.label), fill(m.why), fixes or ((Fix(own),) if own else ()), also,
        m.severity,
    )  # fmt: skip


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""
