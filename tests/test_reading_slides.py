"""Presentations: every word in the order of a reader, and the way back to where it stands."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx.presentation import Presentation as Deck

from kb.errors import ReadingError
from kb.model.document import Document
from kb.reading.read import read_bytes
from tests.decks import A, P, box, deck, one_slide, parts_of, rich_deck, with_parts
from tests.office import convert


def read(data: bytes) -> Document:
    """Return a presentation, read."""
    return read_bytes(data, "deck.pptx")


def told(document: Document) -> list[tuple[str, str]]:
    """Return the place and words of every passage."""
    return [(document.place(p.start), document.quote(p)) for p in document.passages]


def words(data: bytes) -> list[str]:
    """Return the words of every passage."""
    document = read(data)
    return [document.quote(passage) for passage in document.passages]


def assert_leads_back(document: Document, data: bytes) -> None:
    """Every character leads to the very same one in the file."""
    parts = parts_of(data)
    roots: dict[str, list[str]] = {}
    for origin in document.origins:
        if origin.part not in roots:
            name, _, attribute = origin.part.partition("#")
            root = etree.fromstring(parts[name])
            if attribute:
                found = [
                    each.get(attribute, "") for each in root.iter() if attribute in each.attrib
                ]
            else:
                found = [each.text or "" for each in root.iter("{*}t", "{*}v", "{*}pt")]
            roots[origin.part] = found
        there = roots[origin.part][origin.node][origin.at : origin.at + origin.width]
        assert there == document.text[origin.start : origin.end]
    covered = {at for origin in document.origins for at in range(origin.start, origin.end)}
    assert all(at in covered for at, char in enumerate(document.text) if not char.isspace())


def test_a_deck_is_read_as_its_reader_takes_it_in() -> None:
    document = read(rich_deck())

    assert told(document) == [
        ("slide 1, title", "Relief that\nlasts 🎉"),
        ("slide 1, Content Placeholder 2", "Works within minutes."),
        ("slide 1, Content Placeholder 2", "For cafe\u0301 owners\u00a0too"),
        ("slide 1, Content Placeholder 2", "It is safe for everybody."),
        ("slide 1, speaker notes", "Say that it cures."),
        ("slide 2, title", "مرحبا שלום"),
        ("slide 2, table row 1 column 1", "Drug"),
        ("slide 2, table row 1 column 2", "Placebo"),
        ("slide 2, table row 2 column 1", "70%"),
        ("slide 2, table row 2 column 2", "30%"),
        ("slide 2, TextBox 5", "Left of it."),
        ("slide 2, TextBox 4", "Right of it."),
        ("slide 2, Chart 6, title", "Most people respond"),
        ("slide 2, Chart 6", "Response"),
        ("slide 2, Chart 6", "Light"),
        ("slide 2, Chart 6", "Dark"),
    ]
    kinds = [(p.kind, p.role) for p in document.passages]
    assert kinds[:5] == [
        ("heading", "body"),
        *[("list-item", "body")] * 3,
        ("sentence", "speaker-notes"),
    ]
    assert document.passages[2].lead_in == 1, "the deeper item hangs on the one above"
    assert "1 chart read without figures: only titles and names" in document.notes


def test_every_character_of_a_deck_leads_back_into_the_file() -> None:
    assert_leads_back(read(rich_deck()), rich_deck())


def test_a_deck_saved_by_another_program_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "deck.pptx").write_bytes(rich_deck())
    (tmp_path / "again").mkdir()
    data = convert(tmp_path / "deck.pptx", "pptx", tmp_path / "again").read_bytes()

    assert sorted(words(data)) == sorted(words(rich_deck()))
    assert_leads_back(read(data), data)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cn"]), min_size=1), min_size=1
    )
)
def test_runs_cut_anywhere_lead_back(runs: list[str]) -> None:
    inside = "".join(f"<a:r><a:t>{escape(run)}</a:t></a:r>" for run in ["It works. ", *runs, "x"])
    data = one_slide(box(inside))
    document = read(data)

    assert document.text.strip() == f"It works. {''.join(runs)}x".strip()
    assert_leads_back(document, data)


def test_slides_come_in_the_order_of_the_show_not_of_their_names() -> None:
    data = deck("First", "Second")
    name = "ppt/presentation.xml"
    root = etree.fromstring(parts_of(data)[name])
    slides = root.find(f"{{{P}}}sldIdLst")
    assert slides is not None
    slides.append(slides[0])

    assert words(with_parts(data, {name: etree.tostring(root)})) == ["Second", "First"]


def test_the_title_comes_first_and_columns_are_read_one_after_the_other() -> None:
    title = box("A title.", (1, 6), fills="<p:ph type='title'/>")
    right = box("Right, above.", (6, 1.9)) + box("Right, below.", (6, 3))
    left = box("Left, above.", (1, 2)) + box("Left, below.", (1, 3.1))

    assert words(one_slide(right + left + title)) == [
        "A title.",
        "Left, above.",
        "Left, below.",
        "Right, above.",
        "Right, below.",
    ]


def test_hidden_slides_and_shapes_and_what_lies_beside_the_slide_are_read_as_hidden() -> None:
    shapes = (
        box("In sight.")
        + box("Switched off.", properties="hidden='1'")
        + box("Beside it.", (-5, 1))
    )
    document = read(one_slide(shapes))
    roles = {document.quote(p): p.role for p in document.passages}
    assert roles == {"In sight.": "body", "Switched off.": "hidden", "Beside it.": "hidden"}
    assert any("2 hidden shapes" in note for note in document.notes)

    document = read(one_slide(box("In sight."), attributes="show='0'"))
    assert [p.role for p in document.passages] == ["hidden"]
    assert "hidden and read all the same: slide 1" in document.notes


def test_text_has_bullets_where_its_paragraph_layout_or_master_gives_them_one() -> None:
    own = box("Own.", paragraph="<a:pPr><a:buChar char='•'/></a:pPr>")
    none = box("None.", (1, 3), fills="<p:ph idx='1'/>", paragraph="<a:pPr><a:buNone/></a:pPr>")
    taken = box("Taken over.", (1, 4), fills="<p:ph idx='1'/>")
    plain = box("Plain text stands here.", (1, 5))
    document = read(one_slide(own + none + taken + plain))

    assert {document.quote(p): p.kind for p in document.passages} == {
        "Own.": "list-item",
        "None.": "sentence",
        "Taken over.": "list-item",
        "Plain text stands here.": "sentence",
    }


def test_footers_are_read_once_and_numbers_of_slides_never() -> None:
    def with_footers(presentation: Deck) -> None:
        for slide in presentation.slides:
            inside = "<a:fld id='{0}' type='slidenum'><a:t>7</a:t></a:fld>"
            for fills, text in (("ftr", "Ask your doctor."), ("sldNum", inside)):
                shape = box(text, (1, 6), fills=f"<p:ph type='{fills}' idx='9'/>")
                whole = f'<x xmlns:a="{A}" xmlns:p="{P}">{shape}</x>'
                slide.shapes._spTree.append(etree.fromstring(whole)[0])

    document = read(deck("One", "Two", "Three", build=with_footers))

    assert [(document.quote(p), p.role) for p in document.passages] == [
        ("One", "body"),
        ("Ask your doctor.", "footer"),
        ("Two", "body"),
        ("Three", "body"),
    ]
    assert "headers and footers that slides share were read once" in document.notes


def test_text_that_a_layout_shows_is_read_once_and_its_prompts_never() -> None:
    def with_text(presentation: Deck) -> None:
        whole = f'<x xmlns:a="{A}" xmlns:p="{P}">{box("Doctors recommend it.")}</x>'
        presentation.slide_layouts[5].shapes._spTree.append(etree.fromstring(whole)[0])

    document = read(deck("One", "Two", build=with_text))

    assert told(document) == [
        ("slide 1, title", "One"),
        ("slide 1, text of the layout", "Doctors recommend it."),
        ("slide 2, title", "Two"),
    ]


def test_a_diagram_is_read_in_the_order_of_its_outline() -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    points = "".join(
        f"<d:pt modelId='{name}'><d:t><a:p><a:r><a:t>{name}</a:t></a:r></a:p></d:t></d:pt>"
        for name in ("Third", "First", "Below first")
    )
    links = "".join(
        f"<d:cxn srcId='{above}' destId='{below}' srcOrd='{order}'/>"
        for above, below, order in (
            ("0", "Third", 1),
            ("0", "First", 0),
            ("First", "Below first", 0),
        )
    )
    diagram = (
        f'<d:dataModel xmlns:d="{space}" xmlns:a="{A}"><d:ptLst><d:pt modelId="0" type="doc"/>'
        f"{points}</d:ptLst><d:cxnLst>{links}</d:cxnLst></d:dataModel>"
    )
    frame = (
        "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='5' name='Steps' descr='Three steps'/>"
        "<p:nvPr/></p:nvGraphicFramePr><a:graphic><a:graphicData>"
        f"<d:relIds xmlns:d='{space}' r:dm='xdiagramData'/></a:graphicData></a:graphic>"
        "</p:graphicFrame>"
    )
    data = one_slide(frame, diagramData="../diagrams/data1.xml")
    data = with_parts(data, {"ppt/diagrams/data1.xml": diagram.encode()})
    document = read(data)

    assert told(document) == [
        ("slide 1, Steps", "First"),
        ("slide 1, Steps", "Below first"),
        ("slide 1, Steps", "Third"),
        ("slide 1, description of Steps", "Three steps"),
    ]
    assert [p.kind for p in document.passages] == [*["list-item"] * 3, "alt-text"]
    assert_leads_back(document, data)


def test_of_several_forms_of_one_thing_only_one_is_read() -> None:
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    forms = (
        f"<m:AlternateContent xmlns:m='{space}'><m:Choice Requires='p14'>{box('It works.')}"
        f"</m:Choice><m:Fallback>{box('It works.')}</m:Fallback></m:AlternateContent>"
    )
    assert words(one_slide(forms)) == ["It works."]


def test_an_empty_line_in_a_paragraph_ends_it() -> None:
    inside = "<a:r><a:t>One</a:t></a:r><a:br/><a:r><a:t>still</a:t></a:r><a:br/><a:br/>"
    assert words(one_slide(box(f"{inside}<a:r><a:t>Two</a:t></a:r>"))) == ["One\nstill", "Two"]


def test_comments_of_both_forms_are_kept_apart_and_on_their_shape() -> None:
    new = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
    draw = "http://schemas.microsoft.com/office/drawing/2013/main/command"
    shapes = box("It works.", (1, 2), number=4) + box("It lasts.", (1, 5), number=7)
    data = one_slide(shapes, comments="../comments/comment1.xml")
    name = "ppt/slides/_rels/slide1.xml.rels"
    more = f'<Relationship Id="y" Type="{new}/comments" Target="../comments/modern.xml"/></Rel'
    name_of_deck = "ppt/_rels/presentation.xml.rels"
    authors = '<Relationship Id="y" Type="x/{0}" Target="{0}.xml"/>'
    both = authors.format("commentAuthors") + authors.format("authors")
    data = with_parts(
        data,
        {
            name: parts_of(data)[name].replace(b"</Rel", more.encode()),
            name_of_deck: parts_of(data)[name_of_deck].replace(b"</Rel", f"{both}</Rel".encode()),
            "ppt/commentAuthors.xml": f"<p:cmAuthorLst xmlns:p='{P}'><p:cmAuthor id='0'"
            " name='An Editor'/></p:cmAuthorLst>".encode(),
            "ppt/authors.xml": f"<n:authorLst xmlns:n='{new}'><n:author id='{{A}}'"
            " name='A Doctor'/></n:authorLst>".encode(),
            "ppt/comments/comment1.xml": f"<p:cmLst xmlns:p='{P}'><p:cm authorId='0' idx='1'>"
            "<p:pos x='576' y='1152'/><p:text>Who says so?</p:text></p:cm></p:cmLst>".encode(),
            "ppt/comments/modern.xml": f"<n:cmLst xmlns:n='{new}' xmlns:a='{A}'><n:cm"
            f" authorId='{{A}}'><x:deMkLst xmlns:x='{draw}'><x:spMk id='7'/></x:deMkLst>"
            "<n:replyLst><n:reply authorId='{A}'><n:txBody><a:p><a:r><a:t>A week.</a:t></a:r></a:p>"
            "</n:txBody></n:reply></n:replyLst><n:txBody><a:p><a:r><a:t>How long?</a:t></a:r></a:p>"
            "</n:txBody></n:cm></n:cmLst>".encode(),
        },
    )
    document = read(data)

    assert "Who" not in document.text
    assert [(document.text[r.start : r.end], r.text, r.author) for r in document.remarks] == [
        ("It works.", "Who says so?", "An Editor"),
        ("It lasts.", "How long?", "A Doctor"),
        ("It lasts.", "A week.", "A Doctor"),
    ]


def test_the_strict_form_of_the_standard_reads_the_same() -> None:
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        .replace(P.encode(), b"http://purl.oclc.org/ooxml/presentationml/main")
        .replace(A.encode(), b"http://purl.oclc.org/ooxml/drawingml/main")
        for name, content in parts_of(rich_deck()).items()
    }
    assert read(with_parts(rich_deck(), strict)).text == read(rich_deck()).text


def test_a_slide_that_is_named_and_missing_is_told() -> None:
    data = deck("One", "Two")
    name = "ppt/_rels/presentation.xml.rels"
    changed = parts_of(data)[name].replace(b"slides/slide2.xml", b"slides/slide9.xml")
    document = read(with_parts(data, {name: changed}))

    assert "1 of the slides named are not in the file; is it damaged?" in document.notes


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is no PowerPoint file, or is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is protected by a password, or is no PowerPoint"),
        (with_parts(deck("A"), {"_rels/.rels": b"<Relationships/>"}), "it names no presentation"),
        (with_parts(deck("A"), {"ppt/slides/slide1.xml": b"<p"}), "'ppt/slides/slide1.xml'"),
        (
            with_parts(deck("A"), {"ppt/slides/slide1.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}),
            "declares entities",
        ),
        (
            with_parts(deck("A"), {"ppt/slides/slide1.xml": b"<a>" * 220 + b"</a>" * 220}),
            "is nested more than 200 deep",
        ),
    ],
)
def test_what_is_no_deck_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(ReadingError) as refusal:
        read(data)
    assert str(refusal.value).startswith("deck.pptx: ")
    assert says in str(refusal.value)


def test_boxes_without_extent_and_groups_without_end_are_read() -> None:
    shape = box("It works.").replace("2743200", "0").replace("914400'/></a:xfrm", "0'/></a:xfrm")
    group = "<p:grpSp><p:grpSpPr><a:xfrm><a:off x='1' y='1'/><a:ext cx='9999999999' cy='9'/>"
    group += "<a:chOff x='5' y='5'/><a:chExt cx='1' cy='1'/></a:xfrm></p:grpSpPr>"
    deep = group * 180 + shape * 2 + "</p:grpSp>" * 180

    assert words(one_slide(deep)) == ["It works."] * 2


def test_an_empty_deck_has_no_sentence() -> None:
    assert read(deck()).notes == ("no sentence found",)
