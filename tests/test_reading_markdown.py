"""Markdown: marks left outside the words, tables by cells, and what is no copy left out, told."""

from __future__ import annotations

import pytest

from kb.reading.read import read_bytes

Row = tuple[str, str]


def rows(text: str) -> list[Row]:
    """Return kind and words of every passage of a Markdown text."""
    document = read_bytes(text.encode(), "page.md")
    return [(p.kind, document.quote(p)) for p in document.passages]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("# Light\n", ("heading", "Light")),
        ("### Light ###\n", ("heading", "Light")),
        ("Light\n=====\n", ("heading", "Light")),
        ("> Light works.\n", ("sentence", "Light works.")),
        (">> - Light works.\n", ("list-item", "Light works.")),
        ("Light *works*, see [here](http://a.b/c.D).", ("sentence",) * 2),
        ("![A lamp](lamp.png)", ("alt-text", "A lamp")),
        ("[^1]: In winter.", ("footnote", "In winter.")),
        ("Light **works**\nat home.", ("sentence", "Light **works**\nat home.")),
    ],
)
def test_a_passage_is_the_words_without_their_block_marks(text: str, row: Row) -> None:
    expected = (row[0], text) if row[1] == "sentence" else row
    assert rows(text) == [expected]


def test_cells_of_a_table_are_passages_and_its_lines_are_not() -> None:
    text = "| Lamp | Onset |\n|:--|--:|\n| Old | Weeks. Slow. |\n| New \\| big | |\n\na | b\n"
    assert rows(text) == [
        ("table-cell", "Lamp"),
        ("table-cell", "Onset"),
        ("table-cell", "Old"),
        ("table-cell", "Weeks."),
        ("table-cell", "Slow."),
        ("table-cell", "New \\| big"),
        ("heading", "a | b"),
    ]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("It works.\n\n```sh\nrun. It\n```\n", "not read: 1 code block"),
        ("~~~\n```\nrun\n~~~\nIt works.", "not read: 1 code block"),
        ("<!-- Cures\n\nall. -->\nIt works.", "not read: 1 comment"),
        ("---\ntitle: A cure\n---\nIt works.", "not read: 1 front matter block"),
        ("<style>\np {}\n</style>\n<SCRIPT>go()</SCRIPT>\nIt works.", "not read: 1 script"),
    ],
)
def test_what_is_no_copy_is_left_out_and_told(text: str, note: str) -> None:
    assert rows(text) == [("sentence", "It works.")]
    assert note in read_bytes(text.encode(), "page.md").notes


def test_a_comment_within_a_sentence_is_in_no_passage() -> None:
    assert rows("Light <!-- a cure. --> works.") == [("sentence", "Light"), ("sentence", "works.")]


@pytest.mark.parametrize("opening", ["```", "~~~", "<!--", "<script>", "---"])
def test_a_slip_that_leaves_something_open_hides_no_copy(opening: str) -> None:
    document = read_bytes(f"{opening}\n\nIt works.\n".encode(), "page.md")
    assert document.quote(document.passages[-1]) == "It works."
    assert document.notes == ()


def test_a_link_target_on_its_own_line_is_no_passage() -> None:
    assert rows("It works.\n\n[here]: http://a.b/c 'Title'\n") == [("sentence", "It works.")]


def test_a_line_end_within_a_paragraph_is_a_space_unless_lines_are_paragraphs() -> None:
    wrapped = "Light in\nThe Morning\nhelps."
    assert rows(wrapped) == [("sentence", wrapped)]
    assert rows(f"Sleep\n{'Light helps. ' * 20}")[0] == ("heading", "Sleep")


def test_two_spaces_at_the_end_of_a_line_end_it() -> None:
    assert rows("Light works,  \nat home.") == [
        ("sentence", "Light works,"),
        ("sentence", "at home."),
    ]


def test_comments_and_fences_are_ordinary_characters_in_plain_text() -> None:
    document = read_bytes(b"Use <!-- this --> daily.", "page.txt")
    assert len(document.passages) == 1
