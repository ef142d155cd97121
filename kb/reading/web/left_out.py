"""What is not read of a page, counted and said."""

from __future__ import annotations

from collections import Counter

from kb.reading.web.meaning import NOTES_ID, Tag
from kb.reading.web.tokens import Token

__all__ = ["LeftOut"]

_SAID = {
    "script": ("script", "scripts"),
    "data": ("block of data for search engines", "blocks of data for search engines"),
    "frame": ("frame, whose content is another page", "frames, whose content is other pages"),
    "notes": ("list of notes of an earlier audit", "lists of notes of an earlier audit"),
    "label": ("tooltip or label beside visible text", "tooltips or labels beside visible text"),
}


class LeftOut:
    """Counts what is left out."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._counts: Counter[str] = Counter()
        self._unfinished: list[str] = []

    def element(self, tag: Tag) -> None:
        """Count an element whose content is not read."""
        if tag.get("id") == NOTES_ID:
            self._counts["notes"] += 1
        elif tag.name == "script":
            self._counts["data" if "json" in tag.get("type").lower() else "script"] += 1
        elif tag.name in ("frame", "iframe"):
            self._counts["frame"] += 1

    def label(self) -> None:
        """Count a label that stands beside visible text."""
        self._counts["label"] += 1

    def unfinished(self, token: Token, length: int) -> None:
        """Note what never ends in a page of this length; what does end is passed over."""
        if token.finished:
            return
        if token.name == "tag":
            left = length - token.start
            self._unfinished.append(f"a tag never ends and takes the last {left:,} characters")
        else:
            what = "a comment" if token.kind == "comment" else f"'{token.name}'"
            self._unfinished.append(f"{what} never ends and takes the rest of the page")

    def notes(self) -> list[str]:
        """Return what people are told."""
        counted = [f"not read: {n} {_SAID[what][n > 1]}" for what, n in self._counts.items()]
        return [*self._unfinished, *counted]
