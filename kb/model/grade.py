"""Recorded judgements from which a grade is computed; the grade itself is never written down.

GRADE: five reasons to rate down, three to rate up.
Source: Guyatt et al., GRADE guidelines 1, J Clin Epidemiol 2011;64:383-394.
The documentary and statistic schemes are this product's own; see docs/decisions.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from kb.model.frozen import Frozen
from kb.model.terms import Scheme

__all__ = ["DOMAINS", "UP_DOMAINS", "GradeJudgements", "Judgement", "UpJudgement"]

DOMAINS: dict[Scheme, tuple[str, ...]] = {
    "GRADE": ("risk_of_bias", "inconsistency", "indirectness", "imprecision", "publication_bias"),
    "documentary": ("provenance", "currency", "applicability"),
    "statistic": ("provenance", "definition", "currency"),
}
"""The reasons to rate down, by scheme, in the order they are told."""

UP_DOMAINS = ("large_effect", "dose_response", "plausible_confounding")
"""The reasons to rate up; GRADE only, and only where the start is low."""

Why = Annotated[str, StringConstraints(min_length=3, max_length=1000)]


class Judgement(Frozen):
    """Steps down for one domain. `assessed` false: nobody looked, which is not the same as 0."""

    down: Annotated[int, Field(ge=0, le=3)]
    why: Why
    assessed: bool = True


class UpJudgement(Frozen):
    """Steps up for one domain."""

    up: Annotated[int, Field(ge=0, le=2)]
    why: Why


class GradeJudgements(Frozen):
    """The scheme, where it starts, and every judgement with its reason."""

    scheme: Scheme
    start: Literal["low", "high"]
    judged: dict[str, Judgement]
    raised: dict[str, UpJudgement] = Field(default_factory=dict)
    published: str | None = Field(
        default=None, description="Id of a source that carries a published rating of its own."
    )

    @model_validator(mode="after")
    def _domains_fit_scheme(self) -> Self:
        allowed = DOMAINS[self.scheme]
        if wrong := [name for name in self.judged if name not in allowed]:
            raise ValueError(
                f"'{wrong[0]}' is no domain of {self.scheme}; it has {', '.join(allowed)}"
            )
        if missing := [name for name in allowed if name not in self.judged]:
            raise ValueError(f"{self.scheme} needs a judgement on {', '.join(missing)}")
        if wrong := [name for name in self.raised if name not in UP_DOMAINS]:
            raise ValueError(
                f"'{wrong[0]}' is no reason to rate up; there are {', '.join(UP_DOMAINS)}"
            )
        if self.raised and (self.scheme != "GRADE" or self.start != "low"):
            raise ValueError("only evidence that starts low under GRADE is rated up")
        return self
