"""Which tables of a page show data, and which are only its layout.

E-mails and older pages are laid out in tables. Their cells are paragraphs, not figures in a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["data_tables"]

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>table|tr|td|th|caption)(?=[\t\n\f\r />])(?P<rest>[^>]{0,300}+)",
    re.IGNORECASE,
)
_LAYOUT_ROLE = re.compile(r"\brole\s*=\s*[\"']?(?:presentation|none)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Table:
    start: int
    layout: bool
    headed: bool = False
    rows: int = 0
    cells: int = 0
    widest: int = 0

    @property
    def shows_data(self) -> bool:
        """Return whether cells are read against one another."""
        return not self.layout and (self.headed or (self.rows > 1 and self.widest > 1))


def data_tables(source: str) -> frozenset[int]:
    """Return where the tables begin that show data.

    They have heads or a caption, or several rows and columns; and hold no other table. Where
    `role` says that a table is for presentation, it is layout.
    """
    found: set[int] = set()
    opened: list[_Table] = []
    for tag in _TAG.finditer(source):
        name = tag["name"].lower()
        if name == "table":
            if tag["end"]:
                _end(opened, found)
                continue
            if opened:
                opened[-1].layout = True
            opened.append(_Table(tag.start(), _LAYOUT_ROLE.search(tag["rest"]) is not None))
        elif opened and not tag["end"]:
            _count(opened[-1], name)
    while opened:
        _end(opened, found)
    return frozenset(found)


def _end(opened: list[_Table], found: set[int]) -> None:
    if opened and (table := opened.pop()).shows_data:
        found.add(table.start)


def _count(table: _Table, name: str) -> None:
    if name == "tr":
        table.rows, table.cells = table.rows + 1, 0
        return
    table.headed = table.headed or name in ("th", "caption")
    table.cells += name in ("td", "th")
    table.widest = max(table.widest, table.cells)
