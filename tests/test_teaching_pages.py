"""Pages of our own with marked claims: what they teach is what is marked, at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.labelled import LABELLED
from bench.teaching import TEACHING, marked_pages, teaching_pages, unmarked
from kb.content.knowledge_base import KnowledgeBase
from kb.matching.tokens import words

RUN, SHARED_RUNS = 6, 4
"""Words in a row that stock phrases seldom reach; pages that say one thing in other words share
two or three such runs, copies many more."""


def test_marks_may_nest_and_offsets_count_in_the_plain_text() -> None:
    text, claims = unmarked(
        "{{efficacy.trd|o|scope|It helps {{onset.speed|s||within hours}}}}, they say."
    )
    assert text == "It helps within hours, they say."
    assert [text[c["start"] : c["end"]] for c in claims] == [
        "It helps within hours",
        "within hours",
    ]
    assert [c["verdict"] for c in claims] == ["overstated", "supported"]


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("{{onset.speed|s||never closed", "not well formed"),
        ("{{onset.speed|x||no such verdict}}", "not well formed"),
        ("{{onset.speed|o|pace|no such dimension}}", "no such dimension: pace"),
        ("{{onset.speed|o||a problem without a dimension}}", "exceeds nothing"),
        ("{{onset.speed|s|speed|supported, yet with one}}", "exceeds nothing"),
    ],
)
def test_a_mark_that_is_wrong_is_told(marked: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        unmarked(marked)


def test_every_shipped_page_can_be_read_and_names_topics_that_exist(shipped: KnowledgeBase) -> None:
    pages = teaching_pages()
    named = {c["topic"] for page in pages for row in page.rows for c in row["claims"]}
    assert len(pages) > 1000
    assert named <= set(shipped.topics)


def test_every_mark_is_taught_at_the_passage_it_stands_in() -> None:
    for path in sorted((TEACHING / "reworded").glob("*.txt"))[:5]:
        marked = Path(path).read_text("utf-8")
        taught = sum(len(row["claims"]) for page in marked_pages(marked) for row in page.rows)
        assert taught == marked.count("{{")


def runs(text: str) -> set[tuple[str, ...]]:
    """Return every run of so many words in a text."""
    told = words(text)
    return {told[here : here + RUN] for here in range(len(told) - RUN + 1)}


@pytest.mark.skipif(not LABELLED.is_dir(), reason="no labelled pages at hand")
def test_no_modelled_page_copies_one_that_measures() -> None:
    """What is scored must not have been taught: not from `check`, not from a page left out."""
    measured = set[tuple[str, ...]]().union(
        *(runs(path.read_text("utf-8")) for path in LABELLED.rglob("pages/*.txt"))
    )
    assert measured
    for page in teaching_pages():
        if page.origin == "modelled":
            shared = runs(page.document.text) & measured
            assert len(shared) < SHARED_RUNS, (page.writer, page.kind)
