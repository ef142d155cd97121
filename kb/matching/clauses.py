"""A sentence cut where it may begin to assert a second thing."""

from __future__ import annotations

import re

from kb.model.document import Span

__all__ = ["clauses"]

_BORDER = re.compile(
    r"(?:;|:|\s[-–—]{1,2}\s|—|,?\s(?:but|while|whereas|although|though|yet|and(?!\s+\d)|which|plus|because|so)\b|,\s(?:and|which|making|with|without)\b)\s*",
    re.IGNORECASE,
)
_THREE_WORDS = re.compile(r"\s*+\S++\s++\S++\s++\S")
"""What a clause holds at the least; looked for and not counted, so that time stays linear."""


def clauses(text: str) -> list[Span]:
    """Return the spans between borders, each of at least three words; never fewer than one.

    >>> s = "It works within hours, and its effects last for several weeks."
    >>> [s[c.start:c.end] for c in clauses(s)]
    ['It works within hours', 'its effects last for several weeks']
    >>> len(clauses("Half of those aged between 10 and 34 years are never treated at all."))
    1
    """
    end = len(text.rstrip(" \t\r\n.!?;:,"))
    parts: list[Span] = []
    start = 0
    for border in _BORDER.finditer(text, 0, end):
        if not _THREE_WORDS.match(text, start, border.start()):
            continue
        if not _THREE_WORDS.match(text, border.end(), end):
            break
        parts.append(Span(start, border.start()))
        start = border.end()
    if start < end:
        parts.append(Span(start, end))
    return parts or [Span(0, max(1, len(text)))]
