"""What a knowledge base says of itself in `kb.toml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kb.model.claim import Text
from kb.model.frozen import Frozen

__all__ = ["Settings", "Thresholds"]


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
    second_match: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.3, description="From this score a clause stands as a claim of its own."
    )


class Settings(Frozen):
    """Name, title and thresholds of a knowledge base."""

    name: Text
    title: Text
    description: Text | None = None
    jurisdictions: tuple[Text, ...] = ()
    thresholds: Thresholds = Thresholds()
