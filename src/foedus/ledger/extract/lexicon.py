"""The diplomatic acts: nouns first, then verbs and adjectives, each with its act and the stance that it shows."""

from functools import lru_cache

from msgspec import Struct

from foedus.ledger.extract.forms import Form, forms
from foedus.ledger.extract.words import listed


class Act(Struct, frozen=True):
    """What a word shows.

    act: the diplomatic act, as a verb. stance: a stance of the ledger, or `refuse`, `drop` and `deny`, which turn what
    follows them. after: words of which one must follow; empty if anything may.
    """

    act: str
    stance: str
    after: frozenset[str] = frozenset()


class Lexicon(Struct, frozen=True):
    """Words that show acts. nouns: by the noun. verbs: by the base form, with its particle (`rule out`).
    adjectives: after a form of *be*, before *to* or another preposition."""

    nouns: dict[str, Act]
    verbs: dict[str, Act]
    adjectives: dict[str, Act]


_NOUNS = """
accept_weak  consider  willingness readiness preparedness
open         consider  openness receptiveness interest
accept       agree     blessing agreement consent acceptance approval assent acquiescence
accept       commit    commitment undertaking
accept       concede   concession concessions climbdown
offer        offer     offer offers
offer        pledge    pledge pledges promise promises vow assurance assurances
offer        intend    intention intent
offer        propose   overture invitation proposal proposals
positive     support   support backing endorsement praise enthusiasm
reserve      hesitate  reluctance hesitation hesitancy wariness unease
reserve      doubt     doubt distrust mistrust suspicion suspicions apprehension ambivalence
reserve      caution   caution
reserve      reserve   concern reservations reservation misgivings doubts scepticism skepticism concerns qualms
reject       object    objection objections opposition resistance hostility aversion
reject       reject    rejection veto repudiation denunciation disapproval dismissal
reject       refuse    refusal unwillingness
demand       demand    demand demands insistence precondition preconditions ultimatum
demand       ask       request requests call calls plea appeal
demand       urge      push
demand       desire    desire aspiration aspirations ambition ambitions wish bid quest
"""
# stance; act; verbs.  A word after / is a particle, words after : are those of which one must follow.
_VERBS = """
accept       agree     agree:to,on,upon,that,in assent:to consent:to acquiesce:in,to
accept       accept    accept adopt approve ratify sign embrace endorse
accept       commit    commit:to,itself,himself,herself,themselves,ourselves,not
accept       concede   relent bow:to yield:to
accept_weak  accept    tolerate entertain countenance settle:for live:with contemplate stomach
accept_weak  concede   concede
offer        offer     offer volunteer
offer        propose   propose suggest put/forward table submit present float unveil circulate
offer        pledge    pledge promise vow undertake guarantee
positive     welcome   welcome applaud hail praise commend
positive     support   support back favour favor champion throw/behind rally/behind stand/behind side:with
accept       accept    sign/off go/along bless
reject       reject    bristle:at chafe:at scoff:at recoil:at,from
open         consider  consider study examine weigh explore review mull ponder
reserve      hesitate  hesitate waver
reserve      reserve   reserve
reserve      doubt     doubt question
reject       reject    reject dismiss rebuff spurn veto rule/out turn/down brush/off
reject       reject    shrug/off scoff:at shoot/down laugh/off wave/away wave/aside
reject       reject    exclude strike/out strike/down throw/out cross/out
reject       criticise criticise criticize denounce decry condemn deplore
reject       oppose    oppose object:to resist block reject balk:at
refuse       refuse    refuse decline
drop         concede   drop abandon lift soften relax waive shelve
deny         deny      deny
demand       demand    demand require insist:on,upon stipulate
demand       urge      urge call:for,on,upon press push pressure exhort implore appeal:for,to plead:for lobby:for
demand       ask       request ask
demand       desire    like:to want seek desire aspire:to yearn:for
offer        intend    intend:to
accept       accept    capitulate:to cave/in give/in:to give/nod give/green/light rubber-stamp
positive     welcome   laud salute warm:to
open         consider  leave/door/open:to,for keep/door/open:to,for leave/door/ajar:to,for open/door:to,for
open         consider  toy:with flirt:with
reserve      doubt     cast/doubt
reserve      caution   caution:against warn:against
reserve      hesitate  demur equivocate
reject       reject    close/door:to,on shut/door:to,on slam/door:to,on
reject       reject    pour/cold/water snub pull/out:of renege:on backtrack:on
reject       object    protest take/issue
demand       demand    echo
demand       urge      clamour:for clamor:for angle:for agitate:for hold/out:for advocate
"""
_ADJECTIVES = """
accept_weak  consider  willing:to ready:to,for prepared:to,for happy:to content:to inclined:to disposed:to
accept       commit    committed:to bound:to
open         consider  open:to receptive:to amenable:to
positive     support   supportive:of favourable:to favorable:to enthusiastic:about
reserve      hesitate  reluctant:to hesitant:to,about wary:of,about cautious:about,on uneasy:about,with
reserve      doubt     sceptical:of,about,that skeptical:of,about,that unconvinced:by,of,that
reserve      hesitate  cool:to,on,towards lukewarm:about,on,towards
reject       refuse    unwilling:to
reject       oppose    opposed:to,in against:* hostile:to adamant:that
demand       desire    eager:to,for keen:to,on,for
accept_weak  accept    resigned:to agreeable:to
positive     support   sympathetic:to
reserve      reserve   concerned:about,that,over worried:about,that,over anxious:about nervous:about
reserve      hesitate  loath:to loth:to disinclined:to
reject       oppose    averse:to resistant:to
demand       demand    insistent:on,that intent:on
"""

DISCUSS = listed("""
    discuss talk consider study examine negotiate explore meet listen look review hear debate weigh think
    reflect read engage
""")
"""Verbs after which readiness is no more than openness."""
JOINING = listed("continue hold resume participate attend sit return take begin start open enter join")
"""Verbs after which it is no more than openness where talks are what is joined."""
TALKS = listed("""
    talks talk negotiations negotiation negotiating dialogue consultations discussions discussion table
    conversations meetings talking
""")
ANSWER = listed("""
    comment confirm say answer respond elaborate name identify speculate discuss specify disclose give provide
    reveal explain be address take detail clarify
""")
"""Verbs after which a refusal is a refusal to answer reporters."""
PERFORM = listed("""
    provide send finance fund host deploy withdraw release lift suspend allow permit open return restore join
    sign implement respect honour honor guarantee protect ratify appoint grant supply deliver contribute pay
    halt stop cease freeze resume extend recognise recognize train station unfreeze dismantle hand transfer
    exchange share submit admit readmit give cede surrender negotiate abandon disarm demobilise demobilize
    evacuate pull reopen repatriate lower reduce cut cap limit dilute ship export destroy refrain abide comply
    observe uphold back support help assist defend compensate rebuild reconstruct mediate sell buy vote hold
    close end seek yield compromise retreat sit talk meet vacate relinquish renounce demilitarise demilitarize
    attend participate leave stand fight bow trade bargain tolerate let drop amend adopt step be-bound
    consider relax retain keep enrich impose build construct invest lay
""")
"""Verbs of what a party can undertake, or refuse, to do."""
ACCEPTING = listed("""
    accept agree tolerate entertain consent endorse approve sign embrace settle live countenance contemplate
    adopt acquiesce compromise ratify recognise recognize
""")
OPPOSING = listed("oppose object block resist stand hinder obstruct")
"""Verbs of which the negation is weak acceptance."""
EXCLUDING = listed("reject exclude dismiss rule veto refuse")
"""Verbs of which the negation leaves the matter open."""

REVOKING = listed("revoke scrap quit annul terminate rescind exit")
"""Verbs of leaving what was agreed."""

VEHICLES = listed("""
    framework plan deal proposal text arrangement package agreement law formula mechanism accord pact roadmap
    scheme draft treaty compromise mission force blueprint statute protocol
""")
"""Nouns for something that has contents of its own."""


@lru_cache(maxsize=1)
def packaged() -> Lexicon:
    """The lexicon that comes with the ledger.

    >>> packaged().verbs["rule out"].stance, packaged().nouns["objections"].act
    ('reject', 'object')
    """
    return Lexicon(_read(_NOUNS), _read(_VERBS), _read(_ADJECTIVES))


def _read(rows: str) -> dict[str, Act]:
    found: dict[str, Act] = {}
    for row in rows.split("\n"):
        stance, act, *words = row.split() or ("", "")
        for word in words:
            head, _, after = word.partition(":")
            found.setdefault(head.replace("/", " "), Act(act, stance, frozenset(after.split(",")) - {""}))
    return found


@lru_cache(maxsize=16)
def _verb_forms(verbs: tuple[str, ...]) -> dict[str, tuple[tuple[Form, str], ...]]:
    found: dict[str, tuple[tuple[Form, str], ...]] = {}
    for verb in verbs:
        for word, form in forms(verb.partition(" ")[0]).items():
            found[word] = (*found.get(word, ()), (form, verb))
    return found


def verb_forms(lexicon: Lexicon) -> dict[str, tuple[tuple[Form, str], ...]]:
    """Each form of each verb of a lexicon, with the form and the entries that it leads to.

    >>> verb_forms(packaged())["ruled"]
    ((Form(lemma='rule', kind='past'), 'rule out'),)
    """
    return _verb_forms(tuple(lexicon.verbs))


_OTHER = (*sorted(JOINING | PERFORM | ACCEPTING | DISCUSS | ANSWER | OPPOSING | EXCLUDING),)


@lru_cache(maxsize=1)
def plain_forms() -> dict[str, Form]:
    """Forms of the verbs that follow a cue: *to discuss*, *to send*, *to enacting*."""
    found: dict[str, Form] = {}
    for lemma in _OTHER:
        for word, form in forms(lemma).items():
            found.setdefault(word, form)
    return found
