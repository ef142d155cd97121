"""Plain text: the file is its own text."""

from __future__ import annotations

from kb.errors import ReadingError
from kb.reading.blocks import blocks
from kb.reading.decode import decode
from kb.reading.passages import passages
from kb.reading.reading import MAX_PIECES, Reading
from kb.reading.unmarked import interpret

__all__ = ["decoded", "read"]


def read(data: bytes) -> Reading:
    """Return the text of the file and its passages, told by their looks.

    Raises:
        ReadingError: no text, or too much of it.
    """
    text, notes = decoded(data)
    return Reading(text, passages(text, interpret(text, blocks(text))), notes)


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
