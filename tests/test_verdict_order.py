"""A hedge or a higher ceiling never makes a verdict worse; outside drugs are not covered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Ceiling, CertaintyCeiling, Claim
from kb.model.terms import CERTAINTIES, Certainty, Verdict
from kb.reading.read import read_bytes
from kb.verdict.case import Case
from kb.verdict.weigh import weigh
from kb.vet import Engine

PLAIN = (
    "Ketamine relieves depression",
    "The infusions work within an hour",
    "Ketamine repairs damaged brain connections",
    "Seventy percent of patients respond",
    "One infusion keeps depression away for six months",
    "Spravato treats depression better than any pill",
    "The treatment is safe",
    "Ketamine cures PTSD",
    "It ends suicidal thoughts",
    "Low doses relieve chronic pain",
)
HEDGED = (
    "Ketamine may relieve depression",
    "The infusions might work within an hour",
    "Ketamine could repair damaged brain connections",
    "Seventy percent of patients may respond",
    "One infusion may keep depression away for six months",
    "Spravato might treat depression better than any pill",
    "The treatment may be safe",
    "Ketamine might cure PTSD",
    "It could end suicidal thoughts",
    "Low doses may relieve chronic pain",
)


@pytest.fixture(scope="module")
def engine(shipped: KnowledgeBase) -> Engine:
    return Engine(shipped)


def _case(engine: Engine, text: str, claim: Claim) -> Case:
    statement = engine.observer.observe(text)
    match = engine.index.within(claim.topic, statement)
    assert match is not None
    return Case(statement, claim, match)


def _best(engine: Engine, text: str) -> Claim:
    return engine.kb.claims[engine.index.rank(engine.observer.observe(text), 1)[0].claim]


def _worse(one: Verdict, other: Verdict) -> bool:
    """Return whether `one` is a problem and `other` is none."""
    return one != "supported" and other == "supported"


@pytest.mark.parametrize(("plain", "hedged"), list(zip(PLAIN, HEDGED, strict=True)))
def test_a_hedge_never_makes_a_verdict_worse(engine: Engine, plain: str, hedged: str) -> None:
    claim = _best(engine, plain)
    before, after = (weigh(_case(engine, text, claim), engine.kb) for text in (plain, hedged))
    assert not _worse(after[0], before[0])


def _raised(allows: Ceiling, steps: int, more: float) -> Ceiling:
    """Return a ceiling that allows more on every dimension that has a scale."""
    step = CERTAINTIES.index(allows.certainty.level) + steps
    level: Certainty = CERTAINTIES[min(len(CERTAINTIES) - 1, step)]
    raised: dict[str, object] = {
        "certainty": CertaintyCeiling(level=level, wording=allows.certainty.wording)
    }
    if allows.magnitude and allows.magnitude.at_most is not None:
        higher = min(100.0, allows.magnitude.at_most + 100 * more)
        raised["magnitude"] = allows.magnitude.model_copy(update={"at_most": higher})
    if allows.durability and allows.durability.longest is not None:
        longer = allows.durability.longest * (1 + 100 * more)
        raised["durability"] = allows.durability.model_copy(update={"longest": longer})
    if allows.speed is not None:
        earlier = allows.speed.earliest * (1 - more)
        raised["speed"] = allows.speed.model_copy(update={"earliest": earlier})
    kept = allows.asserting_exceeds[steps:]
    return allows.model_copy(update={**raised, "asserting_exceeds": kept})


@given(text=st.sampled_from(PLAIN + HEDGED), steps=st.integers(0, 5), more=st.floats(0, 1))
@settings(deadline=None, max_examples=150)
def test_a_higher_ceiling_never_makes_a_verdict_worse(
    engine: Engine, text: str, steps: int, more: float
) -> None:
    claim = _best(engine, text)
    higher = claim.model_copy(update={"allows": _raised(claim.allows, steps, more)})
    before, after = (weigh(_case(engine, text, one), engine.kb) for one in (claim, higher))
    assert not _worse(after[0], before[0])


def _feature_names(kb: KnowledgeBase) -> list[str]:
    assert kb.learned is not None
    return kb.learned.supported.features.split("\n")


def _sure(kb: KnowledgeBase, features: dict[str, float]) -> float:
    """Return how much speaks for `supported`."""
    assert kb.learned is not None
    no, yes = kb.learned.supported.scores(features)
    return yes - no


@given(data=st.data(), more=st.floats(0.1, 2))
@settings(deadline=None, max_examples=300)
def test_a_hedge_speaks_for_the_copy_whatever_stands_beside_it(
    shipped: KnowledgeBase, data: st.DataObject, more: float
) -> None:
    names = _feature_names(shipped)
    beside = data.draw(st.dictionaries(st.sampled_from(names), st.floats(0, 2), max_size=30))
    hedge = data.draw(st.sampled_from([n for n in names if n.endswith("said:hedge")]))
    hedged = {**beside, hedge: beside.get(hedge, 0.0) + more}
    assert _sure(shipped, hedged) >= _sure(shipped, beside) - 1e-9


@given(data=st.data(), level=st.integers(0, len(CERTAINTIES) - 2))
@settings(deadline=None, max_examples=300)
def test_a_ceiling_that_bears_more_speaks_for_the_copy_whatever_stands_beside_it(
    shipped: KnowledgeBase, data: st.DataObject, level: int
) -> None:
    names = [n for n in _feature_names(shipped) if not n.startswith("bears:")]
    beside = data.draw(st.dictionaries(st.sampled_from(names), st.floats(0, 2), max_size=30))
    how = data.draw(st.sampled_from(("plain", "hedged")))
    lower, higher = (f"bears:{CERTAINTIES[step]}|{how}" for step in (level, level + 1))
    assert _sure(shipped, {**beside, higher: 1.0}) >= _sure(shipped, {**beside, lower: 1.0}) - 1e-9


@pytest.mark.parametrize(
    "copy",
    [
        "Semaglutide leads to 15% weight loss.",
        "Botox relieves chronic migraine for three months.",
        "Melatonin helps you fall asleep within an hour.",
    ],
)
def test_copy_about_another_drug_is_not_covered(engine: Engine, copy: str) -> None:
    found = engine.vet(read_bytes(copy.encode(), "page.txt")).findings
    assert all(finding.not_covered for finding in found)


def test_copy_that_names_no_drug_or_ours_too_is_still_judged(engine: Engine) -> None:
    page = b"It eases depression within hours. Unlike melatonin, ketamine acts within hours."
    found = engine.vet(read_bytes(page, "page.txt")).findings
    assert [finding.not_covered for finding in found] == [False, False]


def test_a_base_without_weights_knows_outside_drugs_too(shipped: KnowledgeBase) -> None:
    bare = Engine(replace(shipped, learned=None))
    copy = b"Semaglutide relieves depression within hours."
    found = bare.vet(read_bytes(copy, "page.txt")).findings
    assert found
    assert all(finding.not_covered for finding in found)
