"""Characters that the fonts of the PDF lack are shown by their number, never left out.

The report is set in the fonts that come with typst and no others, so that it looks the same
everywhere; they hold no emoji and no Chinese. Which characters they hold is in `glyphs.txt`, made
by `python -m scripts.glyphs`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

__all__ = ["FILE", "Ranges", "printable", "ranges", "written"]

FILE = Path(__file__).with_name("glyphs.txt")
Ranges = list[tuple[int, int]]
"""First and last code point of each range, in order."""

_A_LINE = 8
_SPACES = r"\t\n\r\x0b\x0c\x85\u2028\u2029"
_HIDDEN = "\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f"
"""Break, join and choose forms; they show nothing, and typst keeps to them."""
_STEERING = "\u202a-\u202e\u2066-\u2069\ufeff"
"""Turn the direction of what follows, or are forbidden in PDF/UA: told, not obeyed."""


_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
_TOLD = re.compile(r"\[U\+[^\]]*\]")


def printable(text: str) -> str:
    r"""Return text that the fonts show; what they lack as its number, line ends as spaces.

    >>> printable("It works \U0001f600\U0001f680 now\x07")
    'It works [U+1F600 U+1F680] now[U+0007]'
    """
    if text.isascii() and text.isprintable():
        return text
    told = _lacking().sub(_numbers, re.sub(f"[{_SPACES}]", " ", text))
    # Beside Hebrew or Arabic the brackets would turn round, and away from their numbers.
    return _TOLD.sub("\u200e\\g<0>\u200e", told) if _FROM_RIGHT.search(told) else told


def _numbers(found: re.Match[str]) -> str:
    return f"[{' '.join(f'U+{ord(char):04X}' for char in found[0])}]"


@cache
def _lacking() -> re.Pattern[str]:
    shown = "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges())
    return re.compile(f"(?:[^ {_HIDDEN}{shown}]|[{_STEERING}])+")


def ranges() -> Ranges:
    """Return the characters that the fonts show."""
    found = (each.partition("-") for each in FILE.read_text(encoding="ascii").split())
    return [(int(first, 16), int(last or first, 16)) for first, _, last in found]


def written(found: Sequence[tuple[int, int]]) -> str:
    """Return ranges as the file holds them."""
    each = [f"{a:x}-{b:x}" if a != b else f"{a:x}" for a, b in found]
    lines = (each[at : at + _A_LINE] for at in range(0, len(each), _A_LINE))
    return "".join(f"{' '.join(line)}\n" for line in lines)
