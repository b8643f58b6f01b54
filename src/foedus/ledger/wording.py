"""Words of others, as a text of the language may hold them."""

import re

_PLAIN = re.compile(r"[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|of|the|and|for))*")


def quotable(text: str) -> str:
    """A text that can stand between quotation marks on one line.

    >>> quotable('so "called"\\npeace')
    "so 'called' peace"
    """
    return " ".join(re.sub('["“”]', "'", text).split())


def name(party: str) -> str:
    """A name as a text writes it: one of an odd shape stands in quotation marks.

    >>> name("United States"), name("coalition of the willing")
    ('United States', '"coalition of the willing"')
    """
    return party if _PLAIN.fullmatch(party) else f'"{quotable(party)}"'


def shortened(text: str, most: int = 150) -> str:
    """A text on one line, cut at a word if it is longer than `most`.

    >>> shortened("one\\n two three", 9)
    'one two …'
    """
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + " …"
