"""The lines of a text: what each is marked as, and where its words begin and end.

Bullets, numbers of a list, heading marks and quotation signs are found here and left outside the
words of the line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Literal, NamedTuple

from kb.reading.sentences import BLANK

__all__ = ["Line", "Mark", "runs"]

Mark = Literal["", "heading", "bullet", "number", "footnote", "alt-text", "cell"]


class Line(NamedTuple):
    """The words of one line. `left` is where the line itself begins, `indent` its white space.

    `hard` says that the writer ended the line on purpose (two spaces or a backslash in Markdown).
    """

    start: int
    end: int
    left: int
    indent: int = 0
    mark: Mark = ""
    level: int = 0
    hard: bool = False

    @property
    def width(self) -> int:
        """Return how many columns the line takes."""
        return self.end - self.left


_SIGN = (
    r"[•‣\u2043◦∙·▪▫■□●○◆◇➢➤✓✔✗✘★☆"
    r"\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?"
)
_SYMBOL = rf"{_SIGN}(?:\u200d{_SIGN})*+"
"""A sign, or several joined to one picture: a woman and a staff make a doctor."""
_GAP = r"[ \t\u00a0\u2000-\u200b\u202f]"
_BULLET = rf"(?:{_SYMBOL}{_GAP}*+|[-*+\u2013\u2014](?:{_GAP}++|$))++(?:\[[ xX]\]{_GAP}++)?"
_MARKED = re.compile(
    rf"""(?P<heading>\#{{1,6}}){_GAP}++
      |  (?P<bullet>{_BULLET})
      |  (?P<number>\(?(?:\d{{1,3}}|[A-Za-z])\){_GAP}++ | \d{{1,3}}\.{_GAP}++)
      |  (?P<note>\[\^[^\]\s]{{1,20}}\]:{_GAP}*+)
      |  (?P<footnote>(?=[†‡§*]\w)(?![*][^*]*[*]))
      |  (?P<image>!\[)(?=[^\]]+\]\([^)]*\)$)""",
    re.VERBOSE,
)
_CLOSING_HASHES = re.compile(r"[ \t]#+$")
_INLINE_BULLET = re.compile(r"(?<=\s)[•‣▪●◦](?=\s)")
_QUOTED = re.compile(rf"(?:>[{re.escape(BLANK)}]*+)++")
_LINK_TARGET = re.compile(r"\[[^\]^]+\]:[ \t]*\S+(?:[ \t]+[\"'(].*)?$")
_CELL = re.compile(r"(?:\\.|[^|\\])+")


def runs(
    text: str, *, markdown: bool = False, tables: Collection[int] = ()
) -> Iterator[list[Line]]:
    """Yield the lines of each run that blank lines or rules set apart.

    `tables` holds the offsets of the lines that are rows of a Markdown table.
    """
    run: list[Line] = []
    left = 0
    for raw in text.splitlines(keepends=True):
        found = _row(raw, left) if left in tables else _line(raw, left, markdown=markdown)
        if not found and run:
            yield run
            run = []
        run += found
        left += len(raw)
    if run:
        yield run


def _line(raw: str, left: int, *, markdown: bool) -> list[Line]:
    """Return the line without its marks; none if it has no words, several at bullets inside."""
    body = raw.lstrip(BLANK)
    indent = len(raw) - len(body)
    body = body.rstrip(BLANK)
    if markdown and body.startswith(">") and (quoted := _QUOTED.match(body)):
        return _line(
            " " * (indent + quoted.end()) + raw[indent + quoted.end() :], left, markdown=markdown
        )
    if markdown and body.startswith("[") and _LINK_TARGET.match(body):
        return []
    if not any(map(str.isalnum, body)):
        return []
    hard = markdown and raw.rstrip("\r\n").endswith(("  ", "\\"))
    found, at = [], 0
    for bullet in (*_INLINE_BULLET.finditer(body), None):
        piece = body[at : bullet.start() if bullet else len(body)]
        lead = len(piece) - len(piece.lstrip(BLANK))
        start = left + indent + at + lead
        line = _marked(piece[lead:].rstrip(BLANK), start, left, indent)
        if line.start < line.end:
            found.append(line._replace(hard=hard))
        at = bullet.start() if bullet else at
    return found


def _marked(body: str, start: int, left: int, indent: int) -> Line:
    """Return the words of `body`, which begins at `start`, without its mark."""
    found = None if body[:2].isalpha() else _MARKED.match(body)
    end = start + len(body)
    if found is None:
        return Line(start, end, left, indent)
    begin = start + found.end()
    match found.lastgroup:
        case "heading":
            if closing := _CLOSING_HASHES.search(body, max(0, len(body) - 8)):
                end = start + len(body[: closing.start()].rstrip(BLANK))
            return Line(begin, end, left, indent, "heading", len(found["heading"]))
        case "image":
            return Line(begin, start + body.index("]"), left, indent, "alt-text")
        case "note" | "footnote":
            return Line(begin, end, left, indent, "footnote")
        case "number":
            return Line(begin, end, left, indent, "number", indent)
        case _:
            return Line(begin, end, left, indent, "bullet", indent)


def _row(raw: str, left: int) -> list[Line]:
    """Return the cells of a table's row that hold words."""
    cells = []
    for cell in _CELL.finditer(raw):
        words = cell[0].strip(BLANK)
        if any(map(str.isalnum, words)):
            start = left + cell.start() + len(cell[0]) - len(cell[0].lstrip(BLANK))
            cells.append(Line(start, start + len(words), left, mark="cell"))
    return cells
