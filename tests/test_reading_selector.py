"""Quotes: found once or not at all, blind to how the words were pasted, and made to be found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import ReadingError
from kb.model.document import Span
from kb.model.known_copy import MAX_QUOTE_WORDS, TextQuote
from kb.reading.read import read
from kb.reading.selector import locate, select
from kb.reading.sentences import trim

MATERIAL = Path(__file__).parents[1] / ".." / "shared" / "material"
TEXT = "Light may help. Light may help sleep. It’s a “well‑known”\u00a0 fact –\r\nor so."


@pytest.mark.parametrize(
    ("exact", "words"),
    [
        ("help sleep", "help sleep"),
        ('It\'s a "well-known" fact', "It’s a “well‑known”\u00a0 fact"),
        ("fact - or so", "fact –\r\nor so"),
        ("elp sle", "elp sle"),
    ],
)
def test_a_quote_is_found_whatever_its_spaces_quotation_marks_and_hyphens(
    exact: str, words: str
) -> None:
    place = locate(TEXT, TextQuote(exact=exact))
    assert TEXT[place.start : place.end] == words


@pytest.mark.parametrize(
    ("quote", "start"),
    [
        (TextQuote(exact="Light may help", prefix="help."), 16),
        (TextQuote(exact="Light may help", suffix=". Light"), 0),
        (TextQuote(exact="may", prefix="help. Light", suffix="help sleep"), 22),
    ],
)
def test_context_tells_places_apart(quote: TextQuote, start: int) -> None:
    assert locate(TEXT, quote).start == start


@pytest.mark.parametrize(
    ("exact", "says"),
    [
        ("Light may help", "found 2 times; add a prefix or suffix"),
        ("light may help", "found 0 times; check its words"),
        ("Light  mayhelp", "found 0 times"),
        ("\u200b\u200b\u200b", "found 0 times"),
    ],
)
def test_a_quote_that_is_not_there_exactly_once_is_refused(exact: str, says: str) -> None:
    with pytest.raises(ReadingError, match=says):
        locate(TEXT, TextQuote(exact=exact))


def test_places_that_overlap_are_counted_each() -> None:
    with pytest.raises(ReadingError, match="found 3 times"):
        locate("so so so so", TextQuote(exact="so so"))


def test_a_quote_has_no_more_context_than_it_needs() -> None:
    assert select(TEXT, Span(22, 36)) == TextQuote(exact="may help sleep")
    assert select(TEXT, Span(16, 30)) == TextQuote(exact="Light may help", prefix="help.")


def test_a_long_span_is_pointed_at_by_its_first_words() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    quote = select(text, Span(0, len(text)))
    assert quote == TextQuote(exact=text.removesuffix(" thirteen fourteen"))


def test_words_that_so_few_cannot_tell_apart_are_refused() -> None:
    with pytest.raises(ReadingError, match="'so so': occurs more than once and 4 words do not"):
        select("so " * 30, Span(30, 35), max_words=4)


def test_a_span_too_short_to_quote_is_refused() -> None:
    with pytest.raises(ReadingError, match="too short to point at; take 3 characters"):
        select(TEXT, Span(len(TEXT) - 7, len(TEXT) - 4))


def round_trip(text: str, start: int, length: int) -> None:
    """Assert that the quote made for a span of up to twelve words leads back to it."""
    start, end = trim(text, start, min(start + length, len(text)))
    if end - start < 3 or len(text[start:end].split()) > MAX_QUOTE_WORDS:
        return
    try:
        quote = select(text, Span(start, end))
    except ReadingError as refusal:
        assert text.count(text[start:end]) > 1, refusal  # noqa: PT017 a refusal needs its reason
        return
    assert locate(text, quote) == Span(start, end)
    # The same words as another program may paste them.
    pasted = text.replace("\u00a0", " ").replace("’", "'").replace("–", "-")
    assert locate(pasted, quote) == Span(start, end)


@given(
    st.text(alphabet="ab A.,-–’'\u00a0\n\u200b", max_size=90),
    st.integers(0, 90),
    st.integers(3, 40),
)
def test_a_quote_made_for_a_span_leads_back_to_it(text: str, start: int, length: int) -> None:
    round_trip(text, min(start, len(text)), length)


@pytest.mark.skipif(
    not MATERIAL.exists(), reason="the five documents are not beside this repository"
)
@settings(max_examples=400, deadline=None)
@given(st.integers(0, 4), st.integers(0, 5000), st.integers(3, 90))
def test_a_quote_leads_back_to_its_place_in_the_five_documents(
    number: int, start: int, length: int
) -> None:
    text = read(MATERIAL / f"{number:03}.txt").text
    round_trip(text, start % len(text), length)
