"""The words of two paragraphs as runs that stay, go or come, exact to the last blank."""

import re
from difflib import SequenceMatcher

from foedus.model.comparison import Run

_WORD = re.compile(r"""\s+|https?://[^\s"”]+|\w+(?:[.’'/:-]\w+)*|[^\w\s]""")
_ALIKE = 0.4  # below this share of common words the whole is shown as replaced: single words that agree mean nothing


def word_runs(before: str, after: str) -> tuple[Run, ...]:
    """Two texts as runs: put together, those that are not inserted are the first, those not deleted the second.

    Changes that only white space parts are read as one, since `7 days` for `72 hours` is one change.

    >>> [(r.kind, r.text) for r in word_runs("within 72 hours of it.", "within 7 days of it.")]
    [('same', 'within '), ('deleted', '72 hours'), ('inserted', '7 days'), ('same', ' of it.')]
    """
    a, b = _WORD.findall(before), _WORD.findall(after)
    out: list[Run] = []
    gone = come = ""
    match = SequenceMatcher(None, a, b, autojunk=False)
    if likeness(before, after) < _ALIKE:
        return tuple(_changed(before, after))
    codes = match.get_opcodes()
    for at, (tag, i, j, k, m) in enumerate(codes):
        if tag != "equal":
            gone += "".join(a[i:j])
            come += "".join(b[k:m])
            continue
        same = "".join(a[i:j])
        if same.isspace() and 0 < at < len(codes) - 1:
            gone += same
            come += same
            continue
        out += _changed(gone, come)
        gone = come = ""
        out.append(Run("same", same))
    return tuple(out + _changed(gone, come))


def likeness(before: str, after: str) -> float:
    """The share of words that two texts have in common, in order, from 0 to 1.

    >>> likeness("within 72 hours", "within 72 hours")
    1.0
    """
    a, b = ([w for w in _WORD.findall(text) if w[0].isalnum()] for text in (before, after))
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a or b else float(before == after)


def _changed(gone: str, come: str) -> list[Run]:
    return [Run(kind, text) for kind, text in (("deleted", gone), ("inserted", come)) if text]
