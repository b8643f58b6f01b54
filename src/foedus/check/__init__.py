"""Findings: where a draft breaks, over every incident, procedure and completion; and what would mend it."""
