"""Find out which characters the fonts of typst show, and write them down for the PDF report.

    python -m scripts.glyphs

Asks typst itself, character by character, in every upright style that the report uses: PDF/UA
refuses text that a font lacks. Run it when typst brings other fonts; a test says when it must be.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from kb.output.report.glyphs import FILE, Ranges, written

_TEMPLATE = """
#set document(title: "Glyphs", date: none)
#set text(lang: "en", font: ("Libertinus Serif", "DejaVu Sans Mono"))
#for each in json(bytes(sys.inputs.data)) {
  each; linebreak(); strong(each); linebreak()
  text(weight: "semibold", each); linebreak(); raw(each); linebreak()
}
"""
_CHUNK = 64
_NEVER = {"Cc", "Cn", "Co", "Cs"}
"""Controls, what is not assigned, surrogates, and what everybody may use as they like."""
_ALL_OR_NONE = ((0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0x17000, 0x18CFF), (0x20000, 0x3FFFF))
"""Large scripts, told by one character in each chunk."""


def shown(characters: Sequence[str], template: Path) -> bool:
    """Return whether the fonts show all of some characters, in every upright style."""
    try:
        typst.compile(
            template,
            sys_inputs={"data": json.dumps(characters)},
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )
    except typst.TypstError:
        return False
    return True


def _found(template: Path) -> Iterator[int]:
    codes = [c for c in range(0x21, 0xE0000) if unicodedata.category(chr(c)) not in _NEVER]
    for at in range(0, len(codes), _CHUNK):
        chunk = codes[at : at + _CHUNK]
        large = any(first <= chunk[0] and chunk[-1] <= last for first, last in _ALL_OR_NONE)
        if large and not shown([chr(chunk[0])], template):
            continue
        if shown([chr(code) for code in chunk], template):
            yield from chunk
        else:
            yield from (code for code in chunk if shown([chr(code)], template))


def main() -> int:
    """Write the table anew."""
    ranges: list[tuple[int, int]] = []
    with TemporaryDirectory() as folder:
        # A file, not bytes: a process of typst can name 65,535 sources, and counts bytes anew.
        template = Path(folder, "glyphs.typ")
        template.write_text(_TEMPLATE, encoding="utf-8")
        for code in _found(template):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1] = (ranges[-1][0], code)
            else:
                ranges.append((code, code))
    FILE.write_text(written(Ranges(ranges)), encoding="ascii")
    print(f"{FILE.name}: {sum(b - a + 1 for a, b in ranges)} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
