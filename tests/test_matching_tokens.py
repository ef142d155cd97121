"""Words and figures in any characters: raised digits, other scripts' digits, circled ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.matching.quantities import find_quantities
from kb.matching.tokens import tokenize

NUMERALS = "0129¹²³⁰⁹₀₉½¼①②ⅧⅣ٣٤०१.,% "


def test_the_number_of_a_reference_is_no_part_of_a_word_or_figure() -> None:
    assert [t.word for t in tokenize("within 24¹ hours.²,³")] == ["within", "24", "hours"]


def test_a_postscript_names_no_drug() -> None:
    assert [t.word for t in tokenize("P.S. Ketamine works")] == ["p.s.", "ketamine", "works"]
    assert [t.word for t in tokenize("P. P. S. Call us")] == ["p. p. s.", "call", "us"]
    assert [t.word for t in tokenize("S-ketamine; B.P.S. plc")] == [
        "s", "ketamine", "b", "p", "s", "plc",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["hours.¹ Ask", "①", "x² + y₀"])
def test_signs_that_only_look_like_figures_are_none(text: str) -> None:
    assert find_quantities(tokenize(text)) == []


@given(st.text(alphabet=NUMERALS + "ab", max_size=30))
def test_no_mix_of_numerals_breaks_reading_figures(text: str) -> None:
    for quantity in find_quantities(tokenize(text)):
        assert quantity.low >= 0
