"""Errors of the sample that go unnoticed, and why, where that was looked into."""

WHY: dict[str, str] = {}
