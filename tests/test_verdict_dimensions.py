"""The reasons that a finding gives: true of this copy, not notes on another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.lookup import ClaimIndex
from kb.matching.statement import Observer
from kb.model.claim import Claim
from kb.model.source import Source
from kb.reading.read import read_bytes
from kb.verdict.case import Case
from kb.verdict.dimensions import certainty, superseded_figure
from kb.vet import vet
from tests.audited import a_base

MakeClaim = Callable[..., Claim]
MakeSource = Callable[..., Source]


def reasons(kb: KnowledgeBase, copy: str) -> list[str]:
    audit = vet(read_bytes(copy.encode(), "page.txt"), kb)
    return [each.why for finding in audit.findings for each in finding.dimensions]


def taught(a_claim: MakeClaim, a_source: MakeSource, note: str) -> KnowledgeBase:
    """Return a knowledge base whose precedent oversteps for the reason noted."""
    precedents = [
        {"copy": "Blue light for winter moods", "verdict": "overstated", "exceeds": ["scope"],
         "why": note},
        {"copy": "A lamp may help some adults.", "verdict": "supported"},
    ]  # fmt: skip
    return a_base([a_claim(examples=precedents)], [a_source()])


def test_the_reason_of_a_precedent_is_borrowed(a_claim: MakeClaim, a_source: MakeSource) -> None:
    kb = taught(a_claim, a_source, "no trial in winter moods")

    assert "no trial in winter moods" in reasons(kb, "Blue light for winter moods of every kind")


@pytest.mark.parametrize("note", ["heading", "1999"])
def test_a_single_word_is_a_note_on_a_precedent_and_no_reason_for_other_copy(
    a_claim: MakeClaim, a_source: MakeSource, note: str
) -> None:
    found = reasons(taught(a_claim, a_source, note), "Blue light for winter moods of every kind")

    assert found
    assert note not in found


def case_of(shipped: KnowledgeBase, copy: str, bears: str) -> Case:
    """Return copy held against a claim on an effect or harm that bears so much."""
    observer = Observer(shipped)
    statement = observer.observe(copy)
    claim = next(c for c in shipped.claims.values()
                 if c.allows.certainty.level == bears and c.kind in ("effect", "harm"))  # fmt: skip
    match = ClaimIndex(shipped, observer).within(claim.topic, statement)
    assert match is not None
    return Case(statement, claim, match)


def test_where_the_evidence_bears_nothing_it_is_said_in_words(shipped: KnowledgeBase) -> None:
    found = certainty(case_of(shipped, "It always works, without exception.", "none"))

    assert found is not None
    assert found.why == "the evidence bears no assertion"


@pytest.mark.parametrize(
    "copy",
    [
        "Ketamine does not raise blood pressure.",
        "Ketamine has no effect on blood pressure.",
        "Spravato does not cause sedation.",
        "Ketamine doesn't cause nausea.",
        "Ketamine does not damage the bladder.",
        "It never slows breathing.",
        "At these doses it won't lead to addiction.",
    ],
)
def test_a_risk_on_record_that_copy_plainly_denies_is_a_problem_of_safety(
    shipped: KnowledgeBase, copy: str
) -> None:
    (finding,) = vet(read_bytes(copy.encode(), "page.txt"), shipped).findings
    assert finding.verdict in ("overstated", "contradicted")
    assert "safety" in [each.name for each in finding.dimensions]


@pytest.mark.parametrize(
    "copy",
    [
        "Ketamine can raise blood pressure.",
        "Not everyone experiences dissociation.",
        pytest.param(
            "Studies of esketamine did not find bladder damage.",
            marks=pytest.mark.xfail(strict=True, reason="too strict: taken for a denial"),
        ),
        "It is not known whether ketamine damages the bladder.",
        "Do not drive after a session, because esketamine causes sedation.",
    ],
)
def test_a_risk_that_is_told_or_left_open_is_not_denied(shipped: KnowledgeBase, copy: str) -> None:
    findings = vet(read_bytes(copy.encode(), "page.txt"), shipped).findings
    assert {finding.verdict for finding in findings} == {"supported"}


@pytest.mark.parametrize(
    ("copy", "verdict"),
    [
        ("The FDA has approved ketamine infusions for treatment-resistant depression.",
         "contradicted"),
        ("IV ketamine received FDA approval for treatment-resistant depression in 2019.",
         "contradicted"),
        ("Ketamine was approved by the FDA in 2019 for resistant depression and suicidal states.",
         "contradicted"),
        ("Spravato is approved for treatment-resistant depression and for anxiety disorders.",
         "overstated"),
        ("Spravato is approved for resistant depression, as well as for bipolar depression.",
         "overstated"),
        ("Ketamine is approved for trauma, anxiety and the blues after birth.", "contradicted"),
    ],
)  # fmt: skip
def test_an_approval_that_is_not_on_record_is_compared_and_not_weighed(
    shipped: KnowledgeBase, copy: str, verdict: str
) -> None:
    findings = vet(read_bytes(copy.encode(), "page.txt"), shipped).findings
    assert verdict in [finding.verdict for finding in findings]
    assert all(finding.verdict != "supported" for finding in findings)
    assert "regulatory" in [each.name for finding in findings for each in finding.dimensions]


@pytest.mark.parametrize(
    "copy",
    [
        "Spravato is FDA-approved for treatment-resistant depression.",
        "Ketamine is approved as an anesthetic and used off-label for depression.",
        "Ketamine is not FDA-approved for depression.",
        "In the UK, generic ketamine is used off-licence for depression.",
        "Doctors who use ketamine for depression do so outside its approval.",
        "This spray, made from a form of ketamine, is approved for treatment-resistant depression.",
    ],
)
def test_an_approval_on_record_or_told_to_be_lacking_is_supported(
    shipped: KnowledgeBase, copy: str
) -> None:
    findings = vet(read_bytes(copy.encode(), "page.txt"), shipped).findings
    assert findings
    assert {finding.verdict for finding in findings} == {"supported"}


def test_an_absolute_of_what_is_established_is_not_said_to_exceed_what_is_established(
    shipped: KnowledgeBase,
) -> None:
    found = certainty(case_of(shipped, "It always works, without exception.", "established"))

    assert found is not None
    assert found.why == "even what is established has its exceptions"


FIGURES = [
    ("About 280 million people live with depression.", "280 million"),
    ("From 264 to 280 million people live with depression.", "264 to 280 million"),
    ("From 264 to 332 million people live with depression.", None),
    ("More than 280 million people live with depression.", None),
    ("Over 264 million people live with depression.", None),
    ("No more than 280 million people live with depression.", "280 million"),
    ("About 332 million people live with depression.", None),
]


@pytest.mark.parametrize(("copy", "older"), FIGURES)
def test_a_figure_is_out_of_date_unless_it_stays_literally_true(
    copy: str, older: str | None, shipped: KnowledgeBase
) -> None:
    observer = Observer(shipped)
    statement = observer.observe(copy)
    claim = shipped.claims["epi-depression-prevalence"]
    match = ClaimIndex(shipped, observer).within(claim.topic, statement)
    assert match is not None

    found = superseded_figure(Case(statement, claim, match))

    assert (found.cue.quote if found else None) == older
