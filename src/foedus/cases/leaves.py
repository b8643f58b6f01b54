"""What may happen besides the attack: each possible event, whether it takes place, when, and how a timeline says so."""

from msgspec import Struct

from foedus.base import DAY, When
from foedus.cases.graph import Choice, Graph, Lit
from foedus.cases.times import Time, Times
from foedus.model import Event, Named, Slot

_LIVING_MEMORY = 150 * 366 * DAY  # how long before the attack an event may lie


class Way(Struct, frozen=True):
    """One way in which an event may go: how it is shown, said and read.

    label: as people read the choice. say: the sentence of a timeline; `{victim}` and `{day}` are put in.
    kind, who, slots: the event itself, as the interpreter takes it.
    """

    label: str
    say: str
    kind: str
    who: str
    slots: tuple[Slot, ...] = ()

    def event(self, at: int) -> Event:
        """The event at an instant."""
        by = (Slot(name="by", value=Named(name=self.who)),) if self.who else ()
        return Event(kind=self.kind, when=When(at, at), slots=(*by, *self.slots))


class Leaf(Struct, frozen=True):
    """An event that may take place once: as one of several ways, or not at all (value 0 of its choice).

    group: the party whose doing it is. early: it may lie before the attack.
    """

    name: str
    var: str
    ways: tuple[Way, ...]
    group: str = ""
    early: bool = False


class Leaves:
    """The events of the case space, declared as the lowering meets them."""

    def __init__(self, graph: Graph, times: Times) -> None:
        self.graph, self.times = graph, times
        self.all: dict[str, Leaf] = {}
        self.domain: list[Lit] = []
        self.earliest: dict[str, int] = {}  # by time variable, where it is later than living memory

    def declare(self, name: str, ways: tuple[Way, ...], group: str = "", early: bool = False) -> Leaf:
        """An event by its name; declared once."""
        if name not in self.all:
            leaf = self.all[name] = Leaf(name, f"t {name}", ways, group, early)
            labels = ("does not happen", *(w.label for w in ways))
            self.graph.choice(Choice(name, labels, "procedure", group))
            self.graph.times[leaf.var] = group
            if early:
                self.domain.append(self.graph.within("A", leaf.var, _LIVING_MEMORY))
            else:
                self.domain.append(self.graph.within("A", leaf.var, 0))
        return self.all[name]

    def takes(self, leaf: Leaf, way: int | None = None) -> Lit:
        """Whether it takes place (in one way, by its number from 0)."""
        if way is not None:
            return self.graph.chosen(leaf.name, way + 1)
        return -self.graph.chosen(leaf.name, 0)

    def time(self, leaf: Leaf, way: int | None = None) -> Time:
        """When it takes place (in one way); never, if it does not."""
        return self.times.at(leaf.var, 0, self.takes(leaf, way))
