"""Where a passage stands in its file, as other programs count: lines, columns, bytes, addresses.

Files that are text have that: plain text and Markdown are their own text, and web pages lead back
to their source. For Word, PDF and the like lines would be those of the plain text that we make of
them, which no other program can show: they have none.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left, bisect_right
from html import escape
from itertools import accumulate
from pathlib import PurePath
from urllib.parse import quote

from kb.model.document import Document

__all__ = ["FileText", "address", "file_text"]

_LINE_FEED = re.compile("\n")
_LINE_END = re.compile("\r\n|\n|\r")
_WIDE = re.compile(r"[^\x00-\x7f]")
_BOM = len(codecs.BOM_UTF8)
_PAGE = "text/html"


def address(path: str) -> str:
    """Return the path of a file as a URI reference: relative where the path is.

    >>> address("copy/clinic page #2.md"), address("/srv/a.md"), address("a:b.md")
    ('copy/clinic%20page%20%232.md', 'file:///srv/a.md', 'a%3Ab.md')
    """
    pure = PurePath(path)
    # A name may hold bytes that are no text; they come out as the bytes they are.
    told = quote(pure.as_posix(), safe="/", errors="surrogateescape")
    if not pure.is_absolute():
        return told
    return f"file://{told}" if told.startswith("/") else f"file:///{told}"


def file_text(document: Document) -> FileText | None:
    """Return the text of a document's file; None where the file is no text."""
    if document.media_type == _PAGE and document.origins:
        # Only now: no audit of plain text waits for what reads web pages.
        from kb.reading.web.reader import decode_page  # noqa: PLC0415

        return FileText(document, decode_page(document.original).text)
    if document.media_type.startswith("text/") and not document.origins:
        return FileText(document, document.text)
    return None


class FileText:
    r"""The text of a file, and where the passages of a document stand in it.

    >>> known = {"name": "a", "media_type": "text/plain", "sha256": "", "passages": ()}
    >>> text = file_text(Document(text="a\r\n\u00e9 b", **known))
    >>> text.at(5), text.at_bytes(5)
    ((2, 3), (2, 4))
    """

    def __init__(self, document: Document, source: str) -> None:
        """Go through the text once; each question is then quick, however long the lines are."""
        self.source = source
        self._document = document
        self._lines = [0, *(found.end() for found in _LINE_END.finditer(source))]
        self._feeds = [0, *(found.end() for found in _LINE_FEED.finditer(source))]
        self._wide = [found.start() for found in _WIDE.finditer(source)]
        more = (len(source[at].encode(errors="replace")) - 1 for at in self._wide)
        self._more = [0, *accumulate(more)]
        self._mark = _BOM if document.original.startswith(codecs.BOM_UTF8) else 0

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where a stretch of the document stands in the file, or None where nowhere."""
        if not self._document.origins:
            return start, end
        found = list(self._document.origins_of(start, end))
        if not found:
            return None
        first, last = found[0].at, found[-1].at + found[-1].width
        return (first, last) if first < last else None

    def replaced(self, start: int, end: int, wording: str) -> str | None:
        """Return what to write instead, as the file has to hold it.

        None where something other than the very words stands there (tags, entities): a wording in
        its place would take that out as well.
        """
        span = self.span(start, end)
        if span is None or self.source[slice(*span)] != self._document.text[start:end]:
            return None
        return escape(wording, quote=False) if self._document.origins else wording

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column from 1: lines as editors count them, columns in characters."""
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def at_bytes(self, offset: int) -> tuple[int, int]:
        """Return line and column from 1 as Git counts: line feeds, and bytes of UTF-8."""
        line = bisect_right(self._feeds, offset)
        column = self._bytes(offset) - self._bytes(self._feeds[line - 1]) + 1
        return line, column + (self._mark if line == 1 else 0)

    def _bytes(self, offset: int) -> int:
        return offset + self._more[bisect_left(self._wide, offset)]
