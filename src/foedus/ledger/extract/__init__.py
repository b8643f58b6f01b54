"""Statements of positions in a report, found by rules: each with its words, its actor, its voice and its rule."""

from collections.abc import Sequence

from foedus.ledger.extract.cues import RULES
from foedus.ledger.extract.discourse import Discourse, survey
from foedus.ledger.extract.issues import Matcher
from foedus.ledger.extract.knowledge import index, is_person, single_names
from foedus.ledger.extract.lexicon import Act, Lexicon, packaged
from foedus.ledger.extract.mentions import Known
from foedus.ledger.extract.reader import Reader
from foedus.ledger.extract.sentences import paragraphs
from foedus.ledger.proposal import Issue, Party, Proposal


def extract(
    text: str,
    *,
    parties: Sequence[Party] = (),
    issues: Sequence[Issue] = (),
    lexicon: Lexicon | None = None,
) -> tuple[Proposal, ...]:
    """The positions that a report tells, as proposals for a person to confirm.

    Nothing is learnt and nothing is looked up: the same text gives the same proposals. The work is linear in the length
    of the text.

    Args:
        text: the report, in English.
        parties: the parties of a draft; without them states, their capitals and leaders, and bodies are recognised.
        issues: the open points of a draft; without them each proposal has a free label.
        lexicon: the words that show acts; the packaged ones if not given.

    Returns:
        The proposals in the order of the text; each names the rule that found it (`RULES`).

    >>> (p,) = extract("An aide said the minister told him that Ruritania had agreed to a truce.",
    ...                parties=[Party("Ruritania")])
    >>> p.actor, p.stance, p.voice, p.exact
    ('Ruritania', 'accept', 'unnamed', 'Ruritania had agreed to a truce')
    """
    find = index(parties)
    told = {a.split()[-1]: Known(a, p.name) for p in parties for a in p.aliases if is_person(a)}
    persons = survey((s for p in paragraphs(text) for s in p.sentences), find, told)
    reader = Reader(
        text,
        Discourse(find, dict(persons)),
        lexicon or packaged(),
        Matcher(issues, single_names(find) if issues else frozenset()),
    )
    return tuple(proposal for p in paragraphs(text) for proposal in reader.paragraph(p))


__all__ = ["RULES", "Act", "Lexicon", "extract", "packaged"]
