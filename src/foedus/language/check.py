from foedus.base import Diagnostic
from foedus.language.names import Names
from foedus.model import Draft
def check(draft: Draft, names: Names) -> list[Diagnostic]:
    return []
