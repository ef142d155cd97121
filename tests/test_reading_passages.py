"""Passages: the heading above, what introduces a list, and what holds for any text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import ReadingError
from kb.model.document import Document
from kb.reading.read import READERS, read, read_bytes

LABELLED = Path(__file__).parents[1] / ".." / "shared" / "labelled"
MARKS = "abCD 19 \n\n\r\t.,:;!?#*-_>|`<~•–()[]\"'…\u00a0\u200bé"


def page(text: str, name: str = "page.txt") -> Document:
    """Return the text as a document."""
    return read_bytes(text.encode(), name)


def introduced(document: Document) -> list[str]:
    """Return, for each item, what introduces it, or nothing."""
    items = [p for p in document.passages if p.kind == "list-item"]
    return [
        "" if p.lead_in is None else document.quote(document.passages[p.lead_in]) for p in items
    ]


def test_a_passage_knows_the_heading_above_it() -> None:
    document = page("It works.\n\nSleep\n\nIt helps. It lasts.\n\nMood\n\nIt helps.")
    assert [p.heading for p in document.passages] == [None, None, 1, 1, None, 4]


def test_a_heading_stands_under_the_nearest_one_of_higher_rank() -> None:
    document = page("# A\n## B\n### C\ntext.\n## D\ntext.\n# E\n", "page.md")
    assert [p.heading for p in document.passages] == [None, 0, 1, 2, 0, 4, None]


def test_a_heading_without_a_mark_stands_under_the_marked_one() -> None:
    document = page("## A\n\nSleep\n\nMood\n\nIt helps.\n\n## B\n", "page.md")
    assert [p.heading for p in document.passages] == [None, 0, 0, 2, None]


@pytest.mark.parametrize(
    ("before", "lead_in"),
    [
        ("It may help with:", "It may help with:"),
        ("All good. It helps, such as", "It helps, such as"),
        ("Uses of light", "Uses of light"),
        ("It helps in the following cases.", "It helps in the following cases."),
        ("It works.", ""),
    ],
)
def test_items_know_what_introduces_them(before: str, lead_in: str) -> None:
    assert introduced(page(f"{before}\n\n- Sleep\n- Mood. Good mood.\n")) == [lead_in] * 3


def test_items_within_an_item_are_introduced_by_it() -> None:
    document = page("Uses:\n- Sleep:\n  - falling asleep\n  - staying so\n- Mood\n")
    assert introduced(document) == ["Uses:", "Sleep:", "Sleep:", "Uses:"]


def test_a_list_does_not_lend_its_introduction_to_the_next() -> None:
    assert introduced(page("Uses:\n- Sleep\n\nIt works.\n\n- Mood\n")) == ["Uses:", ""]


@settings(deadline=None)  # the first file of a kind waits for the library that reads it
@given(st.text(alphabet=MARKS, max_size=120), st.sampled_from(sorted(READERS)))
def test_passages_of_any_text_are_trimmed_ordered_and_point_backwards(
    text: str, suffix: str
) -> None:
    try:
        document = page(text, f"page{suffix}")
    except ReadingError:
        return
    if suffix in (".txt", ".md"):
        assert document.text == text
    at = 0
    for i, passage in enumerate(document.passages):
        words = document.quote(passage)
        assert at <= passage.start < passage.end <= len(document.text)
        assert words == words.strip() != ""
        assert any(map(str.isalnum, words))
        if passage.heading is not None:
            assert passage.heading < i
            assert document.passages[passage.heading].kind == "heading"
        assert passage.lead_in is None or (passage.lead_in < i and passage.kind == "list-item")
        at = passage.end


@given(st.text(alphabet=MARKS.replace(")", ""), max_size=120) | st.text(max_size=60))
def test_no_letter_of_a_plain_text_is_lost(text: str) -> None:
    try:
        document = page(text.replace(")", ""))
    except (ReadingError, UnicodeEncodeError):
        return
    covered = {i for p in document.passages for i in range(p.start, p.end)}
    assert all(i in covered for i, c in enumerate(document.text) if c.isalpha())


@given(st.lists(st.sampled_from(["It works.", "Does it?", "Uses:", "- Sleep", "Mood", ""])))
def test_every_sign_of_prose_is_covered(lines: list[str]) -> None:
    text = "\n".join([*lines, "The end."])
    document = page(text)
    covered = {i for p in document.passages for i in range(p.start, p.end)}
    assert {c for i, c in enumerate(text) if i not in covered} <= set("- \n")


@pytest.mark.skipif(
    not LABELLED.exists(), reason="the labelled pages are not beside this repository"
)
def test_passages_of_the_labelled_pages_are_the_units_that_readers_labelled() -> None:
    rows = [json.loads(row) for row in (LABELLED / "gold.jsonl").read_text("utf-8").splitlines()]
    found = {
        (number, passage.start, passage.end)
        for number in {row["page"] for row in rows}
        for passage in read(LABELLED / "pages" / f"{number:03}.txt").passages
    }
    wanted = {(row["page"], row["start"], row["end"]) for row in rows}
    assert len(wanted & found) >= 0.99 * len(wanted)
    assert len(found - wanted) <= 0.01 * len(wanted)
