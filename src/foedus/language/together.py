"""Several drafts loaded together, as one package."""

from collections.abc import Sequence
from pathlib import Path

from foedus.language.cursor import ParseError
from foedus.language.draft import Parsed
from foedus.language.load import Loaded, Loader, load
from foedus.language.names import Names
from foedus.language.timelines import asked_twice, bundle


def load_together(paths: Sequence[str | Path]) -> Loaded:
    """Load one draft, or several that are read side by side.

    Args:
        paths: the files; what they use is loaded with them, once.
    """
    if len(paths) == 1:
        return load(paths[0])
    loader = Loader()
    parsed: list[Parsed] = []
    try:
        for path in paths:
            one = loader.draft(Path(path), str(path))
            if one not in parsed:
                parsed.append(one)
    except ParseError as error:
        return Loaded(None, None, loader.sources, (*loader.problems, error.diagnostic))
    if len(parsed) == 1:
        return Loaded(parsed[0].draft, None, loader.sources, tuple(loader.problems), parsed[0].names)
    loader.problems += asked_twice(parsed)
    names = Names()
    for one in parsed:
        names.include(one.names)
        for draft in one.draft.everything():
            if draft.code:
                names.instruments[draft.code] = draft
    return Loaded(bundle(parsed), None, loader.sources, tuple(loader.problems), names)
