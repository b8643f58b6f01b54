"""Words of treaties as the language writes them: what has one meaning in both, and nothing else."""

import re
from collections.abc import Mapping

_UNITS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
          "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS: Mapping[str, int] = {
    **{w: n for n, w in enumerate(_UNITS) if w},
    **{f"{t}{s}{u}" if u else t: 10 * (k + 2) + n
       for k, t in enumerate(_TENS) for n, u in enumerate(_UNITS[:10]) for s in ("-", " ")},
}  # fmt: skip
_NUMBER = "|".join(sorted(NUMBERS, key=len, reverse=True))
_PERIOD = r"(?=\s+(?:minute|hour|day|week|month|year)s?\b)"
# pattern, what is written instead, what is said of it
_RULES: tuple[tuple[str, str, str], ...] = (
    ("[\u00a0\u2007\u202f\t\n]", " ", ""),
    ("\u2011", "-", ""),
    (rf"\b(?:{_NUMBER})\s*\((\d+)\){_PERIOD}", r"\1", "number words as digits"),
    (r"\bshall not\b", "must not", "shall not as must not"),
    (r"\bshall\b", "must", "shall as must"),
    (r"\b(?:is|are) obliged to\b", "must", "obliged to as must"),
    (r"\bundertakes? not to\b", "must not", "undertakes not to as must not"),
    (r"\bundertakes? to\b", "must", "undertakes to as must"),
    (r"\b([Tt])his (?:Treaty|Agreement|Convention|Pact|Protocol|Memorandum|Instrument)\b", r"\1his treaty",
     "{} as this treaty"),
    (r"\bArticle(s?) (?=[\dIVX])", r"article\1 ", "Article as article"),
    (r"\b(the|each|any|every|a|that|other|which|no|all) (Part(?:y|ies)|Signator(?:y|ies))\b", "", "Party as party"),
    (r"^The (Part(?:y|ies)|Signator(?:y|ies))\b", "", "Party as party"),
    (r"^(Each|Any|No|All|A) (Part(?:y|ies)|Signator(?:y|ies))\b", "", "Party as party"),
)  # fmt: skip
_COMPILED = tuple((re.compile(p), to, said) for p, to, said in _RULES)
_WORDS = re.compile(rf"\b({_NUMBER}){_PERIOD}", re.IGNORECASE)


def plainly(text: str, names: Mapping[str, str] | None = None) -> tuple[str, tuple[str, ...]]:
    """A sentence as the language would write it, and what was written otherwise.

    Args:
        text: as a treaty says it.
        names: other names of states, with the name that the gazetteer has.

    >>> plainly("Each Party shall consult within seventy-two (72) hours.")
    ('Each party must consult within 72 hours.', ('number words as digits', 'shall as must', 'Party as party'))
    """
    said: list[str] = []
    for pattern, instead, what in _COMPILED:
        found = pattern.search(text)
        if found is None:
            continue
        if what:
            said.append(what.format(found[0][:1].lower() + found[0][1:]))
        text = pattern.sub(instead, text) if instead else pattern.sub(_lower, text)
    new = _WORDS.sub(lambda m: str(NUMBERS[m[1].lower()]), text)
    if new != text:
        said.append("number words as digits")
    text = new
    for other, name in sorted((names or {}).items(), key=lambda n: -len(n[0])):
        new = (
            re.sub(rf"(?<![\w-])(?:the |The )?{re.escape(other)}(?![\w-])", name, text)
            if other in text
            else text
        )
        if new != text:
            said.append(f"{other} as {name}" if other != name else f"the {name} as {name}")
        text = new
    return " ".join(text.split()), tuple(dict.fromkeys(said))


def _lower(found: re.Match[str]) -> str:
    words = found[0].split()
    return " ".join([words[0], *(w.lower() for w in words[1:])])
