"""The ledger: who said they accept what, in which words, and how we know."""
