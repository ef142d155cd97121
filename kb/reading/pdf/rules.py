"""Vertical lines drawn on a page of a PDF: they part the cells of a table that has no tags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kb.reading.pdf.pdfium import TextPage, raw

__all__ = ["Rule", "rule_between", "rules"]

_MOST_OBJECTS, _MOST_RULES, _MOST_SEGMENTS = 5_000, 400, 6
"""Of a page and of one drawing that are looked at."""
_SHORTEST, _THICKEST, _ON = 6.0, 2.0, 0.5


class Rule(NamedTuple):
    """A vertical line: the border of a cell, or the side of its ground. Heights grow downwards."""

    at: float
    top: float
    bottom: float


def rules(page: TextPage) -> list[Rule]:
    """Return the vertical lines of a page."""
    found: list[Rule] = []
    sides = [raw.c_float() for _ in range(4)]
    for at in range(min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page.raw, at)
        if (
            raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH
            or raw.FPDFPath_CountSegments(drawn) > _MOST_SEGMENTS
            or not raw.FPDFPageObj_GetBounds(drawn, *sides)
        ):
            continue
        left, bottom, right, top = (side.value for side in sides)
        if top - bottom >= _SHORTEST:
            places = {left, right} if right - left > _THICKEST else {(left + right) / 2}
            found += [Rule(place, -top, -bottom) for place in sorted(places)]
        if len(found) >= _MOST_RULES:
            break
    return found


def rule_between(found: Sequence[Rule], left: float, right: float, base: float) -> Rule | None:
    """Return a rule that stands between two places on one line.

    >>> rule_between([Rule(50, 0, 100)], 40, 60, base=10)
    Rule(at=50, top=0, bottom=100)
    """
    if right < left:
        return None
    for rule in found:
        if left - _ON <= rule.at <= right + _ON and rule.top <= base <= rule.bottom:
            return rule
    return None
