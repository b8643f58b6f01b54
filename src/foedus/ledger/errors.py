"""What can be wrong with a ledger, in words for people."""


class LedgerError(Exception):
    """Something that the user can mend: what is wrong, and how to mend it.

    Args:
        message: one sentence that stands alone.
        fixes: what to do about it.
    """

    def __init__(self, message: str, *fixes: str) -> None:
        super().__init__(message)
        self.message = message
        self.fixes = fixes
