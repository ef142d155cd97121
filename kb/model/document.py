"""A document: one plain text and the passages it is made of, with exact offsets.

Offsets are 0-based Unicode code points into `text`; `end` is exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from re import compile as pattern
from typing import Literal

from pydantic import Field

from kb.model.frozen import Frozen

__all__ = ["Document", "Origin", "Passage", "PassageKind", "Place", "Remark", "Role", "Span"]

PassageKind = Literal["sentence", "heading", "list-item", "table-cell", "footnote", "alt-text"]
Role = Literal["body", "caption", "header", "footer", "speaker-notes", "hidden", "quotation"]
"""What part a passage plays on its page. Hidden text and speaker notes are copy too: they leave
the house in the file."""

_LINE_END = pattern(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: 0-based, in characters, `end` not included.

    >>> Span(3, 5).overlaps(Span(4, 9)), Span(3, 5).overlaps(Span(5, 9))
    (True, False)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a span that does not run forwards."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span runs forwards: got {self.start}..{self.end}")

    def overlaps(self, other: Span) -> bool:
        """Return whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Origin:
    """Where characters of the text come from in the writer's file.

    `part` is what `node` counts in (a member of an archive, a page), `node` the number of the
    stretch of text in it, `at` the first character there and `width` how many there are. Where
    `width` is the length of the span, the map is one to one; else the span stands for them all
    (an entity, a joined hyphen).
    """

    start: int
    end: int
    part: str
    node: int
    at: int
    width: int

    @property
    def exact(self) -> bool:
        """Return whether each character of the text is one character of the file."""
        return self.width == self.end - self.start

    def clipped(self, start: int, end: int) -> Origin:
        """Return the origin of the part of the span that lies in start..end.

        >>> Origin(10, 20, "page 1", 0, 5, 10).clipped(12, 14)
        Origin(start=12, end=14, part='page 1', node=0, at=7, width=2)
        """
        first, last = max(start, self.start), min(end, self.end)
        if not self.exact:
            return replace(self, start=first, end=last)
        return Origin(first, last, self.part, self.node, self.at + first - self.start, last - first)


@dataclass(frozen=True, slots=True)
class Place:
    """What people call a stretch of the document: "page 3", "slide 2, title", "footnote 1"."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment that stood in the file, no part of the copy; the span is what it speaks of.

    An empty span (`start == end`) is a place in the text.
    """

    start: int
    end: int
    text: str
    author: str = ""


class Passage(Frozen):
    """A sentence, heading or list item of a document.

    `heading` and `lead_in` are indices into the document's passages: the heading above, and the
    sentence that introduces the list this item stands in.
    """

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    kind: PassageKind = "sentence"
    role: Role = "body"
    heading: int | None = None
    lead_in: int | None = None


class Document(Frozen):
    """A writer's copy, read. `sha256` is of the file's bytes; `text` is what offsets count in.

    `origins` lead back into the file and `places` say it for people, both in the order of the
    text and without overlap; both are empty where the file is its own text.
    """

    name: str
    media_type: str
    sha256: str
    text: str
    passages: tuple[Passage, ...]
    notes: tuple[str, ...] = Field(
        default=(), description="What the reader had to do or leave out, for people."
    )
    origins: tuple[Origin, ...] = Field(default=(), repr=False)
    places: tuple[Place, ...] = Field(default=(), repr=False)
    remarks: tuple[Remark, ...] = Field(default=(), repr=False)
    original: bytes = Field(
        default=b"", repr=False, exclude=True, description="The file itself, to be given back."
    )

    model_config = Frozen.model_config | {"str_strip_whitespace": False}

    def line(self, offset: int) -> int:
        r"""Return the 1-based line of an offset in the text, as editors count."""
        return bisect_right(self._line_starts, offset)

    def place(self, offset: int) -> str:
        """Return where an offset stands, as people say it; a line where there is nothing better."""
        at = bisect_right(self._place_starts, offset) - 1
        if at >= 0 and offset < self.places[at].end:
            return self.places[at].label
        return f"line {self.line(offset)}"

    def origins_of(self, start: int, end: int) -> Iterator[Origin]:
        """Yield where the characters start..end come from, in order, cut to that span."""
        at = max(0, bisect_right(self._origin_starts, start) - 1)
        for origin in self.origins[at:]:
            if origin.start >= end:
                return
            if origin.end > start:
                yield origin.clipped(start, end)

    def quote(self, passage: Passage) -> str:
        """Return the words of a passage, verbatim."""
        return self.text[passage.start : passage.end]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @cached_property
    def _place_starts(self) -> list[int]:
        return [place.start for place in self.places]

    @cached_property
    def _origin_starts(self) -> list[int]:
        return [origin.start for origin in self.origins]
