"""RTF's groups and control words, taken in one after the other.

A stack of states stands for the groups that are open: what is set in a group ends with it.
"""

from __future__ import annotations

from collections import Counter
from copy import copy
from dataclasses import dataclass

from kb.errors import ReadingError
from kb.model.document import PassageKind
from kb.reading.lines import Mark
from kb.reading.reading import MAX_NESTING, MAX_PIECES, MAX_STRETCHES
from kb.reading.rtf.characters import Characters
from kb.reading.rtf.groups import (
    BODY_LEVEL,
    BOXES,
    CAPTURED,
    CHARACTERS,
    CONTENTS,
    EDGES,
    ENDS,
    NO_COPY,
    PAGES,
    SIGNS,
    SILENT,
    SKIPPED,
    State,
)
from kb.reading.rtf.paragraphs import Paragraph, Piece, Stream
from kb.reading.rtf.tables import Font, Fonts, Sheet
from kb.reading.rtf.tokens import Token, code_page
from kb.reading.sentences import BLANK

__all__ = ["Machine"]


@dataclass(slots=True)
class Comment:
    """A comment of the file: the range it names, where it was put itself, and what it says."""

    range: str
    point: str
    author: str
    words: str


class Machine:
    """Reads tokens one after the other; a stack of states stands for the groups that are open."""

    def __init__(self) -> None:
        self.fonts = Fonts()
        self.sheet = Sheet()
        self.body = Stream()
        self.beside: list[Stream] = []
        self.comments: list[Comment] = []
        self.count: Counter[str] = Counter()
        self.over = False
        self._state = State(self.body)
        self._stack: list[State] = []
        self._star = False
        self._characters = Characters(self._emit)
        self._property = self._author = self._range = ""

    @property
    def unfinished(self) -> bool:
        """Return whether the file ends in the middle of a group."""
        return bool(self._stack)

    def take(self, token: Token) -> None:
        """Take in one token.

        Raises:
            ReadingError: groups stand too deep in one another, or there are too many paragraphs.
        """
        state = self._state
        if token.kind not in ("hex", "text"):
            self._characters.settle(skip=token.kind in ("open", "close"))
        match token.kind:
            case "open":
                self._open()
            case "close":
                self._close()
            case "word":
                self._word(token)
            case "sign":
                self._sign(token)
            case _ if state.dest in ("fonts", "styles"):
                (self.fonts if state.dest == "fonts" else self.sheet).take(token)
            case _ if self._stack and state.dest in ("text", "capture"):
                self._characters.bytes(token, self._font())

    def finish(self) -> None:
        """Close what the file left open."""
        self._characters.settle()
        while self._stack:
            self._close()
        self._flush()

    def _open(self) -> None:
        if len(self._stack) >= MAX_NESTING:
            raise ReadingError(f"is nested more than {MAX_NESTING} deep; save it simpler")
        self._star = False
        self._stack.append(self._state)
        self._state = copy(self._state)
        self._state.closes = ""
        if self._state.dest == "styles":
            self.sheet.begin()

    def _close(self) -> None:
        if not self._stack:
            return
        self._star = False
        ended = self._state
        if ended.closes and ended.dest == "text":
            self._flush()
        self._state = self._stack.pop()
        self.over = not self._stack
        if ended.closes:
            self._closed(ended)

    def _font(self) -> Font:
        font = self._state.font
        return self.fonts.get(self.fonts.default if font is None else font)

    def _emit(self, text: str, at: int, width: int) -> None:
        """Put characters where words of this group go."""
        state = self._state
        if state.dest == "capture":
            state.captured.append(text)
        elif state.dest != "text":
            return
        elif state.deleted:
            self.count["deleted"] += 1
        else:
            self.count["pieces"] += 1
            if self.count["pieces"] > MAX_STRETCHES:
                raise ReadingError(
                    f"falls into more than {MAX_STRETCHES:,} stretches of text; split the file"
                )
            state.stream.add(Piece(text, at, width, state.hidden))

    # --- control words ---

    def _sign(self, token: Token) -> None:
        sign, state = token.text, self._state
        if sign == "*":
            self._star = True
        elif state.dest in ("skip", "mute", "fonts", "styles"):
            return
        elif sign in "\r\n":
            self._flush()
        elif (sign in "\\{}" or sign in SIGNS) and not self._characters.skipped():
            self._characters.put(SIGNS.get(sign, sign), token)

    def _word(self, token: Token) -> None:
        star, self._star = self._star, False
        word, value, state = token.text, token.value, self._state
        if state.dest == "skip":
            return
        if state.dest in ("fonts", "styles"):
            if star:
                state.dest = "skip"
            else:
                (self.fonts if state.dest == "fonts" else self.sheet).take(token)
            return
        if word in CHARACTERS:
            if not self._characters.skipped():
                self._characters.put(CHARACTERS[word], token)
            return
        self._characters.settle(skip=True)
        if word == "u" and value is not None:
            self._characters.number(value, token, self._font(), state.fallback)
        elif not self._destination(word):
            if star:
                self.count["formulas"] += word in ("moMath", "moMathPara")
                state.dest = "skip"
            elif word in ENDS:
                if state.dest == "text":
                    self._flush()
            else:
                self._property_of(word, value)

    def _property_of(self, word: str, value: int | None) -> None:
        """Take in what holds from here to the end of the group."""
        state = self._state
        match word:
            case "v":
                state.hidden = value != 0
            case "deleted":
                state.deleted = value != 0
            case "plain":
                state.hidden = state.deleted = False
                state.font = None
            case "pard":
                state.plain_paragraph()
            case "f" | "s" | "uc" | "itap" | "ilvl" | "outlinelevel":
                self._number(word, value or 0)
            case "intbl":
                state.in_table = True
            case "cell" | "nestcell" | "row" | "nestrow":
                self._cell(word)
            case "ansicpg" if value and (page := code_page(value)):
                self.fonts.page = page
            case "deff":
                self.fonts.default = value or 0
            case _ if word in PAGES:
                self.fonts.page = PAGES[word]

    def _number(self, word: str, value: int) -> None:
        state = self._state
        match word:
            case "f":
                state.font = value
            case "s":
                state.style = value
            case "uc":
                state.fallback = min(max(value, 0), 100)
            case "itap":
                state.nested = min(max(value, 0), MAX_NESTING)
            case "ilvl":
                state.depth = min(max(value, 0), BODY_LEVEL)
            case _:
                state.outline = value

    # --- groups that are no running text ---

    def _destination(self, word: str) -> bool:
        """Return whether a word begins such a group, having begun it."""
        state = self._state
        if word in SKIPPED:
            self.count["objects"] += word == "object"
            state.dest = "mute" if word == "upr" else "skip"
        elif word in SILENT:
            self.count["pictures"] += word == "pict"
            state.dest = "mute"
        elif word in CAPTURED:
            state.dest, state.closes, state.captured = "capture", word, []
        elif word in ("fonttbl", "stylesheet"):
            state.dest = "fonts" if word == "fonttbl" else "styles"
        elif word == "fldrslt" and (state.field_name in NO_COPY or state.field_name in CONTENTS):
            self.count["contents"] += state.field_name in CONTENTS
            state.dest = "skip"
        elif word == "ud":  # the same words again, in Unicode
            state.dest = "text"
        elif word == "sv":
            wanted = self._property == "wzDescription"
            self._stream(word, Stream("alt-text", state.stream.role)) if wanted else None
            state.dest = "text" if wanted else "skip"
        elif word in BOXES:
            self.count["boxes"] += 1
            label = f"text box {self.count['boxes']}"
            self._stream("box", Stream(role=state.stream.role, label=label))
        elif word in EDGES:
            role = EDGES[word]
            self._stream("beside", Stream(role=role, label=role))
        elif word == "footnote":
            self.count["footnote"] += 1
            label = f"footnote {self.count['footnote']}"
            self._stream("beside", Stream("footnote", label=label))
        elif word == "annotation":
            self.count["comments"] += 1
            state.stream.add(Piece("", mark=f"point {self.count['comments']}"))
            self._range = ""
            self._stream(word, Stream())
        else:
            return False
        return True

    def _stream(self, closes: str, stream: Stream) -> None:
        state = self._state
        state.dest, state.closes, state.stream = "text", closes, stream
        state.hidden = state.deleted = False
        state.plain_paragraph()

    def _closed(self, ended: State) -> None:
        """Do what is due at the end of a group that is no running text."""
        stream, words = self._state.stream, "".join(ended.captured).strip()
        match ended.closes:
            case "fldinst":
                self._state.field_name = words.partition(" ")[0].upper()
                stream.caption |= self._state.field_name == "SEQ"
            case "listtext" | "pntext":
                stream.mark = (
                    "number" if any(map(str.isalnum, words)) else "bullet" if words else ""
                )
            case "sn":
                self._property = words
            case "atnauthor":
                self._author = words
            case "atnref":
                self._range = words
            case "atrfstart" | "atrfend":
                stream.add(Piece("", mark=f"{ended.closes[4:]} {words}"))
            case "sv":
                self.count["described"] += 1
                label = f"image description {self.count['described']}"
                stream.hanging += [each._replace(label=label) for each in ended.stream.done]
            case "box":
                stream.hanging += ended.stream.done
            case "beside":
                self.beside.append(ended.stream)
            case "annotation":
                point = f"point {self.count['comments']}"
                words = ended.stream.words()
                self.comments.append(Comment(self._range, point, self._author, words))
                self._author = ""

    # --- paragraphs ---

    def _cell(self, word: str) -> None:
        """End a cell or a row, of the outer table or of the innermost."""
        state = self._state
        if state.dest == "text" and word in ("cell", "row"):
            self._flush(1 if word == "cell" else 0)
        elif word == "nestcell":
            self._flush(max(2, state.nested))
        cells = state.stream.cells
        if word in ("cell", "nestcell") and cells:
            cells[-1][2] += 1
        elif word == "row" and cells:
            del cells[1:]
            cells[0][1:] = [cells[0][1] + 1, 1]
        elif word == "nestrow" and len(cells) > 1:
            cells[-1][1:] = [cells[-1][1] + 1, 1]

    def _flush(self, depth: int = 0) -> None:
        """End the paragraph; `depth`: how many tables it stands in, where that is known."""
        state, stream = self._state, self._state.stream
        pieces, mark, caption = tuple(stream.pieces), stream.mark, stream.caption
        stream.pieces, stream.mark, stream.caption = [], "", False
        ends_row = not pieces and state.in_table and not depth
        if not ends_row:
            self._tables(stream, depth or (max(state.nested, 1) if state.in_table else 0))
        if any(piece.text.strip(BLANK) or piece.mark for piece in pieces):
            self.count["flushed"] += 1
            if self.count["flushed"] > MAX_PIECES:
                raise ReadingError(
                    f"falls into more than {MAX_PIECES:,} paragraphs and cells; split the file"
                )
            stream.done.append(self._paragraph(pieces, stream, mark, caption=caption))
        stream.done += stream.hanging
        stream.hanging = []

    def _tables(self, stream: Stream, depth: int) -> None:
        """Open and close tables until the paragraph stands in as many as it says."""
        del stream.cells[depth:]
        while len(stream.cells) < depth:
            self.count["tables"] += 1
            stream.cells.append([self.count["tables"], 1, 1])

    def _paragraph(
        self, pieces: tuple[Piece, ...], stream: Stream, mark: Mark, *, caption: bool
    ) -> Paragraph:
        state = self._state
        look = self.sheet.get(state.style)
        rank = state.outline + 1 if 0 <= state.outline < BODY_LEVEL else look.level
        role = stream.role
        if role == "body" and stream.kind == "sentence":
            role = "caption" if caption else look.role
        tables = (f"table {t}, row {r}, column {c}" for t, r, c in stream.cells)
        label = ", ".join(filter(None, (stream.label, *tables)))
        kind: PassageKind = stream.kind
        level = 0
        if stream.kind == "sentence":
            if rank and not stream.cells:
                kind, level = "heading", rank
            elif mark:
                kind, level = "list-item", state.depth
            elif stream.cells:
                kind = "table-cell"
        listed: Mark = mark if kind == "list-item" else ""
        return Paragraph(pieces, kind, role, label, listed, level)
