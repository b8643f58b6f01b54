"""Open points ranked by how much they decide, exactly, by counting."""
