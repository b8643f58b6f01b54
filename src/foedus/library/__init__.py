"""Guarantees that were tested: instruments, incidents, and what the text says of each."""

from foedus.library.backtest import Backtest, Row, backtest
from foedus.library.catalogue import Card, cards, instrument

__all__ = ["Backtest", "Card", "Row", "backtest", "cards", "instrument"]
