"""OpenDocument texts: what stands in them, in order, with the way back.

`tests/files/leaflet.fodt` was written by hand; LibreOffice saves it anew for the tests.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kb.errors import ReadingError
from kb.model.document import Document
from kb.reading.read import read_bytes
from tests.decks import parts_of, with_parts
from tests.office import convert

LEAFLET = Path(__file__).parent / "files" / "leaflet.fodt"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"

TOLD = [
    ("paragraph 1", "heading", "body", "Light for dark days 🎉"),
    ("paragraph 2", "heading", "body", "How it works"),
    ("paragraph 3", "sentence", "body", "Light works within minutes."),
    ("paragraph 3", "sentence", "body", "It helps everybody."),
    ("paragraph 3", "sentence", "body", "Café, cafe\u0301 and 40\u00a0% of people."),
    ("paragraph 3, hidden text", "sentence", "hidden", "Not in winter."),
    ("paragraph 4", "sentence", "body", "Ask\tus   first."),
    ("paragraph 4", "sentence", "body", "Then decide."),
    ("paragraph 5", "list-item", "body", "Lasts for years"),
    ("paragraph 6", "list-item", "body", "For most people"),
    ("paragraph 7", "list-item", "body", "Has no side effects"),
    ("paragraph 8", "list-item", "body", "Sit down."),
    ("paragraph 9", "list-item", "body", "Look up."),
    ("table 1, row 1, column 1", "table-cell", "body", "Response"),
    ("table 1, row 2, column 1", "table-cell", "body", "Light: 70%"),
    ("table 1, row 2, column 2, table 2, row 1, column 1", "table-cell", "body", "Dark: 30%"),
    ("paragraph 10", "sentence", "quotation", "“I was well in a day,” says Anna."),
    ("paragraph 11", "sentence", "body", "See the box."),
    ("image description 1", "alt-text", "body", "A lamp that heals"),
    ("text box 1", "sentence", "body", "Doctors recommend light."),
    ("text box 1", "sentence", "caption", "Figure 1: Our lamp"),
    ("paragraph 12", "sentence", "body", "مرحبا بالعالم."),
    ("paragraph 12", "sentence", "body", "שלום עולם."),
    ("paragraph 13", "sentence", "hidden", "Light is approved everywhere."),
    ("paragraph 14", "sentence", "body", "The end."),
    ("footnote 1", "footnote", "body", "In one small trial."),
    ("header", "sentence", "header", "For adults only."),
    ("footer", "sentence", "footer", "Ask your doctor first."),
    ("footer", "sentence", "footer", "Page"),
]


def told(document: Document) -> list[tuple[str, str, str, str]]:
    """Return place, kind, role and words of every passage."""
    return [(document.place(p.start), p.kind, p.role, document.quote(p)) for p in document.passages]


def stretches(data: bytes) -> list[str]:
    """Return all texts between two tags of a part, in order."""
    parser = etree.XMLParser(remove_comments=True, remove_pis=True)
    walked = etree.iterwalk(etree.fromstring(data, parser), events=("start", "end"))
    return [
        text for event, each in walked if (text := each.text if event == "start" else each.tail)
    ]


def assert_leads_back(document: Document, parts: dict[str, bytes]) -> None:
    """Every character leads to the very same one; white space to the run that it stands for."""
    roots = {name: stretches(parts[name]) for name in {o.part for o in document.origins}}
    for origin in document.origins:
        there = roots[origin.part][origin.node][origin.at : origin.at + origin.width]
        here = document.text[origin.start : origin.end]
        assert there == here or (here == " " and not there.strip(" \t\r\n"))
    covered = {at for origin in document.origins for at in range(origin.start, origin.end)}
    assert all(at in covered for at, char in enumerate(document.text) if not char.isspace())


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the leaflet as LibreOffice saves it."""
    return convert(LEAFLET, "odt", tmp_path_factory.mktemp("odt")).read_bytes()


def test_a_leaflet_is_read_with_all_that_stands_in_it() -> None:
    document = read_bytes(LEAFLET.read_bytes(), "leaflet.fodt")

    assert told(document) == TOLD
    assert document.notes == (
        "tracked changes read as accepted: 1 deletion left out, 1 insertion kept",
        "hidden and read all the same: 2 paragraphs",
    )
    assert [(document.text[r.start : r.end], r.text, r.author) for r in document.remarks] == [
        ("decide", "Who says so?", "B Editor")
    ]
    assert_leads_back(document, {"the file": LEAFLET.read_bytes()})


def test_the_leaflet_as_libreoffice_packs_it_reads_the_same(packed: bytes) -> None:
    document = read_bytes(packed, "leaflet.odt")

    assert told(document) == TOLD
    assert document.remarks == read_bytes(LEAFLET.read_bytes(), "leaflet.fodt").remarks
    assert_leads_back(document, parts_of(packed))


def flat(body: str, styles: str = "") -> bytes:
    """Return a document of one file with this body."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for name, long in {
            "office": "office", "text": "text", "table": "table", "style": "style",
            "draw": "drawing", "svg": "svg-compatible",
        }.items()
    )  # fmt: skip
    return (
        f"<office:document{spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def words(body: str, styles: str = "") -> list[str]:
    """Return the words of every passage of such a document."""
    document = read_bytes(flat(body, styles), "page.fodt")
    return [document.quote(passage) for passage in document.passages]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text("ab \t\n.é\u0301🎉ש\u00a0"), max_size=8))
def test_runs_cut_anywhere_lead_back(runs: list[str]) -> None:
    spans = "".join(f"<text:span>{run}</text:span>{run}" for run in runs)
    data = flat(f"<text:p>It works. {spans}</text:p>")
    document = read_bytes(data, "page.fodt")

    twice = "".join(run * 2 for run in runs)
    squeezed = " ".join(part for part in f"It works. {twice}".replace("\n", " ").split(" "))
    assert document.text.split() == squeezed.split()
    assert "  " not in document.text
    assert_leads_back(document, {"the file": data})


def test_a_table_of_contents_is_left_out_and_told() -> None:
    index = "<text:table-of-content><text:index-body><text:p>One 1</text:p></text:index-body>"
    data = flat(f"{index}</text:table-of-content><text:p>It works.</text:p>")
    document = read_bytes(data, "page.fodt")

    assert [document.quote(p) for p in document.passages] == ["It works."]
    assert any("contents" in note for note in document.notes)


def test_a_style_that_goes_back_to_itself_ends() -> None:
    style = "<style:style style:name='A' style:family='paragraph' style:parent-style-name='A'/>"
    assert words("<text:p text:style-name='A'>It works.</text:p>", style) == ["It works."]


def test_pictures_without_words_are_counted() -> None:
    frame = "<draw:frame><draw:image/></draw:frame>"
    document = read_bytes(flat(f"<text:p>It works.{frame}{frame}</text:p>"), "page.fodt")
    assert "2 pictures not read: only what describes them" in document.notes


def test_a_row_said_to_repeat_a_million_times_costs_nothing() -> None:
    row = "<table:table-row table:number-rows-repeated='1048576'><table:table-cell"
    row += " table:number-columns-repeated='16384'><text:p>It works.</text:p></table:table-cell>"
    assert words(f"<table:table>{row}</table:table-row></table:table>") == ["It works."]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.odt", b"", "is no OpenDocument text, or is damaged"),
        ("a.odt", b"PK\x03\x04", "is no OpenDocument text, or is damaged"),
        ("a.fodt", b"<a/>", "is no OpenDocument text: it holds no text"),
        ("a.fodt", b"<a", "is damaged"),
        ("a.fodt", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "declares entities"),
        ("a.fodt", flat("<text:section>" * 220 + "</text:section>" * 220), "is nested more than"),
    ],
)
def test_what_is_no_text_document_is_refused_in_words(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ReadingError) as refusal:
        read_bytes(data, name)
    assert str(refusal.value).startswith(f"{name}: ")
    assert says in str(refusal.value)


def test_a_document_behind_a_password_says_so(packed: bytes) -> None:
    manifest = "META-INF/manifest.xml"
    sealed = parts_of(packed)[manifest].replace(b"/>", b"><encryption-data/></x>", 1)
    with pytest.raises(ReadingError, match="is protected by a password; save it without one"):
        read_bytes(with_parts(packed, {manifest: sealed}), "a.odt")
