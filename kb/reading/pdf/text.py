"""Weaves the paragraphs of a PDF into one text, with words joined that a line end parts."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from kb.reading.pdf.flow import Page
from kb.reading.pdf.hyphens import Vocabulary
from kb.reading.pdf.kinds import Paragraph
from kb.reading.pdf.lines import Line
from kb.reading.pdf.pieces import HYPHENS
from kb.reading.reading import Reading
from kb.reading.weave import Weaver

__all__ = ["Text"]

_BEYOND = "\uffff"
_JOINING = "/\u2011\u2014"
_HYPHEN = {0x02: "-"}


class Text:
    """The text as it grows. `joined` and `kept` count the hyphens at line ends."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Learn the words of all lines, by which hyphens are judged."""
        self.joined = self.kept = self.references = 0
        self._words = Vocabulary(lines)
        self._weaver = Weaver()

    def add(self, paragraph: Paragraph) -> None:
        """Add a paragraph.

        Raises:
            ReadingError: too much text, too many paragraphs, or too long a time.
        """
        first = paragraph.lines[0]
        alone = len(paragraph.lines) == 1 and paragraph.role == "body"
        self._weaver.begin(
            paragraph.kind,
            mark="number" if paragraph.numbered else "",
            level=paragraph.level,
            role=paragraph.role,
            place=paragraph.place,
            bare=alone and paragraph.kind == "sentence" and not (first.tag and first.tag.kind),
        )
        page = first.page
        for at, line in enumerate(paragraph.lines):
            self.references += line.references
            if line.page != page:
                page = line.page
                self._weaver.turn(f"page {page}")
            start = 0
            if at == 0 and paragraph.mark:
                start = min(paragraph.mark, len(line.text))
                start += len(line.text[start:]) - len(line.text[start:].lstrip())
                self._put(line, 0, start, lead=True)
                if not line.text[start - 1 : start].isspace():
                    self._weaver.lead(" ")
            after = paragraph.lines[at + 1] if at + 1 < len(paragraph.lines) else None
            self._line(line, start, after)

    def describe(self, page: Page) -> None:
        """Add the descriptions of the pictures on a page; their origin is the page, no place."""
        for number, words in enumerate(page.figures, 1):
            self._weaver.begin("alt-text", place=f"{page.label}, image description {number}")
            self._weaver.add(words, part=page.label, node=number, at=0, width=0)

    def reading(self) -> Reading:
        """Return what was woven."""
        return self._weaver.reading()

    def _line(self, line: Line, start: int, after: Line | None) -> None:
        """Add a line, and what stands between it and the next."""
        end = len(line.text.rstrip())
        if after is None:
            self._put(line, start, end)
            return
        last, before = line.text[end - 1 : end], line.text[end - 2 : end - 1]
        if last and last in HYPHENS and before.isalnum() and after.text[:1].isalnum():
            keep = self._words.keeps(line.text[:end], after.text)
            self._put(line, start, end if keep else end - 1)
            self.kept += keep
            self.joined += not keep
            return
        self._put(line, start, end)
        tight = last in _JOINING or (last == "\u2013" and after.text[:1].isdigit())
        if not (last and tight and before.strip()):
            self._weaver.add(" ")

    def _put(self, line: Line, start: int, end: int, *, lead: bool = False) -> None:
        put = self._weaver.lead if lead else self._weaver.add
        part = f"page {line.page}"
        for text, at, width in _stretches(line.text[start:end], line.at[start:end]):
            shown = text.translate(_HYPHEN)
            if at < 0:
                put(shown)
            else:
                put(shown, part=part, node=0, at=at, width=width)


def _stretches(text: str, at: array[int]) -> Iterator[tuple[str, int, int]]:
    """Yield stretches of text with the first index and how many they take in pdfium's text.

    >>> list(_stretches("ab \U0001f600fi", array("i", [4, 5, -1, 7, 9, 9])))
    [('ab', 4, 2), (' ', -1, 1), ('😀', 7, 2), ('fi', 9, 1)]
    """
    start = 0
    while start < len(text):
        first = at[start]
        end = start + 1
        if first < 0:
            while end < len(text) and at[end] < 0:
                end += 1
            yield text[start:end], -1, end - start
        elif text[start] > _BEYOND:
            yield text[start], first, 2
        elif end < len(text) and at[end] == first:
            while end < len(text) and at[end] == first:
                end += 1
            yield text[start:end], first, 1
        else:
            while (
                end < len(text)
                and at[end] == first + end - start
                and text[end] <= _BEYOND
                and not (end + 1 < len(text) and at[end + 1] == at[end])
            ):
                end += 1
            yield text[start:end], first, end - start
        start = end
