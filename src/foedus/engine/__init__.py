"""What a draft means: the interpreter, the record, completions, questions and outcomes."""

from foedus.engine.prepared import Prepared, prepare
from foedus.engine.run import execute, record, run
from foedus.engine.state import LoopError, Pick, PointOpen, Run

__all__ = ["LoopError", "Pick", "PointOpen", "Prepared", "Run", "execute", "prepare", "record", "run"]
