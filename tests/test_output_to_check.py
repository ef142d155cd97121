"""What is to be checked is seen in every export, and no run fails on it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from kb.cli import main
from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.finding import Cue, Doubt
from kb.model.source import Source
from kb.output import csv_table, text
from kb.output.comment import comment_text, commented
from kb.output.faces import FACES, face_of
from kb.output.html.report import write as html
from kb.output.report import report
from kb.output.xlsx_workbook import write as xlsx
from tests.audited import a_base, a_finding, vetted

COPY = "Light helps 91% of FDA staff. It is safe."
FIGURE = Cue(start=12, end=15, quote="91%")
DOUBTS = (
    Doubt(kind="close-call", why="a close call to the FDA"),
    Doubt(kind="figure", why="no source gives “91%”", cue=FIGURE),
)
ASKED = a_finding(COPY, "Light helps 91% of FDA staff", verdict="supported").model_copy(
    update={"doubts": DOUBTS, "score": 0.9}
)
SAFE = a_finding(COPY, "It is safe", verdict="supported").model_copy(update={"score": 0.9})
PAGE = vetted(COPY, ASKED, SAFE)
LOOK = "lease look: a close call to the FDA; no source gives “91%”"


@pytest.fixture(scope="module")
def base(a_claim: Callable[..., Claim], a_source: Callable[..., Source]) -> KnowledgeBase:
    return a_base([a_claim()], [a_source()])


def test_it_has_a_face_of_its_own() -> None:
    assert [face_of(each) for each in (ASKED, SAFE)] == [FACES["to-check"], FACES["supported"]]


def test_it_gets_a_comment_and_what_is_simply_supported_gets_none(base: KnowledgeBase) -> None:
    assert commented(PAGE.audit) == (ASKED,)
    verdict, look, *_ = comment_text(ASKED, base).splitlines()
    assert verdict.startswith("To check: ")
    assert look == f"P{LOOK}"


def test_the_text_output_counts_it_apart(base: KnowledgeBase) -> None:
    told = text.write([PAGE], base).decode()

    assert "TO CHECK (1)" in told
    assert "1 to check, 1 supported" in told
    assert "“91%”" in told


def test_reports_tell_it_first_and_in_full_with_the_figure_marked(base: KnowledgeBase) -> None:
    made = report([PAGE], base)
    (first,) = made.documents[0].problems

    assert first.doubt == f"P{LOOK}"
    assert [part.text for part in first.quote if part.cue] == ["91%"]
    assert "1 is probably supported and should be looked at" in made.summary.headline
    assert made.summary.gravest == ()


def test_the_page_shows_it_with_its_box_and_keeps_capitals(base: KnowledgeBase) -> None:
    page = html([PAGE], base).decode()

    assert 'class="show-to-check"' in page
    assert f"P{LOOK}" in page


def test_tables_say_why(base: KnowledgeBase) -> None:
    table = io.StringIO(csv_table.write([PAGE], base).decode("utf-8-sig"), newline="")
    assert [row["doubts"] for row in csv.DictReader(table)] == [
        "a close call to the FDA | no source gives “91%”",
        "",
    ]
    with ZipFile(io.BytesIO(xlsx([PAGE], base))) as book:
        assert f"p{LOOK}" in book.read("xl/sharedStrings.xml").decode()


def test_no_run_fails_on_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.txt"
    page.write_text("A course of ketamine may cost between $8,000 and $12,000.", "utf-8")

    assert main(["vet", str(page)]) == 0
    assert "TO CHECK (1)" in capsys.readouterr().out
