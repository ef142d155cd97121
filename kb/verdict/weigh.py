"""Verdict and dimensions weighed by what was learned, told by rules and by the words that weighed.

Two things are compared and not weighed: a figure on record as superseded and an approval that is
not on record are never supported.
Which dimensions are exceeded is a matter of weights over named features; what is said and what is
allowed comes from the rule of that dimension, or, where no rule sees it, from the words that
weighed most and the claim's own ceiling.
"""

from __future__ import annotations

from collections.abc import Mapping

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.cues import CueHit
from kb.matching.tokens import stem
from kb.model.finding import Cue, Exceedance
from kb.model.learned import YES, Learned, logistic, softmax
from kb.model.terms import DIMENSIONS, PROBLEMS, Dimension, Verdict
from kb.verdict.approvals import false_approval
from kb.verdict.case import Case
from kb.verdict.decide import decide
from kb.verdict.dimensions import (
    DIMENSION_RULES,
    allowed,
    exceedances,
    superseded_figure,
    whole_statement,
)
from kb.verdict.features import case_features

__all__ = ["Judgement", "weigh"]

_TELLING = 4
"""Letters from which a single stem tells a reader anything."""

_DECIDED = 0.99
"""How sure a verdict is that a curator gave to the very words."""
_MEASURED = frozenset(("magnitude", "speed", "durability", "safety"))
"""Dimensions on which a cue or figure is held against a ceiling, not weighed."""

Judgement = tuple[Verdict, tuple[Exceedance, ...], float]
"""The verdict, what is exceeded, and the probability of the verdict."""


def weigh(case: Case, kb: KnowledgeBase) -> Judgement:
    """Return the judgement on a case: by learned weights, by rules alone where there are none."""
    example = case.match.decided(case.statement.text)
    if example is not None:  # a curator has judged these very words
        told = tuple(_by_rule(case, dimension) for dimension in example.exceeds)
        return example.verdict, told, _DECIDED
    if kb.learned is None:
        exceeded = exceedances(case)
        return decide(case, exceeded), exceeded, case.match.score
    features = case_features(case)
    sure = softmax(kb.learned.supported.scores(features))[YES]
    # What is on record is compared, not weighed: numbers, approvals.
    false = false_approval(case, kb.concepts)
    limits = kb.settings.thresholds
    if sure >= (limits.supported_harm if case.claim.kind == "harm" else limits.supported):
        old = superseded_figure(case)
        if old is not None:
            return "overstated", (old,), sure
        return (false[0], (false[1],), sure) if false else ("supported", (), sure)
    _, verdict = max(zip(kb.learned.problem.scores(features), PROBLEMS, strict=True))
    told = _told(case, features, kb.learned, limits.dimension)
    if false is None:
        return verdict, told, 1 - sure
    kept = {false[1].name: false[1]} | {each.name: each for each in told}
    return false[0], tuple(kept[name] for name in DIMENSIONS if name in kept), 1 - sure


def _told(
    case: Case, features: Mapping[str, float], learned: Learned, from_chance: float
) -> tuple[Exceedance, ...]:
    scores = learned.dimension.scores(features)
    over = [d for d, s in zip(DIMENSIONS, scores, strict=True) if logistic(s) >= from_chance]
    if not over:
        over = [max(DIMENSIONS, key=lambda d: scores[DIMENSIONS.index(d)])]
    told = []
    for dimension in over:
        found = _by_rule(case, dimension)
        # What is left out stands nowhere, so no word can show it.
        if dimension != "omission" and found.cue == case.statement.whole():
            cue = _heaviest(case, dimension, features, learned)
            found = found.model_copy(update={"cue": cue}) if cue else found
        told.append(found)
    return _with_measured(case, tuple(told))


def _by_rule(case: Case, dimension: Dimension) -> Exceedance:
    rule = dict(DIMENSION_RULES)[dimension]
    return rule(case) or whole_statement(case, dimension, allowed(case, dimension))


def _with_measured(case: Case, told: tuple[Exceedance, ...]) -> tuple[Exceedance, ...]:
    """Return what is told and what a rule measured besides: a cue or figure above its ceiling.

    The weights may pass over a dimension; "within minutes" against a ceiling of hours stays told.
    """
    measured = {found.name: found for found in told}
    for dimension, rule in DIMENSION_RULES:
        if dimension in _MEASURED and dimension not in measured:
            found = rule(case)
            if found is not None and found.cue != case.statement.whole():
                measured[dimension] = found
    return tuple(measured[name] for name in DIMENSIONS if name in measured)


def _heaviest(
    case: Case, dimension: Dimension, features: Mapping[str, float], learned: Learned
) -> Cue | None:
    """Return the words that weighed most for a dimension, where single words did."""
    for name, _ in learned.dimension.reasons(features, dimension):
        found = _place(case, name)
        if found is not None:
            return found
    return None


def _place(case: Case, name: str) -> Cue | None:
    """Return where a feature stands in the copy."""
    statement = case.statement
    name = name.rsplit("|", 1)[-1].replace("not:", "word:")
    if name.startswith("said:"):
        hit: CueHit | None = case.first(name.removeprefix("said:"))
        shows = hit is not None and hit.kind.dimension is not None
        return statement.cue(hit.first, hit.last) if hit and shows else None
    if name.startswith("word:c:"):
        concept = name.removeprefix("word:c:")
        places = ((c.first, c.last) for c in statement.concepts if c.concept == concept)
        place = next(places, None)
        return statement.cue(*place) if place else None
    if name.startswith("word:"):
        first, _, second = name.removeprefix("word:").partition("_")
        for here, token in enumerate(statement.tokens):
            if len(first) >= _TELLING and stem(token.word) == first:
                pair = second and here + 1 < len(statement.tokens)
                longer = pair and stem(statement.tokens[here + 1].word) == second
                return statement.cue(here, here + 2 if longer else here + 1)
    return None
