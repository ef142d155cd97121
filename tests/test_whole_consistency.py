"""One quantity told in two ways: both places, both figures; what can both hold is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.content.knowledge_base import KnowledgeBase
from tests.small_kb import FILES, opened
from tests.whole_pages import looked, said


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return opened(tmp_path_factory.mktemp("kb"), FILES)


def clashes(kb: KnowledgeBase, one: str, other: str, claim: str = "light-helps") -> list[str]:
    text = f"{one}\n\n{other}\n"
    found = looked(kb, text, said(one), said(other, claim=claim), fair_balance={})
    return [each.why for each in found if each.kind == "inconsistency"]


CLASH = [
    ("Light helps 45% of patients.", "Light helps 90% of our patients.", "“45%” and “90%”"),
    ("Light helps up to 40% of patients.", "Light helps 70% of patients.", "“up to 40%”"),
    ("Light helps half of patients.", "Light helps over 80% of patients.", "“over 80%”"),
    ("Winter blues affect 280 million people.", "Winter blues affect 350 million people.", "280"),
    ("The relief lasts for two weeks.", "The relief lasts for six months.", "“six months”"),
]


@pytest.mark.parametrize(("one", "other", "told"), CLASH)
def test_figures_that_cannot_both_hold_are_told_with_both(
    kb: KnowledgeBase, one: str, other: str, told: str
) -> None:
    [why] = clashes(kb, one, other)

    assert told in why
    assert clashes(kb, other, one) == [why]


BOTH_HOLD = [
    ("Light helps half of patients.", "Light helps 52% of patients."),
    ("Light helps up to 90% of patients.", "Light helps 45% of patients."),
    ("Light helps more than 40% of patients.", "Light helps 60% of patients."),
    ("The relief lasts for a week.", "The relief lasts for seven days."),
    ("The relief lasts for one to three weeks.", "The relief lasts for two weeks."),
    ("The relief comes within two hours.", "The relief lasts for two weeks."),
    ("Light helps 45% of patients.", "Light does not help 90% of patients."),
    ("Light helps 45% of patients after a day.", "Light helps 90% of patients after a year."),
    ("Light eases winter blues in 45% of patients.", "Light eases low mood in 90% of patients."),
    ("Winter blues affect 280 million people.", "Winter blues kill 1 million people."),
    ("Of 45% of patients little is known.", "Nine in ten lamps are blue."),
    ("Light helps 45% of men, yet 60% of women.", "Light helps 90% of patients."),
    ("Light helps seventy-nine percent of patients.", "Light helps 80% of patients."),
    ("The relief comes within hours.", "The relief comes within three weeks."),
]


@pytest.mark.parametrize(("one", "other"), BOTH_HOLD)
def test_figures_that_can_both_hold_are_left_alone(kb: KnowledgeBase, one: str, other: str) -> None:
    assert clashes(kb, one, other) == []


def test_figures_of_two_claims_are_not_compared(tmp_path: Path) -> None:
    claim = FILES["claims/light/light-helps.yaml"]
    other = claim.replace("id: light-helps", "id: light-more")
    kb = opened(tmp_path, {**FILES, "claims/light/light-more.yaml": other})

    assert clashes(kb, *CLASH[0][:2], claim="light-more") == []


def test_three_figures_of_one_claim_make_one_finding(kb: KnowledgeBase) -> None:
    told = [f"Light helps {share}% of patients." for share in (90, 20, 50)]
    text = "\n\n".join(told)
    [found] = looked(kb, text, *map(said, told), fair_balance={})

    assert "“20%”, “50%” and “90%”" in found.why
    assert [text[start:end] for start, end in found.where] == told
