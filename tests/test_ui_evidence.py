"""How evidence is shown: what was read, what was not, what no longer stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.model.claim import Claim
from kb.model.source import Source
from kb.ui.evidence import evidence_list, identifiers, kind_word, reference, source_marks
from kb.ui.sheet import text_of

MakeClaim = Callable[..., Claim]
MakeSource = Callable[..., Source]


def shown(claim: Claim, *sources: Source) -> str:
    return text_of([evidence_list(claim.rests_on, {source.id: source for source in sources})])


def test_evidence_that_nobody_has_read_is_marked_unverified(
    a_claim: MakeClaim, a_source: MakeSource
) -> None:
    assert "unverified" in shown(a_claim(), a_source(read="unverified"))
    assert "unverified" not in shown(a_claim(), a_source())


def test_a_fact_that_nobody_has_read_is_marked_though_its_source_was_read(
    a_claim: MakeClaim, a_source: MakeSource
) -> None:
    facts = [
        {"text": "helped by 2 points", "confidence": "unverified"},
        {"text": "was safe", "confidence": "primary"},
    ]

    assert "unverified" in shown(a_claim(), a_source(facts=facts))


def test_a_source_without_a_record_is_said_to_have_none(a_claim: MakeClaim) -> None:
    assert "no record of this source" in shown(a_claim())


@pytest.mark.parametrize("standing", ["superseded", "corrected", "retracted", "preprint"])
def test_a_source_that_no_longer_stands_says_so_beside_its_evidence(
    a_claim: MakeClaim, a_source: MakeSource, standing: str
) -> None:
    assert standing in shown(a_claim(), a_source(standing=standing))


def test_a_bibliography_that_is_not_confirmed_is_marked(a_source: MakeSource) -> None:
    assert "bibliography incomplete" in text_of(source_marks(a_source(bibliography="incomplete")))


def test_identifiers_are_links_to_where_they_resolve(a_source: MakeSource) -> None:
    links = identifiers(a_source(doi="10.1000/xyz", pmid="123"))

    assert [node["attrs"]["href"] for node in links if not isinstance(node, str)] == [
        "https://doi.org/10.1000/xyz",
        "https://pubmed.ncbi.nlm.nih.gov/123/",
    ]


def test_a_reference_holds_what_is_known_and_no_more(a_source: MakeSource) -> None:
    source = a_source(authors=["A B", "C D", "E F", "G H"], container="J", year=2020, volume="3")

    assert text_of(reference(source)) == "A B, C D, E F, G H. Title of trial-a. J. 2020;3."
    assert text_of(reference(a_source())) == "Title of trial-a."


def test_a_source_is_named_as_in_the_report_by_family_name_and_year(
    a_claim: MakeClaim, a_source: MakeSource
) -> None:
    assert "Zarate et al 2006" in shown(
        a_claim(), a_source(authors=["Zarate CA Jr", "Singh JB"], year=2006)
    )


def test_a_bare_address_is_shown_by_its_host(a_source: MakeSource) -> None:
    assert text_of(identifiers(a_source(url="https://example.org/a/b"))) == "example.org"


def test_a_kind_of_source_begins_a_line_with_a_capital(a_source: MakeSource) -> None:
    assert kind_word(a_source(kind="cochrane-review").kind) == "Cochrane review"
