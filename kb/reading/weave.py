"""Weaves one plain text from the pieces of a structured file, and keeps where each came from.

A reader of Word, slides, web pages or PDF opens a block, adds the stretches of text that it finds,
and goes on to the next; offsets, origins, places and remarks follow from that.
"""

from __future__ import annotations

from kb.errors import ReadingError
from kb.model.document import Origin, PassageKind, Place, Remark, Role
from kb.reading.blocks import Block, blocks
from kb.reading.lines import Mark
from kb.reading.passages import passages
from kb.reading.reading import MAX_CHARACTERS, MAX_PIECES, MAX_STRETCHES, Clock, Reading
from kb.reading.sentences import BLANK
from kb.reading.unmarked import interpret

__all__ = ["Weaver"]

_CLOSE = frozenset(("list-item", "table-cell"))
"""Kinds of block that stand on the next line when two follow each other; all else gets a gap."""


_UNFIT = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}
"""No character of a text: shown as the one that says so, one for one."""


class Weaver:
    r"""Builds the text of one file, block by block.

    >>> weaver = Weaver()
    >>> weaver.begin("heading", place="page 1", level=1)
    >>> weaver.add("Relief", part="page 1", node=0, at=0)
    >>> weaver.begin(place="page 1")
    >>> weaver.add("It ", part="page 1", node=1, at=0)
    >>> weaver.add("works.", part="page 1", node=2, at=0)
    >>> reading = weaver.reading()
    >>> reading.text
    'Relief\n\nIt works.\n'
    >>> [(p.kind, reading.text[p.start:p.end]) for p in reading.passages]
    [('heading', 'Relief'), ('sentence', 'It works.')]
    """

    def __init__(self) -> None:
        """Start with nothing."""
        self.notes: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._origins: list[Origin] = []
        self._places: list[Place] = []
        self._remarks: list[Remark] = []
        self._blocks: list[Block] = []
        self._open: Block | None = None
        self._before = (0, 0)
        self._place: list[tuple[int, str]] = []
        self._lines = False
        self._run = 0
        self._clock = Clock()

    @property
    def offset(self) -> int:
        """Return where the next character will stand."""
        return self._length

    def begin(
        self,
        kind: PassageKind = "sentence",
        *,
        mark: Mark = "",
        level: int = 0,
        role: Role = "body",
        place: str = "",
        bare: bool = False,
        lines: bool = False,
    ) -> None:
        """End the block before and open the next.

        `level`: rank of a heading, or indent of an item. `place`: as people say it. `bare`: a line
        without a style, which may turn out a heading or an item by its looks. `lines`: ends of
        lines in it may part it, as they part plain text.

        Raises:
            ReadingError: the file has too many blocks, or takes too long.
        """
        self.end()
        self._clock.check()
        self._check_pieces(1)
        self._before = (len(self._pieces), self._length)
        last = self._blocks[-1].kind if self._blocks else ""
        if last and not (last == kind and kind in _CLOSE):
            self._run += 1
            self._put("\n")
        start = self._length
        self._open = Block(start, start, kind, mark, level, self._run, bare, role)
        self._place = [(start, place)]
        self._lines = lines

    def turn(self, place: str) -> None:
        """Say that the open block goes on at another place (the next page)."""
        self._place.append((self._length, place))

    def lead(
        self, text: str, *, part: str = "", node: int = 0, at: int = 0, width: int | None = None
    ) -> None:
        r"""Add what stands before the words of a block and is none of them: a bullet, a number.

        >>> weaver = Weaver()
        >>> weaver.begin("list-item", mark="bullet")
        >>> weaver.lead("• ", part="page 1", node=0, at=0)
        >>> weaver.add("It works.", part="page 1", node=0, at=2)
        >>> reading = weaver.reading()
        >>> reading.text, reading.passages[0].start
        ('• It works.\n', 2)
        """
        self.add(text, part=part, node=node, at=at, width=width)
        if self._open is not None:
            self._open = self._open._replace(start=self._length)

    def recast(self, role: Role) -> None:
        """Say what part the open block plays, where only its words have shown it."""
        if self._open is not None:
            self._open = self._open._replace(role=role)

    def add(
        self, text: str, *, part: str = "", node: int = 0, at: int = 0, width: int | None = None
    ) -> None:
        """Add a stretch of text to the open block; opens one where none is open.

        `part`, `node`, `at`: its origin; without a part it has none (a tab that we put in).
        `width`: how many characters of the file it stands for; as many as it has, unless said.

        Raises:
            ReadingError: the file holds too much text.
        """
        if not text:
            return
        if self._open is None:
            self.begin()
        start = self._length
        self._put(text.translate(_UNFIT))
        if self._length > MAX_CHARACTERS:
            raise ReadingError(
                f"holds more than {MAX_CHARACTERS:,} characters of text; split the file"
            )
        if part:
            wide = len(text) if width is None else width
            self._origins.append(Origin(start, self._length, part, node, at, wide))
            if len(self._origins) > MAX_STRETCHES:
                raise ReadingError(
                    f"falls into more than {MAX_STRETCHES:,} stretches of text; split the file"
                )

    def end(self) -> None:
        """End the open block; one without words leaves no trace."""
        if self._open is None:
            return
        opened, self._open = self._open, None
        pieces, length = self._before
        written = "".join(self._pieces[pieces:])[opened.start - length :]
        words = written.strip(BLANK)
        if not words:
            self._forget(pieces, length)
            return
        start = opened.start + len(written) - len(written.lstrip(BLANK))
        whole = opened._replace(start=start, end=start + len(words))
        self._check_pieces(words.count("\n"))
        self._blocks += _parted(whole, words) if self._lines else [whole]
        self._run = max(self._run, self._blocks[-1].run if self._blocks else 0)
        ends = [*(at for at, _ in self._place[1:]), self._length]
        self._places += [
            Place(at, end, label)
            for (at, label), end in zip(self._place, ends, strict=True)
            if label and at < end
        ]
        self._put("\n")

    def _check_pieces(self, more: int) -> None:
        if len(self._blocks) + more > MAX_PIECES:
            raise ReadingError(
                f"falls into more than {MAX_PIECES:,} paragraphs and cells; split the file"
            )

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _forget(self, pieces: int, length: int) -> None:
        del self._pieces[pieces:]
        self._length = length
        while self._origins and self._origins[-1].start >= length:
            self._origins.pop()

    def remark(self, start: int, end: int, text: str, author: str = "") -> None:
        """Keep a comment that stood in the file on start..end of the text."""
        self._remarks.append(Remark(start, end, text, author))

    def reading(self) -> Reading:
        """Return what was woven.

        Raises:
            ReadingError: it falls into too many sentences.
        """
        self.end()
        text = "".join(self._pieces)
        if sum(map(text.count, ".!?…")) > MAX_PIECES:
            raise ReadingError(f"falls into more than {MAX_PIECES:,} sentences; split the file")
        found = interpret(text, self._blocks)
        remarks = tuple(sorted(self._remarks, key=lambda remark: (remark.start, remark.end)))
        return Reading(
            text,
            passages(text, found),
            tuple(self.notes),
            tuple(self._origins),
            tuple(self._places),
            remarks,
        )


def _parted(whole: Block, words: str) -> list[Block]:
    """Return the blocks that the lines of a block make; a line's own mark tells its kind."""
    return [
        part._replace(
            start=whole.start + part.start,
            end=whole.start + part.end,
            kind=part.kind if part.mark and whole.kind == "sentence" else whole.kind,
            level=whole.level + part.level,
            run=whole.run + part.run,
            bare=whole.bare and part.bare,
            role=whole.role,
        )
        for part in blocks(words)
    ]
