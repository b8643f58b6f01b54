"""Words of grammar, and what is read off a predicate."""

from msgspec import Struct

from foedus.ledger.extract.mentions import Mention
from foedus.ledger.extract.words import listed

HAVE = frozenset(["has", "have", "had", "having", "'ve"])
BE = listed("is are was were be been being am 're 'm")
DO = frozenset(["do", "does", "did"])
MODALS = listed("will would can could may might shall should must 'll 'd cannot")
NEGATIONS = listed("not n't never cannot neither nor")
HEARSAY = frozenset(["reportedly", "allegedly", "purportedly", "supposedly", "ostensibly"])
DOUBT = listed("""
    apparently possibly perhaps potentially probably presumably seemingly perceived likely
""")
ADVERBS = listed("""
    since nonetheless nevertheless meanwhile thus hence moreover otherwise altogether sometimes often quite
    very fully entirely completely totally rather somewhat more so also both all each only now still yet long
    ever already so far again even just always once then too soon largely however therefore not never itself
    himself herself themselves finally first instead in-principle before later earlier likewise similarly
    further recently previously initially formerly subsequently publicly privately repeatedly consistently
    tentatively broadly formally flatly firmly
""")
SEEM = listed("appears appear appeared seems seem seemed looks looked")
RAISING = listed("""
    expected likely said understood believed reported thought set appears appear appeared seems seem seemed
    poised known rumoured rumored going due unlikely
""")
UNSOURCED = listed("said understood believed reported thought known rumoured rumored")
PREPOSITIONS = listed("""
    of in by from with to between on over about at under against among through into near toward towards for
    during within beyond across despite without alongside amid
""")
NO_OBJECT_BEHIND = listed("""
    including following during according meeting saying adding insisting noting stressing claiming arguing
    warning announcing confirming telling signalling signaling suggesting indicating hinting asserting
    believing hoping emphasizing emphasising declaring stating concluding fearing
""")
"""Words in -ing behind which a clause may begin."""
RELATIVE = listed("that which who how what whether if unless provided once")
"""Words behind which a predicate is not that of the main clause."""
CONDITIONS = listed("if unless provided providing once until whether should how why")
IRREALIS = listed("""
    important essential vital crucial necessary imperative hope hopes hoped hoping wish wishes wished ensure
    sure possibility prospect likely unlikely doubt doubts fear fears chance demand demands demanded require
    requires required propose proposes proposed urge urges urged
""")
"""Words before *that* behind which nothing is told as a fact."""
TIME_WORDS = listed("""
    monday tuesday wednesday thursday friday saturday sunday today yesterday tonight january february march
    april may june july august september october november december morning afternoon evening night week month
    year weekend
""")
TIME_LEADS = listed("on last this late early earlier that next in the past same")
STOPS = frozenset(";:\u2014\u2013-()!?")
NO_ADVERBS = listed("""
    italy july family reply supply apply ally rely assembly comply imply anomaly monopoly multiply
""")
BEFORE_SUBJECT = listed("and but that while though although as because when after before since whereas")
INSERTED = listed("including such provided if unless especially notably with to")
TELLS = listed("""
    says rejects accepts wants demands backs supports opposes insists warns calls urges refuses favours favors
    seeks hopes plans agrees offers
""")
MAIN = listed("""
    marks marked represents represented reflects reflected remains remained comes came suggests suggested
    shows showed raises raised opens opened follows followed drew draws prompted prompts paves paved stems
    stemmed met meets surprised surprises complicates complicated makes made constitutes constituted hinges
    hinged depends depended alarmed angered hardened faces faced signals signalled underlines concern concerns
    centre center
""")
NOUNS_IN_S = listed("""
    talks sanctions terms forces arms affairs rights customs goods relations operations weapons troops
    guarantees assurances negotiations discussions was is has its his this as plus towards sides
""")
NOT_PLURAL = listed("""
    is was has its his this as plus thus always perhaps sanctions arms customs rights
""")
POSTPOSED = listed("""
    briefed familiar who with close present involved speaking asking reached privy knowledgeable travelling
    traveling based
""")
PAST = listed("""
    said told made took gave saw went met sought stood held kept became went led won lost met found fell rose
    began came left sent wrote spoke
""")


def adverb(low: str) -> bool:
    """Whether a word looks like an adverb in -ly.

    >>> adverb("reportedly"), adverb("italy")
    (True, False)
    """
    return low.endswith("ly") and len(low) > 4 and low not in NO_ADVERBS


class Group(Struct, frozen=True):
    """The words of one predicate before its main word: `has reportedly`, `would not`, `is understood to`.

    start: where it begins. infinitive: a bare `to`. raised: the word before a raising `to`, or empty.
    """

    start: int
    negated: bool = False
    modal: str = ""
    perfect: bool = False
    be: bool = False
    do: bool = False
    infinitive: bool = False
    raised: str = ""
    hearsay: bool = False
    doubt: bool = False


class Told(Struct):
    """What has been read of a predicate so far."""

    start: int
    negated: bool = False
    modal: str = ""
    perfect: bool = False
    be: bool = False
    do: bool = False
    infinitive: bool = False
    raised: str = ""
    hearsay: bool = False
    doubt: bool = False


class Subject(Struct, frozen=True):
    """Of whom something is said. inherited: taken from an earlier verb of the same sentence. negated: `neither …`."""

    mentions: tuple[Mention, ...]
    start: int
    inherited: bool = False
    relative: bool = False
