"""Links within the PDF of a report: each leads to its place, or the file is refused."""

from __future__ import annotations

import re

import pytest

from kb.output.pdf_report.links import Unplaced, inward

LINK = b"7 0 obj\n<</Type/Annot/Subtype/Link/Rect[1 2 3 4]%s/F 4/Contents(x)>>\nendobj\n"


def in_words(name: str) -> bytes:
    return LINK % f"/A<</Type/Action/S/URI/URI(to {name})>>".encode()


def to_place(place: str) -> bytes:
    return LINK % f"/Dest{place}".encode()


INDEX = to_place(" 41 0 R") + to_place("(finding 2)") + to_place(" 43 0 R")
NAMES = ("finding 1", "finding 2", "reference 1")


def test_a_link_in_words_leads_to_the_place_that_the_index_leads_to() -> None:
    pdf = in_words("reference 1") + in_words("finding 2") + INDEX

    settled = inward(pdf, NAMES)

    assert re.findall(rb"/Dest(?: \d+ 0 R|\([^)]*\))", settled)[:2] == [
        b"/Dest 43 0 R",
        b"/Dest(finding 2)",
    ]
    assert b"URI" not in settled


def test_no_byte_is_added_so_the_table_of_objects_still_holds() -> None:
    pdf = in_words("finding 1") + INDEX

    settled = inward(pdf, NAMES)

    assert len(settled) == len(pdf)
    assert settled.endswith(INDEX)


def test_addresses_of_sources_stay() -> None:
    address = LINK % b"/A<</Type/Action/S/URI/URI(https://doi.org/10.1/x)>>"

    assert inward(address + INDEX, NAMES).startswith(address)


def test_links_before_the_index_are_not_taken_for_it() -> None:
    pdf = to_place(" 9 0 R") + in_words("finding 1") + INDEX

    assert b"/Dest 41 0 R" in inward(pdf, NAMES).removesuffix(INDEX)


@pytest.mark.parametrize(
    ("pdf", "said"),
    [
        (in_words("finding 9") + INDEX, "finding 9"),
        (in_words("finding 1") + to_place(" 41 0 R"), "1 links instead of 3"),
        (INDEX + to_place("(finding 1)"), "leads to"),
        (INDEX + b"/URI(to (finding) 1)", "left"),
    ],
    ids=["nowhere", "index too short", "index in another order", "written otherwise"],
)
def test_a_file_that_is_not_as_expected_is_refused(pdf: bytes, said: str) -> None:
    with pytest.raises(Unplaced, match=said):
        inward(pdf, NAMES)
