"""Measure what Foedus costs: ``python -m benchmarks``, or ``make bench``."""
