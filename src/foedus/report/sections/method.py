"""How this was made, and what it does not say."""

from foedus.report.markup import Markup, el
from foedus.report.page import Page
from foedus.report.sections import Section
from foedus.report.words import count


def _lines(page: Page) -> list[str]:
    runs = len(page.runs)
    tried = sum(run.completions for run in page.runs)
    lines = [
        "A person wrote the draft from the sources above. What they leave open is left open here; what the drafter "
        "added is marked as an assumption.",
        f"The text was run, sentence by sentence, on {count(runs, 'incident')}. Times are exact to the minute. "
        "Nothing was sampled or estimated.",
    ]
    if tried > runs:
        lines.append(f"{tried:,} combinations of options were run in all. They are counts of our own options, and say "
                     "nothing about how likely anything is.")  # fmt: skip
    if not all(run.complete for run in page.runs):
        lines.append("In some incidents not every combination could be run in the time allowed. What was not decided "
                     "is shown as not decided.")  # fmt: skip
    if page.hidden:
        lines.append("Invented incidents name no guarantor, so that nobody's conduct is foretold. The same review "
                     "with names is made with the option --names.")  # fmt: skip
    return [*lines,
            "An event that an incident does not state did not happen. A finding that nobody made is not settled, and "
            "is never shown as a no.",
            "Foedus recommends no deal. A gap may be intended: ambiguity can be the price of a signature.",
            "Made offline. No word of the draft left the machine."]  # fmt: skip


def render(page: Page) -> Markup:
    """A few plain sentences."""
    return el("section", el("h2", "How was this made?"),
              el("div", *(el("p", line) for line in _lines(page)), class_="method"), id="method")  # fmt: skip


SECTION = Section(90, "method", "How was this made?", render)
