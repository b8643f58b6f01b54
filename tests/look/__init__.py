"""Checks with a real browser: run by `make look`, not by `make test`."""
