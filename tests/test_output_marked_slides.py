"""A presentation given back: our comments at the right shapes, and nothing else touched."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pptx import Presentation

from kb.model.claim import Claim
from kb.model.document import Document
from kb.model.finding import DocumentFinding, Finding
from kb.model.source import Source
from kb.output.exports import EXPORTS
from kb.output.marked.write import write
from kb.reading.package import Package
from kb.reading.read import read_bytes
from kb.reading.slides.deck import Deck
from kb.vet import Vetted
from tests.audited import a_base, a_finding, over, vetted
from tests.decks import P, parts_of, rich_deck, with_parts
from tests.office import convert, poppler

Make = tuple[Callable[..., Claim], Callable[..., Source]]

THREADS = "http://schemas.microsoft.com/office/powerpoint/2012/main"
SPLIT, NOTE, CELL, CHART = "It is safe for everybody.", "Say that it cures.", "70%", "Most people"


@pytest.fixture
def make(a_claim: Callable[..., Claim], a_source: Callable[..., Source]) -> Make:
    """Return what makes a claim and a source."""
    return a_claim, a_source


def audited(document: Document, *findings: Finding, whole: bool = False) -> Vetted:
    """Return a document with these findings, and one on all of it."""
    found = (DocumentFinding(kind="omission", why="Risks are left out."),) if whole else ()
    made = vetted(document.text, *findings, whole=found, path=document.name)
    return Vetted(document, made.audit, document.name)


def marked(data: bytes, make: Make, *quotes: str, whole: bool = False) -> bytes:
    """Return the deck with a comment on each quote."""
    a_claim, a_source = make
    document = read_bytes(data, "deck.pptx")
    text = document.text
    findings = [a_finding(text, quote, over(text, quote)) for quote in quotes]
    kb = a_base([a_claim()], [a_source()])
    return write([audited(document, *findings, whole=whole)], kb)


def remarks(data: bytes) -> list[tuple[str, str, str]]:
    """Return place, words and text of each comment in a deck."""
    document = read_bytes(data, "deck.pptx")
    return [
        (document.place(r.start), document.text[r.start : r.end], r.text) for r in document.remarks
    ]


def test_marking_a_marked_deck_leaves_each_comment_once(make: Make) -> None:
    once = marked(rich_deck(), make, SPLIT, NOTE, whole=True)

    again = marked(once, make, SPLIT, NOTE, whole=True)

    assert remarks(again) == remarks(once)


def test_comments_come_back_as_remarks_at_the_shape_that_holds_the_words(make: Make) -> None:
    data = marked(rich_deck(), make, SPLIT, NOTE, CELL, CHART, whole=True)
    found = remarks(data)

    by_words = {
        text.split("“")[1].split("”")[0]: place for place, _, text in found if "On “" in text
    }
    assert by_words == {
        SPLIT: "slide 1, Content Placeholder 2",
        NOTE: "slide 1, title",
        CELL: "slide 2, table row 1 column 1",
        CHART: "slide 2, Chart 6, title",
    }
    assert any(words.startswith("Works within") and SPLIT in text for _, words, text in found)
    assert any("speaker notes, not on the slide itself" in text for *_, text in found)
    assert any(text.startswith("The whole document: 1 finding") for *_, text in found)
    assert {r.author for r in read_bytes(data, "deck.pptx").remarks} == {"Claims KB"}


def test_the_words_of_the_deck_are_the_same_and_so_is_every_part_that_was_there(
    make: Make,
) -> None:
    before = rich_deck()  # made once: the sheet of its chart carries the second it was made in
    after = marked(before, make, SPLIT, NOTE)
    old, new = parts_of(before), parts_of(after)

    assert read_bytes(after, "deck.pptx").text == read_bytes(before, "deck.pptx").text
    changed = {name for name in new if old.get(name) != new[name]}
    assert changed == {
        "[Content_Types].xml",
        "ppt/_rels/presentation.xml.rels",
        "ppt/slides/_rels/slide1.xml.rels",
        "ppt/commentAuthors.xml",
        "ppt/comments/comment1.xml",
    }
    assert old.keys() <= new.keys()


def test_the_same_audit_gives_the_same_bytes(make: Make) -> None:
    deck = rich_deck()

    assert marked(deck, make, SPLIT, NOTE) == marked(deck, make, SPLIT, NOTE)


def test_comments_on_what_was_mended_go_when_a_deck_is_marked_again(make: Make) -> None:
    once = marked(rich_deck(), make, SPLIT, whole=True)
    again = marked(once, make, NOTE)

    ((_, _, text),) = remarks(again)
    assert NOTE in text
    assert parts_of(again)["ppt/commentAuthors.xml"].count(b'name="Claims KB"') == 1
    assert re.findall(rb'idx="(\d+)"', parts_of(again)["ppt/comments/comment1.xml"]) == [b"3"]


def test_an_answered_comment_stays_and_nobody_is_asked_twice(make: Make) -> None:
    once = marked(rich_deck(), make, SPLIT, NOTE)
    (first, *_) = re.findall(rb'idx="(\d+)"', parts_of(once)["ppt/comments/comment1.xml"])
    reply = (
        f"<p:cm authorId='0' idx='9'><p:pos x='0' y='0'/><p:text>Agreed.</p:text><p:extLst><p:ext"
        f" uri='{{C676402C-5697-4E1C-873F-D02D1690AC5C}}'><p15:threadingInfo xmlns:p15='{THREADS}'>"
        f"<p15:parentCm authorId='0' idx='{first.decode()}'/></p15:threadingInfo></p:ext>"
        f"</p:extLst></p:cm></p:cmLst>"
    )
    part = parts_of(once)["ppt/comments/comment1.xml"].replace(b"</p:cmLst>", reply.encode())
    part = part.replace(b"</cmLst>", reply.replace("p:", "").encode())
    answered = with_parts(once, {"ppt/comments/comment1.xml": part})

    data = marked(answered, make, SPLIT, NOTE)
    again = [text for *_, text in remarks(data)]

    numbers = re.findall(rb'<\S*cm [^>]*idx="(\d+)"', parts_of(data)["ppt/comments/comment1.xml"])
    assert numbers == [first, b"9", b"3"]
    assert sum(SPLIT in text for text in again) == 1
    assert sum(NOTE in text for text in again) == 1
    assert "Agreed." in again


def test_what_others_commented_stays(make: Make) -> None:
    data = marked(rich_deck(), make, SPLIT)
    theirs = f"<p:cmAuthorLst xmlns:p='{P}'><p:cmAuthor id='4' name='An Editor' lastIdx='1'/>"
    said = f"<p:cmLst xmlns:p='{P}'><p:cm authorId='4' idx='1'><p:pos x='0' y='0'/>"
    data = with_parts(
        data,
        {
            "ppt/commentAuthors.xml": f"{theirs}</p:cmAuthorLst>".encode(),
            "ppt/comments/comment1.xml": f"{said}<p:text>No.</p:text></p:cm></p:cmLst>".encode(),
        },
    )
    again = marked(data, make, SPLIT)
    authors = {r.author: r.text for r in read_bytes(again, "deck.pptx").remarks}

    assert authors["An Editor"] == "No."
    assert SPLIT in authors["Claims KB"]
    assert b'id="5"' in parts_of(again)["ppt/commentAuthors.xml"]


def test_long_quotes_are_cut_and_characters_that_steer_are_shown(make: Make) -> None:
    def renamed(words: bytes) -> bytes:
        name = "ppt/slides/slide1.xml"
        return with_parts(
            rich_deck(),
            {name: parts_of(rich_deck())[name].replace(b"Works within minutes.", words)},
        )

    quote = "It works \u202eat once " + "and well " * 20 + "for all."
    ((_, _, text),) = remarks(marked(renamed(quote.encode()), make, quote))

    assert "On “It works \ufffdat once and well and well and well and well …” (slide 1" in text


def test_no_findings_change_no_slide(make: Make) -> None:
    old, new = parts_of(rich_deck()), parts_of(marked(rich_deck(), make))
    assert {name: new[name] for name in old if name.startswith("ppt/slides/")} == {
        name: old[name] for name in old if name.startswith("ppt/slides/")
    }
    assert remarks(marked(rich_deck(), make)) == []


def test_a_marked_deck_opens_in_other_programs_with_its_comments(
    make: Make, tmp_path: Path
) -> None:
    path = tmp_path / "deck.pptx"
    path.write_bytes(marked(rich_deck(), make, SPLIT, CELL))
    (tmp_path / "again").mkdir()
    again = convert(path, "pptx", tmp_path / "again").read_bytes()
    options = 'pdf:impress_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
    shown = convert(path, options, tmp_path)
    pages = subprocess.run([poppler("pdftotext"), shown, "-"], capture_output=True, check=True)

    assert len(Presentation(str(path)).slides) == 2
    assert [SPLIT in text for *_, text in remarks(again)] == [True, False]
    assert "It is safe for everybody." in pages.stdout.decode()
    assert len(list(Deck(Package(again, "PowerPoint file")).slides())) == 2


def test_the_table_of_exports_gives_the_deck_back_under_its_own_kind(make: Make) -> None:
    document = read_bytes(rich_deck(), "deck.pptx")
    assert EXPORTS["marked"].file_name(audited(document)) == "deck-marked.pptx"
    assert make
