"""What is told as supported and should be looked at all the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.finding import Doubt, Finding
from kb.model.source import Source
from kb.output.faces import face_of, please_look
from kb.reading.read import read_bytes
from kb.vet import vet
from tests.audited import a_base

MakeClaim = Callable[..., Claim]
MakeSource = Callable[..., Source]

CLOSE_TO_THE_LINE = "Ketamine may ease depression in some adults within hours."


def findings(kb: KnowledgeBase, copy: str) -> tuple[Finding, ...]:
    return vet(read_bytes(copy.encode(), "page.txt"), kb).findings


def doubts(kb: KnowledgeBase, copy: str) -> list[Doubt]:
    found = findings(kb, copy)
    assert {each.verdict for each in found} == {"supported"}, found
    return [doubt for each in found for doubt in each.doubts]


def with_limits(kb: KnowledgeBase, **limits: float) -> KnowledgeBase:
    thresholds = kb.settings.thresholds.model_copy(update=limits)
    return replace(kb, settings=kb.settings.model_copy(update={"thresholds": thresholds}))


@pytest.fixture(scope="module")
def lamps(a_claim: MakeClaim, a_source: MakeSource) -> KnowledgeBase:
    """Return a claim whose sources give a few figures: 23.4 %, 18 to 24 weeks, 1962, 40 million."""
    facts = [
        {"text": "winter moods in 23.4% of women and 14.3% of men", "confidence": "primary"},
        {"text": "40 million adults were asked over 18 to 24 weeks", "confidence": "abstract"},
    ]
    link = {"source": "trial-a", "direction": "supports", "fact": "first sold in 1962"}
    told = a_claim(rests_on=[link])
    return a_base([told], [a_source(facts=facts, year=2021)])


@pytest.mark.parametrize(
    "figure",
    [
        "23.4% of women", "23% of women", "14 percent of men", "40 million adults",
        "40,000,000 adults", "over 20 weeks", "over five months", "since 1962", "since the 1960s",
        "in a 2021 trial", "a few million adults", "half of women", "for an hour", "3 women",
        "14-23% of women",
    ],
)  # fmt: skip
def test_a_figure_that_a_source_gives_or_that_is_no_figure_leaves_no_doubt(
    figure: str, lamps: KnowledgeBase
) -> None:
    assert doubts(lamps, f"Light may help {figure}.") == []


@pytest.mark.parametrize(
    ("copy", "figure"),
    [
        ("25.1% of women", "25.1%"), ("one in ten men", "one in ten"),
        ("15 to 20 million adults", "15 to 20 million"), ("within four weeks", "four weeks"),
        ("over 18 to 52 weeks", "18 to 52 weeks"), ("since 1966", "1966"),
        ("since the 1950s", "1950"), ("for $5,906", "$5,906"), ("at 80 mg", "80 mg"),
    ],
)  # fmt: skip
def test_a_figure_that_no_source_gives_is_to_be_checked_and_is_shown(
    copy: str, figure: str, lamps: KnowledgeBase
) -> None:
    text = f"Light may help {copy}."
    (doubt,) = doubts(lamps, text)

    assert (doubt.kind, doubt.cue and doubt.cue.quote) == ("figure", figure)
    assert doubt.cue
    assert text[doubt.cue.start : doubt.cue.end] == figure
    (told,) = findings(lamps, text)
    assert face_of(told).id == "to-check"
    assert f"“{figure}”" in str(please_look(told))


def test_todays_figure_and_one_that_it_replaced_are_on_record(
    a_claim: MakeClaim, a_source: MakeSource
) -> None:
    told = a_claim(
        allows={
            "certainty": {"level": "may", "wording": "may help"},
            "currency": {
                "value": "332",
                "unit": "million people",
                "year": "2021",
                "superseded": [{"value": "280", "year": "2019"}],
            },
        }
    )
    kb = a_base([told], [a_source()])

    assert doubts(kb, "Light may help 332 million people.") == []
    assert doubts(kb, "In 2019 light may help 280 million people.") == []
    assert [d.kind for d in doubts(kb, "Light may help 512 million people.")] == ["figure"]


def test_two_figures_in_one_fact_are_no_range(a_claim: MakeClaim, a_source: MakeSource) -> None:
    fact = {"text": "helped 16% and 95% of two groups", "confidence": "primary"}
    kb = a_base([a_claim()], [a_source(facts=[fact])])

    assert doubts(kb, "Light may help 95% of them.") == []
    assert [d.kind for d in doubts(kb, "Light may help 40% of them.")] == ["figure"]


def test_a_figure_that_nobody_has_read_is_none(a_claim: MakeClaim, a_source: MakeSource) -> None:
    fact = {"text": "14% of men", "confidence": "unverified"}
    read = {"text": "helped by 2 points", "confidence": "primary"}
    kb = a_base([a_claim()], [a_source(facts=[fact, read])])

    assert [d.kind for d in doubts(kb, "Light may help 14 percent of men.")] == ["figure"]


def test_a_source_that_nobody_has_read_gives_no_year(
    a_claim: MakeClaim, a_source: MakeSource
) -> None:
    for read, asked in (("full-text", []), ("unverified", ["figure"])):
        kb = a_base([a_claim()], [a_source(read=read, year=2019)])
        assert [d.kind for d in doubts(kb, "Light may help in a 2019 trial.")] == asked


def test_words_that_a_curator_judged_leave_no_doubt(
    a_claim: MakeClaim, a_source: MakeSource
) -> None:
    examples = [
        {"copy": "Light helped 91% of them.", "verdict": "supported"},
        {"copy": "Light cures.", "verdict": "overstated", "exceeds": ["certainty"]},
    ]
    kb = a_base([a_claim(examples=examples)], [a_source()])

    assert doubts(kb, "Light helped 91% of them.") == []
    assert [d.kind for d in doubts(kb, "Light helped 92% of them.")] == ["figure"]


def test_a_close_call_is_what_lies_below_the_threshold(shipped: KnowledgeBase) -> None:
    def kinds(close: float) -> list[str]:
        return [d.kind for d in doubts(with_limits(shipped, close_call=close), CLOSE_TO_THE_LINE)]

    assert kinds(1.0) == ["close-call"]
    assert kinds(0.0) == []


def test_without_weights_nothing_is_a_close_call(lamps: KnowledgeBase) -> None:
    assert doubts(with_limits(lamps, close_call=1.0), "Light may help women.") == []


@pytest.mark.parametrize(
    ("copy", "words"),
    [
        ("Ketamine eases depression in minutes.", "in minutes"),
        ("Ketamine eases depression for good.", "for good"),
        ("Ketamine eases depression in 97% of patients.", "97%"),
        ("Ketamine carries no risk of bladder damage.", "no risk"),
    ],
)
def test_what_weights_let_pass_and_a_rule_finds_beyond_the_ceiling_is_to_be_checked(
    copy: str, words: str, shipped: KnowledgeBase
) -> None:
    lax = with_limits(shipped, supported=0.0, supported_harm=0.0)
    found = [d for d in doubts(lax, copy) if d.kind == "ceiling"]

    assert words in {each.cue.quote for each in found if each.cue}


def test_a_side_effect_called_mild_is_not_denied(shipped: KnowledgeBase) -> None:
    told = doubts(shipped, "Side effects are usually mild and pass within hours.")

    assert "ceiling" not in {each.kind for each in told}


def test_a_problem_is_told_and_not_doubted(shipped: KnowledgeBase) -> None:
    found = findings(shipped, "Ketamine cures depression in 97% of patients within minutes.")

    assert any(each.verdict != "supported" for each in found)
    assert not any(each.doubts for each in found if each.verdict != "supported")
