"""The command line."""

from foedus.cli.app import main, script

__all__ = ["main", "script"]
