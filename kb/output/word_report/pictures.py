"""Pictures made of cells: they print in black and white, and need no picture beside the text.

Every one says in words what it shows, for those who cannot see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from kb.model.finding import Scale
from kb.output.faces import Face
from kb.output.palette import HAIR, INK, INKS, PAPERS, QUIET
from kb.output.report.summary import Overreach
from kb.output.report.words import FaceCount
from kb.output.word_report.elements import CM, Cell, Element, Look, paragraph, run, table
from kb.output.word_report.page import NARROW

__all__ = ["bar", "counted", "meter", "overreach", "shade_legend", "thin"]

_HATCH = {
    "contradicted": "solid",
    "overstated": "thinDiagStripe",
    "out-of-date": "thinHorzStripe",
    "unsupported": "pct37",
    "not-covered": "pct12",
    "to-check": "pct5",
    "supported": "clear",
}
"""The pattern of each face, told apart without colour."""
_LEAST = round(0.25 * CM)
_UNITS = 30
"""Cells of the longest bar of overreach; more findings than that share cells."""
_SHADES = (
    ("far", "far beyond", "solid"),
    ("clearly", "clearly beyond", "thinDiagStripe"),
    ("slightly", "slightly beyond", "pct12"),
    ("unmeasured", "beyond, with no scale to measure by", "clear"),
)
_ROOM = 4
"""Letters that the room beside each word of a legend is as wide as."""
_STEPS = 48
"""Cells in the line of a scale."""


def bar(counts: Sequence[FaceCount], height: int = 300) -> list[Element]:
    """Return the share of each verdict as one bar; nothing where there are no findings."""
    live = [count for count in counts if count.count]
    if not live:
        return []
    total = sum(count.count for count in live)
    widths = [max(_LEAST, NARROW * count.count // total) for count in live]
    widths[widths.index(max(widths))] += NARROW - sum(widths)
    told = ", ".join(f"{c.count} {c.face.label.lower()}" for c in live)
    cells = [
        Cell((thin(),), pattern=_HATCH[c.face.id], ink=INKS[c.face.id], fill=PAPERS[c.face.id],
             boxed=INK)
        for c in live
    ]  # fmt: skip
    return [
        table(widths, [cells], told=f"Findings by verdict: {told}", margin=0, height=height),
        paragraph(after=2),
    ]


def counted(counts: Sequence[FaceCount]) -> Element:
    """Return the counts in one line, with their signs."""
    runs: list[Element] = []
    for count in counts:
        if count.count:
            runs.append(run("   " if runs else ""))
            runs.append(run(f"{count.face.icon} ", Look(color=INKS[count.face.id], bold=True)))
            runs.append(run(f"{count.count} {count.face.label.lower()}", Look(size=9.5)))
    return paragraph(*runs)


def overreach(found: Sequence[Overreach]) -> Element:
    """Return how many findings go beyond on each dimension, and how far, as bars."""
    most = max(each.count for each in found)
    each_holds = ceil(most / _UNITS)
    units = ceil(most / each_holds)
    label, number = round(3 * CM), round(1.2 * CM)
    widths = [label, *([(NARROW - label - number) // units] * units), number]
    told = "; ".join(f"{each.label}: {each.count} ({_in_words(each)})" for each in found)
    rows = [_reach(each, units, each_holds) for each in found]
    return table(widths, rows, told=f"Findings by dimension. {told}.", margin=0, height=235)


def _reach(each: Overreach, units: int, each_holds: int) -> list[Cell]:
    ink = INKS["contradicted"]
    cells = [Cell((paragraph(run(each.label, Look(size=9)), after=0),), line=False)]
    used = 0
    for key, _, pattern in _SHADES:
        span = ceil(getattr(each, key) / each_holds)
        span = min(span, units - used)
        if span:
            cells.append(Cell((thin(),), span, pattern=pattern, ink=ink, fill="ffffff", boxed=ink))
            used += span
    if used < units:
        cells.append(Cell((thin(),), units - used, line=False))
    told = run(str(each.count), Look(size=9))
    return [*cells, Cell((paragraph(told, after=0, align="right"),), line=False)]


def _in_words(each: Overreach) -> str:
    return ", ".join(f"{n} {word}" for key, word, _ in _SHADES if (n := getattr(each, key)))


def shade_legend() -> Element:
    """Return what the shades of overreach mean, as a row of boxes with words."""
    box, ink = round(0.5 * CM), INKS["contradicted"]
    letters = sum(len(word) + _ROOM for _, word, _ in _SHADES)
    left = NARROW - box * len(_SHADES)
    cells: list[Cell] = []
    widths: list[int] = []
    for _, word, pattern in _SHADES:
        cells.append(Cell((thin(),), pattern=pattern, ink=ink, fill="ffffff", boxed=ink))
        cells.append(Cell((paragraph(run(f" {word}", Look(size=8, color=QUIET)), after=0),),
                          line=False))  # fmt: skip
        widths += [box, left * (len(word) + _ROOM) // letters]
    return table(widths, [cells], margin=0, height=230)


def meter(scale: Scale, face: Face, width: int) -> Iterator[Element]:
    """Yield a scale: full up to what the evidence allows, hatched beyond it to what is said."""
    allowed = min(round(scale.allowed.at * _STEPS), _STEPS - 1)
    said = max(round(scale.said.at * _STEPS), allowed + 1)
    each = width // _STEPS
    parts = (
        (allowed, "solid", INK, INK),
        (said - allowed, "thinDiagStripe", INKS[face.id], INKS[face.id]),
        (_STEPS - said, "clear", HAIR, HAIR),
    )
    cells = [
        Cell((thin(),), span, pattern=pattern, ink=ink, fill="ffffff", boxed=edge)
        for span, pattern, ink, edge in parts
        if span
    ]
    told = f"Scale from {scale.weakest} to {scale.strongest}; {scale}"
    yield table([each] * _STEPS, [cells], told=told, margin=0, height=110)
    yield paragraph(
        run(f"{scale.weakest}   ", Look(size=8, color=QUIET)),
        run("■ ", Look(size=8, color=INK)),
        run(f"evidence allows: {scale.allowed.label}   ", Look(size=8)),
        run("▨ ", Look(size=8, color=INKS[face.id])),
        run(f"copy says: {scale.said.label}", Look(size=8)),
        run(f"   {scale.strongest}", Look(size=8, color=QUIET)),
        after=2,
    )


def thin() -> Element:
    """Return an empty paragraph so small that it takes hardly any room."""
    return paragraph(run("", Look(size=2)), after=0)
