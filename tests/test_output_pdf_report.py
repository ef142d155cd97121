"""The report as PDF: tagged, fonts inside, every word of the copy kept, the same bytes again."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kb.content.folder import shipped
from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.finding import DocumentFinding, Suppression
from kb.model.source import Source
from kb.output.pdf_report import write
from kb.output.report.glyphs import printable
from kb.reading.read import read
from kb.vet import Engine, Vetted
from tests.audited import a_base, a_finding, over, vetted
from tests.office import poppler

HOSTILE = '#import "x": * $x^2$ @ref <script>alert(1)</script> =1+1 *works*'
TEXT = f"Light works in minutes.\nIt is safe. {HOSTILE}.\nנוגד דיכאון helps 😀 all."
BY = Suppression(
    target="safety", reason="cleared by law", by="AB", until=date(2027, 1, 31), source="kb.yaml:4"
)
PAGE = vetted(
    TEXT,
    a_finding(TEXT, "Light works in minutes", over(TEXT, "minutes")),
    a_finding(TEXT, "It is safe", over(TEXT, "safe", "safety"), verdict="contradicted").model_copy(
        update={"suppressed_by": BY}
    ),
    a_finding(TEXT, HOSTILE, verdict="unsupported", claim=None),
    a_finding(TEXT, "נוגד דיכאון helps 😀 all", verdict="supported"),
    whole=(DocumentFinding(kind="omission", why="Risks are left out.", where=((0, 5),)),),
)


@pytest.fixture(scope="module")
def base(a_claim: Callable[..., Claim], a_source: Callable[..., Source]) -> KnowledgeBase:
    return a_base([a_claim()], [a_source(doi="10.1234/5678", year=2006)])


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kb = KnowledgeBase.open(shipped())
    document = read(shipped() / "sources" / "copy" / "sample-clinic-page.md")
    file = tmp_path_factory.mktemp("report") / "report.pdf"
    file.write_bytes(write([Vetted(document, Engine(kb).vet(document), document.name)], kb))
    return file


def told(program: str, *arguments: str | Path) -> str:
    return subprocess.run(
        [poppler(program), *arguments], check=True, capture_output=True, text=True
    ).stdout


def words(data: bytes, folder: Path) -> str:
    file = folder / "report.pdf"
    file.write_bytes(data)
    return " ".join(told("pdftotext", file, "-").split())


def test_the_report_of_a_real_page_is_tagged_and_titled(sample: Path) -> None:
    about = told("pdfinfo", sample)

    assert "Tagged:          yes" in about
    assert "Evidence audit: sample-clinic-page.md" in about


def test_every_font_is_inside(sample: Path) -> None:
    fonts = told("pdffonts", sample).splitlines()[2:]

    assert fonts
    assert {font.split()[-5] for font in fonts} == {"yes"}


def test_every_part_stands_in_the_report_of_a_real_page(sample: Path) -> None:
    text = " ".join(told("pdftotext", sample, "-").split())

    at = 0
    for title in (
        "Summary", "The copy, as it was judged", "Findings", "The document as a whole",
        "What was not judged", "The evidence", "References", "What this audit is, and is not",
    ):  # fmt: skip
        at = text.index(title, at)


def test_words_of_the_copy_are_never_markup(base: KnowledgeBase, tmp_path: Path) -> None:
    text = words(write([PAGE], base), tmp_path)

    for word in ('#import "x":', "$x^2$", "@ref", "<script>", "=1+1", "*works*"):
        assert word in text


def test_what_the_fonts_lack_is_told_by_its_number(base: KnowledgeBase, tmp_path: Path) -> None:
    assert "U+1F600" in words(write([PAGE], base), tmp_path)
    assert printable("relief 😀") != "relief "


def test_a_suppressed_finding_says_who_and_why(base: KnowledgeBase, tmp_path: Path) -> None:
    text = words(write([PAGE], base), tmp_path)

    assert "cleared by law" in text
    assert "AB" in text


def test_the_same_audits_give_the_same_bytes(base: KnowledgeBase) -> None:
    assert write([PAGE, PAGE], base) == write([PAGE, PAGE], base)


@pytest.mark.parametrize("text", ["Call us.", "", "word" * 3000])
def test_pages_without_findings_are_reports_too(
    text: str, base: KnowledgeBase, tmp_path: Path
) -> None:
    assert "no statement that can be checked" in words(write([vetted(text)], base), tmp_path)
