"""Figures in prose, compared by value: "1,613" is 1613, "280 million" is 280,000,000."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Figure", "figures", "values"]

_TIMES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "bn": 1e9,
}
_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:[ \u00a0-](?P<times>hundred|thousand|million|billion|trillion|m|bn)\b)?",
    re.IGNORECASE,
)
_ROUNDED = re.compile(
    r"(?:\babout|\baround|\bnearly|\balmost|\broughly|\bsome|\bapproximately|~) ?$", re.IGNORECASE
)
_PART_OF_A_NAME = re.compile(r"[A-Za-z]-?$|[A-Za-z\d]\.$")


class Figure(NamedTuple):
    """A figure as written, the values it may stand for, and its places where it is a rounding."""

    text: str
    values: frozenset[float]
    places: int | None = None

    def among(self, known: frozenset[float]) -> bool:
        """Return whether a known value is this figure or, where it is "about", rounds to it."""
        if not self.values.isdisjoint(known):
            return True
        if self.places is None:
            return False
        half = 0.5000001 * 10.0**-self.places
        return any(abs(value - other) <= half for value in self.values for other in known)


def figures(text: str) -> Iterator[Figure]:
    """Yield the figures of a statement; digits inside a name (5-HT2A, DSM-5) are none.

    >>> [figure.text for figure in figures("In DSM-5, 1,613 people; 0.5 mg/kg")]
    ['1,613', '0.5']
    """
    for found in _NUMBER.finditer(text):
        before, after = text[: found.start()], text[found.end() : found.end() + 2]
        if not _PART_OF_A_NAME.search(before) and not re.match(r"[A-Za-z]|-[A-Z]", after):
            places = len(found["number"].partition(".")[2])
            about = places if _ROUNDED.search(before) else None
            yield Figure(found[0], frozenset(_values(found)), about)


def values(text: str) -> frozenset[float]:
    """Return the value of every number in a text.

    >>> sorted(values("27.4% of 280 million"))
    [27.4, 280.0, 280000000.0]
    """
    return frozenset(value for found in _NUMBER.finditer(text) for value in _values(found))


def _values(found: re.Match[str]) -> Iterator[float]:
    number = float(re.sub(r"[,\u00a0\u202f]", "", found["number"]))
    yield number
    if found["times"]:
        yield number * _TIMES[found["times"].lower()]
