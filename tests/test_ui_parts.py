"""How a document is shown: parts that lose nothing, and what does not stand in the running text."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kb.model.document import Document, Passage, PassageKind, Place, Role
from kb.reading.read import read_bytes
from kb.ui.parts import LONG, asides, beside_text, part_at, parts, turns


def told(*lines: tuple[str, Role, str]) -> Document:
    """Return a document of lines with their roles and places."""
    text, passages, places = "", [], []
    for words, role, place in lines:
        start = len(text)
        text += f"{words}\n\n"
        passages.append(Passage(start=start, end=start + len(words), role=role))
        places.append(Place(start, start + len(words), place))
    return Document(
        name="deck.pptx", media_type="x/y", sha256="0" * 64, text=text,
        passages=tuple(passages), places=tuple(places),
    )  # fmt: skip


DECK = told(
    ("Light lifts", "body", "slide 1, title"),
    ("It works.", "body", "slide 1"),
    ("Say it aloud.", "speaker-notes", "slide 1, speaker notes"),
    ("Say it twice.", "speaker-notes", "slide 1, speaker notes"),
    ("And be silent.", "speaker-notes", "slide 2, speaker notes"),
    ("The end", "body", "slide 2, title"),
)


def test_notes_of_one_slide_stand_together_and_those_of_two_apart() -> None:
    found = [(aside.label, DECK.text[aside.start : aside.end].split()) for aside in asides(DECK)]

    assert found == [
        ("speaker notes", ["Say", "it", "aloud.", "Say", "it", "twice."]),
        ("speaker notes", ["And", "be", "silent."]),
    ]


def test_a_slide_is_named_where_it_begins() -> None:
    assert [(turn.label, DECK.text[turn.at :].split()[0]) for turn in turns(DECK)] == [
        ("slide 1", "Light"),
        ("slide 2", "And"),
    ]


def test_words_within_a_line_of_running_text_are_no_aside() -> None:
    text = "He says: light cures. We do not.\n"
    passages = (
        Passage(start=0, end=8),
        Passage(start=9, end=21, role="quotation"),
        Passage(start=22, end=32),
    )
    document = Document(
        name="page.docx", media_type="x/y", sha256="0" * 64, text=text, passages=passages
    )

    assert asides(document) == []


@pytest.mark.parametrize(
    ("kind", "role", "label"),
    [
        ("sentence", "body", ""),
        ("alt-text", "body", "image description"),
        ("footnote", "body", "footnote"),
        ("alt-text", "hidden", "hidden text"),
        ("sentence", "footer", "footer"),
    ],
)
def test_what_a_passage_is_has_one_name(kind: PassageKind, role: Role, label: str) -> None:
    assert beside_text(Passage(start=0, end=1, kind=kind, role=role)) == label


def test_a_short_document_is_one_part() -> None:
    document = read_bytes(b"Light may help.\n" * 10, "page.txt")

    assert [(part.start, part.end) for part in parts(document)] == [(0, len(document.text))]


def test_parts_of_a_long_document_lose_nothing_and_begin_at_headings() -> None:
    line = "Our lamps are blue. " * 50
    text = "\n\n".join(f"# Section {n}\n\n{line}" for n in range(200))
    document = read_bytes(text.encode(), "page.md")
    found = parts(document)

    assert len(document.text) > LONG
    assert "".join(document.text[part.start : part.end] for part in found) == document.text
    assert all(a.end == b.start for a, b in pairwise(found))
    assert all(document.text[part.start :].startswith("# Section") for part in found)
    for number, part in enumerate(found):
        assert part_at(found, part.start) == part_at(found, part.end - 1) == number


def test_no_passage_is_cut_in_two() -> None:
    document = read_bytes((("Light " * 3000) + ".\n").encode() * 20, "page.txt")
    borders = [part.start for part in parts(document)]

    assert len(borders) > 1
    assert not [b for b in borders for p in document.passages if p.start < b < p.end]
