"""CSV: a row a finding, read by spreadsheets as text and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.source import Source
from kb.output.csv_table import COLUMNS, cell, write
from tests.audited import a_base, a_finding, over, vetted

TEXT = 'One.\r\nLight "works", in minutes.\r\n=1+1 is safe.'
AUDIT = vetted(
    TEXT,
    a_finding(
        TEXT, 'Light "works", in minutes', over(TEXT, "minutes"), over(TEXT, "works", "certainty")
    ),
    a_finding(TEXT, "=1+1 is safe", verdict="supported"),
)


@pytest.fixture(scope="module")
def base(a_claim: Callable[..., Claim], a_source: Callable[..., Source]) -> KnowledgeBase:
    return a_base([a_claim()], [a_source(authors=["Zarate CA Jr", "et al"], year=2006)])


def rows(base: KnowledgeBase) -> list[dict[str, str]]:
    table = io.StringIO(write([AUDIT], base).decode("utf-8-sig"), newline="")
    return list(csv.DictReader(table, strict=True))


def test_there_is_one_row_a_finding(base: KnowledgeBase) -> None:
    assert [row["verdict"] for row in rows(base)] == ["overstated", "supported"]


def test_the_first_row_names_the_columns(base: KnowledgeBase) -> None:
    assert list(rows(base)[0]) == [name for name, _ in COLUMNS]


def test_quotes_and_commas_survive(base: KnowledgeBase) -> None:
    assert rows(base)[0]["quote"] == 'Light "works", in minutes'


def test_lines_are_counted_as_editors_count_them(base: KnowledgeBase) -> None:
    assert [row["line"] for row in rows(base)] == ["2", "3"]


def test_dimensions_and_what_they_say_go_in_step(base: KnowledgeBase) -> None:
    row = rows(base)[0]

    assert row["dimensions"] == "speed | certainty"
    assert row["cue"] == "minutes | works"


def test_sources_are_told_by_author_year_and_id(base: KnowledgeBase) -> None:
    assert rows(base)[0]["sources"] == "Zarate et al 2006 [trial-a]"


def test_a_source_that_nobody_read_is_marked_unverified(base: KnowledgeBase) -> None:
    unread = base.sources["trial-a"].model_copy(update={"read": "unverified"})
    marked = replace(base, sources={**base.sources, "trial-a": unread})

    assert "unverified" in rows(marked)[0]["sources"]


def test_lines_end_as_the_standard_says_after_a_byte_order_mark(base: KnowledgeBase) -> None:
    written = write([AUDIT], base)

    assert written.startswith(b"\xef\xbb\xbfdocument,")
    assert written.count(b"\r\n") == 3


def test_copy_that_looks_like_a_formula_stays_text(base: KnowledgeBase) -> None:
    assert rows(base)[1]["quote"] == "'=1+1 is safe"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", " =", "\u00a0+"])
def test_no_cell_opens_a_formula(first: str) -> None:
    assert cell(f"{first}cmd").startswith("'")


def test_control_characters_are_shown_as_replaced() -> None:
    assert cell("a\x00b\x1b") == "a\ufffdb\ufffd"
