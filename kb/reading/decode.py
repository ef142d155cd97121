"""From bytes to text: which encoding, and what to tell people about the characters found."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import NamedTuple

from kb.errors import ReadingError
from kb.reading.sentences import BLANK

__all__ = ["Decoded", "decode", "decode_as"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 (little-endian)"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 (big-endian)"),
)
_NO_BOM = (b"", "utf-8", "UTF-8")
_SAVE = "save it as UTF-8 text"
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_NOTED = (
    ("control character", _CONTROL),
    (
        "invisible character",
        re.compile(r"[\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff]"),
    ),
    ("replacement character", re.compile("\ufffd")),
)
_BINARY_SHARE = 0.05
"""A text with more control characters than this is no text."""


class Decoded(NamedTuple):
    """The characters of a file; `bom` and the text in `codec` are its bytes again."""

    text: str
    notes: tuple[str, ...]
    codec: str
    bom: bytes


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text, line ends and all, and notes for people.

    A byte order mark tells the encoding and is no part of the text. Without one the text is UTF-8
    or, noted, Windows-1252.

    Raises:
        ReadingError: no characters, or no text in any of these encodings.
    """
    return decode_as(data)[:2]


def decode_as(data: bytes, stated: str = "") -> Decoded:
    """Return the text of a file that may state its codec, which a byte order mark outdoes.

    Where the bytes do not fit what is stated, they are read like those of any file, and it is
    noted.

    Raises:
        ReadingError: no characters, or no text in any of these encodings.
    """
    text, notes, codec, bom = _as_stated(data, stated)
    if "\x00" in text or len(_CONTROL.findall(text)) > _BINARY_SHARE * len(text):
        raise ReadingError(f"holds binary data (or UTF-16 without a byte order mark); {_SAVE}")
    if not text.strip(BLANK):
        raise ReadingError("is empty, or holds nothing but white space; give a file with words")
    for name, pattern in _NOTED:
        places = [found.start() for found in pattern.finditer(text)]
        if places:
            many = f"{len(places)} {name}{'s' if len(places) > 1 else ''}"
            notes.append(f"{many} left in the text, the first at offset {places[0]}")
    return Decoded(text, tuple(notes), codec, bom)


def _as_stated(data: bytes, stated: str) -> tuple[str, list[str], str, bytes]:
    if not stated or data.startswith(tuple(row[0] for row in _BOMS)):
        return _text(data)
    if stated != _NO_BOM[1] and not data.isascii():
        # Letters of other encodings do not happen to be UTF-8; what is pasted always is.
        with suppress(UnicodeDecodeError):
            text = data.decode(_NO_BOM[1])
            return text, [f"stated to be {stated}, but is UTF-8: read as that"], _NO_BOM[1], b""
    try:
        return data.decode(stated), [], stated, b""
    except UnicodeDecodeError as fault:
        text, notes, codec, bom = _text(data)
        wrong = f"stated to be {stated}, but byte {fault.start} does not fit: read as {codec}"
        return text, [wrong, *notes], codec, bom


def _text(data: bytes) -> tuple[str, list[str], str, bytes]:
    bom, codec, name = next((row for row in _BOMS if data.startswith(row[0])), _NO_BOM)
    try:
        text = data[len(bom) :].decode(codec)
    except UnicodeDecodeError as fault:
        at = len(bom) + fault.start
        if not bom:
            return *_fallback(data, at), "cp1252", b""
        raise ReadingError(f"is marked as {name}, but byte {at} does not fit; {_SAVE}") from None
    return text, [f"read as {name}, without its byte order mark"] if bom else [], codec, bom


def _fallback(data: bytes, bad: int) -> tuple[str, list[str]]:
    """Windows-1252, unless the file is UTF-8 with a damaged byte: that would read as nonsense."""
    lenient = data.decode("utf-8", errors="replace")
    damaged = lenient.count("\ufffd")
    if sum(not c.isascii() for c in lenient) - damaged > damaged:
        raise ReadingError(f"is UTF-8 with a damaged byte at {bad} (0x{data[bad]:02x}); {_SAVE}")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as fault:
        wrong = f"byte {fault.start} (0x{data[fault.start]:02x}) fits neither"
        raise ReadingError(f"is neither UTF-8 nor Windows-1252: {wrong}; {_SAVE}") from None
    return text, ["not UTF-8: read as Windows-1252; look at quotation marks and accented letters"]
