"""The full screen of a review: the words in their paragraph, the claim, and one key for each decision."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.suggester import SuggestFromList
from textual.widgets import Footer, Input, Static

from foedus.ledger.errors import LedgerError
from foedus.ledger.queue import Queue, Shown, changes_of
from foedus.ledger.reviews import FIELDS
from foedus.model import VOICE_WORDS
from foedus.report.stances import GLYPHS, stands
from foedus.report.visible import quoted, visible

_PROMPTS = {
    "edit": "what changes, such as stance=reserve  (Enter saves, Esc leaves it as it is)",
    "split": "how the second part differs, such as issue=clock  (Enter saves, Esc leaves it whole)",
}


class ReviewScreen(App[None]):
    """Decide about one proposal after the other. Looking is never accepting; each decision is saved at once."""

    TITLE = "Foedus ledger"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = ""
    CSS = """
    #head { padding: 0 1; color: $text-muted; }
    #words { height: 1fr; padding: 1 2; }
    #claim { height: auto; padding: 0 2; border-top: solid $surface-lighten-2; }
    #said { height: auto; padding: 0 2; color: $text-muted; }
    #line { display: none; }
    #line.open { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "accept"),
        Binding("e", "edit", "edit"),
        Binding("x", "reject", "reject"),
        Binding("s", "split", "split"),
        Binding("space", "later", "later"),
        Binding("z", "undo", "undo"),
        Binding("q", "quit", "quit"),
        Binding("escape", "close", "back", show=False),
    ]

    def __init__(self, queue: Queue, issues: list[str]) -> None:
        super().__init__()
        self.queue = queue
        self.words = [f"{key}={word}" for key, allowed in FIELDS.items() for word in allowed]
        self.words += [f"issue={name}" for name in issues]
        self.purpose = ""

    def compose(self) -> ComposeResult:
        """The head, the paragraph, the claim, what happened last, and a line to write in."""
        yield Static(id="head")
        with VerticalScroll(id="words", can_focus=False):
            yield Static(id="paragraph")
        yield Static(id="claim")
        yield Static(id="said")
        yield Input(id="line", suggester=SuggestFromList(self.words, case_sensitive=False), disabled=True)
        yield Footer()

    def on_mount(self) -> None:
        """Show the first proposal."""
        self._refresh("")

    # ---- keys --------------------------------------------------------------------------------------------------------

    def action_accept(self) -> None:
        """Confirm the claim."""
        self._do(lambda: f"confirmed {self.queue.accept().id}")

    def action_reject(self) -> None:
        """Reject it."""
        self._do(lambda: f"rejected {self.queue.reject().id}")

    def action_later(self) -> None:
        """Look at it after the others."""
        self._do(self.queue.put_off)

    def action_undo(self) -> None:
        """Take the last decision back."""
        self._do(lambda: f"taken back: {name}" if (name := self.queue.undo()) else "nothing to take back")

    def action_edit(self) -> None:
        """Open the line for an edit."""
        self._open("edit")

    def action_split(self) -> None:
        """Open the line for a split."""
        self._open("split")

    def action_close(self) -> None:
        """Close the line without a change."""
        self._close("")

    @on(Input.Submitted, "#line")
    def submitted(self, event: Input.Submitted) -> None:
        """Carry out what was written; a mistake leaves the line open."""
        try:
            changes = changes_of(event.value)
            if self.purpose == "edit":
                said = f"changed {self.queue.edit(changes).id}; it still waits"
            else:
                said = "split into " + " and ".join(part.id for part in self.queue.split(changes))
        except LedgerError as error:
            self._say(f"{error.message} — {'; '.join(error.fixes)}")
            return
        self._close(said)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the line is open, single keys are letters."""
        busy = bool(self.purpose)
        return (
            action in ("close", "quit") if busy and action != "close" else busy if action == "close" else True
        )

    # ---- inside ------------------------------------------------------------------------------------------------------

    def _do(self, act: Callable[[], str | None]) -> None:
        try:
            said = act()
        except LedgerError as error:
            said = f"{error.message} — {'; '.join(error.fixes)}"
        self._refresh(said or "")

    def _open(self, purpose: str) -> None:
        if self.queue.current() is None:
            return
        line = self.query_one("#line", Input)
        self.purpose = purpose
        line.placeholder = _PROMPTS[purpose]
        line.value = ""
        line.disabled = False
        line.add_class("open")
        line.focus()
        self.refresh_bindings()

    def _close(self, said: str) -> None:
        line = self.query_one("#line", Input)
        self.purpose = ""
        line.remove_class("open")
        line.disabled = True
        self.set_focus(None)
        self._refresh(said)
        self.refresh_bindings()

    def _say(self, said: str) -> None:
        self.query_one("#said", Static).update(Text(said))

    def _refresh(self, said: str) -> None:
        shown = self.queue.current()
        head, words = self.query_one("#head", Static), self.query_one("#paragraph", Static)
        claim = self.query_one("#claim", Static)
        self._say(said)
        head.update(Text(f"{self.queue.left()} to review, {self.queue.done()} decided"
                         + (f" · {shown.document.name}" if shown else "")))  # fmt: skip
        words.update(_paragraph(shown) if shown else Text("Nothing is left to review. q leaves."))
        claim.update(_claim(shown) if shown else Text(""))
        self.query_one("#words").scroll_home(animate=False)


def _paragraph(shown: Shown) -> Text:
    """The paragraph with the words marked, without colour alone: reversed and underlined. Marks that turn the
    direction of writing are shown as such, so that no text can reorder what the reader sees."""
    text = Text(visible(shown.paragraph).replace("\t", " "))
    text.stylize("reverse underline", shown.start, shown.stop)
    return text


def _claim(shown: Shown) -> Text:
    one = shown.claim
    text = Text()
    text.append(
        quoted(f"{GLYPHS[one.voice]} {one.actor} {stands(one.stance, one.issue, one.value)}") + "\n", "bold"
    )
    voices = " → ".join(
        f"{a.name} ({a.party})" if a.party and a.party != a.name else a.name for a in one.agents
    )
    text.append(f"{VOICE_WORDS[one.voice]}: {quoted(voices)}\n")
    rest = f"{one.kind} · act {one.act} · {one.certainty} · {one.frame}"
    text.append(f"{rest}{f' · if {quoted(one.condition)}' if one.condition else ''}\n", "dim")
    text.append(f"cue “{quoted(one.cue)}” · rule {one.rule} · claim {one.id}", "dim")
    return text
