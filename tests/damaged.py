"""What must hold of any file, whatever is in it: read with a whole map, or refused in one line."""

from __future__ import annotations

from collections.abc import Iterator

from kb.errors import ReadingError
from kb.model.document import Document
from kb.reading.read import read_bytes

__all__ = ["faults"]


def faults(data: bytes, name: str) -> list[str]:
    """Return what is wrong with how a file was read or refused; nothing where all holds."""
    try:
        document = read_bytes(data, name)
    except ReadingError as refused:
        told = str(refused)
        wrong = not told.startswith(f"{name}: ") or "\n" in told or told == f"{name}: "
        return [f"refused with {told!r}"] if wrong else []
    return list(_faults(document))


def _faults(document: Document) -> Iterator[str]:
    end = len(document.text)
    for origin in document.origins:
        if not 0 <= origin.start < origin.end <= end:
            yield f"{origin} lies outside the text"
    for remark in document.remarks:
        if not 0 <= remark.start <= remark.end <= end:
            yield f"{remark} lies outside the text"
    at = 0
    for passage in document.passages:
        if not at <= passage.start < passage.end <= end:
            yield f"{passage} is out of order or outside the text"
        at = passage.end
