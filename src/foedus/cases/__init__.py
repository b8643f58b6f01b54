"""The case space of a draft, and the draft lowered to one Boolean graph over it."""
