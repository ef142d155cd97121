"""Which of many spans lie over a place of a text; asked from left to right."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["Sweep"]


class Sweep:
    """Spans sorted by start, with those that are open kept from one question to the next.

    >>> sweep = Sweep([(0, 4), (2, 6)])
    >>> sweep.at(0), sweep.at(3), sweep.at(5), sweep.at(6)
    ((0,), (0, 1), (1,), ())
    """

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        """Take the spans as [start, end) pairs, sorted."""
        self._spans = spans
        self._next = 0
        self._open: list[int] = []

    def at(self, place: int) -> tuple[int, ...]:
        """Return the numbers of the spans over a place that is not left of the one before."""
        while self._next < len(self._spans) and self._spans[self._next][0] <= place:
            self._open.append(self._next)
            self._next += 1
        self._open = [i for i in self._open if self._spans[i][1] > place]
        return tuple(self._open)
