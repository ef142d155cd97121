"""Characters that Word keeps as places in a symbol font: which character each stands for.

Only what a reader of copy needs: letters and signs that carry meaning, bullets and ticks. What is
not here is shown as the character that says so, and counted.
"""

from __future__ import annotations

import re

__all__ = ["UNKNOWN", "character", "in_font"]

UNKNOWN = "\ufffd"

_PRIVATE = range(0xF000, 0xF100)
"""Where symbol fonts keep their characters; the last byte is the place in the font."""
_ANY_PRIVATE = re.compile("[\uf020-\uf0ff]")

_GREEK = dict(
    zip(
        b"ABCDEFGHIKLMNOPQRSTUWXYZabcdefghiklmnopqrstuwxyz",
        "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖαβχδεφγηικλμνοπθρστυωξψζ",
        strict=True,
    )
)
_SIGNS = {
    0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB7: "•", 0xB8: "÷",
    0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xD0: "∠", 0xD2: "®", 0xD3: "©",
    0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑",
}  # fmt: skip
_DINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0x77: "◆", 0xA7: "▪", 0xA8: "◻",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_ASCII = {place: chr(place) for place in b" !#%&()+,./0123456789:;<=>?[]_{|}"}
_FONTS = {"symbol": _ASCII | _GREEK | _SIGNS, "wingdings": {0x20: " "} | _DINGS}


def character(code: str, font: str) -> str:
    """Return the character of a symbol by its code, four hexadecimal digits, and its font.

    >>> character("F0B3", "Symbol"), character("2265", "Arial"), character("F041", "Odd")
    ('≥', '≥', '�')
    """
    try:
        place = int(code, 16)
    except ValueError:
        return UNKNOWN
    known = _FONTS.get(font.lower())
    if known is not None and (place in _PRIVATE or place < 0x100):
        return known.get(place & 0xFF, UNKNOWN)
    fit = place < 0x110000 and place not in range(0xD800, 0xF900) and chr(place).isprintable()
    return chr(place) if fit else UNKNOWN


def in_font(text: str, font: str) -> str:
    """Return text with its private characters as they look in a font, one for one.

    >>> in_font("p \uf0a3 0.05", "Symbol")
    'p ≤ 0.05'
    """
    known = _FONTS.get(font.lower())
    if known is None or not _ANY_PRIVATE.search(text):
        return text
    return _ANY_PRIVATE.sub(lambda found: known.get(ord(found[0]) & 0xFF, UNKNOWN), text)
