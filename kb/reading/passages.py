"""From blocks to passages: sentences with the heading above them and what introduces their list."""

from __future__ import annotations

import re

from kb.model.document import Passage
from kb.reading.blocks import Block
from kb.reading.sentences import MASKED, sentences

__all__ = ["passages"]

_LEAD_IN = re.compile(
    r"\b(?:below|following|include[sd]?|including|such as|these|those)\b", re.IGNORECASE
)
_LOOK_BACK = 80
_LOWEST_RANK = 7
"""Of a heading without a mark: below the six ranks that have one."""


def passages(text: str, found: list[Block]) -> tuple[Passage, ...]:
    """Return the passages of the blocks, in order.

    A heading stands under the nearest one of a higher rank; those without a mark rank lowest.
    """
    result: list[Passage] = []
    headings: list[tuple[int, int]] = []
    lists: list[tuple[int, int | None]] = []
    before: Block | None = None
    for block in found:
        level = block.level or _LOWEST_RANK
        if block.kind == "heading":
            while headings and headings[-1][0] >= level:
                headings.pop()
        lead_in = _introduce(text, lists, before, block, len(result) - 1)
        spans = sentences(text, block.start, block.end)
        if block.kind == "heading" and MASKED not in text[block.start : block.end]:
            spans = [(block.start, block.end)]
        above = headings[-1][1] if headings else None
        result += [
            Passage(
                start=start,
                end=end,
                kind=block.kind,
                role=block.role,
                heading=above,
                lead_in=lead_in,
            )
            for start, end in spans
        ]
        if block.kind == "heading":
            headings.append((level, len(result) - 1))
        before = block
    return tuple(result)


def _introduce(
    text: str, lists: list[tuple[int, int | None]], before: Block | None, block: Block, last: int
) -> int | None:
    """Return what introduces the block's list; `lists` holds the open lists by indent."""
    if block.kind != "list-item":
        lists.clear()
        return None
    while lists and lists[-1][0] > block.level:
        lists.pop()
    if not lists or lists[-1][0] < block.level:
        introduced = before is not None and (before.kind == "list-item" or _reads_on(text, before))
        lists.append((block.level, last if introduced else None))
    return lists[-1][1]


def _reads_on(text: str, block: Block) -> bool:
    """Return whether the block makes a reader expect a list."""
    if block.kind == "heading" or text[block.end - 1] not in ".!?…":
        return True
    return _LEAD_IN.search(text, max(block.start, block.end - _LOOK_BACK), block.end) is not None
