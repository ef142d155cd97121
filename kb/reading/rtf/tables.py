"""The tables at the head of an RTF file: its fonts with their code pages, and its styles."""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.model.document import Role
from kb.reading.rtf.tokens import CHARSETS, SYMBOL, Token, code_page

__all__ = ["Font", "Fonts", "Look", "Sheet"]

_HEADING = re.compile(r"heading ?(\d)$")
_ROLES: dict[str, Role] = {
    "quotations": "quotation",
    "quote": "quotation",
    "intense quote": "quotation",
    "caption": "caption",
}
_BODY_LEVEL = 9


class Font(NamedTuple):
    """A font: its name, and the code page of bytes set in it."""

    name: str
    page: str


class Fonts:
    """The fonts of a file, filled as their table is read."""

    def __init__(self) -> None:
        """Begin with the code page of Windows."""
        self.page = "cp1252"
        self.default = 0
        self._fonts: dict[int, Font] = {}
        self._number, self._page, self._name = 0, "", ""

    def get(self, number: int) -> Font:
        """Return a font; one that is not in the table has the code page of the file."""
        return self._fonts.get(number) or Font("", self.page)

    def take(self, token: Token) -> None:
        """Take in a token of the table."""
        if token.kind == "word" and token.value is not None:
            match token.text:
                case "f":
                    self._number, self._page, self._name = token.value, "", ""
                case "fcharset":
                    self._page = CHARSETS.get(token.value, "")
                case "cpg":
                    self._page = code_page(token.value) or self._page
        elif token.kind == "text":
            name, end, _ = token.text.partition(";")
            self._name += name
            if end:
                page = self._page or self.page
                if self._name.startswith(("Symbol", "Wingdings", "Webdings")):
                    page = SYMBOL
                self._fonts[self._number] = Font(self._name, page)


class Look(NamedTuple):
    """What a style makes of a paragraph; `level` is the rank of a heading, 0 for none."""

    role: Role = "body"
    level: int = 0


class Sheet:
    """The styles of a file, filled as the style sheet is read."""

    def __init__(self) -> None:
        """Begin with none."""
        self._looks: dict[int, Look] = {}
        self._number, self._level, self._name = 0, 0, ""

    def get(self, number: int) -> Look:
        """Return what a style makes of a paragraph."""
        return self._looks.get(number, Look())

    def begin(self) -> None:
        """Begin another style."""
        self._number, self._level, self._name = 0, 0, ""

    def take(self, token: Token) -> None:
        """Take in a token of the style sheet."""
        if token.kind == "word" and token.value is not None:
            if token.text == "s":
                self._number = token.value
            elif token.text == "outlinelevel" and 0 <= token.value < _BODY_LEVEL:
                self._level = token.value + 1
        elif token.kind == "text":
            name, end, _ = token.text.partition(";")
            self._name += name
            if end:
                self._looks[self._number] = _look(self._name.strip().lower(), self._level)


def _look(name: str, level: int) -> Look:
    if found := _HEADING.match(name):
        level = int(found[1])
    return Look(_ROLES.get(name, "body"), 1 if name == "title" else level)
