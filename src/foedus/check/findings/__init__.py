"""The findings: one file each, with `find(view)` and its code."""
