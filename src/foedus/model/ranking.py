"""What is said of a draft's open points: how much each decides, what each option gives, what goes together."""

from fractions import Fraction

from msgspec import Struct

from foedus.model.events import EventExpr
from foedus.model.node import Node
from foedus.model.record import Ref


class Gives(Struct, frozen=True):
    """What an option gives, as shares of the counted cases × completions of the other points.

    binding: a duty to help binds and is due by the horizon; late: one binds, due after it; discretion: a power or
    policy to help; consult: consultation only; unsettled: nothing surely, but something if what is unsettled were
    settled; nothing: nothing. worst: the latest moment, in minutes from the attack, by which the first duty to help
    is due where one binds; None where none ever does.
    """

    option: str
    binding: Fraction
    late: Fraction
    discretion: Fraction
    consult: Fraction
    unsettled: Fraction
    nothing: Fraction
    worst: int | None = None


class More(Struct, frozen=True):
    """One option gives in every counted case at least what another gives; more binds, not: is better."""

    more: str
    less: str


class Turned(Struct, frozen=True):
    """A finding of `check` that a point can open or close.

    closed: the options under which it never holds, however the rest is settled. opened: those under which it always
    does. With neither, it turns on the point together with others. sure: whether the check told all completions of it.
    """

    code: str
    sentence: str
    ref: Ref
    closed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    sure: bool = True


class RankedPoint(Struct, frozen=True):
    """An open point with how much it decides.

    share: of the counted cases × completions of the other points, that whose outcome differs between two of its
    options. moves: that in which the moment differs by which the first duty to help is due, to the minute. only:
    what it needs: points with the options without which it decides nothing. idle: "" where it decides something;
    here (nothing in what was counted), always (the same in every case, whoever does what when), unused (no sentence
    uses it), unknown (a sentence that uses it lies outside the case space), unresolved (the budget ran out before
    it). alike: groups of options that come to the same in all that was counted; proved: those that do in every
    case. order: which option gives at least what which gives. outside: a sentence that uses it lies outside the
    case space, and was not counted. meant: an ambiguity on purpose.
    """

    name: str
    asks: str
    ref: Ref
    share: Fraction = Fraction(0)
    moves: Fraction = Fraction(0)
    gives: tuple[Gives, ...] = ()
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()
    idle: str = ""
    alike: tuple[tuple[str, ...], ...] = ()
    proved: tuple[tuple[str, ...], ...] = ()
    order: tuple[More, ...] = ()
    turns: tuple[Turned, ...] = ()
    outside: bool = False
    meant: bool = False


class Pair(Struct, frozen=True):
    """Two points that matter together where neither does alone: the share of cases × completions where it is so."""

    one: str
    two: str
    share: Fraction


class Weighing(Node, frozen=True):
    """One sentence of a file of weights: attacks, or all others (None), and what they weigh together."""

    event: EventExpr | None
    text: str
    weight: int


class Weights(Node, frozen=True):
    """A file of weights: `weights "Our fears", of KYIV.` and then one sentence for each kind of attack."""

    title: str
    of: tuple[str, ...] = ()
    lines: tuple[Weighing, ...] = ()


class Weight(Struct, frozen=True):
    """Attacks that somebody weighs: how they are described, how much they weigh together, how many kinds they are."""

    text: str
    weight: int
    kinds: int
    rest: bool = False


class Ranking(Struct, frozen=True):
    """The open points of a draft ranked by how much they decide.

    horizon: minutes from the attack. conduct, assumes: the conduct by name and in words. weights: a user's own; empty
    where every counted kind of attack weighs the same. kinds: how many kinds of attack are counted; of: how many there
    are. procedures: in how many ways the procedure of one attack may go; counted: what of it is counted, in words.
    completions: ways to settle the points. unknown: sentences outside the case space. complete: false where the budget
    ran out; notes say what is missing.
    """

    draft: str
    hash: str
    on: str
    horizon: int
    conduct: str
    assumes: str
    weights: tuple[Weight, ...]
    kinds: int
    of: int
    by: tuple[str, ...]
    on_whom: tuple[str, ...]
    procedures: int
    counted: tuple[str, ...]
    completions: int
    points: tuple[RankedPoint, ...]
    pairs: tuple[Pair, ...]
    checked: bool
    unknown: tuple[tuple[Ref, str], ...] = ()
    complete: bool = True
    notes: tuple[str, ...] = ()
