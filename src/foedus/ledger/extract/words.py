"""Lists of words, written as text."""


def listed(text: str) -> frozenset[str]:
    """The words of a text, which white space parts.

    >>> sorted(listed("agree accept"))
    ['accept', 'agree']
    """
    return frozenset(text.split())
