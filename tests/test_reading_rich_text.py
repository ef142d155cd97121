r"""RTF: every word, and the bytes of the file that it comes from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import ReadingError
from kb.model.document import Document
from kb.reading.read import read_bytes
from tests.office import convert
from tests.test_reading_open_document import LEAFLET, TOLD, told


def read(inside: str, head: str = r"{\rtf1\ansi\ansicpg1252") -> Document:
    """Return an RTF file with this body, read."""
    return read_bytes(f"{head} {inside}}}".encode("latin-1"), "page.rtf")


def words(inside: str) -> list[str]:
    """Return the words of every passage."""
    document = read(inside)
    return [document.quote(passage) for passage in document.passages]


def assert_leads_back(document: Document) -> None:
    """Every character leads to its own bytes; an escape to all that it is written with."""
    whole = document.original.decode("latin-1")
    for origin in document.origins:
        there = whole[origin.at : origin.at + origin.width]
        if origin.exact:
            assert there == document.text[origin.start : origin.end] or "Symbol" in whole
        else:
            assert there.startswith("\\")
            bare = there.replace("\\{", "").replace("\\}", "")
            assert "{" not in bare
            assert "}" not in bare
    covered = {at for origin in document.origins for at in range(origin.start, origin.end)}
    assert all(at in covered for at, char in enumerate(document.text) if not char.isspace())


def test_the_leaflet_as_libreoffice_saves_it_reads_as_the_original(tmp_path: Path) -> None:
    document = read_bytes(convert(LEAFLET, "rtf", tmp_path).read_bytes(), "leaflet.rtf")
    # It saves neither the description of a text box nor that a section is hidden.
    expected = [
        (place, kind, "body" if words.startswith("Light is approved") else role, words)
        for place, kind, role, words in TOLD
        if kind != "alt-text"
    ]
    assert told(document) == expected
    assert document.notes == (
        "tracked changes read as accepted: deleted words left out",
        "hidden and read all the same: 1 paragraph",
    )
    assert [(document.text[r.start : r.end], r.text, r.author) for r in document.remarks] == [
        ("decide", "Who says so?", "B Editor")
    ]
    assert_leads_back(document)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r"Caf\'e9 at 40\~%", "Café at 40\u00a0%"),
        (r"\u8220\'93It works\u8221\'94", "“It works”"),
        (r"\uc0\u55356\u57225  party", "🎉 party"),
        (r"\u-10180?\u-8311? party", "🎉 party"),
        (r"\uc2\u233\'c3\'a9 end", "é end"),
        (r"\uc1\u233 e end", "é end"),
        (r"\ldblquote well\rdblquote\emdash says\_so", "“well”—says\u2011so"),
        (r"in\-visible", "invisible"),
        (r"a\{b\}\\c", "a{b}\\c"),
        (r"one\line two\tab three", "one\ntwo\tthree"),
        (r"x{\*\unknown lost}y", "xy"),
        (r"x{\upr{ansi}{\*\ud{b\u233?t\u233?}}}y", "xbétéy"),
        (r"x{\pict\pngblip 89504e47}y", "xy"),
        (r"x\bin5 {\}}\y", "xy"),
        (r"\u9999999 ?x\u55356 ?y", "\ufffdx\ufffdy"),
        (r"\'zz x", "zz x"),
        (r"{\field{\*\fldinst HYPERLINK \"http://a.b\"}{\fldrslt our site}} here", "our site here"),
        (r"Page {\field{\*\fldinst  PAGE }{\fldrslt 7}} of it", "Page  of it"),
        ("one\r\ntwo\\\nthree", "onetwo\n\nthree"),
    ],
)
def test_characters_are_those_that_a_reader_sees(inside: str, text: str) -> None:
    document = read(inside)
    assert document.text.rstrip("\n") == text
    assert_leads_back(document)


@pytest.mark.parametrize(
    ("head", "inside", "text"),
    [
        (r"{\rtf1\ansi\ansicpg1251", r"\'cf\'f0\'e8", "При"),
        (r"{\rtf1\mac", r"caf\'8e", "café"),
        (r"{\rtf1\ansi\ansicpg65001", r"caf\'c3\'a9", "café"),
        (r"{\rtf1\ansi\ansicpg932", r"\'82\'a0\'82\'a2!", "あい!"),
        (r"{\rtf1\ansi\deff1{\fonttbl{\f0\fcharset204 Arial;}}", r"\f0\'cf", "П"),
        (r"{\rtf1\ansi\deff1{\fonttbl{\f0\fcharset2 Symbol;}}", r"{\f0 m}g \'b5", "μg µ"),
        (r"{\rtf1\ansi\deff1{\fonttbl{\f0\fcharset2 Wingdings;}}", r"{\f0\'fc} yes", "• yes"),
    ],
)
def test_bytes_are_read_in_the_code_page_of_their_font(head: str, inside: str, text: str) -> None:
    document = read(inside, head)
    assert document.text.strip() == text
    assert_leads_back(document)


# Private use stands for signs of a font: a reader shows what it knows of those, not the number.
PLAIN = st.characters(blacklist_categories=["Cs", "Cc", "Cn", "Co"], blacklist_characters="\\{}")


@settings(max_examples=100, deadline=None)
@given(st.text(PLAIN))
def test_any_text_written_in_escapes_is_read_and_leads_back(text: str) -> None:
    units = [ord(c) for char in text for c in _utf16(char)]
    escaped = "".join(chr(u) if 31 < u < 127 else f"\\u{u - (u >> 15 << 16)}?" for u in units)
    document = read(f"Read: {escaped} end")
    assert document.text == f"Read: {text} end\n"
    assert_leads_back(document)


def _utf16(char: str) -> str:
    data = char.encode("utf-16-le")
    pairs = (data[at : at + 2] for at in range(0, len(data), 2))
    return "".join(chr(int.from_bytes(pair, "little")) for pair in pairs)


def test_headings_come_from_outline_levels_and_from_named_styles() -> None:
    sheet = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 Big;}{\s2 heading 2;}{\*\cs3 Strong;}}"
    body = (
        r"\pard\s1 One\par\pard\s2 Two\par\pard\outlinelevel2 Three\par\pard Text stands here.\par"
    )
    document = read(sheet + body)
    kinds = [(p.kind, p.heading) for p in document.passages]
    assert kinds == [("heading", None), ("heading", 0), ("heading", 1), ("sentence", 2)]


def test_items_are_told_by_their_numbers_which_are_no_copy() -> None:
    items = r"{\pntext\f1\'b7\tab}One thing.\par{\listtext 2.\tab}\ilvl1 Another.\par"
    document = read(rf"{{\fonttbl{{\f1\fcharset2 Symbol;}}}}{items}")
    assert [(p.kind, document.quote(p)) for p in document.passages] == [
        ("list-item", "One thing."),
        ("list-item", "Another."),
    ]


def test_cells_of_nested_tables_have_places() -> None:
    body = (
        r"\trowd\cellx1\intbl A\cell\intbl\itap2 In\nestcell{\*\nesttableprops\nestrow}"
        r"{\nonesttables\par}\itap1 B\cell\row\trowd\intbl C\cell\row\pard After it.\par"
        r"\trowd\intbl D\cell\row"
    )
    document = read(body)
    assert [(document.place(p.start), document.quote(p)) for p in document.passages] == [
        ("table 1, row 1, column 1", "A"),
        ("table 1, row 1, column 2, table 2, row 1, column 1", "In"),
        ("table 1, row 1, column 2", "B"),
        ("table 1, row 2, column 1", "C"),
        ("paragraph 1", "After it."),
        ("table 3, row 1, column 1", "D"),
    ]


def test_notes_boxes_and_descriptions_do_not_cut_a_sentence_in_two() -> None:
    shape = r"{\shp{\*\shpinst{\sp{\sn wzDescription}{\sv A lamp}}{\shptxt In a box.\par}}"
    body = (
        rf"It works{{\super{{\footnote In a trial.}}}}{shape}{{\shprslt{{\pict 00}}}}}} well.\par"
    )
    document = read(body)
    assert [(document.place(p.start), p.kind, document.quote(p)) for p in document.passages] == [
        ("paragraph 1", "sentence", "It works well."),
        ("image description 1", "alt-text", "A lamp"),
        ("text box 1", "sentence", "In a box."),
        ("footnote 1", "footnote", "In a trial."),
    ]


def test_what_is_deleted_is_left_out_and_what_is_hidden_is_told_as_such() -> None:
    document = read(r"It {\deleted never }works{\v  for some}. {\v0 Always.}")
    assert [(p.role, document.quote(p)) for p in document.passages] == [
        ("body", "It works."),
        ("body", "Always."),
        ("hidden", "for some"),
    ]


def test_a_footer_of_every_section_is_read_once() -> None:
    assert words(r"{\footer Ask us.\par}One.\par\sect{\footer Ask us.\par}Two.\par") == [
        "One.",
        "Two.",
        "Ask us.",
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is no RTF file"),
        (b"It works.", "is no RTF file"),
        (b"{\\rtf1 " + b"{" * 500, "is nested more than 200 deep"),
        (b"{\\rtf1 " + b"a\\par " * 300_000, "falls into more than 250,000 paragraphs"),
    ],
)
def test_what_is_no_rtf_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(ReadingError) as refusal:
        read_bytes(data, "page.rtf")
    assert str(refusal.value).startswith("page.rtf: ")
    assert says in str(refusal.value)


def test_a_file_cut_short_is_read_and_told() -> None:
    document = read_bytes(rb"{\rtf1 It works. {\b It", "page.rtf")
    assert [document.quote(p) for p in document.passages] == ["It works.", "It"]
    assert "the file ends in the middle of a group; is it complete?" in document.notes


def test_what_follows_the_last_group_is_no_text() -> None:
    document = read_bytes(b"{\\rtf1 It works.}\x00\x00 rubbish {", "page.rtf")
    assert document.text == "It works.\n"
