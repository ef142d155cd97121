"""Finding in lists: words, facets, pages. No Streamlit here, so that it can be tested alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

__all__ = ["PER_PAGE", "counted_options", "found", "page_of"]

PER_PAGE = 20

_T = TypeVar("_T")


def found(query: str, text: str) -> bool:
    """Return whether every word of the query begins a word of the text, or stands inside an id.

    >>> found("hours DEPR", "Relief of depression within hours"), found("weeks", "within hours")
    (True, False)
    """
    haystack = f" {text.casefold()}"
    return all(_stands(word, haystack) for word in query.casefold().split())


def _stands(word: str, haystack: str) -> bool:
    at = haystack.find(word)
    while at > 0:
        if not haystack[at - 1].isalnum() or "-" in word:
            return True
        at = haystack.find(word, at + 1)
    return False


def page_of(items: Sequence[_T], number: int) -> tuple[Sequence[_T], int]:
    """Return one page of items, and how many pages there are."""
    pages = -(-len(items) // PER_PAGE)
    return items[(number - 1) * PER_PAGE : number * PER_PAGE], pages


def counted_options(items: Iterable[_T], values: Callable[[_T], Iterable[str]]) -> dict[str, int]:
    """Return every value that occurs, with how many items have it, in the order of the values."""
    counts: dict[str, int] = {}
    for item in items:
        for value in set(values(item)):
            counts[value] = counts.get(value, 0) + 1
    return dict(sorted(counts.items()))
