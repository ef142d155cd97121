"""Where people find a stretch of a page: what it is, or what it stands under, and its line."""

from __future__ import annotations

import re
from bisect import bisect_right
from textwrap import shorten

from kb.model.document import Role
from kb.reading.web.meaning import TITLE, Context

__all__ = ["Naming"]

_LINE_END = re.compile(r"\r\n?|\n")
_SHORT = 44
"""Characters of a heading that tell people where they are."""


class Naming:
    """Names the places of a page in order, the parts that they play too."""

    def __init__(self, source: str, mail: str | None) -> None:
        """`mail`: what stands before the names where the page is an e-mail: it has no lines."""
        self._mail = mail
        self._lines = [0, *(found.end() for found in _LINE_END.finditer(source))]
        self._heading = ""
        self._shown = False

    def under(self, heading: str) -> None:
        """Take the heading that what follows stands under."""
        self._heading = shorten(heading, _SHORT, placeholder=" …")

    def role(self, context: Context) -> Role:
        """Return the part that a block plays; no e-mail program shows the title of its HTML."""
        untold = self._mail is not None and context.what == TITLE
        role: Role = "hidden" if context.hidden or untold else context.role
        self._shown = self._shown or role != "hidden"
        return role

    def place(self, context: Context, at: int) -> str:
        """Return the name of a place that begins at an offset of the source."""
        preheader = self._mail is not None and not self._shown
        unseen = "preheader" if preheader else "hidden text"
        what = context.what or (unseen if context.hidden else "")
        if context.hidden and what != unseen:
            what += " (hidden)"
        if not what and self._heading:
            what = f"under “{self._heading}”"
        if self._mail is not None:
            return self._mail + (what or "message")
        line = f"line {bisect_right(self._lines, at)}"
        return f"{what}, {line}" if what else f"{line} of the file"
