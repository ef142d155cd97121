"""What a team decided, in every export: there to be read, and told apart from what counts."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.finding import Baseline, DocumentFinding, Review, Suppression
from kb.output.exports import EXPORTS
from kb.vet import Vetted
from tests.audited import a_base, a_finding, over, vetted

TEXT = "Light works in minutes. It is safe. It is cheap."
WORD = Suppression(
    target="speed", reason="agreed <b>\x1b[2J", by="AB", until=date(2027, 1, 31), source="line 1"
)
LET = a_finding(TEXT, "Light works in minutes", over(TEXT, "minutes")).model_copy(
    update={"suppressed_by": WORD}
)
KNOWN = a_finding(TEXT, "It is safe", over(TEXT, "safe", "safety")).model_copy(
    update={"baseline": "unchanged"}
)
GONE = a_finding("It is magic.", "It is magic", verdict="contradicted")
WHOLE = DocumentFinding(kind="omission", why="Risks are left out.", suppressed_by=WORD)


@pytest.fixture(scope="module")
def base(a_claim: Callable[..., Claim]) -> KnowledgeBase:
    return a_base([a_claim()], [])


@pytest.fixture(scope="module")
def each() -> Vetted:
    made = vetted(TEXT, LET, KNOWN, whole=(WHOLE,))
    base = Baseline(name="base.jsonl", new=1, unchanged=1, absent=(GONE,))
    review = Review(on=date(2026, 11, 22), suppressed=2, unused=1, baseline=base)
    return made._replace(audit=made.audit.model_copy(update={"review": review}))


def test_the_text_says_who_why_and_until_when(base: KnowledgeBase, each: Vetted) -> None:
    told = EXPORTS["text"].write([each], base).decode()
    words = " ".join(re.sub(r"\x1b\[[0-9;]*m", "", told).split())

    assert words.count("suppressed by AB: agreed <b>\ufffd[2J, until 2027-01-31 (line 1)") == 2
    assert "known: it is in the baseline" in words
    assert (
        "2 suppressed, 1 suppression unused, 1 known from the baseline, 1 not in the baseline,"
        " 1 of the baseline gone" in words
    )


def test_the_text_shows_what_is_set_aside_faintly_and_in_short(
    base: KnowledgeBase, each: Vetted
) -> None:
    lines = EXPORTS["text"].write([each], base).decode().splitlines()
    (head,) = [line for line in lines if "Light works" in line]

    assert head.startswith("\x1b[2m")
    assert not any("evidence allows" in line for line in lines)


def test_the_page_greys_what_is_set_aside_and_keeps_its_reasons(
    base: KnowledgeBase, each: Vetted
) -> None:
    html = EXPORTS["html"].write([each], base).decode()

    assert html.count("Suppressed by AB: agreed &lt;b&gt;\ufffd[2J, until 2027-01-31") == 2
    assert len(re.findall(r'<article class="card overstated let"', html)) == 2
    assert len(re.findall(r'class="mark overstated let', html)) == 2
    assert "not before 2 hours" in html
    assert "In the baseline “base.jsonl” and gone (1)" in html
    assert "Dates are held against 2026-11-22" in html
    assert "<b>\ufffd" not in html


def test_the_table_has_columns_for_it(base: KnowledgeBase, each: Vetted) -> None:
    told = EXPORTS["csv"].write([each], base).decode("utf-8-sig")
    let, known = csv.DictReader(io.StringIO(told, newline=""))

    assert (let["suppressed by"], let["suppressed until"]) == ("AB", "2027-01-31")
    assert let["suppressed in"] == "line 1"
    assert (known["suppressed by"], known["baseline"]) == ("", "unchanged")


def test_programs_get_all_of_it(base: KnowledgeBase, each: Vetted) -> None:
    found = json.loads(EXPORTS["json"].write([each], base))

    assert found["findings"][0]["suppressed_by"]["reason"] == WORD.reason
    assert found["document_findings"][0]["suppressed_by"]["by"] == "AB"
    assert found["review"]["baseline"]["absent"][0]["quote"] == "It is magic"


def test_a_supported_passage_that_was_there_before_is_not_greyed(base: KnowledgeBase) -> None:
    held = a_finding(TEXT, "It is cheap", verdict="supported")
    made = vetted(TEXT, held.model_copy(update={"baseline": "unchanged"}))

    assert not re.search(r'class="[^"]* let\b', EXPORTS["html"].write([made], base).decode())
