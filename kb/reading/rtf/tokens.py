r"""The grammar of RTF: tokens with their place in the file, and characters out of bytes.

The file is a string of bytes held one to a character, so that offsets are those of the file.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

__all__ = ["CHARSETS", "SYMBOL", "Token", "code_page", "decoded", "symbol", "tokens"]

_TOKEN = re.compile(
    r"""\\(?: (?P<word>[a-zA-Z]+) (?P<value>-?\d+)? \x20?
            | '(?P<hex>[0-9a-fA-F]{2})
            | (?P<sign>[^a-zA-Z]) | $ )
      | (?P<brace>[{}])
      | (?P<text>[^\\{}\r\n\x00]+)
      | [\r\n\x00]+""",
    re.VERBOSE | re.DOTALL,
)
_LONGEST_NUMBER = 10

Kind = Literal["word", "hex", "sign", "open", "close", "text"]


class Token(NamedTuple):
    """One token: `text` is the word, sign, byte or text, `value` the number behind a word."""

    kind: Kind
    text: str
    value: int | None
    at: int
    end: int


def tokens(data: str) -> Iterator[Token]:
    r"""Yield the tokens of a file, from which line ends and raw binary data are left out.

    >>> [(t.kind, t.text, t.value) for t in tokens(r"{\b0 a\'e9\~\bin2 {}c}")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('open', '{', None), ('word', 'b', 0), ('text', 'a', None), ('hex', 'é', None),
     ('sign', '~', None), ('text', 'c', None), ('close', '}', None)]
    """
    at, end = 0, len(data)
    match = _TOKEN.match
    while at < end and (found := match(data, at)):
        start, at = at, found.end()
        kind = found.lastgroup
        match kind:
            case "word" | "value":
                name, value = found["word"], _number(found["value"])
                if name == "bin":
                    at += min(max(value or 0, 0), end - at)
                else:
                    yield Token("word", name, value, start, at)
            case "brace":
                yield Token("open" if found[0] == "{" else "close", found[0], None, start, at)
            case "hex":
                yield Token("hex", chr(int(found["hex"], 16)), None, start, at)
            case "sign":
                yield Token("sign", found["sign"], None, start, at)
            case "text":
                yield Token("text", found[0], None, start, at)


def _number(digits: str | None) -> int | None:
    return None if digits is None or len(digits) > _LONGEST_NUMBER else int(digits)


SYMBOL = "symbol"
"""Stands for the code page of fonts that hold signs in place of letters."""

CHARSETS: dict[int, str] = {
    0: "cp1252", 2: SYMBOL, 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""The number of a character set in a table of fonts -> code page."""

_PAGES = {10000: "mac_roman", 65001: "utf-8", 936: "gbk", 54936: "gb18030", 1361: "johab"}


def code_page(number: int) -> str | None:
    """Return the name under which Python knows a code page; None where it does not.

    >>> code_page(1252), code_page(65001), code_page(4711)
    ('cp1252', 'utf-8', None)
    """
    name = _PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    return name


@lru_cache(maxsize=4096)
def decoded(data: bytes, page: str) -> str | None:
    r"""Return the characters of some bytes; None where the last one is not complete.

    >>> decoded(b"\x93", "cp1252"), decoded(b"\x82", "cp932"), decoded(b"\x82\xa0", "cp932")
    ('“', None, 'あ')
    """
    decoder = codecs.getincrementaldecoder(page)("replace")
    text = decoder.decode(data)
    return text if text and not decoder.getstate()[0] else None


_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SIGNS = "\xa3\xa5\xad\xae\xaf\xb0\xb1\xb3\xb4\xb7\xb9\xbb"
_SYMBOLS = dict(
    zip(
        f"{_LETTERS}{_SIGNS}",
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ≤∞↑→↓°±≥×•≠≈",
        strict=True,
    )
)


def symbol(char: str, font: str) -> str:
    """Return the sign that a font of signs shows; in fonts of pictures every one is a bullet.

    >>> symbol("m", "Symbol"), symbol("ü", "Wingdings")
    ('μ', '•')
    """
    if not font.startswith("Symbol"):
        return char if char.isspace() else "•"
    return _SYMBOLS.get(char, char)
