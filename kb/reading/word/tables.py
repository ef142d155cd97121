"""The rows and cells of a table in a Word file, as they are once its changes are accepted."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from kb.reading.package import child, local
from kb.reading.word.part import Found

__all__ = ["WRAPPERS", "cells", "rows"]

WRAPPERS = frozenset(("customXml", "smartTag", "ins", "moveTo", "sdtContent"))
"""Elements that stand around blocks, rows or cells and change nothing in their reading."""


def rows(table: etree._Element, found: Found) -> Iterator[etree._Element]:
    """Yield the rows of a table, also those in controls; of those taken out only the count."""
    return _wrapped(table, "tr", ("trPr", "del"), found)


def cells(row: etree._Element, found: Found) -> Iterator[etree._Element]:
    """Yield the cells of a row, also those in controls; of those taken out only the count."""
    return _wrapped(row, "tc", ("tcPr", "cellDel"), found)


def _wrapped(
    parent: etree._Element, name: str, gone: tuple[str, str], found: Found
) -> Iterator[etree._Element]:
    for each in parent:
        if local(each) == name:
            if child(each, *gone) is None:
                yield each
                continue
            found.changes["del"] += 1
            found.skip(each)
        elif local(each) in WRAPPERS or local(each) == "sdt":
            yield from _wrapped(each, name, gone, found)
        elif local(each).startswith("commentRange"):
            found.comment(each)
