"""What a knowledge base says of itself in `kb.toml`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kb.model.claim import Text
from kb.model.frozen import Frozen

__all__ = ["Settings", "Thresholds"]


class Thresholds(Frozen):
    """How sure matching must be; measured values, see docs/decisions."""

    match: Annotated[float, Field(ge=0)] = 0.30
    second_match: Annotated[float, Field(ge=0)] = 0.55


class Settings(Frozen):
    """Name, title and thresholds of a knowledge base."""

    name: Text
    title: Text
    description: Text | None = None
    jurisdictions: tuple[Text, ...] = ()
    thresholds: Thresholds = Thresholds()
