"""Figures as copy gives them: ranges, spelled numbers, shares in words, mixed units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.matching.quantities import find_quantities, is_exact
from kb.matching.tokens import tokenize

HOUR, DAY, WEEK, MONTH = 1.0, 24.0, 168.0, 730.5


def read(copy: str) -> list[tuple[str, float, float]]:
    return [(q.kind, round(q.low, 2), round(q.high, 2)) for q in find_quantities(tokenize(copy))]


@pytest.mark.parametrize(
    ("copy", "figure"),
    [
        ("15 to 20 million people", ("count", 15e6, 20e6)),
        ("15–20 million people", ("count", 15e6, 20e6)),
        ("between 15 and 20 million adults", ("count", 15e6, 20e6)),
        ("from 264 to 332 million", ("count", 264e6, 332e6)),
        ("900,000 to 1 million", ("count", 900_000, 1e6)),
        ("$400-$800 a session", ("money", 400, 800)),
        ("$4 to 6 billion", ("money", 4e9, 6e9)),
        ("50% to 70%", ("share", 50, 70)),
        ("50 or 60 percent", ("share", 50, 60)),
        ("a third to a half of patients", ("share", 33.3, 50)),
        ("between one in three and one in two", ("share", 33.3, 50)),
        ("2 to 3 infusions", ("count", 2, 3)),
        ("six to eight weeks", ("duration", 6 * WEEK, 8 * WEEK)),
        ("40 minutes to two hours", ("duration", 0.67, 2 * HOUR)),
        ("between two weeks and three months", ("duration", 2 * WEEK, 3 * MONTH)),
    ],
)
def test_a_range_is_one_figure_with_both_ends_in_its_unit(
    copy: str, figure: tuple[str, float, float]
) -> None:
    assert read(copy) == [figure]


@pytest.mark.parametrize(
    ("copy", "figures"),
    [
        ("lifts mood for 2 hours and 3 days later", [("duration", 2, 2), ("duration", 72, 72)]),
        ("2 hours to 10 minutes", [("duration", 2, 2), ("duration", 0.17, 0.17)]),
        ("half of patients and a third of others", [("share", 50, 50), ("share", 33.3, 33.3)]),
        ("4 patients to 3 doctors", [("count", 4, 4), ("count", 3, 3)]),
    ],
)
def test_two_figures_that_no_word_joins_to_a_range_stay_two(
    copy: str, figures: list[tuple[str, float, float]]
) -> None:
    assert read(copy) == figures


@pytest.mark.parametrize(
    ("copy", "figure"),
    [
        ("1 in every 5 adults", ("share", 20, 20)),
        ("one out of every five", ("share", 20, 20)),
        ("two out of three", ("share", 66.7, 66.7)),
        ("4 of every 10", ("share", 40, 40)),
        ("three-quarters", ("share", 75, 75)),
        ("a half of all", ("share", 50, 50)),
        ("¾ of patients", ("share", 75, 75)),
        ("⅓ of all", ("share", 33.3, 33.3)),
        ("1½ hours", ("duration", 1.5, 1.5)),
        ("½ hour", ("duration", 0.5, 0.5)),
        ("half a million", ("count", 5e5, 5e5)),
        ("two hundred clinics", ("count", 200, 200)),
        ("one hundred and fifty clinics", ("count", 150, 150)),
        ("seventy-nine percent", ("share", 79, 79)),
        ("a hundred percent", ("share", 100, 100)),
        ("two and a half hours", ("duration", 2.5, 2.5)),
        ("an hour and a half", ("duration", 1.5, 1.5)),
        ("a half hour", ("duration", 0.5, 0.5)),
        ("half an hour", ("duration", 0.5, 0.5)),
        ("within 24h", ("duration", DAY, DAY)),
        ("a fortnight", ("duration", 2 * WEEK, 2 * WEEK)),
        ("within hours", ("duration", 2, 2)),
        ("in 2000", ("year", 2000, 2000)),
        ("2000 patients", ("count", 2000, 2000)),
        ("2,000 lives", ("count", 2000, 2000)),
        ("0.5 mg/kg", ("dose", 0.5, 0.5)),
    ],
)
def test_a_figure_in_any_wording_means_the_same(
    copy: str, figure: tuple[str, float, float]
) -> None:
    assert read(copy) == [figure]


@pytest.mark.parametrize(
    "copy", ["the 4th of July", "one of them", "a few", "five friends", "one in a million"]
)
def test_what_counts_nothing_is_no_figure(copy: str) -> None:
    assert [kind for kind, low, _ in read(copy) if low < 1e5] == []


@pytest.mark.parametrize(
    ("copy", "exact"),
    [
        ("half of them", False), ("within a few hours", False), ("an hour", False),
        ("within four hours", True), ("about 24 hours", True), ("two thirds", True),
    ],
)  # fmt: skip
def test_a_number_that_people_use_loosely_is_not_exact(copy: str, *, exact: bool) -> None:
    words = tokenize(copy)
    (figure,) = find_quantities(words)

    assert is_exact(figure, words) is exact


_WORDS = st.sampled_from(
    "a an half one two twenty hundred and to of in out every 3 15 50 2000 1,000 % $ hours weeks h"
    " million thousand third couple few between through patients th per cent mg or".split()
)


@given(st.lists(_WORDS, max_size=12))
def test_figures_never_overlap_and_never_end_before_they_begin(words: list[str]) -> None:
    tokens = tokenize(" ".join(words))
    after = 0
    for figure in find_quantities(tokens):
        assert after <= figure.first < figure.last <= len(tokens)
        assert 0 <= figure.low <= figure.high
        after = figure.last


@pytest.mark.parametrize(
    ("copy", "bound"),
    [
        ("more than 700,000 people", "least"), ("over 280 million", "least"),
        ("at least two hours", "least"), ("no fewer than 30%", "least"),
        ("upwards of 15 million", "least"), ("up to 70%", "most"), ("under 5%", "most"),
        ("no more than 5%", "most"), ("as many as 20 million", "most"), ("about 70%", None),
    ],
)  # fmt: skip
def test_whether_copy_says_at_least_or_at_most(copy: str, bound: str | None) -> None:
    (figure,) = find_quantities(tokenize(copy))

    assert figure.bound == bound


@pytest.mark.parametrize(
    "copy",
    [
        "between 400 and 800 dollars", "400–800 US dollars", "400 to 800 U.S. dollars",
        "four hundred to eight hundred dollars", "four to eight hundred dollars", "$400 to $800",
    ],
)  # fmt: skip
def test_a_price_is_money_in_any_wording(copy: str) -> None:
    assert read(copy) == [("money", 400, 800)]
