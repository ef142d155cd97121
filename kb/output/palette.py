"""The colours of reports and of the app, once for all: style sheets are made from them.

Colour is never alone: icon, word and kind of line say the same. Every ink stands on its paper, on
the page and on a card with a contrast of at least 4.5; a test counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

__all__ = [
    "ACCENT",
    "DARK",
    "HAIR",
    "INK",
    "INKS",
    "LIGHT",
    "PAPERS",
    "PRINTED",
    "QUIET",
    "Palette",
    "faces_css",
    "root_css",
    "tokens",
]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as hexadecimal numbers; `inks` and the `papers` they stand on go by face."""

    page: str
    card: str
    well: str
    text: str
    quiet: str
    line: str
    accent: str
    inks: Mapping[str, str]
    papers: Mapping[str, str]


LIGHT = Palette(
    page="f4f6f9",
    card="ffffff",
    well="f4f6f9",
    text="1c2530",
    quiet="55606d",
    line="d9dee5",
    accent="0b5d74",
    inks={
        "contradicted": "a3162b",
        "overstated": "874600",
        "out-of-date": "0b587a",
        "unsupported": "57458b",
        "not-covered": "4a5563",
        "to-check": "4d5b00",
        "supported": "17653a",
    },
    papers={
        "contradicted": "fde6e8",
        "overstated": "fdefd7",
        "out-of-date": "e0f1f9",
        "unsupported": "eeeafa",
        "not-covered": "eceff3",
        "to-check": "f0f4d4",
        "supported": "e4f4ea",
    },
)
DARK = Palette(
    page="10151c",
    card="171d26",
    well="1f2731",
    text="e7ecf2",
    quiet="a4afbc",
    line="323b47",
    accent="6cc5de",
    inks={
        "contradicted": "ffa1ab",
        "overstated": "f6c574",
        "out-of-date": "8dd3f2",
        "unsupported": "c9bbf7",
        "not-covered": "bac4cf",
        "to-check": "d3e08a",
        "supported": "86dca6",
    },
    papers={
        "contradicted": "4d1a23",
        "overstated": "42300f",
        "out-of-date": "123648",
        "unsupported": "322a52",
        "not-covered": "2a323c",
        "to-check": "333a12",
        "supported": "15382a",
    },
)
PRINTED = replace(LIGHT, page="ffffff", line="c9d0d9")
"""What is printed is light, whatever the screen was."""

INKS, PAPERS = LIGHT.inks, LIGHT.papers
INK, QUIET, HAIR, ACCENT = LIGHT.text, LIGHT.quiet, LIGHT.line, LIGHT.accent
"""The colours of files without a style sheet are those of the report in HTML."""

_UNDER = {
    "supported": "solid",
    "overstated": "wavy",
    "out-of-date": "dashed",
    "contradicted": "double",
    "unsupported": "dashed",
    "not-covered": "dotted",
    "to-check": "dotted",
}


def tokens(palette: Palette) -> str:
    """Return the palette as properties of a style sheet: `--text: #1c2530; ...`.

    >>> tokens(LIGHT).split("; ")[0]
    '--page: #f4f6f9'
    """
    names = ("page", "card", "well", "text", "quiet", "line", "accent")
    named = {name: getattr(palette, name) for name in names}
    for face, ink in palette.inks.items():
        named |= {f"{face}-ink": ink, f"{face}-paper": palette.papers[face]}
    return " ".join(f"--{name}: #{colour};" for name, colour in named.items())


def root_css() -> str:
    """Return the colours of a page that follows the reader's choice of light and dark."""
    return (
        f":root {{ color-scheme: light dark; {tokens(LIGHT)} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {tokens(DARK)} }} }}\n"
        f"@media print {{ :root {{ color-scheme: light; {tokens(PRINTED)} }} }}\n"
    )


def faces_css() -> str:
    """Return a class for each face: its ink, its paper, and how its passages are underlined."""
    return "".join(
        f".{face} {{ --ink: var(--{face}-ink); --paper: var(--{face}-paper); --under: {under}; }}\n"
        for face, under in _UNDER.items()
    )
