"""Figures of copy against figures on record: by value, not by wording."""

from __future__ import annotations

from typing import Literal

from kb.matching.quantities import Quantity, find_quantities
from kb.matching.tokens import tokenize
from kb.model.claim import CurrencyCeiling

__all__ = ["Standing", "is_superseded", "standing"]

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


def is_superseded(ceiling: CurrencyCeiling, figure: Quantity) -> bool:
    """Return whether a figure is one that a newer one replaced.

    "From 264 to 332 million" leads from an older figure to today's, and "more than 264 million" is
    as true as ever once they are 332.
    """
    ends = {standing(ceiling, end) for end in (figure.low, figure.high)}
    if "superseded" not in ends or "current" in ends:
        return False
    now = _read(ceiling.value, ceiling.unit or "")
    return not (figure.bound == "least" and any(figure.low <= each.low for each in now))


def _means(text: str, unit: str, value: float) -> bool:
    return any(abs(figure.low - value) <= _SAME * value for figure in _read(text, unit))


def _read(text: str, unit: str) -> list[Quantity]:
    # "332" of a record whose unit is "million people" is 332 million.
    scaled = any(scale in text for scale in ("million", "billion", "thousand"))
    return find_quantities(tokenize(text if scaled else f"{text} {unit}"))
