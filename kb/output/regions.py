"""Where a passage stands, as other programs count: lines and columns, bytes, addresses of files.

Only a file that is its own text has lines and columns of its own. For Word, PDF and the like they
would be those of the plain text that we make of it, which no other program can show.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from pathlib import PurePath
from urllib.parse import quote

from kb.model.document import Document

__all__ = ["BytePositions", "address", "is_its_own_text"]

_LINE_FEED = re.compile("\n")
_WIDE = re.compile(r"[^\x00-\x7f]")
_BOM = len(codecs.BOM_UTF8)


def is_its_own_text(document: Document) -> bool:
    """Return whether offsets into the text of a document are offsets into its file as well."""
    return document.media_type.startswith("text/") and not document.origins


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


class BytePositions:
    r"""Lines and columns as Git and programs around it count: line feeds, and bytes of UTF-8.

    >>> known = {"name": "a", "media_type": "text/plain", "sha256": "", "passages": ()}
    >>> BytePositions(Document(text="a\r\n\u00e9 b", **known)).of(5)
    (2, 4)
    """

    def __init__(self, document: Document) -> None:
        """Go through the text once; each question is then quick, however long the lines are."""
        text = document.text
        self._starts = [0, *(found.end() for found in _LINE_FEED.finditer(text))]
        self._wide = [found.start() for found in _WIDE.finditer(text)]
        more = (len(text[at].encode(errors="replace")) - 1 for at in self._wide)
        self._more = [0, *accumulate(more)]
        self._mark = _BOM if document.original.startswith(codecs.BOM_UTF8) else 0

    def of(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset in the text, both from 1."""
        line = bisect_right(self._starts, offset)
        column = self._bytes(offset) - self._bytes(self._starts[line - 1]) + 1
        return line, column + (self._mark if line == 1 else 0)

    def _bytes(self, offset: int) -> int:
        return offset + self._more[bisect_left(self._wide, offset)]
