"""Markdown: the file is its own text; what is no copy in it is masked."""

from __future__ import annotations

from kb.reading.blocks import blocks
from kb.reading.markdown import mask
from kb.reading.passages import passages
from kb.reading.plain import decoded
from kb.reading.reading import Reading
from kb.reading.unmarked import interpret

__all__ = ["read"]


def read(data: bytes) -> Reading:
    """Return the text of the file and its passages, told by their marks and looks.

    Raises:
        ReadingError: no text, or too much of it.
    """
    text, notes = decoded(data)
    masked = mask(text)
    found = interpret(masked.text, blocks(masked.text, markdown=True))
    return Reading(text, passages(masked.text, found), notes + masked.notes, remarks=masked.remarks)
