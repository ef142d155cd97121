"""Characters out of the bytes and numbers of an RTF file, each with its place there.

Several bytes make one character in some code pages, and two numbers one beyond 65,535. What stands
in for a number, for programs that know none, is skipped.
"""

from __future__ import annotations

from collections.abc import Callable

from kb.reading.rtf.tables import Font
from kb.reading.rtf.tokens import SYMBOL, Token, decoded, symbol

__all__ = ["Characters"]

_LONGEST = 4
_UNKNOWN = "\ufffd"


class Characters:
    """Puts characters together and hands them on with their offset and width."""

    def __init__(self, emit: Callable[[str, int, int], None]) -> None:
        """Begin with nothing held back."""
        self._emit = emit
        self._to_skip = 0
        self._bytes, self._at = b"", 0
        self._high: tuple[int, int, int] | None = None

    def skipped(self) -> bool:
        """Return whether one character only stands in for another."""
        self._to_skip -= (skips := self._to_skip > 0)
        return skips

    def settle(self, *, skip: bool = False) -> None:
        """End what is not complete; `skip`: what stood in for a character has ended as well."""
        if skip:
            self._to_skip = 0
        if self._bytes:
            self._bytes, width = b"", len(self._bytes)
            self._put(_UNKNOWN, self._at, width)

    def put(self, text: str, token: Token) -> None:
        """Hand on characters that a whole token stands for."""
        self._put(text, token.at, token.end - token.at)

    def bytes(self, token: Token, font: Font) -> None:
        """Take in bytes, as they are or escaped."""
        text, at = token.text, token.at
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text, at = text[skipped:], at + skipped
        plain = token.kind == "text"
        if plain and text.isascii() and not self._bytes and font.page != SYMBOL:
            self._put(text, at, len(text))
            return
        for offset, char in enumerate(text):
            start = at + offset
            end = start + 1 if plain else token.end
            if font.page == SYMBOL:
                self._put(symbol(char, font.name), start, end - start)
            else:
                self._byte(char, start, end, font.page)

    def number(self, value: int, token: Token, font: Font, fallback: int) -> None:
        """Take in a character by its number; so many characters behind it stand in for it."""
        self._to_skip = fallback
        code = value + 0x10000 if value < 0 else value
        if self._high and 0xDC00 <= code < 0xE000:
            (high, at, _), self._high = self._high, None
            whole = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            self._put(chr(whole), at, token.end - at)
        elif 0xD800 <= code < 0xDC00:
            self._lone()
            self._high = code, token.at, token.end
        elif 0xF020 <= code < 0xF100:  # a sign of a font of signs
            self.put(symbol(chr(code - 0xF000), font.name), token)
        else:
            self.put(chr(code) if 0 < code < 0x110000 else _UNKNOWN, token)

    def _byte(self, char: str, at: int, end: int, page: str) -> None:
        if not self._bytes:
            self._at = at
        self._bytes += char.encode("latin-1")
        text = decoded(self._bytes, page)
        if text is not None or len(self._bytes) >= _LONGEST:
            self._bytes = b""
            self._put(text or _UNKNOWN, self._at, end - self._at)

    def _lone(self) -> None:
        """Show that half of a character was there."""
        if self._high:
            (_, at, end), self._high = self._high, None
            self._emit(_UNKNOWN, at, end - at)

    def _put(self, text: str, at: int, width: int) -> None:
        if text:
            self._lone()
            self._emit(text, at, width)
