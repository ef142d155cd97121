"""Cues: two negations make none, and a denial that runs over what undoes it denies nothing."""

from __future__ import annotations

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.statement import Observer

ABSOLUTE = "safety-absolute"


@pytest.mark.parametrize(
    "copy",
    ["Ketamine is without risk.", "Ketamine has no known risks.", "No pain, no risk."],
)
def test_a_risk_that_is_denied_is_seen(copy: str, shipped: KnowledgeBase) -> None:
    assert ABSOLUTE in Observer(shipped).observe(copy).said


@pytest.mark.parametrize(
    "copy",
    [
        "Ketamine is not without risks.",
        "No treatment is without risks.",
        "No drug is risk-free.",
        "No medicine is free of harm.",
    ],
)
def test_a_denial_that_is_denied_is_none(copy: str, shipped: KnowledgeBase) -> None:
    assert ABSOLUTE not in Observer(shipped).observe(copy).said
