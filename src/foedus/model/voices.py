"""The one vocabulary of voices: in whose name a position is known."""

from typing import Literal

Voice = Literal["self", "other", "unnamed", "narrator", "assumed"]

VOICES: tuple[Voice, ...] = ("self", "other", "unnamed", "narrator", "assumed")
"""self: the party itself. other: somebody else who is named. unnamed: a source without a name. narrator: the text that
reports, on its own word. assumed: nobody; whoever writes the file supposes it."""

VOICE_WORDS: dict[str, str] = {
    "self": "first-hand",
    "other": "voiced by somebody else",
    "unnamed": "voiced by an unnamed source",
    "narrator": "told by the text itself, no source named",
    "assumed": "an assumption",
}
