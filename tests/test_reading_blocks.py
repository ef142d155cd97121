"""What a line end means, and which lines are headings and items: plain text in its many habits."""

from __future__ import annotations

import pytest

from kb.reading.read import read_bytes

LINES = (
    "Sleep and light\n"
    "Light in the morning helps many people to fall asleep sooner at night. It costs nothing at all"
    " and it has been used for a century.\n"
    "How long?\n"
    "Half an hour is enough for most people, as far as the trials tell, and more is of no use.\n"
)
WRAPPED = """\
Sleep and light
===============
Light in the morning helps many people to fall asleep sooner at night,
and it costs nothing at all. It has been used for a century in clinics
of the North.

Wider use
It is now used at home, too. Half an hour is enough for most people, as
far as the trials can tell.
"""

Row = tuple[str, str]


def rows(text: str, name: str = "page.txt") -> list[Row]:
    """Return kind and words of every passage, line ends shown as spaces."""
    document = read_bytes(text.encode(), name)
    return [(p.kind, " ".join(document.quote(p).split())) for p in document.passages]


def kinds(text: str) -> list[str]:
    """Return the kind of every passage."""
    return [kind for kind, _ in rows(text)]


def test_lines_that_are_paragraphs_stay_apart_and_short_ones_are_headings() -> None:
    assert kinds(LINES) == ["heading", "sentence", "sentence", "heading", "sentence"]


def test_hard_wrapped_lines_are_joined_and_short_ones_are_headings() -> None:
    assert rows(WRAPPED) == [
        ("heading", "Sleep and light"),
        (
            "sentence",
            "Light in the morning helps many people to fall asleep sooner at night, and it costs"
            " nothing at all.",
        ),
        ("sentence", "It has been used for a century in clinics of the North."),
        ("heading", "Wider use"),
        ("sentence", "It is now used at home, too."),
        ("sentence", "Half an hour is enough for most people, as far as the trials can tell."),
    ]


@pytest.mark.parametrize("text", [LINES, WRAPPED])
@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_the_kind_of_line_end_changes_nothing(text: str, ending: str) -> None:
    assert rows(text.replace("\n", ending)) == rows(text)


@pytest.mark.parametrize(
    "mark",
    "• |•|  •\u00a0\u00a0|- |* |– |1. |12) |(a) |✅ |➡️ |👩‍⚕️ |👨🏽‍⚕️ |▪\t|- [x] |• – ".split("|"),
)
def test_the_words_of_an_item_come_without_its_bullet(mark: str) -> None:
    assert rows(f"It may help:\n{mark}Better sleep\n{mark}Fewer naps;\n") == [
        ("sentence", "It may help:"),
        ("list-item", "Better sleep"),
        ("list-item", "Fewer naps;"),
    ]


@pytest.mark.parametrize(
    "start", ["-5 degrees is cold", "1.5 hours is long", "#1 in sleep", "1970s"]
)
def test_what_only_looks_like_a_mark_belongs_to_the_words(start: str) -> None:
    assert rows(f"{start}\n\nIt works.")[0] == ("heading", start)


def test_bullets_inside_a_line_part_its_items() -> None:
    assert rows("It may help: • Sleep • Mood. Good mood.") == [
        ("sentence", "It may help:"),
        ("list-item", "Sleep"),
        ("list-item", "Mood."),
        ("list-item", "Good mood."),
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_short_lines_after_a_colon_are_items_without_bullets(gap: str) -> None:
    text = gap.join(
        ["Good for:", "Sleep", "mood", "Naps", "More", "It has been used for a century."]
    )
    text = text.replace(f"Naps{gap}More", f"Naps\n\nMore{gap}")
    assert kinds(text)[:4] == ["sentence", "list-item", "list-item", "list-item"]
    assert rows(text)[-2:] == [("heading", "More"), ("sentence", "It has been used for a century.")]


def test_items_without_bullets_may_be_sentences() -> None:
    text = (
        "In our country, light:\n\nHas been tried in winter.\nTakes 2-3 sessions a week.\n\nAsk us."
    )
    assert kinds(text) == ["sentence", "list-item", "list-item", "sentence"]


def test_a_list_without_bullets_ends_where_sentences_begin() -> None:
    text = "Signs of it:\nLow mood\nPoor sleep\nThey may come and go, and they may stay for long.\n"
    assert kinds(text) == ["sentence", "list-item", "list-item", "sentence"]


def test_items_of_unlike_length_are_not_taken_for_wrapped_lines() -> None:
    text = "Good if you:\n\nhave tried two other ways to sleep, and failed\nare tired\nlive north\n"
    assert kinds(text) == ["sentence", "list-item", "list-item", "list-item"]


def test_an_item_goes_on_in_lines_that_are_indented() -> None:
    assert rows("- Better sleep\n  through the night\n- Fewer naps") == [
        ("list-item", "Better sleep through the night"),
        ("list-item", "Fewer naps"),
    ]


def test_a_dash_within_a_sentence_is_no_bullet_at_the_start_of_a_line() -> None:
    text = (
        "Light in the morning helps people to fall asleep sooner\n– often within days – at night."
    )
    assert len(rows(text)) == 1


def test_numbered_lines_with_text_between_them_are_headings() -> None:
    assert (
        kinds("1. Sleep\n\nIt helps sleep.\n\n2. Mood\n\nIt lifts mood.")
        == [
            "heading",
            "sentence",
        ]
        * 2
    )


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Light, explained: a guide", "heading"),
        ("Is it for you?", "heading"),
        ("It works.", "sentence"),
        ("Feel better today!", "sentence"),
        ("Good for:", "sentence"),
        ("Dear reader,", "sentence"),
        ("It works.1", "sentence"),
        (
            "one two three four five six seven eight nine ten eleven twelve more more more",
            "sentence",
        ),
        ("*Not a medical device", "footnote"),
    ],
)
def test_a_line_on_its_own_is_a_heading_only_if_it_reads_as_one(line: str, kind: str) -> None:
    assert kinds(f"{line}\n\nIt has been used for a century.") == [kind, "sentence"]
