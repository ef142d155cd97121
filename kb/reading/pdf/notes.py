"""What people are told of how a PDF was read: what was left out, joined, or may be wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from kb.reading.pdf.flow import Flow, Page
from kb.reading.pdf.text import Text

__all__ = ["notes", "page_list"]

_UNREAD = "\ufffd"
_MOST_NAMED = 12


def notes(pages: Sequence[Page], whole: Flow, text: Text, *, locked: bool) -> Iterator[str]:
    """Yield the notes on a document."""
    if locked:
        yield "the file is protected against changes; it was read as it is"
    pictures = [page.number for page in pages if page.picture]
    without = [page.number for page in pages if page.picture and not any(page.pieces)]
    if without:
        yield f"{_pages(without)} only a picture, no text; what it shows was not read"
    if recognised := [number for number in pictures if number not in without]:
        read = [page.number for page in pages if page.number in recognised and page.upright]
        if read:
            yield f"{_pages(read)} text that was recognised in a picture; read it against the page"
    unread = [p.number for p in pages if any(_UNREAD in piece.text for piece in p.pieces)]
    if unread:
        yield (
            f"{_pages(unread)} characters whose font does not say what letter they are; they show"
            f" as {_UNREAD}"
        )
    if hidden := [page.number for page in pages if page.hidden]:
        unseen = "text that nobody sees (invisible, tiny or off the page); it was read"
        yield f"{_pages(hidden)} {unseen}"
    if whole.repeated:
        again = _counted(whole.repeated)
        yield f"running heads and feet were read once; {again} that repeat them were left out"
    if text.references:
        yield f"raised reference marks were left out of the text, in {_counted(text.references)}"
    if text.joined or text.kept:
        yield (
            f"words parted at line ends were joined: {text.joined} without their hyphen,"
            f" {text.kept} with it"
        )


def _counted(lines: int) -> str:
    return f"{lines} line{'s' if lines > 1 else ''}"


def _pages(numbers: Sequence[int]) -> str:
    plural = len(numbers) > 1
    return f"page{'s' if plural else ''} {page_list(numbers)} {'have' if plural else 'has'}"


def page_list(numbers: Iterable[int]) -> str:
    """Return page numbers as people write them.

    >>> page_list([1, 2, 3, 5])
    '1–3, 5'
    """
    found = sorted(numbers)
    starts = [found[0], *(b for a, b in pairwise(found) if b > a + 1)]
    ends = [*(a for a, b in pairwise(found) if b > a + 1), found[-1]]
    told = [f"{a}" if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True)]
    more = len(told) - _MOST_NAMED
    return ", ".join(told[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
