"""The colours of the faces where there is no style sheet: the light ones of the report in HTML.

Colour is never alone: icon, word and kind of line say the same.
"""

from __future__ import annotations

__all__ = ["ACCENT", "HAIR", "INK", "INKS", "PAPERS", "QUIET"]

INKS: dict[str, str] = {
    "contradicted": "a3162b",
    "overstated": "874600",
    "out-of-date": "0b587a",
    "unsupported": "57458b",
    "not-covered": "4a5563",
    "supported": "17653a",
}
"""What is written and drawn, by face; red, green, blue as hexadecimal numbers."""

PAPERS: dict[str, str] = {
    "contradicted": "fde6e8",
    "overstated": "fdefd7",
    "out-of-date": "e0f1f9",
    "unsupported": "eeeafa",
    "not-covered": "eceff3",
    "supported": "e4f4ea",
}
"""The ground that it stands on, by face."""

INK, QUIET, HAIR, ACCENT = "1c2530", "55606d", "d9dee5", "0b5d74"
