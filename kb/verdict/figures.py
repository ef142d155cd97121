"""Figures of copy against figures on record: by value, not by wording."""

from __future__ import annotations

from typing import Literal

from kb.matching.quantities import Quantity, find_quantities
from kb.matching.tokens import tokenize
from kb.model.claim import CurrencyCeiling

__all__ = ["Standing", "standing"]

Standing = Literal["current", "superseded", "other"]

_SAME = 0.015
"""Figures nearer than this share of their value are one figure, rounded."""


def standing(ceiling: CurrencyCeiling, value: float) -> Standing:
    """Return whether a figure is the current one, one that it replaced, or neither.

    >>> from kb.model.claim import Superseded
    >>> old = (Superseded(value="280 million", year="2019"),)
    >>> ceiling = CurrencyCeiling(value="332", unit="million people", year="2021", superseded=old)
    >>> standing(ceiling, 280e6), standing(ceiling, 332e6), standing(ceiling, 5.0)
    ('superseded', 'current', 'other')
    """
    unit = ceiling.unit or ""
    if _means(ceiling.value, unit, value):
        return "current"
    return (
        "superseded"
        if any(_means(old.value, unit, value) for old in ceiling.superseded)
        else "other"
    )


def _means(text: str, unit: str, value: float) -> bool:
    # "332" of a record whose unit is "million people" is 332 million.
    scaled = any(scale in text for scale in ("million", "billion", "thousand"))
    found: list[Quantity] = find_quantities(tokenize(text if scaled else f"{text} {unit}"))
    return any(abs(figure.low - value) <= _SAME * value for figure in found)
