"""Grades: the sum, its steps, the cap on what nobody has read, and what would move it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.content.knowledge_base import KnowledgeBase
from kb.grading import BEARS, MEANING, bears, explain, grade
from kb.model.claim import Claim
from kb.model.grade import DOMAINS, UP_DOMAINS
from kb.model.source import Source
from kb.model.terms import CERTAINTIES, GRADES, SCHEMES, Scheme

DOSSIER = Path(__file__).parents[1] / ".." / "shared" / "evidence"
REGRADED: dict[str, str] = {
    "blood-pressure-rise": "measured by instrument in controlled trials; no reason to rate down",
    "bladder-harm": "judged by labels of both drugs and an FDA alert, which name the harm",
    "cost-insurance": "payer policies were read in place of a price guide",
    "esketamine-trd-acute": "inconsistency: one trial positive, two narrowly missed",
    "home-compounded": "the text of the FDA alert was read, in a copy",
    "mech-nmda-antagonist": "the claim is now the receptor block alone, not its link to mood",
    "nonresponse-and-worsening": "rests on randomised trials now, not on one cohort",
    "onset-vs-oral-antidepressants": "add-on trials compare the first days directly",
    "promotional-superlatives": "inconsistency: two later trials found no clear difference",
    "reg-esketamine-indications": "label text and three approval notices agree",
    "reg-off-label-legal": "limited to the US, where a review and a study state the same rule",
    "reg-other-conditions-unapproved": "labels of both drugs were read",
    "reg-rems": "boxed warning and approval notices agree",
    "respiratory-depression": "judged by label, boxed warning and alert, which name the risk",
    "schedule-series": "trials and guidance agree on the usual series",
    "set-and-setting": "rests on two small randomised trials now",
    "substance-use": "one step more for inconsistency: cocaine and opioid trials were added",
    "suicidal-ideation-short-term": "one step more for inconsistency: one meta-analysis found none",
    "supervision-not-guarantee": "the wording was narrowed to what was counted",
}
"""Shipped claims whose judgements were changed since the dossier, each with the reason."""

ClaimMaker = Callable[..., Claim]
SourceMaker = Callable[..., Source]


def judged(
    scheme: Scheme, start: str, down: list[int], up: list[int] | None = None
) -> dict[str, Any]:
    """Return judgements with these steps, in the order of the scheme's domains."""
    domains = zip(DOMAINS[scheme], down, strict=True)
    raised = zip(UP_DOMAINS, up or [], strict=False)
    return {
        "scheme": scheme,
        "start": start,
        "judged": {name: {"down": steps, "why": "as judged"} for name, steps in domains},
        "raised": {name: {"up": steps, "why": "as judged"} for name, steps in raised},
    }


@pytest.mark.parametrize(
    ("scheme", "start", "down", "up", "result"),
    [
        ("GRADE", "high", [0, 0, 0, 0, 0], None, "high"),
        ("GRADE", "high", [1, 0, 0, 0, 0], None, "moderate"),
        ("GRADE", "high", [1, 0, 0, 1, 0], None, "low"),
        ("GRADE", "high", [0, 2, 0, 1, 0], None, "very-low"),
        ("GRADE", "high", [2, 2, 2, 2, 2], None, "very-low"),
        ("GRADE", "low", [0, 0, 0, 0, 0], None, "low"),
        ("GRADE", "low", [1, 0, 0, 0, 0], None, "very-low"),
        ("GRADE", "low", [0, 0, 0, 0, 0], [1], "moderate"),
        ("GRADE", "low", [0, 0, 0, 0, 0], [2], "high"),
        ("GRADE", "low", [0, 0, 0, 0, 0], [2, 1, 1], "high"),
        ("GRADE", "low", [1, 0, 0, 0, 0], [1], "low"),
        ("GRADE", "low", [3, 0, 0, 0, 0], [2], "very-low"),
        ("documentary", "high", [0, 0, 0], None, "high"),
        ("documentary", "high", [1, 0, 1], None, "low"),
        ("statistic", "high", [1, 0, 0], None, "moderate"),
        ("statistic", "low", [0, 0, 1], None, "very-low"),
    ],
)
def test_a_grade_is_the_start_less_the_steps_down_plus_the_steps_up(
    a_claim: ClaimMaker, a_source: SourceMaker, scheme: Scheme, start: str, down: list[int],
    up: list[int] | None, result: str,
) -> None:  # fmt: skip
    claim = a_claim(grade=judged(scheme, start, down, up))
    assert grade(claim, {"trial-a": a_source()}).result == result


steps_down = st.lists(st.integers(0, 3), min_size=5, max_size=5)


@given(steps_down, st.integers(0, 4), st.sampled_from(["high", "low"]))
def test_one_more_step_down_never_raises_the_grade(
    a_claim: ClaimMaker, a_source: SourceMaker, down: list[int], where: int, start: str
) -> None:
    more = [min(3, steps + (place == where)) for place, steps in enumerate(down)]
    sources = {"trial-a": a_source()}
    before = grade(a_claim(grade=judged("GRADE", start, down)), sources)
    after = grade(a_claim(grade=judged("GRADE", start, more)), sources)
    assert GRADES.index(after.result) <= GRADES.index(before.result)


@given(steps_down, st.sampled_from(["high", "low"]), st.sampled_from(["label", "unverified"]))
def test_the_last_step_stands_at_the_grade(
    a_claim: ClaimMaker, a_source: SourceMaker, down: list[int], start: str, read: str
) -> None:
    source = a_source(read=read)
    graded = grade(a_claim(grade=judged("GRADE", start, down)), {"trial-a": source})
    assert graded.steps[-1].level == graded.result


@given(steps_down, st.lists(st.integers(0, 1), max_size=3))
def test_every_move_told_is_true(
    a_claim: ClaimMaker, a_source: SourceMaker, down: list[int], up: list[int]
) -> None:
    sources = {"trial-a": a_source()}
    graded = grade(a_claim(grade=judged("GRADE", "low", down, up)), sources)
    for move in graded.would_move:
        changed = judged("GRADE", "low", down, up)
        part = changed["judged" if move.way == "down" else "raised"]
        part[move.domain][move.way] = move.instead
        assert grade(a_claim(grade=changed), sources).result == move.result != graded.result


def test_moves_are_told_in_words(a_claim: ClaimMaker, a_source: SourceMaker) -> None:
    claim = a_claim(grade=judged("GRADE", "high", [1, 0, 0, 1, 0]))
    told = [str(move) for move in grade(claim, {"trial-a": a_source()}).would_move]
    assert "imprecision rated 0 instead of 1 down would give moderate" in told
    assert "inconsistency rated 1 instead of 0 down would give very-low" in told


def test_a_domain_nobody_looked_at_is_told_as_not_assessed(
    a_claim: ClaimMaker, a_source: SourceMaker
) -> None:
    judgements = judged("GRADE", "high", [0, 0, 0, 0, 0])
    judgements["judged"]["publication_bias"] = {"down": 0, "why": "too few", "assessed": False}
    lines = explain(grade(a_claim(grade=judgements), {"trial-a": a_source()}))
    assert "publication bias: not assessed, stays high: too few" in lines
    assert (
        "would move: publication bias rated 1 down instead of not assessed would give moderate"
    ) in lines


def test_a_claim_resting_only_on_unread_evidence_is_capped_at_very_low(
    a_claim: ClaimMaker, a_source: SourceMaker
) -> None:
    graded = grade(a_claim(), {"trial-a": a_source(read="unverified")})
    assert (graded.result, graded.caps[0].otherwise) == ("very-low", "high")


def test_the_cap_is_a_step_of_its_own_with_its_reason(
    a_claim: ClaimMaker, a_source: SourceMaker
) -> None:
    lines = explain(grade(a_claim(), {"trial-a": a_source(read="unverified")}))
    assert (
        "cap at very-low: 3 down, now very-low: nobody has read the evidence this rests on" in lines
    )
    assert "if it were read and confirmed, the judgements would give high" in lines


@pytest.mark.parametrize(
    "unread",
    [
        {"read": "unverified"},
        {"facts": [{"text": "helped by 2 points", "confidence": "unverified"}]},
        {
            "facts": [
                {"text": "helped by 2 points", "confidence": "unverified"},
                {"text": "another thing, read", "confidence": "primary"},
            ]
        },
    ],
    ids=["source not read", "no fact read", "the fact it takes not read"],
)
def test_evidence_counts_as_unread(
    a_claim: ClaimMaker, a_source: SourceMaker, unread: dict[str, Any]
) -> None:
    graded = grade(a_claim(), {"trial-a": a_source(**unread)})
    assert (graded.result, graded.unread) == ("very-low", ("trial-a",))


def test_a_source_without_a_record_counts_as_unread(a_claim: ClaimMaker) -> None:
    assert grade(a_claim(), {}).result == "very-low"


def test_reading_one_supporting_source_lifts_the_cap_and_the_unread_one_is_still_named(
    a_claim: ClaimMaker, a_source: SourceMaker
) -> None:
    claim = a_claim(
        rests_on=[
            {"source": "trial-a", "direction": "supports", "fact": "helped by 2 points"},
            {"source": "trial-b", "direction": "supports", "fact": "helped by 3 points"},
        ]
    )
    sources = {"trial-a": a_source(read="unverified"), "trial-b": a_source("trial-b")}
    graded = grade(claim, sources)
    assert (graded.result, graded.caps, graded.unread) == ("high", (), ("trial-a",))


def test_read_evidence_against_a_claim_does_not_lift_the_cap(
    a_claim: ClaimMaker, a_source: SourceMaker
) -> None:
    claim = a_claim(
        rests_on=[
            {"source": "trial-a", "direction": "supports", "fact": "helped by 2 points"},
            {"source": "trial-b", "direction": "disputes", "fact": "no difference"},
        ]
    )
    sources = {"trial-a": a_source(read="unverified"), "trial-b": a_source("trial-b")}
    assert grade(claim, sources).result == "very-low"


@given(steps_down)
def test_lifting_the_cap_never_lowers_a_grade(
    a_claim: ClaimMaker, a_source: SourceMaker, down: list[int]
) -> None:
    claim = a_claim(grade=judged("GRADE", "high", down))
    capped = grade(claim, {"trial-a": a_source(read="unverified")}).result
    lifted = grade(claim, {"trial-a": a_source()}).result
    assert GRADES.index(lifted) >= GRADES.index(capped)


def test_a_published_rating_is_told(a_claim: ClaimMaker, a_source: SourceMaker) -> None:
    judgements = judged("GRADE", "high", [0, 0, 0, 0, 0]) | {"published": "review-a"}
    lines = explain(grade(a_claim(grade=judgements), {"trial-a": a_source()}))
    assert lines[-1].startswith("review-a carries a published rating of its own")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_domain_says_what_it_asks(scheme: Scheme) -> None:
    up = UP_DOMAINS if scheme == "GRADE" else ()
    assert tuple(MEANING[scheme]) == (*DOMAINS[scheme], *up)


def test_a_better_grade_bears_stronger_wording() -> None:
    places = [CERTAINTIES.index(bears(level)) for level in GRADES]
    assert places == sorted(set(places))
    assert tuple(reversed(BEARS)) == GRADES


def dossier(name: str) -> list[dict[str, Any]]:
    """Return a list of records of the evidence dossier; empty where it is absent."""
    file = DOSSIER / name
    loaded: list[dict[str, Any]] = (
        yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader) if file.exists() else []
    )
    return loaded


@pytest.fixture(scope="module")
def dossier_claims() -> list[dict[str, Any]]:
    """Return the claims of the dossier, or skip."""
    claims = dossier("claims.yaml")
    if not claims:
        pytest.skip("the evidence dossier is not beside the project (../shared/evidence)")
    return claims


def test_the_grades_of_the_dossier_follow_from_its_judgements(
    dossier_claims: list[dict[str, Any]], a_claim: ClaimMaker, a_source: SourceMaker
) -> None:
    sources = {
        record["id"]: a_source(
            record["id"],
            read=record["read"],
            facts=[{"text": f["text"], "confidence": f["confidence"]} for f in record["facts"]],
        )
        for record in dossier("sources.yaml")
    }
    wrong = []
    for record in dossier_claims:
        told = record["grade"]
        judgements = {k: told[k] for k in ("scheme", "start")} | {"judged": told["judgements"]}
        links = [
            {"source": name, "direction": "supports", "fact": "as the source says"}
            for name in record["supported_by"] or record["refuted_by"] or record["qualified_by"]
        ]
        graded = grade(a_claim(record["id"], grade=judgements, rests_on=links), sources)
        if graded.result != told["overall"]:
            wrong.append((record["id"], graded.result, told["overall"]))
    assert wrong == []


def test_the_shipped_grades_are_those_of_the_dossier(
    dossier_claims: list[dict[str, Any]], shipped: KnowledgeBase
) -> None:
    told = {r["id"]: r["grade"]["overall"] for r in dossier_claims if r["id"] not in REGRADED}
    computed = {
        name: grade(shipped.claims[name], shipped.sources).result
        for name in told
        if name in shipped.claims
    }
    assert computed == {name: told[name] for name in computed}
    assert len(computed) > 60


def test_every_changed_grade_is_still_another_one(
    shipped: KnowledgeBase, dossier_claims: list[dict[str, Any]]
) -> None:
    told = {r["id"]: r["grade"]["overall"] for r in dossier_claims}
    same = [n for n in REGRADED if grade(shipped.claims[n], shipped.sources).result == told[n]]
    assert same == []


def test_no_shipped_claim_rests_only_on_unread_evidence(shipped: KnowledgeBase) -> None:
    capped = [c.id for c in shipped.claims.values() if grade(c, shipped.sources).caps]
    assert capped == []
