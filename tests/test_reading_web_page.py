"""Web pages: every word that people read, with what it is, where it stands and the way back."""

from __future__ import annotations

import html
import re
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import ReadingError
from kb.model.document import Document
from kb.reading.read import read, read_bytes
from kb.reading.reading import MAX_NESTING
from kb.reading.sentences import BLANK
from tests.damaged import faults
from tests.office import convert
from tests.web_pages import AWKWARD, CLINIC

_ONE_BLANK = str.maketrans("\t\n\f\r", "    ")


def page(source: str, name: str = "page.html") -> Document:
    return read_bytes(source.encode(), name)


def told(document: Document) -> list[tuple[str, str, str]]:
    """Return kind, role and words of every passage."""
    return [(p.kind, p.role, document.quote(p)) for p in document.passages]


def words(document: Document) -> list[str]:
    return [document.quote(passage) for passage in document.passages]


def assert_leads_back(document: Document, source: str) -> None:
    """Hold every origin to the characters of the source that it names."""
    covered = [False] * len(document.text)
    for origin in document.origins:
        text = document.text[origin.start : origin.end]
        there = source[origin.at : origin.at + origin.width]
        covered[origin.start : origin.end] = [True] * len(text)
        if origin.exact:
            assert text.translate(_ONE_BLANK) == there.translate(_ONE_BLANK)
        elif not there.strip():
            assert text in (" ", "\n")
        else:
            assert text == html.unescape(there)
    missed = [c for c, seen in zip(document.text, covered, strict=True) if not seen]
    assert not "".join(missed).strip(BLANK)


@pytest.mark.parametrize("name", AWKWARD)
def test_every_character_leads_back_to_its_source(name: str) -> None:
    assert_leads_back(page(AWKWARD[name]), AWKWARD[name])


def test_the_kinds_of_passage_follow_the_elements() -> None:
    source = (
        "<title>T</title><h1>Head</h1><p>A sentence. And another.</p><ul><li>Item</ul>"
        "<table><tr><th>H<th>I<tr><td>c<td>d</table><img alt='A picture'>"
        "<figure><img alt='Chart'><figcaption>What it shows.</figcaption></figure>"
        "<dl><dt>Term</dt><dd>Meaning</dd></dl>"
    )
    assert told(page(source)) == [
        ("heading", "body", "T"),
        ("heading", "body", "Head"),
        ("sentence", "body", "A sentence."),
        ("sentence", "body", "And another."),
        ("list-item", "body", "Item"),
        ("table-cell", "body", "H"),
        ("table-cell", "body", "I"),
        ("table-cell", "body", "c"),
        ("table-cell", "body", "d"),
        ("alt-text", "body", "A picture"),
        ("alt-text", "body", "Chart"),
        ("sentence", "caption", "What it shows."),
        ("list-item", "body", "Term"),
        ("list-item", "body", "Meaning"),
    ]


def test_an_item_leans_on_the_sentence_that_introduces_its_list() -> None:
    document = page("<h2>Why</h2><p>Ketamine can:<ul><li>lift<ul><li>fast</ul><li>help</ul>")
    passages = document.passages
    by_words = {document.quote(p): p for p in passages}
    assert document.quote(passages[by_words["lift"].lead_in or 0]) == "Ketamine can:"
    assert document.quote(passages[by_words["fast"].lead_in or 0]) == "lift"
    assert document.quote(passages[by_words["help"].lead_in or 0]) == "Ketamine can:"
    assert document.quote(passages[by_words["help"].heading or 0]) == "Why"


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ("<table role=presentation><tr><th>a<td>It works.<tr><td>b<td>c</table>", "sentence"),
        ("<table><tr><td><table><tr><td>It works.</table></table>", "sentence"),
        ("<table><tr><td>It works.</table>", "sentence"),
        ("<table><tr><td>It works.<td>b<tr><td>c<td>d</table>", "table-cell"),
        ("<table><caption>c</caption><tr><td>It works.</table>", "table-cell"),
    ],
)
def test_a_table_that_is_only_layout_holds_sentences(table: str, kind: str) -> None:
    document = page(table)
    assert [p.kind for p in document.passages if document.quote(p) == "It works."] == [kind]


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("<header>Words here.</header>", "header"),
        ("<nav>Words here.</nav>", "header"),
        ("<footer>Words here.</footer>", "footer"),
        ("<div role=contentinfo>Words here.</div>", "footer"),
        ("<article><header>Words here.</header></article>", "body"),
        ("<blockquote><p>Words here.</p></blockquote>", "quotation"),
        ("<p><q>Words here.</q></p>", "quotation"),
        ("<p>Jane: <q>Words here.</q></p>", "body"),
        ("<div class='card testimonial-large'>Words here.</div>", "quotation"),
        ("<div class=preview>Words here.</div>", "body"),
        ("<body class=page-reviews>Words here.", "body"),
        ("<table><caption>Words here.</caption><tr><td>x</table>", "caption"),
        ("<p hidden>Words here.</p>", "hidden"),
        ("<p style='color:red; DISPLAY : none !important'>Words here.</p>", "hidden"),
        ("<p style='visibility:hidden'>Words here.</p>", "hidden"),
        ("<p style='visibility:hidden'><b style='visibility:visible'>Words here.</b>", "body"),
        ("<p style='display:none'><b style='display:block'>Words here.</b>", "hidden"),
        ("<div style='max-height:0;overflow:hidden'>Words here.</div>", "hidden"),
        ("<p style='font-size:0px'>Words here.</p>", "hidden"),
        ("<p style='opacity:0.5'>Words here.</p>", "body"),
        ("<noscript>Words here.</noscript>", "hidden"),
        ("<template><p>Words here.</template>", "hidden"),
        ("<details>Words here.</details>", "body"),
        ("<!--[if mso]><p>Words here.</p><![endif]-->", "hidden"),
        ("<meta name=description content='Words here.'>", "hidden"),
    ],
)
def test_the_part_that_words_play_on_the_page(source: str, role: str) -> None:
    document = page(f"{source}<p>More.")
    roles = [p.role for p in document.passages if "Words here." in document.quote(p)]
    assert roles == [role]


def test_nothing_that_stands_beside_a_sentence_cuts_it() -> None:
    source = (
        "<p>It works <span hidden>secretly. For all.</span> within"
        " <img alt='a clock'> a <svg><title>sun</title></svg>day"
        " <select><option>or two</select><!-- not now -->or later.</p>"
    )
    assert words(page(source)) == [
        "It works within a day or later.",
        "secretly.",
        "For all.",
        "a clock",
        "sun",
        "or two",
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Relief that<br>lasts for weeks", ["Relief that lasts for weeks"]),
        ("It is fast.<br>It is safe.", ["It is fast.", "It is safe."]),
        ("Fast relief<br><br>for weeks", ["Fast relief", "for weeks"]),
        ("• Fast<br>• Safe", ["Fast", "Safe"]),
        ("We treat anxiety and<br>PTSD here.", ["We treat anxiety and\nPTSD here."]),
        ("Riverbend Clinic<br>12 Main Street<br>", ["Riverbend Clinic", "12 Main Street"]),
        ("<h1>Relief That<br>Lasts</h1>", ["Relief That\nLasts"]),
    ],
)
def test_a_line_end_ends_what_ends_there_and_is_a_space_else(
    source: str, expected: list[str]
) -> None:
    assert words(page(f"<div>{source}</div>")) == expected


def test_words_in_attributes_are_read_where_people_meet_them() -> None:
    source = (
        "<a href=# aria-label='Call us today'><i class=icon></i></a>"
        "<a href=# aria-label='no'>Visible words</a>"
        "<button title='Close it'></button>"
        "<input placeholder='Your e-mail'><input type=submit value='Start healing'>"
        "<input type=hidden value=no><input type=checkbox value=no>"
        "<svg><title>Our logo</title><desc>A leaf</desc><text>90 % better</text></svg>"
    )
    document = page(source)
    assert words(document) == [
        "Call us today",
        "Visible words",
        "Close it",
        "Your e-mail",
        "Start healing",
        "Our logo",
        "A leaf",
        "90 % better",
    ]
    assert document.notes == ("not read: 1 tooltip or label beside visible text",)


def test_descriptions_for_search_engines_are_read_once_each() -> None:
    document = page(CLINIC)
    found = [document.place(p.start) for p in document.passages if p.role == "hidden"]
    assert found == ["description for search results, line 6", "hidden text, line 41"]


def test_a_raised_digit_is_no_part_of_a_number() -> None:
    assert "2019\u20603, " in page("<p>In 2019<sup>3</sup>, 50%<sup>2</sup> of us.").text
    assert words(page("<p>It works.<sup>1,2</sup> It lasts.")) == ["It works.1,2", "It lasts."]


@pytest.mark.parametrize(
    "source",
    [
        "<p>It works.<sup><a href='#n1'>1</a></sup></p><div id=n1>1. Smith, 2019.</div>",
        "<aside role=doc-footnote>1. Smith, 2019.</aside>",
        "<ol class=footnotes><li>1. Smith, 2019.</ol>",
    ],
)
def test_footnotes_are_told_by_what_leads_to_them(source: str) -> None:
    document = page(source)
    notes = [p for p in document.passages if p.kind == "footnote"]
    assert "Smith, 2019." in document.quote(notes[-1])
    assert document.place(notes[-1].start).startswith("footnote, line 1")


def test_a_place_is_named_by_the_heading_above_and_the_line() -> None:
    document = page("<p>First.\n<h2>How it &amp; why it works</h2>\n<p>Second.\n<p>Third.")
    assert [document.place(p.start) for p in document.passages] == [
        "line 1 of the file",
        "heading, line 2",
        "under “How it & why it works”, line 3",
        "under “How it & why it works”, line 4",
    ]


def test_a_comment_is_a_remark_before_the_words_that_follow() -> None:
    said = "claims-kb-disable-next-line speed -- why (ab)"
    source = f"<p>One.</p>\n<!-- {said} -->\n<p> Two <!-- x -->three."
    document = page(source)
    assert [(r.start, r.end, r.text) for r in document.remarks] == [
        (document.text.index("Two"), document.text.index("Two"), said),
        (document.text.index("three"), document.text.index("three"), "x"),
    ]


def test_a_comment_behind_the_last_word_of_a_block_is_a_remark_on_that_block() -> None:
    inside, between = (
        page(f"<p>One.{words}<p>Two.").remarks[0].start
        for words in ("<!-- x --></p>", "</p><!-- x -->")
    )
    assert (inside, between) == (len("One."), len("One.\n\n"))


def test_what_is_left_out_is_said() -> None:
    source = (
        "<script>x</script><script type='application/ld+json'>{}</script><script>y</script>"
        "<iframe src=x></iframe><p>Words.</p><p>More <a href='"
    )
    assert set(page(source).notes) == {
        "not read: 2 scripts",
        "not read: 1 block of data for search engines",
        "not read: 1 frame, whose content is another page",
        "a tag never ends and takes the last 9 characters",
    }


def test_a_page_that_scripts_write_says_so() -> None:
    with pytest.raises(ReadingError, match="without words; if scripts write them"):
        page("<!DOCTYPE html><div id=app></div><script>draw()</script>")


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ("<meta charset='windows-1252'>", "cp1252"),
        ("<meta charset=iso-8859-1>", "cp1252"),
        ("<meta http-equiv=content-type content='text/html; charset=Shift_JIS'>", "cp932"),
        ("<!-- <meta charset=koi8-r> --><meta charset=utf-8>", "utf-8"),
        ("<?xml version='1.0' encoding='windows-1252'?><html>", "cp1252"),
        ("", "utf-8"),
        ("", "cp1252"),
        ("<meta charset=klingon>", "utf-8"),
    ],
)
def test_the_encoding_is_the_one_that_the_page_states(head: str, codec: str) -> None:
    said = "ネコ" if codec == "cp932" else "Café – “gut”"
    assert said in read_bytes(f"{head}<p>{said}".encode(codec), "a.html").text


def test_utf8_is_read_as_that_whatever_the_page_says() -> None:
    document = page("<meta charset=windows-1252><p>Café „gut“")
    assert document.text == "Café „gut“\n"
    assert document.notes == ("stated to be cp1252, but is UTF-8: read as that",)


def test_an_encoding_in_which_tags_can_hide_is_refused() -> None:
    with pytest.raises(ReadingError, match="'utf-7', which is not read; save it as UTF-8"):
        page("<meta charset=utf-7>+ADw-p+AD4-")


def test_limits_are_told() -> None:
    with pytest.raises(ReadingError, match=f"elements more than {MAX_NESTING} deep"):
        page("<div>" * 300 + "x")
    with pytest.raises(ReadingError, match="more than 250,000 sentences"):
        page("a. " * 260_000)


@pytest.mark.parametrize(
    "unit",
    (
        "<!-- | <a  |<a x=\"|<!|</a |<![CDATA[|&#|<a =|<script>|<a<|<svg>x|</x>|<b>|<p style='"
        "|<title>|<!--[if mso]>"
    ).split("|"),
)
def test_half_a_million_characters_of_nonsense_are_read_or_refused_at_once(unit: str) -> None:
    told = refusal("<p>Words." + unit * (500_000 // len(unit)))
    assert "deep" in told or not told


def refusal(source: str) -> str:
    """Return why a page cannot be read; empty where it can be, and leads back to its source."""
    try:
        document = page(source)
    except ReadingError as why:
        return str(why)
    assert_leads_back(document, source)
    return ""


def test_three_thousand_paragraphs_are_read_whole() -> None:
    source = "".join(f"<p>Paragraph <b>{n}</b> &amp; more.\n" for n in range(3000))
    document = page(source)
    assert len(document.passages) == 3000
    assert document.quote(document.passages[-1]) == "Paragraph 2999 & more."
    assert document.place(document.passages[-1].start) == "line 3000 of the file"


def test_a_page_saved_by_libreoffice_reads_as_it_was_written(tmp_path: Path) -> None:
    written = docx.Document()
    written.core_properties.comments = ""
    written.add_heading("Fast relief", 1)
    paragraph = written.add_paragraph("Ketamine is ")
    paragraph.add_run("not a ").bold = True
    paragraph.add_run("cure – “ask” us.")
    written.add_paragraph("First item", style="List Bullet")
    written.add_paragraph("Second item", style="List Bullet")
    table = written.add_table(2, 2)
    for cell, text in zip(table._cells, ["Drug", "Rate", "Ketamine", "70 %"], strict=True):
        cell.text = text
    written.save(str(tmp_path / "page.docx"))
    document = read(convert(tmp_path / "page.docx", "html", tmp_path))
    assert told(document) == [
        ("heading", "body", "Fast relief"),
        ("sentence", "body", "Ketamine is not a cure – “ask” us."),
        ("list-item", "body", "First item"),
        ("list-item", "body", "Second item"),
        ("table-cell", "body", "Drug"),
        ("table-cell", "body", "Rate"),
        ("table-cell", "body", "Ketamine"),
        ("table-cell", "body", "70 %"),
    ]


_TEXT = st.text(alphabet="ab .\n\t\u00a0\u0301\u05d0😀é", max_size=8)
_REFERENCES = st.sampled_from(["&amp;", "&lt", "&nbsp;", "&#8217;", "&shy;", "&zwnj;", "&", "&x;"])
_TAGS = st.sampled_from(
    "p div b a q span li ul h2 td tr table sup pre svg text select option button blockquote".split()
)
_WHOLE = st.sampled_from(
    ["<br>", "<!-- note -->", "<img alt='a picture'>", "<script>x</script>", "<hr>", "</p>"]
)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    hidden = st.sampled_from(["", "", "", " hidden", " style='white-space:pre'", " title=t"])
    ended = st.sampled_from([True, True, True, False])
    return st.builds(
        lambda tag, more, inner, ends: (
            f"<{tag}{more}>{''.join(inner)}{f'</{tag}>' if ends else ''}"
        ),
        _TAGS, hidden, st.lists(children, max_size=4), ended,
    )  # fmt: skip


PAGES = st.lists(
    st.recursive(st.one_of(_TEXT, _REFERENCES, _WHOLE), _element, max_leaves=12), max_size=6
).map(lambda parts: "<p>words" + "".join(parts))


@settings(deadline=None)
@given(PAGES)
def test_in_any_page_every_character_leads_back(source: str) -> None:
    document = page(source)
    assert_leads_back(document, source)
    for earlier, later in zip(document.places, document.places[1:], strict=False):
        assert earlier.end <= later.start


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_or_are_refused(data: bytes) -> None:
    assert faults(data, "page.html") == []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_page_with_pieces_lost_moved_and_doubled_is_read_or_refused(data: st.DataObject) -> None:
    pieces = re.split(r"(?<=>)|(?=<)", CLINIC)
    for _ in range(data.draw(st.integers(1, 8))):
        at, to = (data.draw(st.integers(0, len(pieces) - 1)) for _ in range(2))
        piece = pieces[at][: data.draw(st.integers(0, 40))]
        pieces[to : to + data.draw(st.integers(0, 2))] = [piece]
    assert "\n" not in refusal("".join(pieces))
