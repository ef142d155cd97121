"""Text of a web page as browsers show it: white space made one, ends of lines, what is invisible.

A block is opened by its first character and told what it is then, so that elements without words
leave no trace.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kb.reading.sentences import BLANK
from kb.reading.weave import Weaver
from kb.reading.web.tokens import REFERENCE, character

__all__ = ["Flow"]

_SEEN = r"[^\t\n\f\r &\xad\u034f\u200c\ufeff]"
_PIECE = re.compile(
    rf"(?P<words>{_SEEN}++(?:[\t\n\f\r ](?={_SEEN}){_SEEN}++)*+)"
    r"|(?P<space>[\t\n\f\r ]++)|(?P<reference>&)|[\xad\u034f\u200c\ufeff]"
)
_ONE_BLANK = str.maketrans("\t\n\f\r", "    ")
_ONE_LINE = str.maketrans("\r", "\n")
_LINE = re.compile(r"\r\n?|\n")
_JOINER = "\u200c"
"""Shapes letters where it stands between two; e-mails pad hidden text with it."""
_UNSEEN = frozenset(("\xad", "\u034f", _JOINER, "\ufeff"))
"""Seen by nobody, and in the way of words: a place to hyphenate, padding, a mark of byte order."""
_JOINED = "\u2060"
"""Unseen, and no part of a number: "2019" and a raised "3" must not read as one of five digits."""


class Flow:
    """What stands on the page, woven; `open_block` opens a block when its first word is there."""

    def __init__(self, weaver: Weaver, source: str, open_block: Callable[[int], None]) -> None:
        """Begin a stretch of `source`."""
        self.words = 0
        """How many characters were seen so far that people can see, woven or not."""
        self.written = ""
        """What the last block says."""
        self.remarks: list[str] = []
        """Comments that wait for the text they stand before."""
        self._weaver = weaver
        self._source = source
        self._open_block = open_block
        self._pieces: list[str] = []
        self._space: tuple[str, int, int, int] | None = None
        self._breaks = 0
        self._run = ("", 0, 0, 0)
        self._stretch: list[str] = []
        self._last = ""
        self._quoted = True
        self.is_open = False

    def text(
        self, start: int, end: int, *, part: str, node: int, raw: bool = False,
        pre: bool = False, raised: bool = False, quoted: bool = False, attribute: bool = False,
        muted: bool = False,
    ) -> None:  # fmt: skip
        """Add what stands in the source from `start` to `end`.

        `raw`: without character references. `pre`: white space counts. `raised`: digits are those
        of a footnote or power. `quoted`: somebody is quoted. `muted`: counted and not woven.
        """
        at = start
        while found := _PIECE.match(self._source, at, end):
            at = found.end()
            characters, width, place = found[0], found.end() - found.start(), found.start()
            if found["space"]:
                if not muted:
                    self._blank(found, part, node, pre=pre)
                continue
            if found["reference"] and not raw:
                reference = REFERENCE.match(self._source, place, end)
                if reference:
                    characters, width = character(self._source, reference, attribute=attribute)
                    at = place + width
            if characters in _UNSEEN and not self._shapes(characters, at):
                continue
            self.words += len(characters.strip(BLANK))
            if muted:
                continue
            if raised and characters[0].isdecimal() and self._in_number():
                self._put(_JOINED, "", 0, 0, 0)
            if found["words"]:
                characters = characters.translate(_ONE_LINE if pre else _ONE_BLANK)
            self._put(characters, part, node, place, width)
            self._quoted = self._quoted and (quoted or not characters.strip(BLANK))

    def line_end(self) -> None:
        """Add the end of a line; nothing where no words follow in the block."""
        if self.is_open:
            self._space = None
            self._breaks += 1

    def gap(self) -> None:
        """Add a space that the page leaves to its looks; nothing where there is one already."""
        if self.is_open and self._space is None and not self._breaks:
            self._space = ("", 0, 0, 0)

    def tell_remarks(self) -> None:
        """Keep the comments that wait; here is their place."""
        for remark in self.remarks:
            self._weaver.remark(self._weaver.offset, self._weaver.offset, remark)
        self.remarks.clear()

    def end(self) -> bool:
        """End the block; return whether there was one."""
        if not self.is_open:
            return False
        self._flush()
        self.tell_remarks()  # behind the last word of a block they speak of it, not of the next
        self.written = "".join(self._pieces)
        if self._quoted:
            self._weaver.recast("quotation")
        self._weaver.end()
        self._pieces, self._space, self._breaks, self.is_open = [], None, 0, False
        return True

    def _in_number(self) -> bool:
        """Return whether a digit would go on a number that has just been written."""
        last = self._last.rstrip(".,")
        return self.is_open and self._space is None and not self._breaks and last[-1:].isdecimal()

    def _shapes(self, unseen: str, after: int) -> bool:
        last = self._stretch[-1][-1:] if self._stretch else ""
        return unseen == _JOINER and last.isalpha() and self._source[after : after + 1].isalpha()

    def _blank(self, found: re.Match[str], part: str, node: int, *, pre: bool) -> None:
        if not pre:
            if self.is_open and self._space is None and not self._breaks:
                self._space = (part, node, found.start(), found.end() - found.start())
            return
        if not self.is_open:
            return  # white space before the first word is no text; Weaver would leave it out too
        at = found.start()
        for line in _LINE.finditer(self._source, found.start(), found.end()):
            self._put(self._source[at : line.start()], part, node, at, line.start() - at)
            self._put("\n", part, node, line.start(), line.end() - line.start())
            at = line.end()
        self._put(self._source[at : found.end()], part, node, at, found.end() - at)

    def _put(self, characters: str, part: str, node: int, at: int, width: int) -> None:
        if not characters:
            return
        if not self.is_open:
            # No-break spaces at the start are how editors write an empty line, or indent one.
            seen = characters.lstrip(BLANK)
            if not seen:
                return
            if width == len(characters):
                at, width = at + width - len(seen), len(seen)
            characters = seen
            self.is_open = self._quoted = True
            self._open_block(at)
        self._between(characters)
        if self.remarks and characters.strip(BLANK):
            self._flush()
            self.tell_remarks()
        self._add(characters, part, node, at, width)

    def _between(self, following: str) -> None:
        """Add the white space that was waiting for more words.

        A line that goes on in lower case was broken for its looks: that end is a space.
        """
        if self._breaks:
            goes_on = self._breaks == 1 and following[0].islower()
            self._add(" " if goes_on else "\n" * min(self._breaks, 2), "", 0, 0, 0)
        elif self._space is not None:
            self._add(" ", *self._space)
        self._space, self._breaks = None, 0

    def _add(self, characters: str, part: str, node: int, at: int, width: int) -> None:
        """Add characters; those that follow one another one for one become one stretch."""
        last_part, last_node, start, until = self._run
        exact = width == len(characters)
        if not (self._stretch and exact and (part, node, at) == (last_part, last_node, until)):
            self._flush()
            start = at
        self._stretch.append(characters)
        self._last = characters[-2:]
        self._run = (part, node, start, at + width)
        if not exact:
            self._flush()

    def _flush(self) -> None:
        if self._stretch:
            text = "".join(self._stretch)
            part, node, start, until = self._run
            self._weaver.add(text, part=part, node=node, at=start, width=until - start)
            self._pieces.append(text)
            self._stretch = []
