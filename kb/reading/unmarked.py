"""Headings and lists that carry no mark, told from sentences by their looks.

Web pages pasted as plain text lose their bullets and heading signs. A short line without a full
stop is a heading; several in a row, or lines after a colon, are a list.
"""

from __future__ import annotations

from kb.reading.blocks import Block, ended
from kb.reading.sentences import sentences

__all__ = ["interpret"]

HEADING_CHARACTERS, HEADING_WORDS = 100, 14
ITEM_CHARACTERS = 200
ITEMS_AFTER_COLON, ITEMS_ALONE = 2, 3


def interpret(text: str, found: list[Block]) -> list[Block]:
    """Return the blocks, with the headings and list items among the bare lines named so."""
    headed = [
        block._replace(kind="heading") if block.bare and _is_heading(text, block) else block
        for block in found
    ]
    return _numbered_headings(text, _lists(text, headed))


def _is_heading(text: str, block: Block) -> bool:
    """Return whether a line is short, one sentence, and not ended (a question may be)."""
    if block.end - block.start > HEADING_CHARACTERS:
        return False
    words = text[block.start : block.end]
    if len(words.split()) > HEADING_WORDS or words[-1] in ":;,":
        return False
    if ended(text, block.start, block.end) and not words.endswith("?"):
        return False
    return len(sentences(text, block.start, block.end)) == 1


def _is_item(text: str, block: Block) -> bool:
    return (
        block.end - block.start <= ITEM_CHARACTERS
        and text[block.end - 1] != ":"
        and len(sentences(text, block.start, block.end)) == 1
    )


def _lists(text: str, found: list[Block]) -> list[Block]:
    """Return the blocks with lines that form a list without bullets made items."""
    result = list(found)
    at = 0
    while at < len(found):
        upto = _list_end(text, found, at)
        for i in range(at, upto):
            result[i] = found[i]._replace(kind="list-item")
        at = max(upto, at + 1)
    return result


def _list_end(text: str, found: list[Block], at: int) -> int:
    """Return where the list without bullets that begins at `at` ends; `at` if there is none.

    Its items are alike: all ended or none, all set apart by a blank line or none.
    """
    introduced = at > 0 and text[found[at - 1].end - 1] == ":"
    apart = at + 1 < len(found) and found[at + 1].run > found[at].run
    as_ended = ended(text, found[at].start, found[at].end)
    if apart and (as_ended or not introduced):
        return at
    only_short = apart or not introduced
    upto = at
    while (
        upto < len(found)
        and found[upto].bare
        and (found[upto].kind == "heading" if only_short else _is_item(text, found[upto]))
        and ended(text, found[upto].start, found[upto].end) == as_ended
        and (upto == at or found[upto].run - found[upto - 1].run == apart)
    ):
        upto += 1
    if apart and upto < len(found):
        upto -= 1  # the last short line before other text is that text's heading
    return upto if upto - at >= (ITEMS_AFTER_COLON if introduced else ITEMS_ALONE) else at


def _numbered_headings(text: str, found: list[Block]) -> list[Block]:
    """Return the blocks with each short numbered line that stands alone made a heading."""
    result = list(found)
    for i, block in enumerate(found[:-1]):
        near = (found[i - 1].kind if i else "", found[i + 1].kind)
        if block.mark == "number" and "list-item" not in near and _is_heading(text, block):
            result[i] = block._replace(kind="heading", level=0)
    return result
