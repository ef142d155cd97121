"""The report as data: what is counted, ranked, kept and cited, before any format is chosen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from citeproc import CitationStylesStyle  # type: ignore[import-untyped]

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.document import Document
from kb.model.finding import DocumentFinding, Finding, Scale, ScalePoint, Suppression
from kb.model.source import Source
from kb.output.references import reference
from kb.output.report import Report, report
from kb.output.report.bibliography import printed
from kb.output.report.marked_copy import Block, marked_copy
from kb.output.report.summary import Summary
from kb.reading.read import read, read_bytes
from kb.vet import Vetted, vet
from tests.audited import a_base, a_finding, over, vetted
from tests.decks import deck

MakeClaim = Callable[..., Claim]
MakeSource = Callable[..., Source]
ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sources" / "copy" / "sample-clinic-page.md"
TEXT = "Light heals. It works in minutes. It never harms. It is new. It is kind. It is red."
BY = Suppression(target="speed", reason="agreed", by="A. B.", source="page.md: line 3")


@pytest.fixture(scope="module")
def sample(shipped: KnowledgeBase) -> Report:
    document = read(SAMPLE)
    return report([Vetted(document, vet(document, shipped), SAMPLE.name)], shipped)


@pytest.fixture
def kb(a_claim: MakeClaim, a_source: MakeSource) -> KnowledgeBase:
    return a_base([a_claim()], [a_source()])


def summed_up(kb: KnowledgeBase, *findings: Finding) -> Summary:
    return report([vetted(TEXT, *findings)], kb).summary


def moved(finding: Finding, by: float) -> Finding:
    """Return a finding whose first dimension goes beyond by so much on its scale."""
    ends = (ScalePoint(at=0.1, label="a"), ScalePoint(at=0.1 + by, label="b"))
    scale = Scale(kind="speed", weakest="slow", strongest="fast", allowed=ends[0], said=ends[1])
    first, *rest = finding.dimensions
    first = first.model_copy(update={"scale": scale})
    return finding.model_copy(update={"dimensions": (first, *rest)})


# --- the page for those who read one page -------------------------------------------------------


def test_the_gravest_are_contradicted_then_by_dimensions_then_by_distance(
    kb: KnowledgeBase,
) -> None:
    near = moved(a_finding(TEXT, "It works in minutes", over(TEXT, "minutes")), 0.2)
    far = moved(a_finding(TEXT, "It is new", over(TEXT, "new")), 0.9)
    two = (over(TEXT, "kind"), over(TEXT, "kind", "scope"))
    findings = (
        a_finding(TEXT, "Light heals", verdict="unsupported"),
        near,
        far,
        a_finding(TEXT, "It is kind", *two),
        a_finding(TEXT, "It is red", verdict="contradicted"),
        a_finding(TEXT, "It never harms", verdict="supported"),
    )

    told = summed_up(kb, *findings).gravest

    assert [each.quote for each in told] == [
        "It is red", "It is kind", "It is new", "It works in minutes", "Light heals",
    ]  # fmt: skip


def test_passages_that_nothing_covers_are_counted_but_are_none_of_the_gravest(
    kb: KnowledgeBase,
) -> None:
    told = summed_up(kb, a_finding(TEXT, "It is new", claim=None, verdict="unsupported"))

    assert told.gravest == ()
    assert "1 could not be judged, for want of evidence on file" in told.headline


def test_a_suppressed_finding_is_counted_apart_and_weighs_nothing(kb: KnowledgeBase) -> None:
    finding = a_finding(TEXT, "It works in minutes", over(TEXT, "minutes"))
    made = report([vetted(TEXT, finding.model_copy(update={"suppressed_by": BY}))], kb)

    assert made.summary.suppressed == 1
    assert made.summary.gravest == ()
    assert made.summary.overreach == ()
    assert [(c.count, c.live) for c in made.summary.counts if c.count] == [(1, 0)]
    (told,) = made.documents[0].suppressed
    assert (told.by, told.reason, told.until) == ("A. B.", "agreed", None)


def test_how_far_is_told_only_where_a_scale_measures_it(kb: KnowledgeBase) -> None:
    findings = (
        moved(a_finding(TEXT, "It works in minutes", over(TEXT, "minutes")), 0.8),
        moved(a_finding(TEXT, "It is new", over(TEXT, "new")), 0.1),
        a_finding(TEXT, "It is kind", over(TEXT, "kind")),
    )

    (speed,) = summed_up(kb, *findings).overreach

    assert (speed.count, speed.far, speed.slightly, speed.unmeasured) == (3, 1, 1, 1)
    assert speed.furthest == "1"


def test_a_clean_page_is_called_so(kb: KnowledgeBase) -> None:
    told = summed_up(kb, a_finding(TEXT, "It is new", verdict="supported"))

    assert told.headline == (
        "This document makes 1 checkable statement; the evidence supports it as worded."
    )


# --- the copy -----------------------------------------------------------------------------------


def words(block: Block) -> str:
    cells = block.cells or (block.pieces,)
    return " ".join("".join(piece.text for piece in cell) for cell in cells)


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_no_word_of_the_copy_is_lost_or_moved(suffix: str, shipped: KnowledgeBase) -> None:
    text = SAMPLE.read_text() + "\n| Dose | Effect |\n|---|---|\n| one | It works. Always. |\n"
    page = read_bytes(text.encode(), f"page{suffix}")
    made = report([Vetted(page, vet(page, shipped), page.name)], shipped)
    told = " ".join(f"{block.marker} {words(block)}" for block in made.documents[0].blocks)

    assert re.findall(r"\w+", told) == re.findall(r"\w+", text)


def test_headings_items_and_rows_of_the_copy_are_known_as_such() -> None:
    blocks = blocks_of(
        "# A\n\n## B\n\nText here.\n\n- one\n- two\n\n| x | y |\n|---|---|\n| 1 | 2 |"
    )

    assert [(b.kind, b.level, b.marker) for b in blocks if b.kind in ("heading", "list-item")] == [
        ("heading", 1, "#"), ("heading", 2, "##"), ("list-item", 1, "-"), ("list-item", 1, "-"),
    ]  # fmt: skip
    assert [len(b.cells) for b in blocks if b.kind == "table-row"] == [2, 2]


def blocks_of(text: str) -> tuple[Block, ...]:
    return marked_copy(read_bytes(text.encode(), "page.md"), ())


def test_a_place_stands_over_the_copy_only_where_it_says_more_than_the_copy_shows() -> None:
    office = marked_copy(read(ROOT / "tests" / "files" / "leaflet.fodt"), ())
    slides = marked_copy(read_bytes(deck("It works", "It lasts"), "deck.pptx"), ())

    assert {"", "footnote 1"} <= {block.place for block in office}
    assert not any(re.fullmatch(r"paragraph \d+", block.place) for block in office)
    assert [block.place for block in slides] == ["slide 1, title", "slide 2, title"]


def test_a_sentence_over_two_lines_stays_in_one_block() -> None:
    (block,) = blocks_of("It works\nin a day. And more.")

    assert words(block) == "It works\nin a day. And more."


def test_cells_that_stand_in_one_row_are_told_as_one_row() -> None:
    cells = [("a", "table 1, row 1, column 1"), ("b", "table 1, row 1, column 2")]
    text, passages, places = "", [], []
    for words_, place in cells:
        start = len(text)
        text += f"{words_}\n"
        passages.append({"start": start, "end": start + 1, "kind": "table-cell"})
        places.append({"start": start, "end": start + 1, "label": place})
    fields: dict[str, Any] = {"passages": passages, "places": places}
    document = Document(name="t", media_type="m", sha256="", text=text, **fields)

    (row,) = marked_copy(document, ())

    assert (row.kind, words(row), row.place) == ("table-row", "a b", "table 1, row 1")


def test_where_findings_overlap_the_gravest_comes_first(kb: KnowledgeBase) -> None:
    wide = a_finding(TEXT, "It works in minutes", verdict="supported")
    narrow = a_finding(TEXT, "in minutes", over(TEXT, "minutes"))
    made = report([vetted(TEXT, wide, narrow)], kb)
    pieces = [piece for block in made.documents[0].blocks for piece in block.pieces]

    shared = next(piece for piece in pieces if piece.text == "minutes")

    assert shared.findings == ("2", "1")
    assert shared.face is not None
    assert shared.face.id == "overstated"
    assert [each.number for each in shared.ending] == ["2", "1"]


# --- evidence -----------------------------------------------------------------------------------


def test_a_judgement_that_nobody_made_is_not_told_as_one(a_claim: MakeClaim) -> None:
    judged = {
        "risk_of_bias": {"down": 2, "why": "open label"},
        "inconsistency": {"down": 0, "why": "agree"},
        "publication_bias": {"down": 0, "why": "nobody looked", "assessed": False},
    }
    claim = a_claim(grade={"scheme": "GRADE", "start": "high", "judged": judged})
    made = report(
        [vetted(TEXT, a_finding(TEXT, "It is new", over(TEXT, "new")))], a_base([claim], [])
    )

    told = {each.domain: each.words for each in made.evidence[0].judgements}

    assert told["risk_of_bias"] == "very serious (−2)"
    assert told["inconsistency"] == "not serious"
    assert told["publication_bias"] == "not judged"


def test_documents_and_figures_are_judged_in_words_of_their_own(sample: Report) -> None:
    schemes = [row.scheme for row in sample.evidence]
    documents = {j.domain for row in sample.evidence_of("documentary") for j in row.judgements}

    assert schemes == sorted(schemes, key=("GRADE", "documentary", "statistic").index)
    assert documents == {"provenance", "currency", "applicability"}
    assert not any(
        "serious (" in j.words for row in sample.evidence_of("statistic") for j in row.judgements
        if j.step == -1
    )  # fmt: skip


def test_a_claim_stands_once_and_names_every_finding_that_rests_on_it(sample: Report) -> None:
    entries = sample.documents[0].entries

    assert len({row.claim for row in sample.evidence}) == len(sample.evidence)
    for row in sample.evidence:
        resting = [e.number for e in entries if e.claim and e.claim.id == row.claim]
        assert list(row.findings) == resting
        told_first = [e for e in entries if e.number in resting and e.face.id != "supported"]
        assert [e.claim.told_at for e in told_first if e.claim][:1] in ([None], [])


# --- references ---------------------------------------------------------------------------------


def test_references_are_numbered_as_they_are_first_read(sample: Report) -> None:
    part = sample.documents[0]
    mentions = [n for each in (*part.problems, *part.supported) for n in each.references]
    mentions += [n for each in part.whole for n in each.references]
    for row in sample.evidence:
        mentions += [fact.reference for side in row.sides for fact in side.facts]
        mentions += [row.published] if row.published else []

    assert list(dict.fromkeys(mentions)) == [each.number for each in sample.references]


def test_a_source_without_a_record_is_still_a_reference(a_claim: MakeClaim) -> None:
    finding = a_finding(TEXT, "It is new", over(TEXT, "new"))
    made = report([vetted(TEXT, finding)], a_base([a_claim()], []))

    (listed,) = made.references

    assert listed.text == "trial-a: no record of this source."
    assert not listed.known


def test_every_shipped_reference_says_what_the_hand_made_one_says(shipped: KnowledgeBase) -> None:
    same = 0
    for source in shipped.sources.values():
        by_hand = str(reference(source))
        told = "".join(run.text for run in printed(source))
        same += told == by_hand
        # What may differ: of more than six authors only three are named; the day of access, and an
        # issue without a volume, are told; and the marks between year, volume and pages.
        title = re.escape(source.title.rstrip(".?!"))
        old, new = (re.split(title, each, maxsplit=1)[1] for each in (by_hand, told))
        new = re.sub(r"Accessed \w+ \d+, \d+\.", "", new)
        old_words, new_words = (re.findall(r"[^\s.,;:()]+", each) for each in (old, new))
        extra = [word for word in new_words if word not in old_words]
        assert [word for word in new_words if word in old_words] == old_words, source.id
        assert set(extra) <= {source.issue}, source.id

    assert same > 280


MANY = ["Aa B", "Cc D", "Ee F", "Gg H", "Ii J", "Kk L", "Mm N"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"authors": ["Zarate CA Jr", "da Silva URL"], "container": "Arch Psychiatry"}
            | {"year": 2006, "volume": "63", "issue": "8", "pages": "856-864"},
            "Zarate CA Jr, da Silva URL. Title of trial-a. Arch Psychiatry. 2006;63(8):856-864.",
        ),
        ({"authors": MANY}, "Aa B, Cc D, Ee F, et al. Title of trial-a."),
        ({"authors": [*MANY[:6], "et al"]}, "Aa B, Cc D, Ee F, et al. Title of trial-a."),
        ({"authors": ["Dean RL", "et al"]}, "Dean RL, et al. Title of trial-a."),
        ({"title": "Is <i>x</i> & y < 3?", "container": "A & B"}, "Is <i>x</i> & y < 3? A & B."),
        ({"year": 2022, "issue": "3", "pages": "1-9"}, "Title of trial-a. 2022;(3):1-9."),
        (
            {"kind": "label", "authors": ["Pfizer Inc."], "container": "DailyMed", "year": 2024}
            | {"url": "https://example.org", "confirmed_on": "2026-11-02"},
            "Pfizer Inc. Title of trial-a. DailyMed. 2024. Accessed November 2, 2026.",
        ),
        (
            {"kind": "statistics", "authors": ["World Health Organization"], "year": 2017}
            | {"container": "World Health Organization", "pages": "ISBN 1"},
            "World Health Organization. Title of trial-a. World Health Organization; 2017; ISBN 1.",
        ),
        (
            {"kind": "law-or-code", "container": "legislation.gov.uk", "year": 2012}
            | {"volume": "SI 2012/1916"},
            "Title of trial-a. legislation.gov.uk. 2012; SI 2012/1916.",
        ),
    ],
)
def test_references_follow_ama(fields: dict[str, Any], told: str, a_source: MakeSource) -> None:
    assert "".join(run.text for run in printed(a_source(**fields))) == told


def test_a_journal_is_in_italics_and_nothing_else(a_source: MakeSource) -> None:
    runs = printed(a_source(container="Lancet", year=2020, volume="1"))

    assert [run.text for run in runs if run.italic] == ["Lancet"]


def test_the_style_is_valid_csl() -> None:
    # Warnings are errors here: the processor warns where its schema refuses a style.
    style = CitationStylesStyle(str(ROOT / "kb" / "output" / "report" / "ama.csl"), validate=True)

    assert style.has_bibliography()


# --- the rest -----------------------------------------------------------------------------------


def test_what_was_not_judged_is_counted(kb: KnowledgeBase) -> None:
    uncovered = a_finding(TEXT, "It is new", claim=None, verdict="unsupported")
    made = report([vetted(TEXT, uncovered)], kb)
    told = made.documents[0].unchecked

    assert [each.quote for each in told.not_covered] == ["It is new"]
    assert (told.passages, told.silent) == (9, 8)


def test_findings_of_several_documents_never_share_a_number(kb: KnowledgeBase) -> None:
    finding = a_finding(TEXT, "It is new", over(TEXT, "new"))
    made = report([vetted(TEXT, finding, path="a.txt"), vetted(TEXT, finding, path="b.txt")], kb)

    assert [e.number for part in made.documents for e in part.entries] == ["1.1", "2.1"]
    assert made.evidence[0].findings == ("1.1", "2.1")
    assert made.documents[1].entries[0].claim is not None
    assert made.documents[1].entries[0].claim.told_at == "1.1"


def test_findings_on_the_whole_document_keep_their_places_and_sources(kb: KnowledgeBase) -> None:
    whole = DocumentFinding(kind="omission", why="w", where=((0, 11),), sources=("trial-a",))
    made = report([vetted(TEXT, whole=(whole,))], kb)

    (told,) = made.documents[0].whole
    assert [(q.place, q.text) for q in told.quotations] == [("line 1", "Light heals")]
    assert told.references == (1,)
