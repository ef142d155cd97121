"""The order in which a reader takes in boxes on a slide.

A gap that runs across the whole slide, or down all of it, separates what lies on its two sides; the
widest gap is the first to separate, so a heading stays with the text below it where columns stand
further apart. Where no gap runs through, boxes are taken from top to bottom, then left to right.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Box", "in_order"]

_SLACK = 0.1
"""Frames are larger than their words: an overlap of this share of a box does not join two."""
_MANY = 400
"""With more boxes than this there is no layout to find."""


class Box(NamedTuple):
    """A rectangle, in any unit; y grows downwards."""

    left: float
    top: float
    width: float
    height: float


def in_order(boxes: Sequence[Box]) -> list[int]:
    """Return the numbers of the boxes in reading order.

    >>> left, right, title = Box(0, 20, 40, 60), Box(50, 19, 40, 60), Box(0, 0, 90, 10)
    >>> in_order([left, right, title])
    [2, 0, 1]
    """
    order: list[int] = []
    todo = [list(range(len(boxes)))]
    while todo:
        some = todo.pop()
        parts = _split(boxes, some) if 1 < len(some) <= _MANY else []
        if len(parts) > 1:
            todo += reversed(parts)
        else:
            order += sorted(some, key=lambda at: (boxes[at].top, boxes[at].left, at))
    return order


def _split(boxes: Sequence[Box], some: list[int]) -> list[list[int]]:
    """Return the boxes parted at the widest gap; rows before columns where they are as wide."""
    rows, columns = _widest(boxes, some, 1), _widest(boxes, some, 0)
    axis, found = (1, rows) if rows and (not columns or rows[0] >= columns[0]) else (0, columns)
    if found is None:
        return []
    sides: tuple[list[int], list[int]] = ([], [])
    for at in some:
        sides[_middle(boxes[at], axis) > found[1]].append(at)
    return [side for side in sides if side]  # boxes without extent may all lie on one side


def _widest(boxes: Sequence[Box], some: list[int], axis: int) -> tuple[float, float] | None:
    """Return the widest gap along an axis, and where it lies."""
    spans = sorted(_span(boxes[at], axis) for at in some)
    widest, reach = None, spans[0][1]
    for start, end in spans[1:]:
        if start >= reach and (widest is None or start - reach > widest[0]):
            widest = (start - reach, (start + reach) / 2)
        reach = max(reach, end)
    return widest


def _span(box: Box, axis: int) -> tuple[float, float]:
    start, length = box[axis], box[axis + 2]
    return start + _SLACK * length, start + (1 - _SLACK) * length


def _middle(box: Box, axis: int) -> float:
    return box[axis] + box[axis + 2] / 2
