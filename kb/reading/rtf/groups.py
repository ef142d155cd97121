"""RTF's words for characters, ends and groups; and what holds inside a group."""

from __future__ import annotations

from dataclasses import dataclass, field

from kb.model.document import Role
from kb.reading.rtf.paragraphs import Stream

__all__ = [
    "BODY_LEVEL",
    "BOXES",
    "CAPTURED",
    "CHARACTERS",
    "CONTENTS",
    "EDGES",
    "ENDS",
    "NO_COPY",
    "PAGES",
    "SIGNS",
    "SILENT",
    "SKIPPED",
    "State",
]

BODY_LEVEL = 9

CHARACTERS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "softline": "\n", "emdash": "\u2014",
    "endash": "\u2013", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "bullet": "\u2022", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c",
    "rdblquote": "\u201d", "zwj": "\u200d", "zwnj": "\u200c", "zwbo": "\u200b",
    "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
SIGNS = {"~": "\u00a0", "_": "\u2011"}
ENDS = frozenset(("par", "page", "column", "sect"))
PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
EDGES: dict[str, Role] = {
    f"{edge}{which}": edge
    for edge in ("header", "footer")
    for which in ("", "l", "r", "f")
}  # fmt: skip
CAPTURED = frozenset("fldinst listtext pntext atnauthor atnref atrfstart atrfend sn".split())
"""Groups whose words are read, but are no copy: what a field is, how an item is numbered."""
SILENT = frozenset("shpinst shpgrp do sp nesttableprops pict picprop".split())
"""Groups without words of their own, in which others have some."""
SKIPPED = frozenset(
    "colortbl info filetbl listtable listoverridetable revtbl object nonshppict shprslt xe tc tcn"
    " rxe txe bxe template nonesttables pntxta pntxtb upr mmathPict private ftnsep ftnsepc"
    " aftnsep aftnsepc generator".split()
)
BOXES = frozenset(("shptxt", "dptxbxtext"))
NO_COPY = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES"))
CONTENTS = frozenset(("TOC", "INDEX", "TOA"))


@dataclass(slots=True)
class State:
    """What holds in a group, and is forgotten at its end.

    `dest`: where words go: into the `stream` ("text"), aside ("capture"), into a table ("fonts",
    "styles"), or nowhere, with groups in it that have some ("mute") or without ("skip").
    """

    stream: Stream
    dest: str = "text"
    hidden: bool = False
    deleted: bool = False
    fallback: int = 1
    font: int | None = None
    style: int = 0
    outline: int = -1
    in_table: bool = False
    nested: int = 0
    depth: int = 0
    field_name: str = ""
    closes: str = ""
    captured: list[str] = field(default_factory=list)

    def plain_paragraph(self) -> None:
        """Forget what paragraphs have."""
        self.style, self.outline, self.in_table, self.nested, self.depth = 0, -1, False, 0, 0
