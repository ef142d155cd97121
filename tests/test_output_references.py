"""References as printed: the order of the AMA style, nothing guessed, cautions said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kb.model.claim import Claim
from kb.model.source import Source
from kb.output.references import cautions, how_read, links, reference, short, unverified

MakeClaim = Callable[..., Claim]
MakeSource = Callable[..., Source]

SIX = ["Aa B", "Cc D", "Ee F", "Gg H", "Ii J", "Kk L"]


@pytest.mark.parametrize(
    ("fields", "printed"),
    [
        (
            {"authors": ["Zarate CA Jr", "Singh JB"], "container": "Arch Gen Psychiatry"}
            | {"year": 2006, "volume": "63", "issue": "8", "pages": "856-864"},
            "Zarate CA Jr, Singh JB. Title of trial-a. Arch Gen Psychiatry. 2006;63(8):856-864.",
        ),
        ({"year": 2018, "volume": "12", "issue": "12"}, "Title of trial-a. 2018;12."),
        ({"year": 2022, "pages": "853-866"}, "Title of trial-a. 2022; 853-866."),
        ({"volume": "SI 2012/1916", "year": 2012}, "Title of trial-a. 2012; SI 2012/1916."),
        ({"title": "Does it work?"}, "Does it work?"),
        ({"authors": ["Dean RL", "et al"]}, "Dean RL, et al. Title of trial-a."),
        ({"authors": SIX}, "Aa B, Cc D, Ee F, Gg H, Ii J, Kk L. Title of trial-a."),
        ({"authors": [*SIX, "Mm N"]}, "Aa B, Cc D, Ee F, et al. Title of trial-a."),
    ],
)
def test_a_reference_prints_what_is_recorded_and_no_more(
    fields: dict[str, Any], printed: str, a_source: MakeSource
) -> None:
    assert str(reference(a_source(**fields))) == printed


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"authors": ["Berman RM", "Cappiello A"], "year": 2000}, "Berman et al 2000"),
        ({"authors": ["Al Shirawi MI", "et al"]}, "Al Shirawi et al"),
        ({"authors": ["Smith-Apeldoorn SY"], "year": 2022}, "Smith-Apeldoorn 2022"),
        ({"authors": ["World Health Organization"]}, "World Health Organization"),
        ({"container": "legislation.gov.uk", "year": 2012}, "legislation.gov.uk 2012"),
        ({}, "Title of trial-a"),
    ],
)
def test_a_short_reference_names_first_author_and_year(
    fields: dict[str, Any], name: str, a_source: MakeSource
) -> None:
    assert short(a_source(**fields)) == name


def test_a_source_with_a_doi_is_opened_by_it_and_not_by_its_page(a_source: MakeSource) -> None:
    source = a_source(doi="10.1000/a<b>1", pmid="123", url="https://example.org/page")

    assert [link.address for link in links(source)] == [
        "https://doi.org/10.1000/a%3Cb%3E1",
        "https://pubmed.ncbi.nlm.nih.gov/123/",
    ]


def test_a_source_without_identifiers_is_opened_by_its_page(a_source: MakeSource) -> None:
    (link,) = links(a_source(url="https://example.org/page"))

    assert link.address == "https://example.org/page"


def test_what_stands_against_a_source_is_said_gravest_first(a_source: MakeSource) -> None:
    source = a_source(standing="retracted", read="unverified", bibliography="not-found")

    assert cautions(source) == ("retracted", "unverified", "reference not found")


def test_a_sound_source_carries_no_caution(a_source: MakeSource) -> None:
    assert cautions(a_source()) == ()


def test_a_fact_is_unverified_where_nobody_read_it_though_the_source_was_read(
    a_claim: MakeClaim, a_source: MakeSource
) -> None:
    facts = [
        {"text": "helped by 2 points", "confidence": "unverified"},
        {"text": "was safe", "confidence": "primary"},
    ]
    (link,) = a_claim().rests_on

    assert unverified(link, a_source(facts=facts))
    assert how_read(link, a_source(facts=facts)) == "unverified: nobody has read it"


def test_how_a_fact_was_read_comes_before_how_its_source_was(
    a_claim: MakeClaim, a_source: MakeSource
) -> None:
    facts = [{"text": "helped by 2 points", "confidence": "secondary"}]
    (link,) = a_claim().rests_on

    assert how_read(link, a_source(facts=facts)) == "read in somebody else's report"
    assert how_read(link, None) == "no record of this source"
