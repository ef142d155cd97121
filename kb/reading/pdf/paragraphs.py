"""From the lines of a column to paragraphs.

What a line end means is told as in plain text (the next line's first word would not have fitted),
and beside that by what only a page shows: gaps, indents, size and weight of the type, and tags.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kb.reading.blocks import ended
from kb.reading.pdf.columns import Column
from kb.reading.pdf.kinds import (
    FOOTNOTE_SIZE,
    HEADING_SIZE,
    Body,
    Paragraph,
    find_footnotes,
    mark_of,
    name,
)
from kb.reading.pdf.lines import Line, lines
from kb.reading.pdf.pieces import HYPHENS
from kb.reading.pdf.tables import Table

__all__ = ["goes_on", "paragraphs"]

_OTHER_SIZE, _OTHER_TAGGED_SIZE = 0.12, 1.4
_WIDE_GAP, _WIDE_GAP_ALONE, _TAGGED_GAP = 1.35, 1.8, 2.2
_SAME_LINE = 0.3
_INDENT = 0.8
_ROOM = 0.3


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is usual in a column; `leading` from line to line, in sizes of the type, 0 unknown."""

    left: float
    right: float
    leading: float


def goes_on(line: Line, after: Line) -> bool:
    """Return whether a sentence breaks off at the end of one line and runs on in another."""
    text = line.text.rstrip()
    if not text or ended(text, 0, len(text)) or text[-1] in ":;":
        return False
    return after.text[:1].islower() or text[-1] == "," or text[-1] in HYPHENS


def paragraphs(region: Column | Table, body: Body, place: str, number: int) -> list[Paragraph]:
    """Return the paragraphs of one region of a page; `number` tells it from all others.

    `place` is what people call the region; cells add their row and column.
    """
    if isinstance(region, Table):
        return [
            Paragraph(
                group, "table-cell", place=f"{place}, row {row}, column {column}", region=number
            )
            for row, column, cell in region.cells
            for group in _groups(lines(cell), body)
        ]
    groups = _groups(lines(region.pieces), body)
    measure = _measure([line for group in groups for line in group])
    found = [
        Paragraph(group, place=place, region=number, full=_is_full(group[-1], measure))
        for group in groups
    ]
    for paragraph in found:
        name(paragraph, body)
    find_footnotes(found, body)
    _mark_ends(found)
    return found


def _mark_ends(found: list[Paragraph]) -> None:
    """Say which paragraphs begin and end the running text of a column."""
    running = [paragraph for paragraph in found if paragraph.kind != "footnote"]
    if running:
        running[0].first = running[-1].last = True


def _measure(found: Sequence[Line]) -> _Measure:
    size = median(line.size for line in found)
    plain = [line for line in found if abs(line.size - size) <= _OTHER_SIZE * size] or list(found)
    left = min(line.left for line in plain)
    lefts = Counter(round(line.left) for line in plain)
    if lefts and (commonest := lefts.most_common(1)[0])[1] > 1:
        left = commonest[0]
    gaps = [(b.base - a.base) / b.size for a, b in pairwise(found) if abs(a.size - b.size) <= 0.5]
    usual = [gap for gap in gaps if 0 < gap <= _WIDE_GAP_ALONE]
    leading = median(usual) if usual else 0.0
    return _Measure(left, max(line.right for line in plain), leading)


def _groups(found: list[Line], body: Body) -> list[list[Line]]:
    """Return the lines of a column by paragraph."""
    if not found:
        return []
    measure = _measure(found)
    groups = [[found[0]]]
    for line in found[1:]:
        if _begins(groups[-1], line, measure, body):
            groups.append([line])
        else:
            groups[-1].append(line)
    return groups


def _begins(group: list[Line], line: Line, measure: _Measure, body: Body) -> bool:
    """Return whether a line begins a paragraph of its own after those of `group`."""
    last = group[-1]
    gap = line.base - last.base
    if (tagged := _by_tags(last, line, gap, measure)) is not None:
        return tagged
    if abs(line.size - last.size) > _OTHER_SIZE * max(line.size, last.size):
        return True
    if (
        gap < _SAME_LINE * line.size
        or gap > (_WIDE_GAP * measure.leading or _WIDE_GAP_ALONE) * line.size
    ):
        return True
    if line.marked and line.size <= FOOTNOTE_SIZE * body.size:
        return True
    going = goes_on(last, line)
    if (mark := mark_of(line)) and not (going and mark == "dash"):
        return True
    if line.bold != last.bold and not going:
        return True
    if min(line.size, last.size) >= HEADING_SIZE * body.size and not mark:
        return False  # a large heading breaks where it looks best
    return _ended_by_writer(group, line, measure, going=going)


def _by_tags(last: Line, line: Line, gap: float, measure: _Measure) -> bool | None:
    """Return what tags say, or None where they do not tell."""
    if last.tag is None or line.tag is None or not (last.tag.kind and line.tag.kind):
        return None
    if last.tag.key == line.tag.key:
        far = gap > _TAGGED_GAP * (measure.leading or 1.0) * line.size
        other = max(line.size, last.size) > _OTHER_TAGGED_SIZE * min(line.size, last.size)
        return (far or other) and not goes_on(last, line)
    same = (last.tag.kind, round(last.size), last.bold) == (
        line.tag.kind, round(line.size), line.bold,
    )  # fmt: skip
    # Some converters make a paragraph of each line; a sentence that runs on gives them away.
    return not (same and line.tag.kind == "paragraph" and goes_on(last, line))


def _ended_by_writer(group: list[Line], line: Line, measure: _Measure, *, going: bool) -> bool:
    """Return whether the line before ended early, or this one is set in as a first line is."""
    last = group[-1]
    if line.rtl or last.rtl:
        return False
    em = line.size
    centred = _is_centred(line, measure) and _is_centred(last, measure)
    word = _first_word(line)
    room = measure.right - last.right if not centred else _width(measure) - (last.right - last.left)
    early = word + _ROOM * em < room - 0.02 * _width(measure)
    item = mark_of(group[0])
    if not centred and not item and not going:
        set_in = line.left > last.left + _INDENT * em and line.left > measure.left + _INDENT * em
        if set_in and (early or ended(last.text, 0, len(last.text))):
            return True
    if item and line.left < group[0].left + 1 and not going:
        return True
    return early and not going


def _width(measure: _Measure) -> float:
    return measure.right - measure.left


def _first_word(line: Line) -> float:
    """Return how wide the first word of a line is, about."""
    word = line.text.split(maxsplit=1)[0] if line.text.split() else ""
    return (line.right - line.left) * len(word) / max(1, len(line.text))


def _is_centred(line: Line, measure: _Measure) -> bool:
    inset = line.left - measure.left
    return inset > line.size and abs(inset - (measure.right - line.right)) <= line.size


def _is_full(line: Line, measure: _Measure) -> bool:
    return line.rtl or measure.right - line.right < 0.25 * _width(measure)
