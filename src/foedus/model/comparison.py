"""What a comparison of two drafts comes to: which words changed, and what that changes."""

from msgspec import Struct

from foedus.model.record import Ref

PASSAGES = ("same", "moved", "reworded", "inserted", "deleted")
"""How a passage of one draft stands to the other; what has moved may be reworded, too: its runs say so."""

EFFECTS = ("more bound", "less bound", "later", "sooner", "other")
"""For whom a difference is what: how a party comes to stand under the second draft, compared with the first."""


class Run(Struct, frozen=True):
    """Words in a row that stand alike in both texts, or in one of them. kind: same · inserted · deleted."""

    kind: str
    text: str


class Passage(Struct, frozen=True):
    """A sentence of the first draft beside the one of the second that it corresponds to.

    kind: one of PASSAGES. one, two: the number of the sentence in `Draft.sentences` of its instrument, from 0; None
    where the draft has none. first, second: its article in each ("" outside articles). runs: the words; put together,
    those that are not inserted are the first text, those that are not deleted the second. renamed: it differs in names
    and numbers of articles only, which are read as renamed. instrument: the code of the instrument that it stands in,
    as the second draft has it.
    """

    kind: str
    one: int | None
    two: int | None
    first: str
    second: str
    runs: tuple[Run, ...]
    renamed: bool = False
    instrument: str = ""

    @property
    def before(self) -> str:
        """The words of the first draft."""
        return " ".join(run.text for run in self.runs if run.kind != "inserted")

    @property
    def after(self) -> str:
        """The words of the second draft."""
        return " ".join(run.text for run in self.runs if run.kind != "deleted")


class ArticlePair(Struct, frozen=True):
    """An article of the first draft beside the one of the second. kind: same · moved · reworded · inserted · deleted.

    one, two: the labels, "" where a draft has none. renumbered articles have two labels.
    """

    kind: str
    one: str
    two: str
    title_one: str = ""
    title_two: str = ""


class Renaming(Struct, frozen=True):
    """A name of the second draft that is read as one of the first. kind: party · place · term · point · article …"""

    kind: str
    one: str
    two: str


class Alignment(Struct, frozen=True):
    """Two texts, article by article and sentence by sentence, in the order of the second draft.

    A deleted passage stands where it stood: after the passage that it followed in the first draft.
    """

    articles: tuple[ArticlePair, ...]
    passages: tuple[Passage, ...]
    renamings: tuple[Renaming, ...] = ()

    @property
    def same(self) -> bool:
        """Whether not a word differs."""
        return all(p.kind == "same" for p in self.passages)


class Stands(Struct, frozen=True):
    """How somebody comes to stand under the second draft. effect: one of EFFECTS. protected: it is who is helped."""

    who: str
    effect: str
    protected: bool = False


class Difference(Struct, frozen=True):
    """One way in which two drafts differ, as a sentence that stands alone.

    kind: gone (B does not give rise to it) · new (only B does) · changed (another measure instead) · weaker · stronger
    (another modal or latitude) · later · sooner (its term) · clock · no clock (only one sets a term) · arises later ·
    arises sooner · members (others bear it together) · otherwise (it ends otherwise); of decisions: opened · not opened
    · opens otherwise · time · votes · silence · lost; force (the text is in force at other times); bound · unbound ·
    violated (of what binds without anything that sets it off); others (told from the text). who: the bearers that
    change alike. what: the measures. where: the cases in a few phrases.
    only_under: the settings of open points under which it shows; empty in every completion. completions: every · some ·
    none-settled. conduct: the conduct under which it shows, in words. witness: a timeline that both drafts run and that
    shows the difference; expects_one, expects_two: what each draft's interpreter says of it. says_one, says_two:
    the same in prose. refs_one, refs_two: the
    sentences of each draft behind it. changes: numbers of the passages whose change causes it (any of them undone, it
    goes); together: it goes only if all of them are undone. minutes: how much later, if that is one figure.
    weight: its place in the ranking, from 0 to 1.
    """

    kind: str
    sentence: str
    who: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    stands: tuple[Stands, ...] = ()
    only_under: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...] = ()
    completions: str = "every"
    conduct: str = ""
    witness: str = ""
    expects_one: tuple[str, ...] = ()
    expects_two: tuple[str, ...] = ()
    refs_one: tuple[Ref, ...] = ()
    refs_two: tuple[Ref, ...] = ()
    changes: tuple[int, ...] = ()
    together: bool = False
    minutes: int | None = None
    weight: float = 0.0
    says_one: str = ""
    says_two: str = ""


class Comparison(Struct, frozen=True):
    """What two drafts come to, side by side.

    equal: yes (proved: no case comes out differently) · no (a case does) · unknown (the budget did not suffice, or only
    parts could be compared). differences: together exactly the difference, if `exact`; the most consequential first.
    alignment: the words. nothing: numbers of passages whose change is proved to change nothing. only_one, only_two:
    what only one of the drafts speaks of: parties, open points, organs, places. unknown: provisions of which nothing is
    said, and why. assumes: the conduct assumed first. on: the instant of the attack. notes: what else to know.
    completions: every · some · none (equal in all): in how many completions some difference shows.
    """

    one: str
    two: str
    equal: str
    exact: bool
    differences: tuple[Difference, ...]
    alignment: Alignment
    nothing: tuple[int, ...] = ()
    only_one: tuple[str, ...] = ()
    only_two: tuple[str, ...] = ()
    unknown: tuple[tuple[Ref, str], ...] = ()
    assumes: str = ""
    on: str = ""
    completions: str = "every"
    notes: tuple[str, ...] = ()
    complete: bool = True
