"""Word files: every word read once, where it stands, with the way back to the very character."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.shared import Inches
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import ReadingError
from kb.model.document import Document
from kb.reading.read import read, read_bytes
from tests.damaged import faults
from tests.office import convert
from tests.word_files import (
    AWKWARD,
    PARAGRAPHS,
    body_of,
    characters,
    members,
    para,
    word_file,
    zipped,
)

AWK = read_bytes(AWKWARD, "awkward.docx")


def _read(body: str, **parts: str) -> Document:
    return read_bytes(word_file(body, parts), "page.docx")


def _found(document: Document) -> list[tuple[str, str, str]]:
    return [(p.kind, p.role, document.quote(p)) for p in document.passages]


@pytest.mark.parametrize(
    ("words", "kind", "role", "place"),
    [
        ("Does it work?", "heading", "body", "paragraph 2"),
        ("Light ends winter blues for good 🙂.", "sentence", "body", "paragraph 3"),
        ("It works within minutes in all patients.", "sentence", "body", "paragraph 4"),
        ("First half of a joined sentence.", "sentence", "body", "paragraph 5"),
        ("Moved here.", "sentence", "body", "paragraph 6"),
        ("Smaller print", "heading", "body", "paragraph 7"),
        ("A point by style", "list-item", "body", "paragraph 8"),
        ("A point of its own", "list-item", "body", "paragraph 9"),
        ("No point at all.", "sentence", "body", "paragraph 10"),
        ("I felt better at once.", "sentence", "quotation", "paragraph 11"),
        ("Light, no side effects", "sentence", "caption", "paragraph 12"),
        ("See page 7 for more.", "sentence", "body", "paragraph 13"),
        ("Shown.", "sentence", "body", "paragraph 14"),
        ("Open and read.", "sentence", "body", "paragraph 15"),
        ("and never fails", "sentence", "hidden", "paragraph 15, hidden text"),
        ("Cures all.", "sentence", "hidden", "paragraph 15, hidden text"),
        ("Over ≥9 in 10 \ufffdglow\u2011happy permanent.", "sentence", "body", "paragraph 16"),
        ("Safe for everyone", "list-item", "body", "paragraph 17"),
        ("Nothing\xa0works\u202ffaster e\u0301ver.", "sentence", "body", "paragraph 18"),
        ("\u05d0\u05d5\u05e8 \u05de\u05e8\u05e4\u05d0.", "sentence", "body", "paragraph 18"),
        ("Boxed: never fails.", "sentence", "body", "text box 1"),
        ("Cured & happy", "alt-text", "body", "image description 1"),
        ("In a control.", "sentence", "body", "paragraph 21"),
        ("In a block control.", "sentence", "body", "paragraph 22"),
        ("p<0.05 was reached.", "sentence", "body", "paragraph 23"),
        ("10,000 lux", "table-cell", "body", "table 1, row 2, column 1"),
        ("Inner cell.", "table-cell", "body", "table 2 in table 1, row 1, column 1"),
        ("Off-label use.", "footnote", "body", "footnote 1"),
        ("The end cures.", "footnote", "body", "endnote 1"),
        ("Our clinic cures.", "sentence", "header", "header"),
        ("Welcome.", "sentence", "header", "first-page header"),
        ("Page", "sentence", "footer", "footer"),
    ],
)
def test_every_word_is_read_once_as_what_it_is_and_where_it_stands(
    words: str, kind: str, role: str, place: str
) -> None:
    (found,) = [passage for passage in AWK.passages if AWK.quote(passage) == words]
    assert (found.kind, found.role, AWK.place(found.start)) == (kind, role, place)


@pytest.mark.parametrize(
    "words", ["some", "Moved from", "Nobody", "-----", "secret", "MERGEFIELD", "\t1"]
)
def test_what_people_do_not_see_is_not_read(words: str) -> None:
    assert words not in AWK.text


def test_the_notes_say_what_was_decided_and_what_was_left_out() -> None:
    assert AWK.notes == (
        "tracked changes were read as accepted: 1 insertion, 2 deletions, 1 move",
        "2 stretches of hidden text read too: hidden text leaves the house with the file",
        "the table of contents was not read: it repeats the headings",
        "not read: 1 chart; words in them were not checked",
        "1 symbol of the font 'Odd Dings' unknown here, shown as '\ufffd'",
    )


def test_a_comment_in_the_file_is_a_remark_on_its_words() -> None:
    (remark,) = AWK.remarks
    assert AWK.text[remark.start : remark.end] == "Remarked"
    assert (remark.text, remark.author) == ("Really?\nCheck it.", "Ann")


def test_every_character_leads_back_to_its_own_in_the_file() -> None:
    for words in ("winter blues", "permanent", "all patients", "Inner cell", "label use"):
        start = AWK.text.index(words)
        assert characters(AWKWARD, AWK, start, start + len(words)) == words


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A page that LibreOffice made: another producer's XML."""
    folder = tmp_path_factory.mktemp("office")
    page = folder / "page.html"
    page.write_text(
        '<html><head><meta charset="utf-8"><title>x</title></head><body><h1>Light</h1>'
        "<p>Light <b>ends win</b><i>ter blues</i> for&nbsp;good \U0001f642.</p>"
        "<h2>Does it work?</h2><ul><li>At once</li><li>For all<ol><li>Even you</li></ol></li></ul>"
        "<table><caption>Doses</caption><tr><th>Dose</th><th>Effect</th></tr>"
        "<tr><td colspan=2>Wide.</td></tr><tr><td>5</td><td>Strong.</td></tr></table>"
        '<p dir="rtl">\u05d0\u05d5\u05e8 \u05de\u05e8\u05e4\u05d0.</p>'
        '<blockquote>I felt better.</blockquote><p>See <a href="http://example.org/">our own'
        " page</a>.</p></body></html>",
        encoding="utf-8",
    )
    return read(convert(page, "docx:MS Word 2007 XML", folder))


def test_a_file_by_another_producer_reads_the_same(converted: Document) -> None:
    found = _found(converted)
    for wanted in (
        ("heading", "body", "Light"),
        ("sentence", "body", "Light ends winter blues for\xa0good 🙂."),
        ("heading", "body", "Does it work?"),
        ("list-item", "body", "At once"),
        ("list-item", "body", "Even you"),
        ("table-cell", "body", "Wide."),
        ("sentence", "body", "\u05d0\u05d5\u05e8 \u05de\u05e8\u05e4\u05d0."),
        ("sentence", "quotation", "I felt better."),
        ("sentence", "body", "See our own page."),
    ):
        assert found.count(wanted) == 1, wanted
    places = {converted.quote(p): converted.place(p.start) for p in converted.passages}
    assert places["Strong."] == "table 1, row 3, column 2"
    assert characters(converted.original, converted, 0, len(converted.text)) == "".join(
        converted.text.split("\n")
    )


def test_a_file_by_python_docx_with_pictures_breaks_and_sections(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Light", level=0)
    made.add_paragraph("Before the break.").add_run().add_break(WD_BREAK.PAGE)
    made.add_paragraph("Short line without end")
    made.add_paragraph("After it comes a whole sentence.")
    made.sections[0].different_first_page_header_footer = True
    made.sections[0].first_page_header.paragraphs[0].text = "Only here."
    made.sections[0].left_margin = Inches(1)
    made.save(str(tmp_path / "made.docx"))
    assert _found(read(tmp_path / "made.docx")) == [
        ("heading", "body", "Light"),
        ("sentence", "body", "Before the break."),
        ("heading", "body", "Short line without end"),
        ("sentence", "body", "After it comes a whole sentence."),
        ("sentence", "header", "Only here."),
    ]


def test_styles_in_a_ring_end() -> None:
    ring = '<w:style w:type="paragraph" w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    read_in = _read(para("Round.", style="A"), styles=ring.format("A", "B") + ring.format("B", "A"))
    assert _found(read_in) == [("sentence", "body", "Round.")]


def test_white_space_that_word_does_not_show_joins_no_words_and_parts_none() -> None:
    document = _read("<w:p><w:r><w:t> Per</w:t></w:r><w:r><w:t>manent \n</w:t></w:r></w:p>")
    assert document.text == "Permanent\n"
    assert [(o.node, o.at, o.width) for o in document.origins] == [(0, 1, 3), (1, 0, 6)]


def test_a_field_that_never_ends_hides_nothing() -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert _read(para(opened, "Cures all.") + para("Truly.")).text == "Cures all.\n\nTruly.\n"


def test_a_row_or_cell_that_was_deleted_is_gone_and_counted() -> None:
    document = _read(
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + para("Old.") + "</w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + para("Wide.") + "</w:tc>"
        "<w:sdt><w:sdtContent><w:tc>"
        + para("New.")
        + "</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>"
    )
    assert [place.label for place in document.places] == [
        "table 1, row 1, column 1", "table 1, row 1, column 3",
    ]  # fmt: skip
    assert document.notes == ("tracked changes were read as accepted: 1 deletion",)


def test_the_strict_form_of_the_standard_reads_the_same() -> None:
    spaces = {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main":
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships":
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }  # fmt: skip
    files: dict[str, str | bytes] = {}
    for name, content in members(AWKWARD).items():
        for loose, strict in spaces.items():
            content = content.replace(loose, strict)  # noqa: PLW2901
        files[name] = content
    assert read_bytes(zipped(files), "strict.docx").text == AWK.text


def test_words_of_a_picture_in_old_files_and_of_lettering_are_read() -> None:
    shape = '<v:shape alt="A happy face"><v:textpath string="Cured!"/></v:shape>'
    document = _read(para("Look.", f"<w:r><w:pict>{shape}</w:pict></w:r>"))
    assert _found(document)[1:] == [
        ("alt-text", "body", "A happy face"),
        ("sentence", "body", "Cured!"),
    ]


def test_a_table_of_any_kind_says_what_it_was_described_as() -> None:
    about = '<w:tblPr><w:tblDescription w:val="Light always wins"/></w:tblPr>'
    document = _read(f"<w:tbl>{about}<w:tr><w:tc>{para('Cell')}</w:tc></w:tr></w:tbl>")
    assert _found(document)[0] == ("alt-text", "body", "Light always wins")
    assert document.place(0) == "table 1, description"


DEEP = "<w:sdt><w:sdtContent>" * 120 + para("Deep.") + "</w:sdtContent></w:sdt>" * 120
_DTD = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


def _with(name: str, content: str | bytes) -> bytes:
    return zipped({**members(AWKWARD), name: content})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is no Word file, or is damaged"),
        (b"PK\x03\x04 and no more", "is no Word file, or is damaged"),
        (AWKWARD[: len(AWKWARD) // 2], "is no Word file, or is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "is no Word file"),
        (_with("word/document.xml", "<w:document><w:body>"), "is damaged ('word/document.xml'"),
        (_with("word/document.xml", "<workbook/>"), "holds no body"),
        (_with("word/document.xml", '<x:document xmlns:x="u"><x:body/></x:document>'), "no body"),
        (_with("word/document.xml", f"{_DTD}<d>&b;</d>"), "declares entities"),
        (_with("word/styles.xml", "<w:styles>"), "is damaged ('word/styles.xml'"),
        (word_file(DEEP), "nested more than 200 deep"),
        (_with("word/document.xml", b" " * 300_000_001), "unpacks to more than 300 MB"),
        (word_file("<w:p/>", main_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
         "holds macros; save it"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_is_wrong(data: bytes, said: str) -> None:
    with pytest.raises(ReadingError, match=r"^page\.docx: ") as refused:
        read_bytes(data, "page.docx")
    assert said in str(refused.value)


@pytest.mark.parametrize("name", ["page.doc", "page.docm", "page.DOTX"])
def test_kinds_that_one_step_makes_readable_say_that_step(name: str) -> None:
    with pytest.raises(ReadingError, match=r"are not read; save it as \.docx"):
        read_bytes(b"anything", name)


def test_macros_in_a_plain_file_are_named_and_an_empty_page_is_read() -> None:
    made = zipped({**members(word_file("<w:p/>")), "word/vbaProject.bin": b"\0"})
    document = read_bytes(made, "empty.docx")
    assert document.text == ""
    assert document.notes == ("holds macros, which were not run", "no sentence found")


@settings(deadline=None, max_examples=150)
@given(PARAGRAPHS, st.integers(-1, 5))
def test_of_any_runs_every_character_is_kept_and_leads_back(
    paragraphs: list[list[tuple[str, str, bool]]], cell: int
) -> None:
    data = word_file(body_of(paragraphs, cell))
    document = read_bytes(data, "page.docx")
    for origin in document.origins:
        woven = document.text[origin.start : origin.end]
        there = characters(data, document, origin.start, origin.end)
        assert woven == there.replace("\t", " ") or woven == there
    written = Counter("".join(words for runs in paragraphs for _, words, _ in runs))
    for lost in "\xad \t\xa0\u200b":
        del written[lost]
    assert written == Counter({char: document.text.count(char) for char in written})


@settings(deadline=None, max_examples=120)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_but_never_breaks(data: st.DataObject) -> None:
    files = members(AWKWARD)
    name = data.draw(st.sampled_from(sorted(files)))
    content = bytearray(files[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        width = data.draw(st.integers(0, 40))
        content[at : at + width] = data.draw(st.sampled_from([b"", b"<", b'"/>', b"w:p", b"9"]))

    assert not faults(zipped({**files, name: bytes(content)}), "page.docx")
