"""Plain text: the file is its own text.

Only one kind of comment exists in it: a directive of ours, `<!-- claims-kb-... -->`.
"""

from __future__ import annotations

import re

from kb.errors import ReadingError
from kb.reading.blocks import blocks
from kb.reading.decode import decode
from kb.reading.markdown import comments, masked
from kb.reading.passages import passages
from kb.reading.reading import MAX_PIECES, Reading
from kb.reading.unmarked import interpret

__all__ = ["decoded", "read"]

_DIRECTIVE = re.compile(r"<!--\s{0,9}claims-kb-", re.IGNORECASE)
_CLOSING = "-->"


def read(data: bytes) -> Reading:
    """Return the text of the file and its passages, told by their looks.

    Raises:
        ReadingError: no text, or too much of it.
    """
    text, notes = decoded(data)
    spans = _directives(text)
    shown = masked(text, spans)
    found = passages(shown, interpret(shown, blocks(shown)))
    return Reading(text, found, notes, remarks=comments(text, spans))


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the characters of a text file and notes on them.

    Raises:
        ReadingError: no text, or too much of it.
    """
    text, notes = decode(data)
    pieces = sum(text.count(mark) for mark in "\n\r.!?…•|") - text.count("\r\n")
    if pieces > MAX_PIECES:
        raise ReadingError(
            f"falls into {pieces:,} lines and sentences; at most {MAX_PIECES:,}, so split the file"
        )
    return text, notes


def _directives(text: str) -> list[tuple[int, int]]:
    """Return where directives stand; one that is never closed is copy."""
    spans: list[tuple[int, int]] = []
    for found in _DIRECTIVE.finditer(text):
        if spans and found.start() < spans[-1][1]:
            continue
        end = text.find(_CLOSING, found.end())
        if end < 0:
            break
        spans.append((found.start(), end + len(_CLOSING)))
    return spans
