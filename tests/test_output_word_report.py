"""The report as a Word document: its parts in order, its links whole, nothing of the copy alive."""

from __future__ import annotations

import io
import subprocess
from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from lxml import etree

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.finding import DocumentFinding, Scale, ScalePoint, Suppression
from kb.model.source import Source
from kb.output.word_report import write
from kb.reading.read import read_bytes
from kb.vet import Engine, Vetted
from tests.audited import a_base, a_finding, over, vetted
from tests.office import convert, poppler
from tests.pages import ROOT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = '{ HYPERLINK "https://evil.example" } <w:br/> =1+1 https://evil.example \x07 works'
TEXT = f"Light works in minutes.\nIt is safe. {HOSTILE}.\nנוגד דיכאון works."
SCALE = Scale(
    kind="speed", weakest="months", strongest="minutes",
    allowed=ScalePoint(at=0.25, label="2 hours"), said=ScalePoint(at=1, label="at once"),
)  # fmt: skip
BY = Suppression(
    target="safety", reason="cleared by law", by="AB", until=date(2027, 1, 31), source="kb.yaml:4"
)
PAGE = vetted(
    TEXT,
    a_finding(TEXT, "Light works in minutes",
              over(TEXT, "minutes").model_copy(update={"scale": SCALE}),
              over(TEXT, "works", "scope")),
    a_finding(TEXT, "It is safe", over(TEXT, "safe", "safety"), verdict="contradicted").model_copy(
        update={"suppressed_by": BY}
    ),
    a_finding(TEXT, HOSTILE, verdict="unsupported", claim=None),
    a_finding(TEXT, "נוגד דיכאון works", verdict="supported"),
    whole=(DocumentFinding(kind="omission", why="Risks are left out.", where=((0, 5),)),),
)  # fmt: skip
TITLES = [
    "Summary", "The copy, as it was judged", "Findings",
    "What the evidence supports as worded", "The document as a whole",
    "Suppressed findings", "What was not judged", "The evidence", "References",
    "What this audit is, and is not",
]  # fmt: skip


@pytest.fixture(scope="module")
def base(a_claim: Callable[..., Claim], a_source: Callable[..., Source]) -> KnowledgeBase:
    return a_base([a_claim()], [a_source(doi="10.1234/5678", year=2006)])


@pytest.fixture(scope="module")
def shipped_report(shipped: KnowledgeBase) -> bytes:
    """Return the report of two documents against the shipped knowledge base."""
    page = (ROOT / "sources" / "copy" / "sample-clinic-page.md").read_bytes()
    engine = Engine(shipped)
    both = [read_bytes(page, "one.md"), read_bytes(b"Ketamine cures depression.", "two.txt")]
    return write([Vetted(each, engine.vet(each), each.name) for each in both], shipped)


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(data: bytes) -> etree._Element:
    return etree.fromstring(parts(data)["word/document.xml"])


def words(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def test_the_sections_are_headings_in_their_order(base: KnowledgeBase) -> None:
    document = docx.Document(io.BytesIO(write([PAGE], base)))
    headings = [
        (int(p.style.name[-1]), p.text)
        for p in document.paragraphs
        if p.style and p.style.name and p.style.name.startswith("Heading")
    ]

    assert [text for level, text in headings if level == 1] == TITLES
    levels = [0, *(level for level, _ in headings)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_finding_tells_what_is_said_what_is_allowed_and_what_to_say(base: KnowledgeBase) -> None:
    told = words(body(write([PAGE], base)))

    for part in (
        "1  ▲ Overstated",
        "“Light works in minutes”",
        "not before 2 hours",
        "evidence allows: 2 hours",
        "copy says: at once",
        "Light may help.",
        "Suppressed by AB, until 2027-01-31: ",
        "cleared by law",
        "Title of trial-a",
        "doi:10.1234/5678",
        "Risks are left out.",
    ):
        assert part in told, part


def test_copy_is_marked_by_ground_and_kind_of_line(base: KnowledgeBase) -> None:
    marked = {
        words(run): (shade.get(f"{W}fill"), line.get(f"{W}val"))
        for run in body(write([PAGE], base)).iter(f"{W}r")
        if (shade := run.find(f"{W}rPr/{W}shd")) is not None
        and (line := run.find(f"{W}rPr/{W}u")) is not None
    }

    assert marked["Light "] == marked["minutes"] == ("fdefd7", "wave")
    assert marked["safe"] == ("fde6e8", "double")


def test_nothing_of_the_copy_is_a_field_a_link_or_markup(base: KnowledgeBase) -> None:
    data = write([PAGE], base)
    found = parts(data)

    assert HOSTILE.replace("\x07", "\ufffd") in words(body(data))
    fields = [f.get(f"{W}instr") for name in found if name.startswith("word/footer")
              for f in etree.fromstring(found[name]).iter(f"{W}fldSimple")]  # fmt: skip
    assert fields == [" PAGE "]
    assert not list(body(data).iter(f"{W}fldSimple", f"{W}instrText"))
    outside = [
        each.get("Target")
        for name, part in found.items()
        if name.endswith(".rels")
        for each in etree.fromstring(part)
        if each.get("TargetMode") == "External"
    ]
    assert outside == ["https://doi.org/10.1234/5678"]


def test_words_that_run_from_right_to_left_are_told_so(base: KnowledgeBase) -> None:
    turned = {words(run) for run in body(write([PAGE], base)).iter(f"{W}r")
              if run.find(f"{W}rPr/{W}rtl") is not None}  # fmt: skip

    assert any(text.startswith("נוגד") for text in turned)


def test_tables_repeat_their_heads_and_cut_no_row(shipped_report: bytes) -> None:
    tables = list(body(shipped_report).iter(f"{W}tbl"))
    headed = [t for t in tables if t.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None]

    assert len(headed) > 5
    for row in body(shipped_report).iter(f"{W}tr"):
        assert row.find(f"{W}trPr/{W}cantSplit") is not None
    for each in tables:
        columns = len(each.findall(f"{W}tblGrid/{W}gridCol"))
        for row in each.findall(f"{W}tr"):
            spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc"))
            assert sum(1 if s is None else int(s.get(f"{W}val") or 1) for s in spans) == columns


def test_pictures_are_said_in_words(shipped_report: bytes) -> None:
    told = [str(each.get(f"{W}val")) for each in body(shipped_report).iter(f"{W}tblDescription")]

    assert any(each.startswith("Findings by verdict: 1 contradicted") for each in told)
    assert any(each.startswith("Findings by dimension. Certainty: ") for each in told)
    assert any(each.startswith("Scale from ") for each in told)


def test_every_link_leads_to_a_place_that_stands_once(shipped_report: bytes) -> None:
    document = body(shipped_report)
    places = Counter(each.get(f"{W}name") for each in document.iter(f"{W}bookmarkStart"))
    targets = {each.get(f"{W}anchor") for each in document.iter(f"{W}hyperlink")} - {None}

    assert set(places.values()) == {1}
    assert targets <= set(places), targets - set(places)
    assert len({each.get(f"{W}id") for each in document.iter(f"{W}bookmarkStart")}) == len(places)


def test_there_is_no_time_in_the_file(base: KnowledgeBase) -> None:
    data = write([PAGE], base)
    told = docx.Document(io.BytesIO(data)).core_properties

    with ZipFile(io.BytesIO(data)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert told.created == told.modified
    assert told.created
    assert told.created.year == 1980
    assert (told.author, told.title) == ("Claims KB", "Evidence audit: page.txt")


def test_libreoffice_opens_it_and_shows_every_part(base: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(write([PAGE], base))

    made = convert(tmp_path / "report.docx", "pdf", tmp_path)
    shown = subprocess.run(
        [poppler("pdftotext"), "-layout", made, "-"], check=True, capture_output=True, text=True
    ).stdout

    at = 0
    for title in TITLES:
        at = shown.index(title, at)
    assert "Light works in minutes" in shown
    assert "sha256" in shown
