"""From lines to blocks: paragraphs, headings, list items, cells.

The one hard question of plain text is what a line end means. In hard-wrapped text a line is full:
the next line's first word would not have fitted. A line that had room left and has no full stop is
a heading or an item. In Markdown a line end inside a paragraph is a space, unless the page shows
that its writer ends a paragraph with each line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kb.model.document import PassageKind, Role
from kb.reading.lines import Line, Mark, runs
from kb.reading.markdown import table_rows

__all__ = ["Block", "blocks", "ended"]

NARROWEST_WRAP = 40
PARAGRAPH_ON_A_LINE = 120
"""A line longer than this is a whole paragraph: nobody wraps text so wide."""
MOSTLY = 0.75
"""The share of lines that must be full, and the share of the page's width a line must reach."""
ENOUGH_WRAPS = 3
CLAUSE = 30
"""A line this long may break off before a lower-case word; a shorter one is an item."""

_KINDS: dict[Mark, PassageKind] = {
    "": "sentence",
    "heading": "heading",
    "bullet": "list-item",
    "number": "list-item",
    "footnote": "footnote",
    "alt-text": "alt-text",
    "cell": "table-cell",
}
_ENDED = re.compile(r"[.!?…][\"'\u201d\u2019»)\]*_†‡\xb9\xb2\xb3\d\[,\u2013-]*$")
_ENDED_WITHIN = 12
_DANGLING = re.compile(
    r"\b(?:a|an|and|as|at|by|for|from|in|into|nor|of|on|or|than|that|the|to|with)$", re.IGNORECASE
)
_DANGLING_WITHIN = 6


class Block(NamedTuple):
    """One stretch of text whose sentences are of one kind.

    `level` is the depth of a marked heading or the indent of an item; `run` numbers the stretches
    between blank lines; `bare` says that the block is one unmarked line. `role` is the part that
    it plays on its page.
    """

    start: int
    end: int
    kind: PassageKind
    mark: Mark = ""
    level: int = 0
    run: int = 0
    bare: bool = False
    role: Role = "body"


@dataclass(frozen=True, slots=True)
class _Page:
    """The text, whether it is Markdown, whether paragraphs stand on one line, and its wrap."""

    text: str
    markdown: bool
    wide: bool
    wrap: int


def blocks(text: str, *, markdown: bool = False) -> list[Block]:
    """Return the blocks of a text in order, by their marks alone; they never overlap."""
    tables = table_rows(text) if markdown and "|" in text else frozenset[int]()
    all_runs = list(runs(text, markdown=markdown, tables=tables))
    page = _page(text, all_runs, markdown=markdown)
    return [block for number, run in enumerate(all_runs) for block in _joined(page, run, number)]


def ended(text: str, start: int, end: int) -> bool:
    """Return whether this stretch ends as a sentence does, notes and closing quotes aside."""
    return _ENDED.search(text, max(start, end - _ENDED_WITHIN), end) is not None


def _page(text: str, all_runs: list[list[Line]], *, markdown: bool) -> _Page:
    """Return what the lines of all runs say about the page."""
    lines = (line for run in all_runs for line in run if line.mark != "cell")
    widest = max((line.width for line in lines), default=0)
    wide = widest > PARAGRAPH_ON_A_LINE
    wraps = sum(
        full and lower for run in all_runs for full, lower in _broken(text, run, _width(run))
    )
    return _Page(text, markdown, wide, widest if wraps >= ENOUGH_WRAPS and not wide else 0)


def _joined(page: _Page, run: list[Line], number: int) -> Iterator[Block]:
    """Yield the blocks of a run: each line, with the lines that only continue it."""
    wrap = _wrap(page, run)
    lone_bullet = sum(line.mark == "bullet" for line in run) == 1
    first = last = run[0]
    for found in run[1:]:
        dash = lone_bullet and _is_dash(page.text, last, found)
        line = found._replace(start=found.left + found.indent, mark="") if dash else found
        if not dash and (line.mark or not _continues(page, first, last, line, wrap=wrap)):
            yield _block(first, last, number)
            first = line
        last = line
    yield _block(first, last, number)


def _block(first: Line, last: Line, number: int) -> Block:
    bare = first is last and not first.mark
    return Block(first.start, last.end, _KINDS[first.mark], first.mark, first.level, number, bare)


def _continues(page: _Page, first: Line, last: Line, line: Line, *, wrap: int) -> bool:
    """Return whether `line` goes on where `last`, of the block begun by `first`, broke off."""
    text = page.text
    if last.hard or last.mark in ("heading", "cell", "alt-text"):
        return False
    if (wrap and _is_full(text, last, line, wrap)) or (first.mark and line.indent > first.indent):
        return True
    if page.markdown and not page.wide:
        return True
    if ended(text, last.start, last.end) or text[last.end - 1] in ":;":
        return False
    if _DANGLING.search(text, max(last.start, last.end - _DANGLING_WITHIN), last.end):
        return True
    comma = text[last.end - 1] == ","
    lower = text[line.start].islower()
    return last.width >= CLAUSE and (comma or (lower and not text[first.start].islower()))


def _width(run: list[Line]) -> int:
    return max(line.width for line in run)


def _is_full(text: str, line: Line, after: Line, width: int) -> bool:
    """Return whether the first word of the line after would not have fitted on the line."""
    word = text[after.start : min(after.end, after.start + width)].split(maxsplit=1)[0]
    return line.width + 1 + len(word) > width


def _broken(text: str, run: list[Line], width: int) -> Iterator[tuple[bool, bool]]:
    """Yield, for each line that breaks off, if it is full and if the next goes on in lower case."""
    for line, after in pairwise(run):
        if not after.mark and text[line.end - 1] != ":" and not ended(text, line.start, line.end):
            lower = not text[after.start].isupper()
            yield width >= NARROWEST_WRAP and _is_full(text, line, after, width), lower


def _wrap(page: _Page, run: list[Line]) -> int:
    """Return the width to which the lines of a run were broken; 0 if each stands for itself."""
    width = _width(run)
    broken = list(_broken(page.text, run, width))
    full = sum(full for full, _ in broken)
    lower = sum(lower for _, lower in broken)
    if page.wrap and width >= MOSTLY * page.wrap:
        return width
    enough = full >= max(1 + page.wide, MOSTLY * len(broken)) and 2 * lower >= len(broken)
    return width if enough else 0


def _is_dash(text: str, last: Line, line: Line) -> bool:
    """Return whether a dash that begins a line is punctuation, and no bullet."""
    return (
        text[line.left + line.indent] in "\u2013\u2014"
        and not last.mark
        and last.width >= NARROWEST_WRAP
        and not ended(text, last.start, last.end)
        and text[line.start].islower()
    )
