"""Word in, Word out: two drafts as tracked changes with their consequences, and bracketed texts as open points."""
