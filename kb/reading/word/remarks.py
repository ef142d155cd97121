"""The comments that stand in a Word file, and which words each speaks of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from lxml import etree

from kb.reading.package import Package, children, descend, local
from kb.reading.word.part import Found
from kb.reading.word.styles import value

__all__ = ["remarks"]


def remarks(
    package: Package, main: str, found: Found, spans: Mapping[int, tuple[int, int]]
) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, words and author of each comment; `spans`: where each piece was put.

    Raises:
        ReadingError: the part that holds them is damaged.
    """
    # A comment is on the words of the sentence; only where it holds none, on what is hidden
    # in it, or on a box.
    ranked = [sorted(i for i in spans if found.ranks[i] == rank) for rank in (0, 1, 2)]
    for part in package.related(main, "comments")[:1]:
        for comment in children(package.root(part), "comment"):
            marks = found.comments.get(value(comment, "id") or "")
            if marks is not None:
                start, end = _span(marks, ranked, spans)
                yield start, end, _words(comment), value(comment, "author") or ""


def _span(
    marks: list[int], ranked: list[list[int]], spans: Mapping[int, tuple[int, int]]
) -> tuple[int, int]:
    first, last, point = marks
    for pieces in ranked:
        begin, end = bisect_left(pieces, first), bisect_left(pieces, last)
        if begin < end:
            return spans[pieces[begin]][0], spans[pieces[end - 1]][1]
    if point in spans:
        return spans[point]
    before = bisect_left(ranked[0], first)
    at = spans[ranked[0][before - 1]][1] if before else 0
    return at, at


def _words(comment: etree._Element) -> str:
    """Return what a comment says, a line a paragraph."""
    lines = []
    for paragraph in descend(comment, "p"):
        said = (_said(each) for each in paragraph.iter("{*}t", "{*}tab", "{*}br"))
        lines.append("".join(said))
    return "\n".join(lines).strip()


def _said(element: etree._Element) -> str:
    return element.text or "" if local(element) == "t" else " "
