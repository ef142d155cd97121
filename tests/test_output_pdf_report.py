"""The report as PDF: tagged, whole, the words as they were, whatever they are."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
import typst
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.finding import DocumentFinding, Suppression
from kb.model.source import Source
from kb.output.pdf_report import write as pdf_report
from kb.output.pdf_report.links import Unplaced
from kb.output.pdf_report.write import write
from kb.output.report import glyphs
from kb.output.report.glyphs import printable, ranges
from kb.reading.read import read
from kb.vet import Vetted, vet
from tests.audited import a_base, a_finding, over, vetted
from tests.office import poppler

MakeClaim = Callable[..., Claim]
MakeSource = Callable[..., Source]
SAMPLE = Path(__file__).parents[1] / "sources" / "copy" / "sample-clinic-page.md"


@pytest.fixture(scope="module")
def page(shipped: KnowledgeBase) -> Vetted:
    document = read(SAMPLE)
    return Vetted(document, vet(document, shipped), SAMPLE.name)


@pytest.fixture(scope="module")
def pdf(page: Vetted, shipped: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("pdf") / "report.pdf"
    file.write_bytes(write([page], shipped))
    return file


def run(name: str, *arguments: str | Path) -> str:
    told = subprocess.run([poppler(name), *arguments], check=True, capture_output=True)
    return told.stdout.decode()


def text_of(pdf: bytes) -> str:
    """Return the words of a PDF, one space between them, marks for line breaks taken out."""
    poppler("pdftotext")
    made = subprocess.run(["pdftotext", "-", "-"], input=pdf, check=True, capture_output=True)
    return " ".join(re.sub("[\u200b\u200e\u2060]", "", made.stdout.decode()).split())


# --- the sample page ----------------------------------------------------------------------------


def test_the_report_is_tagged_and_says_what_it_is(pdf: Path) -> None:
    told = dict(re.findall(r"^([^:]+): +(.*)$", run("pdfinfo", pdf), re.MULTILINE))

    assert told["Tagged"] == "yes"
    assert told["Title"] == "Evidence audit: sample-clinic-page.md"
    assert "CreationDate" not in told


def test_every_font_is_inside(pdf: Path) -> None:
    fonts = run("pdffonts", pdf).splitlines()[2:]

    assert fonts
    assert all(re.search(r" yes yes yes +\d+ +\d+$", font) for font in fonts)


def test_it_claims_pdf_ua_and_its_pictures_have_words(pdf: Path) -> None:
    reader = PdfReader(pdf)
    root: Any = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    drawn = [e for e in structure(reader) if e.get("/S") == "/Figure"]

    assert "<pdfuaid:part>1<" in metadata
    assert root["/Lang"].startswith("en")
    assert len(drawn) >= 3
    assert all(str(each.get("/Alt") or "").startswith("Findings by ") for each in drawn)


def structure(reader: PdfReader) -> list[Any]:
    """Return every element of the structure tree."""
    root: Any = reader.trailer["/Root"]
    found, waiting = [], [root["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, list):
            waiting += element
        elif hasattr(element, "get"):
            found.append(element)
            if "/K" in element:
                waiting.append(element["/K"])
    return found


def test_every_finding_and_every_reference_is_told(pdf: Path, page: Vetted) -> None:
    told = text_of(pdf.read_bytes())

    for finding in page.audit.findings:
        assert " ".join(finding.quote.split()) in told
        if finding.rewording:
            assert finding.rewording in told
    for each in page.audit.document_findings:
        assert each.why in told
    assert page.audit.document.sha256 in told
    assert page.audit.knowledge_base.fingerprint in told
    assert "GRADE evidence profile" in told
    assert "What this audit is, and is not" in told


def test_pages_are_numbered_under_the_name_and_hash_of_the_document(
    pdf: Path, page: Vetted
) -> None:
    pages = PdfReader(pdf).pages
    foot = f"sample-clinic-page.md · sha256 {page.audit.document.sha256[:12]}"

    assert foot not in pages[0].extract_text()
    assert foot in pages[1].extract_text()
    assert f"2 of {len(pages)}" in pages[1].extract_text()


def links(reader: PdfReader) -> list[DictionaryObject]:
    every = [link for page in reader.pages for link in page.get("/Annots", [])]
    return [cast("DictionaryObject", link.get_object()) for link in every]


def addresses(reader: PdfReader) -> list[str]:
    actions = [cast("dict[str, str]", link["/A"]) for link in links(reader) if "/A" in link]
    return [action["/URI"] for action in actions]


def page_of(reader: PdfReader, place: object) -> int:
    """Return the number of the page that a link leads to, from 0."""
    if isinstance(place, str):
        place = reader.named_destinations[place].dest_array
    page = cast("list[IndirectObject]", place)[0]
    return [each.indirect_reference for each in reader.pages].index(page)


def test_numbers_lead_from_the_copy_to_the_findings_and_references_out(pdf: Path) -> None:
    reader = PdfReader(pdf)

    assert sum("/Dest" in link for link in links(reader)) > 100
    assert any(address.startswith("https://doi.org/") for address in addresses(reader))
    assert all(address.startswith(("https://", "http://")) for address in addresses(reader))


def test_each_link_within_leads_to_what_it_names(pdf: Path, page: Vetted) -> None:
    reader = PdfReader(pdf)
    words = [" ".join(each.extract_text().split()) for each in reader.pages]
    places = {str(link.get("/Contents", "")): link.get("/Dest") for link in links(reader)}
    named = {
        name.removeprefix("to "): words[page_of(reader, place)]
        for name, place in places.items()
        if name.startswith("to ")
    }
    findings = {f"finding {number}" for number in range(1, len(page.audit.findings) + 1)}
    evidence = [name.split()[-1] for name in named if name.startswith("sources of ")]

    assert findings <= set(named)
    assert "When tablets have not been enough" in named["passage of finding 3"]
    assert "Numbered in the order in which" in named["reference 1"]
    assert evidence
    assert all(re.search(rf"\b{each}\b", named[f"sources of {each}"]) for each in evidence)


def test_links_lead_to_the_findings_of_each_of_several_documents(
    a_claim: MakeClaim, a_source: MakeSource
) -> None:
    kb = a_base([a_claim()], [a_source()])
    text = "It works in minutes."
    both = [vetted(text, a_finding(text, text, over(text, "minutes")), path=n) for n in ("a", "b")]

    reader = PdfReader(io.BytesIO(write(both, kb)))

    named = {str(link.get("/Contents")) for link in links(reader) if "/Dest" in link}
    assert {"to document 1", "to finding 1.1", "to finding 2.1", "to sources of E1"} <= named


def ends_on_the_page(pdf: bytes, word: str, file: Path) -> list[bool]:
    """Return, for each place where a word stands, whether that is above the edge of its page."""
    file.write_bytes(pdf)
    height, found = 0.0, []
    for line in run("pdftotext", "-bbox", file, "-").splitlines():
        if page := re.search(r'<page .*height="([\d.]+)"', line):
            height = float(page[1])
        elif at := re.search(rf'yMax="([\d.]+)">\W*{word}\W*<', line):
            found.append(float(at[1]) < height)
    return found


def test_evidence_longer_than_a_page_runs_over_to_the_next(
    a_claim: MakeClaim, a_source: MakeSource, tmp_path: Path
) -> None:
    note = " ".join(f"word{number}" for number in range(230))
    grade = {"scheme": "documentary", "start": "high", "judged": {}}
    allows = {
        "certainty": {"level": "may", "wording": "may help"},
        "magnitude": {"at_most": 50, "note": note},
        "speed": {"earliest": 24, "note": note},
        "durability": {"longest": 336, "note": note},
    }
    kb = a_base([a_claim(grade=grade, allows=allows)], [a_source()])
    text = "It works in minutes."

    made = write([vetted(text, a_finding(text, text, over(text, "minutes")))], kb)

    assert ends_on_the_page(made, "word229", tmp_path / "long.pdf") == [True] * 3


def test_findings_longer_than_a_page_run_over_to_the_next(
    a_claim: MakeClaim, a_source: MakeSource, tmp_path: Path
) -> None:
    words = " ".join(f"word{number}" for number in range(230))
    quote = " ".join([words] * 6)
    exceeded = over(quote, "word1", says=words, allows=words, why=words)
    kb = a_base([a_claim()], [a_source()])

    made = write([vetted(quote, a_finding(quote, quote, exceeded))], kb)

    # Six times in the copy and in the finding; in what is said, and in what is allowed.
    assert ends_on_the_page(made, "word229", tmp_path / "long.pdf") == [True] * 14


def test_links_still_lead_where_typst_writes_them_in_another_way(
    page: Vetted, shipped: KnowledgeBase, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlike(*_: object) -> bytes:
        raise Unplaced("written in another way")

    monkeypatch.setattr(pdf_report, "inward", unlike)
    usual, other = PdfReader(pdf), PdfReader(io.BytesIO(write([page], shipped)))

    assert [each["/Rect"] for each in links(other)] == [each["/Rect"] for each in links(usual)]
    assert addresses(other) == addresses(usual)


def test_the_same_audit_gives_the_same_bytes(
    page: Vetted, shipped: KnowledgeBase, pdf: Path
) -> None:
    other = write([vetted("Another page in between.")], shipped)

    assert other != write([page], shipped) == pdf.read_bytes()


# --- copy that means no good --------------------------------------------------------------------

HOSTILE = (
    '#import "@preview/x:0.1.0": * $x^2$ @ref <lab> #panic("no")',
    "<script>alert(1)</script> & =1+1 \\ *bold* _it_ `raw` // c /* d */",
    "x" * 200,
    "= no heading - no item + no number / no: term ~ -- ---",
)


def hostile(kb: KnowledgeBase) -> bytes:
    text = " works.\n".join([*HOSTILE, ""])
    found = [
        a_finding(text, line, over(text, line, says=f"says {line}", allows=f"allows {line}"))
        for line in HOSTILE
    ]
    word = Suppression(
        target="speed", reason="#reason $r$", by="A <b>", until=date(2027, 1, 31), source="@file"
    )
    found[0] = found[0].model_copy(update={"suppressed_by": word, "rewording": "#rew $q$ @w <x>"})
    whole = DocumentFinding(kind="omission", why="#why $w$ @x", where=((0, 20),), sources=("gone",))
    return write([vetted(text, *found, whole=(whole,), path="we#ird $na@me <x>.txt")], kb)


def test_words_that_look_like_commands_arrive_as_words(
    a_claim: MakeClaim, a_source: MakeSource
) -> None:
    claim = a_claim(says="Says #strong[x] $y$ <b> & @z")
    source = a_source(title="T <i>x</i> & *y* $z$ #panic() what?", container="J & <b>Co</b>")

    told = text_of(hostile(a_base([claim], [source])))

    for line in HOSTILE:
        assert line.replace(" ", "") in told.replace(" ", "")
        assert f"says{line}".replace(" ", "") in told.replace(" ", "")
    for words in (
        "we#ird $na@me <x>.txt", "Says #strong[x] $y$ <b> & @z", "#why $w$ @x",
        "T <i>x</i> & *y* $z$ #panic() what? J & <b>Co</b>.", "#rew $q$ @w <x>",
        "Suppressed by A <b>, until 2027-01-31: #reason $r$", "gone: no record of this source.",
    ):  # fmt: skip
        assert words in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Relief \U0001f600\U0001f680 now", "Relief [U+1F600 U+1F680] now"),
        ("a\x07b\x00c", "a[U+0007]b[U+0000]c"),
        ("\u202eevil", "[U+202E]evil"),
        ("中文", "[U+4E2D U+6587]"),
        ("two\nlines\u2028here", "two lines here"),
        ("α β e\u0301 né “x” ≥ 5 %", "α β e\u0301 né “x” ≥ 5 %"),
        ("שלום مرحبا", "שלום مرحبا"),
    ],
)
def test_what_the_fonts_lack_is_shown_by_its_number(text: str, told: str) -> None:
    assert printable(text) == told


def test_no_character_that_the_fonts_lack_stops_or_empties_a_report(a_claim: MakeClaim) -> None:
    text = "Relief \U0001f600 now\x07 for שלום مرحبا \u202eall 中文 e\u0301 works."
    finding = a_finding(text, text[:-1], over(text, "works"))

    told = text_of(
        write([vetted(text, finding, path="\udcff\U0001f600.txt")], a_base([a_claim()], []))
    )

    assert "[U+1F600]" in told
    assert "[U+DCFF U+1F600].txt" in told
    assert "[U+4E2D U+6587]" in told


def test_a_character_that_the_table_promises_in_vain_costs_no_report(
    a_claim: MakeClaim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glyphs, "ranges", lambda: [(0x21, 0x1FFFF)])
    glyphs.lacking.cache_clear()
    text = "Relief \U0001f600 naïve works."

    told = text_of(write([vetted(text)], a_base([a_claim()], [])))

    glyphs.lacking.cache_clear()
    assert "Relief [U+1F600] naïve works." in told


def test_the_fonts_show_every_character_that_the_table_promises(tmp_path: Path) -> None:
    template = tmp_path / "all.typ"
    template.write_text(
        '#set document(title: "All", date: none)\n#set text(lang: "en",'
        ' font: ("Libertinus Serif", "DejaVu Sans Mono"))\n'
        "#for each in json(bytes(sys.inputs.data)) { each; linebreak(); strong(each); linebreak() }"
    )
    characters = [chr(code) for first, last in ranges() for code in range(first, last + 1)]

    # Raises where one is missing: run `python -m scripts.glyphs` when typst brings other fonts.
    assert typst.compile(
        template,
        sys_inputs={"data": json.dumps(characters)},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )


# --- other audits -------------------------------------------------------------------------------


def test_several_documents_stand_in_one_report(a_claim: MakeClaim) -> None:
    text = "Light works in minutes. It is safe."
    finding = a_finding(text, "Light works in minutes", over(text, "minutes"))
    both = [vetted(text, finding, path="zebra.txt"), vetted(text, finding, path="ant.txt")]

    told = text_of(write(both, a_base([a_claim()], [])))

    assert "2 documents" in told
    assert 0 < told.index("Document 1: zebra.txt") < told.index("Document 2: ant.txt")
    assert "1.1" in told
    assert "2.1" in told


@pytest.mark.parametrize("text", ["", "Call us for an appointment.", "word" * 3000])
def test_a_page_without_findings_has_a_report_too(text: str, a_claim: MakeClaim) -> None:
    made = write([vetted(text)], a_base([a_claim()], []))

    assert "no statement that can be checked against evidence" in text_of(made)
    assert PdfReader(io.BytesIO(made)).pages


def test_a_suppressed_finding_is_told_with_who_answers_for_it(a_claim: MakeClaim) -> None:
    text = "Light works in minutes."
    word = Suppression(target="speed", reason="agreed with legal", by="A. B.", source="page.md")
    finding = a_finding(text, "Light works in minutes", over(text, "minutes"))
    finding = finding.model_copy(update={"suppressed_by": word, "baseline": "new"})

    told = text_of(write([vetted(text, finding)], a_base([a_claim()], [])))

    assert "Suppressed by A. B.: agreed with legal" in told
    assert "1 finding is suppressed" in told
    assert "no end" in told
