"""One sentence: which kind it is, its marks (assumption, source), and its end."""

from msgspec.structs import replace

import foedus.language.declarations as declarations
import foedus.language.norms as norms
import foedus.language.status as status
from foedus.language.cursor import Cursor
from foedus.language.declare import KINDS
from foedus.model import Declaration, Provision, Sentence


def sentence(c: Cursor, article: str, number: int, part: str) -> Sentence:
    """Read one sentence up to, not including, its full stop.

    Args:
        c: at the first word.
        article: the label of the article that it stands in, or ''.
        number: its place within the article.
        part: the title of the protocol, practice or understanding it stands in, or ''.
    """
    start = c.i
    c.article = article
    body = _body(c)
    made = Sentence(body, "", article, number, part)
    made = marks(c, made)
    text = c.text_from(start)
    return replace(made, text=text, span=c.span_from(start))


def marks(c: Cursor, made: Sentence) -> Sentence:
    """`, assumption`, `, source "…"`, `, unverified`, in any order."""
    while c.at(", assumption", ", source", ", unverified", ", an assumption"):
        c.take(",")
        if c.take("assumption", "an assumption"):
            made = replace(made, assumption=True)
        elif c.take("unverified"):
            made = replace(made, unverified=True)
        elif c.take("source"):
            text = c.string()
            if text is None:
                c.fail("the source, in quotation marks")
            made = replace(made, source=text)
    return made


def _body(c: Cursor) -> "Declaration | Provision":
    if c.at(*KINDS) and not _is_party_noun(c):
        return declarations.plain(c)
    if c.at("standard"):
        return declarations.standard(c)
    for reader in (_by_name, status.special, status.this_treaty, status.prevails, status.scope):
        found = reader(c)
        if found is not None:
            return found
    if c.at("signed", "done") and c.peek().kind in ("date", "word") and not c.look("party"):
        return status.signed(c)
    if c.at("in force"):
        return status.in_force(c)
    if c.at("from") and c.peek().kind == "date" and _group_after_date(c):
        return declarations.change(c)
    if found := status.of_party(c):
        return found
    return norms.provision(c)


def _is_party_noun(c: Cursor) -> bool:
    """Whether a word such as `parties` or `Organ of …` opens a provision rather than a declaration."""
    follows = c.peek().text
    if follows == "of":
        return True
    return c.token.text.lower() == "parties" and follows in (",", "must", "may", "together", "intend", "are")


def _by_name(c: Cursor) -> "Declaration | None":
    """`X means …`, `X lasts from …`, `X, each a …, are …`, `X is a party`."""
    if c.at("in article") and c.look("term", ahead=3) and c.peek(4).text == "means":
        c.i += 3
    if found := c.look("term"):
        if c.peek(found[1]).text == "means":
            return declarations.definition(c)
    if found := c.look("state-of"):
        if c.peek(found[1]).text == "lasts":
            return declarations.state(c)
    if found := c.look("group", "measures"):
        after, later = c.peek(found[1]).text, c.peek(found[1] + 1).text
        if (after == "," and later == "each") or after in ("are", "is"):
            if not (after in ("are", "is") and later in ("barred", "released")):
                return declarations.group(c)
    if found := c.look("party", "state", "actor"):
        after = c.peek(found[1])
        if after.text in ("is", "acknowledges", "consents") and c.peek(found[1] + 1).text not in (
            "barred",
            "released",
        ):
            return declarations.role(c)
    return None


def _group_after_date(c: Cursor) -> bool:
    mark = c.i
    c.i += 2
    c.take(",")
    found = c.look("group")
    yes = bool(found) and c.peek(found[1] if found else 1).text in ("include", "exclude", "no")
    c.back_to(mark)
    return yes
