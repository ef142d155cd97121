"""A document: one plain text and the passages it is made of, with exact offsets.

Offsets are 0-based Unicode code points into `text`; `end` is exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from kb.model.frozen import Frozen

__all__ = ["Document", "Passage", "PassageKind", "Span"]

PassageKind = Literal["sentence", "heading", "list-item", "table-cell", "footnote", "alt-text"]


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


class Passage(Frozen):
    """A sentence, heading or list item of a document.

    `heading` and `lead_in` are indices into the document's passages: the heading above, and the
    sentence that introduces the list this item stands in.
    """

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    kind: PassageKind = "sentence"
    heading: int | None = None
    lead_in: int | None = None


class Document(Frozen):
    """A writer's copy, read. `sha256` is of the file's bytes; `text` is what offsets count in."""

    name: str
    media_type: str
    sha256: str
    text: str
    passages: tuple[Passage, ...]
    notes: tuple[str, ...] = Field(
        default=(), description="What the reader had to do or leave out, for people."
    )

    model_config = Frozen.model_config | {"str_strip_whitespace": False}

    def line(self, offset: int) -> int:
        r"""Return the 1-based line of an offset; "\r\n" ends one line."""
        before = self.text[:offset]
        return before.count("\n") + before.count("\r") - before.count("\r\n") + 1

    def quote(self, passage: Passage) -> str:
        """Return the words of a passage, verbatim."""
        return self.text[passage.start : passage.end]
