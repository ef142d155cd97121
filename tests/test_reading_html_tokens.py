"""Tags, text and comments: nothing of the source is lost or doubled, whatever it is."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.reading.web.tokens import REFERENCE, Tokens, character, decoded

SOURCES = st.lists(
    st.sampled_from(
        ["<", ">", "</", "<!--", "-->", "<!", "<?", "a", " ", "=", "'", '"', "/", "<script>", "-",
         "</script>", "<title>", "</title", "<![CDATA[", "&amp;", "é", "\n", "<p class=x>"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(SOURCES, st.booleans())
def test_tokens_are_the_whole_source_in_order(source: str, foreign: bool) -> None:  # noqa: FBT001
    tokens = Tokens(source)
    tokens.foreign = foreign
    at = 0
    for token in tokens:
        assert token.start == at
        assert token.end > at
        at = token.end
    assert at == len(source)


def test_attributes_are_told_by_place_the_first_of_two() -> None:
    source = "<a B='x > y' c=\"&lt;\" d e=f/ b=2>"
    (tag,) = Tokens(source)
    values = {name: source[slice(*place)] for name, place in tag.attributes.items()}
    assert values == {"b": "x > y", "c": "&lt;", "d": "", "e": "f/"}
    assert decoded(source, *tag.attributes["c"]) == "<"


@pytest.mark.parametrize(
    "written",
    [
        "&amp;",
        "&lt",
        "&notin;",
        "&notit;",
        "&#65;",
        "&#x1F600;",
        "&#150;",
        "&NotEqualTilde;",
        "&x;",
    ],
)
def test_references_mean_what_the_standard_library_says(written: str) -> None:
    found = REFERENCE.search(written)
    assert found
    characters, width = character(written, found)
    assert characters + written[width:] == html.unescape(written)


@pytest.mark.parametrize("written", ["&#0;", "&#xD800;", "&#1114112;", "&#x1;", "&#" + "9" * 9999])
def test_a_number_that_is_no_character_is_shown_as_such(written: str) -> None:
    found = REFERENCE.search(written)
    assert found
    assert character(written, found) == ("\ufffd", len(written))


def test_a_name_in_an_address_is_no_reference() -> None:
    source = "?a=1&copy=2&lt&gt;"
    assert decoded(source, 0, len(source)) == "?a=1&copy=2<>"
