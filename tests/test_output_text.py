"""Text for people: grouped, wrapped, and harmless to a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.finding import DocumentFinding
from kb.model.source import Source
from kb.output.text import WIDTH, write
from kb.reading.read import read_bytes
from kb.vet import Vetted, vet
from tests.audited import a_base, a_finding, over, vetted

TEXT = (
    "It is safe. Light works in minutes. It cures. 264 million people live in the dark.\n"
    "Light won an award."
)
SAFE = a_finding(TEXT, "It is safe", verdict="supported")
FAST = a_finding(TEXT, "Light works in minutes", over(TEXT, "minutes", says="at once"))
CURES = a_finding(TEXT, "It cures", over(TEXT, "It cures", "certainty"), verdict="contradicted")
OLD = a_finding(TEXT, "264 million people live in the dark", over(TEXT, "264 million", "currency"))
AWARD = a_finding(TEXT, "Light won an award", verdict="unsupported", claim=None)


@pytest.fixture(scope="module")
def base(a_claim: Callable[..., Claim], a_source: Callable[..., Source]) -> KnowledgeBase:
    return a_base([a_claim()], [a_source(authors=["Zarate CA Jr", "et al"], year=2006)])


def bare(base: KnowledgeBase, *documents: Vetted) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", write(documents, base).decode())


def test_findings_are_grouped_by_verdict_the_gravest_first(base: KnowledgeBase) -> None:
    told = bare(base, vetted(TEXT, SAFE, FAST, CURES, OLD, AWARD))

    assert re.findall(r"^([A-Z ]+) \(\d\)$", told, re.MULTILINE) == [
        "CONTRADICTED",
        "OVERSTATED",
        "OUT OF DATE",
        "NOT COVERED",
        "SUPPORTED",
    ]


def test_a_dimension_tells_what_is_said_and_what_is_allowed(base: KnowledgeBase) -> None:
    told = bare(base, vetted(TEXT, FAST))

    assert "speed       says: at once (“minutes”)" in told
    assert "evidence allows: not before 2 hours" in told


@pytest.mark.parametrize(
    "words",
    [
        "▲ line 1: “Light works in minutes”",
        "grade       low certainty",
        "say instead Light may help.",
        "rests on    Zarate et al 2006",
    ],
)
def test_a_finding_tells(words: str, base: KnowledgeBase) -> None:
    assert words in bare(base, vetted(TEXT, FAST))


def test_a_passage_on_another_line_is_found_there(base: KnowledgeBase) -> None:
    assert "○ line 2: “Light won an award”" in bare(base, vetted(TEXT, AWARD))


def test_evidence_that_nobody_has_read_is_called_unverified(
    a_claim: Callable[..., Claim], a_source: Callable[..., Source]
) -> None:
    kb = a_base([a_claim()], [a_source(read="unverified")])

    assert "(unverified: nobody has read it)" in bare(kb, vetted(TEXT, FAST))


def test_what_the_whole_document_shows_is_told_with_its_place(base: KnowledgeBase) -> None:
    start = TEXT.index("Light won")
    found = DocumentFinding(kind="omission", why="Risks are left out.", where=((start, start + 5),))

    told = bare(base, vetted(TEXT, whole=(found,)))

    assert "! omission (line 2): Risks are left out." in told
    assert "“Light”" in told


def test_the_last_line_sums_up(base: KnowledgeBase) -> None:
    last = bare(base, vetted(TEXT, SAFE, FAST, AWARD)).splitlines()[-1]

    assert "3 of 9 passages can be checked; 1 overstated, 1 not covered, 1 supported" in last


def test_several_documents_are_summed_up_together(base: KnowledgeBase) -> None:
    last = bare(base, vetted(TEXT, SAFE), vetted(TEXT, SAFE)).splitlines()[-1]

    assert last == "2 documents: 2 supported"


def test_no_line_is_wider_than_a_hundred_columns(base: KnowledgeBase) -> None:
    text = f"Light {'helps and ' * 60}{'x' * 300}."
    long = vetted(text, a_finding(text, text[:-1], over(text, text[:-1], allows="y " * 200)))

    assert max(len(line) for line in bare(base, long).splitlines()) <= WIDTH


@pytest.mark.parametrize("bad", ["\x1b[2J", "\x9b2J", "\x07", "\u202e", "\u2066", "\x7f"])
def test_copy_cannot_steer_the_terminal(bad: str, base: KnowledgeBase) -> None:
    text = f"Light {bad} cures."
    finding = a_finding(text, text[:-1], over(text, f"{bad} cures"))

    assert bad not in bare(base, vetted(text, finding, path=f"{bad}.txt"))


def test_taking_the_colour_away_changes_no_words(base: KnowledgeBase) -> None:
    written = write([vetted(TEXT, FAST)], base).decode()

    assert "\x1b[" in written
    assert "\x1b" not in bare(base, vetted(TEXT, FAST))


def test_a_rewording_shows_what_goes_and_what_comes(shipped: KnowledgeBase) -> None:
    document = read_bytes(b"Ketamine works instantly for depression.", "page.txt")
    told = write([Vetted(document, vet(document, shipped), "page.txt")], shipped).decode()

    assert "[-instantly-]{+within hours in some people+}" in told


def test_a_scale_is_a_line_of_characters(shipped: KnowledgeBase) -> None:
    document = read_bytes(b"Ketamine works almost immediately and lifts mood.", "page.txt")
    told = write([Vetted(document, vet(document, shipped), "page.txt")], shipped).decode()

    assert re.search(r"weeks \[=+\|~+x\] at once \(\| 2 hours, x at once\)", told)
