"""What can be wrong with a Word file, as diagnostics with a code."""

from foedus.base import Diagnostic, Fix
from foedus.language.messages import Message

MESSAGES: dict[str, Message] = {
    "E1101": Message(
        "{file} is no Word document that can be read: {problem}",
        "A .docx is a ZIP archive of XML files; this one is damaged, cut short or something else.",
        "open it in Word or LibreOffice and save it anew as .docx",
    ),
    "E1102": Message(
        "{file} is locked with a password",
        "A locked file is encrypted: nothing in it can be read without the password, which Foedus never asks for.",
        "open it, take the password off, and save it anew as .docx",
    ),
    "E1103": Message(
        "{file} is of another format: {problem}",
        "Foedus reads .docx, the format of Word since 2007.",
        "open it in Word or LibreOffice and save it as .docx",
    ),
    "E1104": Message(
        "{file} holds macros: {problem}",
        "A macro is a program that comes with the text; a draft needs none, and such a file is not to be passed on.",
        "save it as .docx, which holds no macros, after asking who sent it",
    ),
    "E1105": Message(
        "{file} is too large when unpacked: {problem}",
        "A small file that unpacks to a huge one can stop a machine; a draft is read by people and is small.",
        "take pictures and attachments out, and save it anew",
    ),
    "E1106": Message(
        "{file} draws on something outside itself: {problem}",
        "Opening such a file can fetch from the network, or show what lies elsewhere; Foedus reads the file alone.",
        "break the link in Word (Edit Links, or Templates), and save it anew",
    ),
    "E1107": Message(
        "{file} declares entities or a document type: {problem}",
        "Word writes none; they are a way to read other files or to fill the memory of who opens it.",
        "ask for the file anew, from who wrote it",
    ),
    "E1108": Message(
        "{package} is not installed, which writes Word documents",
        "The default install stays small.",
        "pip install 'foedus[word]'",
    ),
}


class WordError(Exception):
    """A Word file that is refused, or cannot be written.

    Args:
        diagnostic: why, and how to mend it.
    """

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def refuse(code: str, **words: str) -> WordError:
    """The refusal of a code, its braces filled in.

    Args:
        code: one of MESSAGES.
        words: what the braces stand for.

    >>> refuse("E1102", file="a.docx").diagnostic.message
    'a.docx is locked with a password'
    """
    m = MESSAGES[code]
    return WordError(Diagnostic(code, m.message.format_map(words), None, "", m.why, (Fix(m.fix),)))
