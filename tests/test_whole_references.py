"""References that copy gives: known ones named, fallen and weak ones told, nothing fetched."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.knowledge_base import KnowledgeBase
from kb.model.finding import DocumentFinding
from kb.whole.citations import citations
from tests.small_kb import CLAIM, FILES, SOURCE, opened
from tests.whole_pages import looked, said

CLAIMED = "Bright light may ease winter blues"


@pytest.fixture(scope="module")
def kb(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    return opened(tmp_path_factory.mktemp("kb"), FILES)


def quality(kb: KnowledgeBase, text: str, name: str = "page.md") -> list[DocumentFinding]:
    findings = [said(CLAIMED)] if CLAIMED in text else []
    return list(looked(kb, text, *findings, name=name, fair_balance={}))


KNOWN = [
    "https://doi.org/10.1234/light.2013",
    "https://dx.doi.org/10.1234/LIGHT.2013.",
    "doi:10.1234/light.2013",
    "10.1234/light.2013",
    "PMID: 12345678",
    "https://pubmed.ncbi.nlm.nih.gov/12345678/",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/",
]


@pytest.mark.parametrize("reference", KNOWN)
def test_a_known_reference_is_named_however_it_is_written(
    kb: KnowledgeBase, reference: str
) -> None:
    text = f"{CLAIMED} ({reference}).\n"
    [found] = quality(kb, text)

    assert found.sources == ("trial-a",)
    assert "in this knowledge base, and current: trial-a" in found.why
    [(start, end)] = found.where
    assert text[start:end].lower().rstrip("/") in reference.lower()


def test_a_line_that_names_a_title_is_known(kb: KnowledgeBase) -> None:
    file = FILES[SOURCE].replace("title: Light in winter", "title: Bright light in dark winters")
    folder = kb.root.parent / "titled"
    folder.mkdir(exist_ok=True)
    titled = opened(folder, {**FILES, SOURCE: file})
    text = f"{CLAIMED}.\n\nSource: A. Author, Bright Light in Dark Winters, 2013\n"

    assert quality(titled, text)[0].sources == ("trial-a",)


@pytest.mark.parametrize(
    ("standing", "told"),
    [("retracted", "was retracted"), ("superseded", "superseded"), ("preprint", "is a preprint")],
)
def test_a_source_that_no_longer_stands_is_told(tmp_path: Path, standing: str, told: str) -> None:
    file = FILES[SOURCE].replace("read: full-text", f"read: full-text\nstanding: {standing}")
    [found] = quality(opened(tmp_path, {**FILES, SOURCE: file}), f"{CLAIMED} (PMID 12345678).\n")

    assert told in found.why
    assert found.sources[0] == "trial-a"


@pytest.mark.parametrize(
    ("link", "label"),
    [
        ("https://www.shop.example/lamps", "a shop (shop.example)"),
        ("https://best-coupons.example/x", "a shop (best-coupons.example)"),
        ("[a shop](http://m.shop.example/)", "a shop (m.shop.example)"),
    ],
)
def test_a_weak_place_beside_a_claim_is_told_with_better_sources(
    kb: KnowledgeBase, link: str, label: str
) -> None:
    [found] = quality(kb, f"{CLAIMED}, see {link}.\n")

    assert label in found.why
    assert found.sources == ("trial-a",)


def test_a_weak_place_without_better_sources_is_left_alone(tmp_path: Path) -> None:
    unread = FILES[SOURCE].replace("read: full-text", "read: unverified")
    said_so = FILES[CLAIM].replace("limits: [One small trial.]", "limits: [One, unverified.]")
    kb = opened(tmp_path, {**FILES, SOURCE: unread, CLAIM: said_so})

    assert quality(kb, f"{CLAIMED}, see https://shop.example/x.\n") == []


def test_a_link_to_read_on_is_no_reference(kb: KnowledgeBase) -> None:
    text = f"{CLAIMED}.\n\n## Booking\n\nBook at https://shop.example/book today.\n"

    assert quality(kb, text) == []


def test_its_own_site_offered_as_evidence_is_weak(shipped: KnowledgeBase) -> None:
    words = "Studies show that ketamine may ease depression"
    text = f"{words} ([read more](/blog/studies)).\n\n[Book now](/book)\n"
    findings = looked(shipped, text, said(words, claim="depression-symptoms-short-term"))
    [found] = [f for f in findings if f.kind == "reference-quality"]

    assert "its own" in found.why or "own website" in found.why
    assert "/blog/studies" in found.why


def test_an_unknown_reference_is_said_to_be_unknown_and_not_wrong(kb: KnowledgeBase) -> None:
    [found] = quality(kb, f"{CLAIMED} (doi:10.9999/unheard).\n")

    assert "not in this knowledge base: doi:10.9999/unheard" in found.why
    assert found.sources == ("trial-a",)


def test_a_numbered_reference_belongs_to_the_passage_that_points_at_it(kb: KnowledgeBase) -> None:
    text = (
        f"{CLAIMED} [2].\n\nOur chairs are blue [1].\n\n## References\n\n"
        "1. https://shop.example/chairs\n2. https://shop.example/lamps\n"
    )
    [found] = quality(kb, text)

    assert [text[start:end] for start, end in found.where] == ["https://shop.example/lamps"]


def test_a_list_in_words_is_read_by_author_and_year(kb: KnowledgeBase) -> None:
    file = FILES[SOURCE].replace("year: 2013", "year: 2013\nauthors: [Lumen A, Dark B]")
    folder = kb.root.parent / "authored"
    folder.mkdir(exist_ok=True)
    authored = opened(folder, {**FILES, SOURCE: file})
    text = f"{CLAIMED} [1].\n\n## References\n\n1. Lumen et al., 2013\n2. Nobody, 1999\n"
    unknown, known = quality(authored, text)

    assert known.sources == ("trial-a",)
    assert [text[start:end] for start, end in known.where] == ["Lumen et al., 2013"]
    assert "“Nobody, 1999”" in unknown.why


def test_a_known_source_for_something_else_is_told(tmp_path: Path) -> None:
    other = (
        FILES[SOURCE].replace("trial-a", "trial-b").replace("light.2013", "light.2014")
        .replace("12345678", "87654321").replace("PMC1234567", "PMC7654321")
    )  # fmt: skip
    kb = opened(tmp_path, {**FILES, "sources/evidence/trial-b.yaml": other})
    [found] = quality(kb, f"{CLAIMED} (PMID 87654321).\n")

    assert "not among the evidence on record for the passage beside it" in found.why
    assert found.sources == ("trial-b", "trial-a")


def test_what_a_reader_does_not_see_is_no_reference(kb: KnowledgeBase) -> None:
    text = f"{CLAIMED}.\n\n<!-- https://shop.example/x PMID 12345678 -->\n"

    assert quality(kb, text) == []


def test_nothing_is_fetched(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a reference was looked up on the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)

    assert quality(kb, f"{CLAIMED}, see https://shop.example/x and doi:10.9999/unheard.\n")


@given(st.text(alphabet="hts:/.w10 doipmc[](){}\n-_xSource", max_size=300))
def test_references_stand_in_order_inside_the_text(text: str) -> None:
    at = 0
    for each in citations(text):
        assert at <= each.start < each.end <= len(text)
        at = each.end


def test_a_moved_section_changes_offsets_and_nothing_else(kb: KnowledgeBase) -> None:
    one = f"## One\n\n{CLAIMED}, see https://shop.example/x and doi:10.9999/unheard.\n"
    other = "## Two\n\nOur chairs are blue.\n"
    first, second = quality(kb, f"{one}\n{other}"), quality(kb, f"{other}\n{one}")

    assert [(f.why, f.sources) for f in first] == [(f.why, f.sources) for f in second]
    assert [f.where for f in first] != [f.where for f in second]
