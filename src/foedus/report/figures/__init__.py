"""Pictures: each a pure function from a value to HTML or SVG, shared by page and print, with its twin in words."""
