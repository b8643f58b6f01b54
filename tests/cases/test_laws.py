"""The operations of the case graph mean what they are to mean, in all cases of small graphs."""

from __future__ import annotations

import pytest

from tests.cases.laws import broken


@pytest.mark.parametrize("seed", range(40))
def test_each_operation_means_what_it_is_to_mean(seed: int):
    assert not broken(seed)
