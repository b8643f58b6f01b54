"""What answers questions about a case graph: one interface, several engines with the same answers."""
