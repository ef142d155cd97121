"""What a knowledge base says of itself in `kb.toml`."""

from __future__ import annotations

import math
from typing import Annotated

from pydantic import Field

from kb.model.claim import Text
from kb.model.frozen import Frozen

__all__ = ["Calibration", "Settings", "Thresholds"]

_SURE = 0.001
"""No raw score is taken for surer than this, either way."""


class Thresholds(Frozen):
    """How sure a judgement must be before it is told; see docs/decisions/0008."""

    match: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.06, description="Below this strength a passage is told as not covered."
    )
    checkable: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.5, description="From this probability a passage counts as an assertion."
    )
    supported: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.5, description="From this probability a passage is told as supported."
    )
    supported_harm: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.5,
        description="The same for a passage on a harm: a risk played down must not pass.",
    )
    close_call: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.5,
        description="What is told as supported is told as a close call below this probability.",
    )
    dimension: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.5, description="From this probability a dimension is told as exceeded."
    )
    border: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.5, description="From this probability a sentence is cut between two claims."
    )
    second_match: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.3,
        description="The same score for a clause where no weights were learned.",
    )


class Calibration(Frozen):
    """The curve from the raw score of a finding to the share of such findings that stand.

    Measured by `make bench-verdicts`, never guessed. The curve is logistic in the log-odds of the
    raw score (Platt, "Probabilistic Outputs for Support Vector Machines", 1999).
    """

    offset: float = 0.0
    slope: Annotated[float, Field(gt=0)] = 1.0

    def probability(self, raw: float) -> float:
        """Return the probability, from 0 to 1.

        >>> Calibration().probability(0.25), Calibration(offset=-1).probability(0.5) < 0.3
        (0.25, True)
        """
        inside = min(1 - _SURE, max(_SURE, raw))
        return 1 / (1 + math.exp(-self.offset - self.slope * math.log(inside / (1 - inside))))


class Settings(Frozen):
    """Name, title, thresholds and calibration of a knowledge base."""

    name: Text
    title: Text
    description: Text | None = None
    jurisdictions: tuple[Text, ...] = ()
    thresholds: Thresholds = Thresholds()
    calibration: Calibration = Calibration()
