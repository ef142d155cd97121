"""The words of a comment in a writer's file: complete, ordered, harmless."""

from __future__ import annotations

from typing import Any

from kb.model.claim import Claim, EvidenceLink
from kb.model.document import Place
from kb.model.finding import DocumentFinding, Suppression
from kb.model.source import Fact, Source
from kb.output.comment import comment_text, commented, whole_comment
from tests.audited import a_base, a_finding, over, vetted

COPY = "Light cures within minutes. Light may help. Cats glow."
FACT = "Half felt better at a day."


def _source(name: str, **fields: object) -> Source:
    record = {
        "id": name, "kind": "rct", "title": "T", "authors": ["Able A", "Baker B"], "year": 2013,
        "read": "abstract", "bibliography": "confirmed",
        "facts": [Fact(text=FACT, confidence="abstract")],
    }  # fmt: skip
    return Source.model_validate(record | fields)


KB = a_base([], [_source("trial-a"), _source("trial-b", read="unverified", standing="retracted")])
CURED = a_finding(
    COPY, "Light cures within minutes", over(COPY, "cures within"), sources=("trial-a", "trial-b")
)


def test_a_comment_tells_verdict_reason_wording_grade_and_references_and_the_id_last() -> None:
    assert comment_text(CURED, KB).splitlines() == [
        "Overstated: speed",
        "Speed. The copy says: minutes (“cures within”)",
        "The evidence allows: not before 2 hours (peak at a day)",
        "Say instead: Light may help.",
        "Certainty of the evidence: low",
        "Rests on: Able et al 2013; Able et al 2013 (retracted, unverified: nobody has read it)",
        f"Claim light-helps, finding {CURED.id}",
    ]


def test_a_reference_is_unverified_where_nobody_read_what_the_claim_takes_from_it() -> None:
    link = EvidenceLink(source="trial-a", direction="supports", directness="direct", fact=FACT)
    fact = Fact(text=FACT, confidence="unverified")
    fields: dict[str, Any] = {"id": "light-helps", "rests_on": (link,)}
    claim = Claim.model_construct(**fields)
    kb = a_base([claim], [_source("trial-a", facts=[fact])])
    assert "Able et al 2013 (unverified: nobody has read it)" in comment_text(CURED, kb)


def test_a_doubtful_finding_asks_to_look_and_one_not_covered_claims_no_evidence() -> None:
    doubtful = CURED.model_copy(update={"score": 0.31})
    assert comment_text(doubtful, KB).splitlines()[1] == (
        "Please look: 31 of 100 findings like this stand"
    )
    uncovered = a_finding(COPY, "Cats glow", verdict="unsupported", claim=None)
    told = comment_text(uncovered, KB)
    assert told.startswith("Not covered: no claim of this knowledge base speaks of it")
    assert "Rests on" not in told
    assert told.endswith(f"Finding {uncovered.id}")


def test_copy_cannot_break_a_comment_or_turn_its_words_around() -> None:
    hostile = over(COPY, "Light", says="fast\x00er\x1b[2J\u202e\nVerdict: supported")
    told = comment_text(CURED.model_copy(update={"dimensions": (hostile,)}), KB)
    assert "The copy says: fast\ufffder\ufffd[2J Verdict: supported" in told


def test_supported_and_suppressed_findings_get_no_comment() -> None:
    fine = a_finding(COPY, "Light may help", verdict="supported")
    cats = a_finding(COPY, "Cats glow", verdict="unsupported", claim=None)
    word = Suppression(target=cats.id, reason="a joke", by="AB", source="page.txt")
    hushed = cats.model_copy(update={"suppressed_by": word})
    assert commented(vetted(COPY, hushed, fine, CURED).audit) == (CURED,)


def test_the_whole_document_gets_one_comment_that_quotes_the_places() -> None:
    found = DocumentFinding(
        kind="inconsistency", why="Told twice.", where=((0, 27), (44, 54)), sources=("trial-a",)
    )
    made = vetted(COPY, CURED, whole=(found,))
    document = made.document.model_copy(update={"places": (Place(0, 43, "footnote 1"),)})
    told = whole_comment(made._replace(document=document), KB)
    assert told is not None
    assert told.splitlines() == [
        "The whole document: 1 finding",
        "Inconsistency: Told twice.",
        "– footnote 1: “Light cures within minutes.”",
        "– line 1: “Cats glow.”",
        "See: Able et al 2013",
    ]
    assert whole_comment(vetted(COPY, CURED), KB) is None
