"""What is peculiar to Markdown: stretches that are no copy, and tables.

Nothing is removed: what is no copy is masked, character for character, so that offsets hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.model.document import Remark
from kb.reading.sentences import MASKED

__all__ = ["Masked", "comments", "mask", "masked", "table_rows"]

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})([^\n`]*)")
_DELIMITER = re.compile(r"[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_META = re.compile(r"[ \t]|-[ \t]|#|[\w-]+:|$")
_VISIBLE = re.compile(r"[^\r\n]+")
_COMMENT = ("<!--", "-->")
_ENCLOSED = (
    ("comment", *_COMMENT),
    ("script", "<script", "</script>"),
    ("style", "<style", "</style>"),
)


class Masked(NamedTuple):
    """A text in which what is no copy is masked, notes on it, and the comments that stood there."""

    text: str
    notes: tuple[str, ...]
    remarks: tuple[Remark, ...]


def mask(text: str) -> Masked:
    """Return the text with front matter, code blocks, comments, scripts and styles masked.

    The notes say what was masked. A fence or comment that is never closed is copy, not code:
    otherwise one slip would hide the rest of the page.
    """
    counts: dict[str, int] = {}
    for name, spans in (
        ("front matter block", _front_matter(text)),
        ("code block", _fenced(text)),
    ):
        text, counts[name] = masked(text, spans), len(spans)
    remarks = comments(text, _between(text, *_COMMENT))
    for name, opening, closing in _ENCLOSED:
        spans = _between(text, opening, closing)
        text, counts[name] = masked(text, spans), len(spans)
    notes = tuple(
        f"not read: {count} {name}{'s' if count > 1 else ''}"
        for name, count in counts.items()
        if count
    )
    return Masked(text, notes, remarks)


def comments(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Remark, ...]:
    """Return the comments `<!-- ... -->` that stand at these spans, each at the place it begins."""
    opening, closing = map(len, _COMMENT)
    return tuple(
        Remark(start, start, " ".join(text[start + opening : end - closing].split()))
        for start, end in spans
    )


def table_rows(text: str) -> frozenset[int]:
    """Return the offset of every line that is a row of a table, its delimiter row too."""
    rows: set[int] = set()
    above: int | None = None
    inside = False
    for left, line in _lines(text):
        if "|" not in line:
            above, inside = None, False
            continue
        if above is not None and not inside and _DELIMITER.fullmatch(line.rstrip()):
            rows.add(above)
            inside = True
        if inside:
            rows.add(left)
        above = left
    return frozenset(rows)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    left = 0
    for raw in text.splitlines(keepends=True):
        yield left, raw
        left += len(raw)


def masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the text with some stretches of it masked, line ends kept."""
    pieces, at = [], 0
    for start, end in spans:
        hidden = _VISIBLE.sub(lambda seen: MASKED * len(seen[0]), text[start:end])
        pieces += [text[at:start], hidden]
        at = end
    return "".join([*pieces, text[at:]])


def _front_matter(text: str) -> list[tuple[int, int]]:
    lines = _lines(text)
    if next(lines, (0, ""))[1].rstrip() != "---":
        return []
    for left, line in lines:
        if line.rstrip() in ("---", "..."):
            return [(0, left + len(line.rstrip()))]
        if _META.match(line.rstrip("\r\n")) is None:
            break
    return []


def _fenced(text: str) -> list[tuple[int, int]]:
    spans = []
    opened: tuple[int, str] | None = None
    for left, line in _lines(text):
        fence = _FENCE.match(line)
        if fence is None:
            continue
        if opened is None:
            opened = (left, fence[1])
        elif fence[1].startswith(opened[1]) and not fence[2].strip():
            spans.append((opened[0], left + len(line)))
            opened = None
    return spans


def _between(text: str, opening: str, closing: str) -> list[tuple[int, int]]:
    spans = []
    lowered = text.lower() if len(text.lower()) == len(text) else text
    at = lowered.find(opening)
    while at >= 0 and (end := lowered.find(closing, at + len(opening))) >= 0:
        spans.append((at, end + len(closing)))
        at = lowered.find(opening, end)
    return spans
