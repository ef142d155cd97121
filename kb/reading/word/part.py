"""What one part of a Word file is made of: numbered nodes, pieces of text, and what is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from lxml import etree

from kb.errors import ReadingError
from kb.reading.package import descend, local
from kb.reading.word.styles import value

__all__ = [
    "MAX_NODES",
    "SPACE",
    "TEXT",
    "Aside",
    "Found",
    "Part",
    "Piece",
    "Rank",
    "chosen",
    "numbered",
]

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
"""The attribute that says whether white space at the ends of a text counts."""

TEXT = tuple(
    f"{{*}}{name}"
    for name in (
        "t", "tab", "br", "cr", "noBreakHyphen", "sym", "ptab", "docPr", "cNvPr", "textpath",
        "shape", "rect", "roundrect", "oval", "tblCaption", "tblDescription",
    )
)  # fmt: skip
"""The elements that can hold text, or the description of a picture. Their numbers in the order of
their part are the nodes of origins; whoever marks a file counts them the same way."""

MAX_NODES = 1_000_000
"""The most nodes of one part: twenty times what a book of 800,000 words takes from Word."""

Rank = Literal[0, 1, 2, 3]
"""Where a piece stands: in the sentence, hidden in it, in a box beside it, or nowhere: the point
of a comment on no words."""


class Piece(NamedTuple):
    """Text of one node; `order` counts the pieces of the file."""

    text: str
    node: int
    at: int
    width: int
    order: int


class Aside(NamedTuple):
    """What is read after the paragraph that it stands in; a box has content, the rest pieces."""

    kind: Literal["hidden", "box", "picture", "lettering"]
    pieces: list[Piece]
    content: etree._Element | None = None


@dataclass(slots=True)
class Found:
    """What is counted over the whole file.

    `ranks`: of each piece. `comments`: from the id of each to the pieces before which it begins and
    ends, and the piece that is its point. `refers`: footnotes and endnotes, as first referred to.
    """

    ranks: list[Rank] = field(default_factory=list)
    comments: dict[str, list[int]] = field(default_factory=dict)
    refers: list[tuple[str, str]] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)
    symbols: Counter[str] = field(default_factory=Counter)
    unread: Counter[str] = field(default_factory=Counter)
    hidden: int = 0
    contents: bool = False

    def comment(self, mark: etree._Element) -> None:
        """Keep where a comment begins or ends."""
        name, here = value(mark, "id") or "", len(self.ranks)
        kept = self.comments.setdefault(name, [here, here, -1])
        if local(mark) == "commentRangeStart":
            kept[0] = here
        kept[1] = here

    def skip(self, element: etree._Element) -> None:
        """Pass over an element that is not read; comments on it keep their place."""
        for mark in element.iter("{*}commentRangeStart", "{*}commentRangeEnd"):
            self.comment(mark)


class Part:
    """One part of the file: its name, its nodes by number, and the fields that are open."""

    def __init__(self, name: str, root: etree._Element) -> None:
        """Number the nodes.

        Raises:
            ReadingError: there are too many.
        """
        self.name = name
        self.root = root
        self.numbers: dict[etree._Element, int] = {}
        for number, element in enumerate(root.iter(*TEXT)):
            if number == MAX_NODES:
                raise ReadingError(
                    f"falls into more than {MAX_NODES:,} pieces of text; save it anew, or split it"
                )
            self.numbers[element] = number
        self.keeps_space = root.get(SPACE) == "preserve"
        self.counts_fields = _balanced(root)


def numbered(root: etree._Element) -> list[etree._Element]:
    """Return the elements that can hold text, in the order of their part."""
    return list(root.iter(*TEXT))


def chosen(element: etree._Element) -> etree._Element | None:
    """Return the one of several forms of the same content that is read: the first with words."""
    forms = [form for form in element if local(form) in ("Choice", "Fallback")]
    worded = (form for form in forms if any(each.text for each in descend(form, "t")))
    return next(worded, forms[0] if forms else None)


def _balanced(root: etree._Element) -> bool:
    """Return whether every field that begins also ends: else nothing is hidden by one."""
    depth = 0
    for mark in descend(root, "fldChar"):
        depth += {"begin": 1, "end": -1}.get(value(mark, "fldCharType") or "", 0)
        if depth < 0:
            return False
    return depth == 0
