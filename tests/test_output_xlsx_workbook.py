"""The workbook: typed cells, nothing taken for a formula, opened by a real spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.finding import DocumentFinding, Scale, ScalePoint, Suppression
from kb.model.source import Source
from kb.output import csv_table
from kb.output.faces import FACES
from kb.output.xlsx_sheets import SHEETS
from kb.output.xlsx_workbook import MOST, fitted, write
from tests.audited import a_base, a_finding, over, vetted
from tests.office import convert

RISKY = ("=1+1", "+1+2", "-1-3", "@SUM(1;1)", '=HYPERLINK("https://evil.example";"x")', " =2+2")
TEXT = "\r\n".join(("Light works in minutes", "It is\x00safe\uffff", *RISKY))
SCALE = Scale(
    kind="speed", weakest="months", strongest="minutes",
    allowed=ScalePoint(at=0.25, label="hours"), said=ScalePoint(at=0.75, label="minutes"),
)  # fmt: skip
BY = Suppression(
    target="speed", reason="cleared by law", by="AB", until=date(2027, 1, 31), source="kb.yaml:4"
)
OVER = over(TEXT, "minutes").model_copy(update={"scale": SCALE})
PAGE = vetted(
    TEXT,
    a_finding(TEXT, "Light works in minutes", OVER).model_copy(
        update={"suppressed_by": BY, "baseline": "unchanged"}
    ),
    a_finding(TEXT, "It is\x00safe\uffff", verdict="unsupported", claim=None),
    *(a_finding(TEXT, words, verdict="supported") for words in RISKY),
    whole=(DocumentFinding(kind="omission", why="Risks are left out.", where=((0, 5),)),),
)
Sheets = dict[str, list[list[str]]]
_ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def base(a_claim: Callable[..., Claim], a_source: Callable[..., Source]) -> KnowledgeBase:
    return a_base([a_claim()], [a_source(doi="10.1234/5678", pmid="12345678", year=2006)])


@pytest.fixture(scope="module")
def opened(base: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Sheets:
    """Return the sheets as LibreOffice shows them, and the CSV export as it reads that."""
    folder = tmp_path_factory.mktemp("sheets")
    (folder / "book.xlsx").write_bytes(write([PAGE], base))
    convert(folder / "book.xlsx", _ALL_SHEETS, folder)
    (folder / "table.csv").write_bytes(csv_table.write([PAGE], base))
    shown = folder / "shown"
    shown.mkdir()
    convert(folder / "table.csv", "csv:Text - txt - csv (StarCalc):44,34,76,1", shown)
    found = {file.stem.removeprefix("book-"): rows(file) for file in folder.glob("book-*.csv")}
    return {**found, "csv": rows(shown / "table.csv")}


def rows(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))


def column(table: list[list[str]], name: str) -> list[str]:
    return [row[table[0].index(name)] for row in table[1:]]


def parts(data: bytes) -> dict[str, etree._Element]:
    with ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def test_every_sheet_is_there_with_its_columns(opened: Sheets) -> None:
    assert set(opened) == {"Summary", *(sheet.name for sheet in SHEETS), "csv"}
    for sheet in SHEETS:
        assert opened[sheet.name][0] == [each.name for each in sheet.columns]


def test_text_that_looks_like_a_formula_stays_text(opened: Sheets) -> None:
    assert column(opened["Findings"], "Copy")[2:] == list(RISKY)


def test_the_same_text_stays_text_in_csv(opened: Sheets) -> None:
    assert column(opened["csv"], "quote")[2:] == [f"'{words}" for words in RISKY]


def test_no_formula_and_no_link_is_in_the_file(base: KnowledgeBase) -> None:
    for name, part in parts(write([PAGE], base)).items():
        tags = {etree.QName(each).localname for each in part.iter(etree.Element)}
        assert not tags & {"f", "hyperlink", "hyperlinks", "externalReference"}, name
        assert b'TargetMode="External"' not in etree.tostring(part), name


def test_a_cell_that_looks_like_a_formula_stays_text_when_it_is_edited(base: KnowledgeBase) -> None:
    found = parts(write([PAGE], base))
    name = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    quoted = [bool(look.get("quotePrefix"))
              for look in found["xl/styles.xml"].iterfind("m:cellXfs/m:xf", name)]  # fmt: skip
    cells = found["xl/worksheets/sheet2.xml"].iterfind(".//m:c", name)
    looks = {str(c.get("r")): quoted[int(str(c.get("s")))] for c in cells}

    assert [looks[f"B{row}"] for row in range(2, 10)] == [False, False] + [True] * 6


def test_numbers_percents_and_dates_are_typed(opened: Sheets, base: KnowledgeBase) -> None:
    first = dict(zip(*opened["Findings"][:2], strict=True))
    name = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    sheet = parts(write([PAGE], base))["xl/worksheets/sheet2.xml"]
    row = {
        re.sub(r"\d", "", str(cell.get("r"))): cell.get("t")
        for cell in sheet.iterfind(".//m:row[@r='2']/m:c", name)
    }

    assert (first["Score"], first["Until"], first["End"]) == ("50%", "2027-01-31", "22")
    for title in ("Score", "Until", "Line", "Start", "End"):
        assert row[chr(ord("A") + opened["Findings"][0].index(title))] is None, title
    assert row["B"] == "s"


def test_the_sheets_say_what_was_found(opened: Sheets) -> None:
    findings, over_ = opened["Findings"], opened["Dimensions"]

    assert column(findings, "Verdict")[:3] == ["▲ Overstated", "○ Not covered", "✓ Supported"]
    assert column(findings, "Suppressed by")[0] == "AB"
    assert column(findings, "Baseline")[0] == "unchanged"
    assert (column(over_, "Dimension"), column(over_, "Said, 0 to 1")) == (["speed"], ["0.75"])
    assert column(opened["Whole document"], "Copy") == ["“Light”"]
    assert column(opened["Not covered"], "Copy") == ["It is\ufffdsafe\ufffd"]
    assert column(opened["References"], "DOI") == ["10.1234/5678"]
    assert column(opened["References"], "PMID") == ["12345678"]


def test_the_summary_counts_and_says_what_it_is_no(opened: Sheets) -> None:
    told = opened["Summary"]
    faces = {row[0]: row[1] for row in told if row[0][2:] in {f.label for f in FACES.values()}}

    assert told[0][0] == "Evidence audit"
    assert faces["✓ Supported"] == "6"
    assert list(faces) == [f"{face.icon} {face.label}" for face in FACES.values()]
    assert any("no legal" in row[0] or "not legal" in row[0] for row in told)
    assert any(PAGE.audit.document.sha256 in row for row in told)


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(base: KnowledgeBase) -> None:
    long = "🌧" * 20_000
    page = vetted(long, a_finding(long, long, verdict="supported"))

    (shown,) = {
        str(each.text) for each in parts(write([page], base))["xl/sharedStrings.xml"].iter("{*}t")
        if str(each.text).startswith("🌧")
    }  # fmt: skip

    assert shown.endswith("cut here: a cell holds no more]")
    assert len(shown.encode("utf-16-le")) // 2 <= MOST


@pytest.mark.parametrize("text", ["", "short", "a\nb\tc", "é" * MOST])
def test_a_text_that_fits_is_left_as_it_is(text: str) -> None:
    assert fitted(text) == text
