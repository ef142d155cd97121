"""Amounts: written as people write them, and the same number when they are read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model.claim import MagnitudeCeiling, SpeedCeiling
from kb.model.quantity import HOURS_IN


@given(
    amount=st.integers(1, 500) | st.integers(1, 5000).map(lambda n: n / 10),
    unit=st.sampled_from(sorted(HOURS_IN)),
)
def test_a_duration_survives_being_written(amount: float, unit: str) -> None:
    ceiling = SpeedCeiling.model_validate({"earliest": f"{amount} {unit}", "note": "as seen"})
    assert SpeedCeiling.model_validate_json(ceiling.model_dump_json()) == ceiling


@given(st.integers(0, 1000).map(lambda n: n / 10))
def test_a_share_survives_being_written(share: float) -> None:
    ceiling = MagnitudeCeiling.model_validate({"at_most": f"{share} %", "note": "as seen"})
    assert MagnitudeCeiling.model_validate_json(ceiling.model_dump_json()) == ceiling


@pytest.mark.parametrize("amount", ["2", "2 hours", "h", "-2 h", "2 h 3 min", ""])
def test_what_is_no_duration_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="is not a duration; write a number and one of min, h, d"):
        SpeedCeiling.model_validate({"earliest": amount, "note": "as seen"})


@pytest.mark.parametrize("share", ["52", "152 %", "half", "-1 %"])
def test_what_is_no_share_is_refused(share: str) -> None:
    with pytest.raises(ValueError, match="is not a percentage; write for example '52 %'"):
        MagnitudeCeiling.model_validate({"at_most": share, "note": "as seen"})
