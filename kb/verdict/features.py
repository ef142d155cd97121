"""What weighs in a verdict, by names a reviewer can read.

Cues that stand or are denied; what the claim's ceiling says of a plain statement; how near
examples were judged; figures against the ceiling; words, and which of them a negation reaches; the
topic and the claim beside them, since a superlative weighs more in one than in another.
"""

from __future__ import annotations

from collections.abc import Iterable

from kb.matching.features import features, negated_features
from kb.matching.quantities import Quantity
from kb.model.claim import CurrencyCeiling
from kb.verdict.case import Case
from kb.verdict.figures import is_superseded, standing

__all__ = ["BESIDE_CLAIM", "CEILING_FIGURES", "case_features"]

CEILING_FIGURES = (
    ("share:above", "share:within"),
    ("lasting:above", "lasting:within"),
    ("onset:before", "onset:within"),
)
"""How a figure stands to its ceiling: the worse for the copy, the better."""
BESIDE_CLAIM = "claim:"
"""How features begin that stand for one claim alone."""
_WORD = 0.25
_CUE_IN_TOPIC = 0.7
_WORD_DENIED, _CONCEPT_DENIED = 0.4, 0.7
_IN_CLAIM = 0.5


def case_features(case: Case) -> dict[str, float]:
    """Return the features of a case, each from 0 to about 2."""
    statement, claim = case.statement, case.claim
    hedged = "hedged" if case.hedged else "plain"
    found: dict[str, float] = {}
    for kind in sorted(statement.said):
        found[f"said:{kind}"] = 1.0
        found[f"{claim.topic}|said:{kind}"] = _CUE_IN_TOPIC
    found.update({f"denied:{kind}": 1.0 for kind in sorted(statement.denied)})
    found[f"topic:{claim.topic}"] = 1.0
    found[f"kind:{claim.kind}"] = 1.0
    found[f"form:{statement.kind}"] = 1.0
    found[f"bears:{claim.allows.certainty.level}|{hedged}"] = 1.0
    for dimension in claim.allows.asserting_exceeds:
        found[f"asserting:{dimension}|{hedged}"] = 1.0
    found[f"asserting:{'any' if claim.allows.asserting_exceeds else 'none'}|{hedged}"] = 1.0
    found.update({f"figure:{quantity.kind}": 1.0 for quantity in statement.quantities})
    found.update(_precedents(case))
    found.update(_figures(case))
    words = sorted(features(statement))
    found.update({f"word:{name}": _WORD for name in words})
    for name in sorted(negated_features(statement)):
        found[f"not:{name}"] = _CONCEPT_DENIED if name.startswith("c:") else _WORD_DENIED
    found.update(_beside(case, words))
    return found


def _beside(case: Case, words: Iterable[str]) -> dict[str, float]:
    """Return words and cues beside the claim: "safe" is fair of one and too much for another."""
    claim, statement = f"{BESIDE_CLAIM}{case.claim.id}", case.statement
    found = {claim: _IN_CLAIM}
    found.update({f"{claim}|said:{kind}": _IN_CLAIM for kind in sorted(statement.said)})
    found.update({f"{claim}|denied:{kind}": _IN_CLAIM for kind in sorted(statement.denied)})
    found.update({f"{claim}|word:{name}": _WORD for name in words if "_" not in name})
    return found


def _precedents(case: Case) -> dict[str, float]:
    near = case.match.precedents
    if not near:
        return {}
    total = sum(p.similarity**3 for p in near)
    trust = 2 * min(1.0, near[0].similarity * 2)
    found: dict[str, float] = {}
    for precedent in near:
        share = trust * precedent.similarity**3 / total
        names = [
            f"like:{precedent.example.verdict}",
            *(f"like:{d}" for d in precedent.example.exceeds),
        ]
        for name in names:
            found[name] = found.get(name, 0.0) + share
    return found


def _figures(case: Case) -> dict[str, float]:
    """Return how the figures of the statement stand to the ceiling."""
    found: dict[str, float] = {}
    allows = case.allows
    for quantity in case.statement.quantities:
        if quantity.kind == "share" and allows.magnitude and allows.magnitude.at_most is not None:
            found["share:above" if quantity.low > allows.magnitude.at_most else "share:within"] = (
                1.0
            )
        if (
            quantity.kind == "duration"
            and allows.durability
            and allows.durability.longest is not None
        ):
            found[
                "lasting:above" if quantity.high > allows.durability.longest else "lasting:within"
            ] = 1.0
        if quantity.kind == "duration" and allows.speed is not None:
            found[
                "onset:before"
                if quantity.high < min(1.0, allows.speed.earliest)
                else "onset:within"
            ] = 1.0
        if allows.currency is not None and quantity.kind in ("count", "share"):
            found[f"statistic:{_statistic(allows.currency, quantity)}"] = 1.0
    return found


def _statistic(ceiling: CurrencyCeiling, quantity: Quantity) -> str:
    told = standing(ceiling, quantity.low)
    return "within" if told == "superseded" and not is_superseded(ceiling, quantity) else told
