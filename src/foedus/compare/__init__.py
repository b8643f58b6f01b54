"""What a change does: two drafts, readings or completions side by side, and open points by what they decide."""
