"""The stamp of a review changes with what was reviewed, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.content.stamp import stamp
from kb.model.claim import Claim
from kb.model.source import Source

Makers = tuple[Callable[..., Claim], Callable[..., Source]]


@pytest.fixture
def makers(a_claim: Callable[..., Claim], a_source: Callable[..., Source]) -> Makers:
    """Return the makers of a claim and of a source."""
    return a_claim, a_source


def test_a_stamp_is_sixteen_hexadecimal_digits(makers: Makers) -> None:
    claim, source = makers
    assert len(bytes.fromhex(stamp(claim(), {"trial-a": source()}))) == 8


def test_a_changed_claim_changes_the_stamp(makers: Makers) -> None:
    claim, source = makers
    sources = {"trial-a": source()}
    assert stamp(claim(), sources) != stamp(claim(limits=["two trials"]), sources)


def test_a_changed_source_changes_the_stamp(makers: Makers) -> None:
    claim, source = makers
    before, after = source(), source(standing="retracted")
    assert stamp(claim(), {"trial-a": before}) != stamp(claim(), {"trial-a": after})


def test_a_source_it_does_not_rest_on_changes_nothing(makers: Makers) -> None:
    claim, source = makers
    sources = {"trial-a": source()}
    assert stamp(claim(), sources) == stamp(claim(), {**sources, "trial-b": source("trial-b")})


def test_the_review_itself_is_not_stamped(makers: Makers) -> None:
    claim, source = makers
    sources = {"trial-a": source()}
    now = stamp(claim(), sources)
    review = {"by": "A. Reader", "on": "2026-01-01", "due": "2027-01-01", "stamp": now}
    assert stamp(claim(review=review), sources) == now
