"""Verdict and dimensions weighed by what was learned, told by rules and by the words that weighed.

Which dimensions are exceeded is a matter of weights over named features; what is said and what is
allowed comes from the rule of that dimension, or, where no rule sees it, from the words that
weighed most and the claim's own ceiling.
"""

from __future__ import annotations

from collections.abc import Mapping

from kb.matching.cues import CueHit
from kb.matching.tokens import stem
from kb.model.finding import Cue, Exceedance
from kb.model.learned import Learned, softmax
from kb.model.terms import DIMENSIONS, VERDICTS, Dimension, Verdict
from kb.verdict.case import Case
from kb.verdict.dimensions import DIMENSION_RULES, allowed, exceedances
from kb.verdict.decide import decide
from kb.verdict.features import case_features

__all__ = ["Judgement", "weigh"]

Judgement = tuple[Verdict, tuple[Exceedance, ...], float]
"""The verdict, what is exceeded, and the probability of the verdict."""


def weigh(case: Case, learned: Learned | None) -> Judgement:
    """Return the judgement on a case: by learned weights, or by rules alone where there are none."""
    if learned is None:
        exceeded = exceedances(case)
        return decide(case, exceeded), exceeded, case.match.score
    features = case_features(case)
    chances = softmax(learned.verdict.scores(features))
    place = max(range(len(VERDICTS)), key=lambda i: chances[i])
    verdict = VERDICTS[place]
    if verdict == "supported":
        return verdict, (), chances[place]
    return verdict, _told(case, features, learned), chances[place]


def _told(case: Case, features: Mapping[str, float], learned: Learned) -> tuple[Exceedance, ...]:
    scores = learned.dimension.scores(features)
    over = [d for d, score in zip(DIMENSIONS, scores, strict=True) if score > 0]
    if not over:
        over = [max(DIMENSIONS, key=lambda d: scores[DIMENSIONS.index(d)])]
    rules = dict(DIMENSION_RULES)
    return tuple(rules[d](case) or _by_weight(case, d, features, learned) for d in over)


def _by_weight(
    case: Case, dimension: Dimension, features: Mapping[str, float], learned: Learned
) -> Exceedance:
    """Return an exceedance told by the words that weighed most for it."""
    cue, label = case.statement.whole(), "worded beyond the evidence"
    for name, _ in learned.dimension.reasons(features, dimension):
        found = _place(case, name)
        if found is not None:
            cue, label = found
            break
    why = next(
        (p.example.why for p in case.precedents if dimension in p.example.exceeds and p.example.why),
        "copy worded like this was judged to go beyond the evidence",
    )
    return Exceedance(name=dimension, says=label, allows=allowed(case, dimension), cue=cue, why=why)


def _place(case: Case, name: str) -> tuple[Cue, str] | None:
    """Return where a feature stands in the copy, and how to call it."""
    statement = case.statement
    name = name.rsplit("|", 1)[-1]
    if name.startswith("said:"):
        hit: CueHit | None = case.first(name.removeprefix("said:"))
        return (statement.cue(hit.first, hit.last), hit.kind.label) if hit else None
    if name.startswith("word:c:"):
        concept = name.removeprefix("word:c:")
        for found in statement.concepts:
            if found.concept == concept:
                cue = statement.cue(found.first, found.last)
                return cue, f"'{cue.quote}'"
    elif name.startswith("word:"):
        first, _, second = name.removeprefix("word:").partition("_")
        for place, token in enumerate(statement.tokens):
            if stem(token.word) == first:
                last = place + 1
                if second and last < len(statement.tokens) and stem(statement.tokens[last].word) == second:
                    last += 1
                cue = statement.cue(place, last)
                return cue, f"'{cue.quote}'"
    return None
