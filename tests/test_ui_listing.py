"""Finding in lists: words, pages, counts."""

from __future__ import annotations

import pytest

from kb.ui.listing import PER_PAGE, counted_options, found, page_of


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("", "anything", True),
        ("relief", "Relief within a day", True),
        ("day relief", "Relief within a day", True),
        ("rel", "Relief", True),
        ("lief", "Relief", False),
        ("relief weeks", "Relief within a day", False),
        ("onset-hours", "onset-hours", True),
        ("10.1000/x", "doi 10.1000/xyz", True),
        ("(", "no bracket", False),
    ],
)
def test_every_word_of_a_query_begins_a_word(query: str, text: str, *, expected: bool) -> None:
    assert found(query, text) is expected


def test_pages_hold_every_item_once() -> None:
    items = list(range(2 * PER_PAGE + 1))
    pages = page_of(items, 1)[1]

    assert [item for n in range(1, pages + 1) for item in page_of(items, n)[0]] == items


def test_no_items_make_no_page() -> None:
    assert page_of([], 1) == ([], 0)


def test_an_item_counts_once_for_each_of_its_values() -> None:
    assert counted_options(["aab", "b"], list) == {"a": 1, "b": 2}
