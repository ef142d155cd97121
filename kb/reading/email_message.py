"""E-mails: the subject, and the message as the reader's program shows it.

The structure is read by the standard library with its older rules. Its newer ones take time with
the square of a header's length and fail on nested brackets (docs/decisions/0016-web-pages.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import compat32

from kb.errors import ReadingError
from kb.reading.decode import decode_as
from kb.reading.reading import Reading
from kb.reading.sentences import BLANK
from kb.reading.weave import Weaver
from kb.reading.web.encoding import codec_of
from kb.reading.web.reader import Page, decode_page

__all__ = ["read"]

MAX_PARTS = 100
"""The most parts that hold parts; a message in a message counts. Our own choice."""
_LONGEST_HEADER = 10_000
_NAMED = 10
"""Attachments that are named; of more only the number is told."""
_NESTED = re.compile(rb"content-type:[ \t\r\n]*(?:multipart|message)/", re.IGNORECASE)
_BLANK = b"\t\n\f\r \xa0\xc2"
"""White space, and the bytes of a no-break space in UTF-8 and Windows-1252."""
_KINDS = {"text/html": "HTML", "text/plain": "plain text"}


def read(data: bytes) -> Reading:
    """Return the text of an e-mail and its passages.

    Raises:
        ReadingError: no e-mail with words, encrypted, or beyond a limit.
    """
    if len(_NESTED.findall(data)) > MAX_PARTS:
        raise ReadingError(f"is made of more than {MAX_PARTS} nested parts; give them one by one")
    try:
        message = message_from_bytes(data, policy=compat32)
    except RecursionError:
        raise ReadingError("has parts nested too deep; give the inner message by itself") from None
    if not message.keys():
        raise ReadingError("is no e-mail: it begins with no header; save it anew as .eml")
    letter = _Letter()
    letter.add(message)
    reading = letter.reading()
    if not reading.text:
        raise ReadingError("is an e-mail without words; only attachments or pictures, if anything")
    return reading


class _Letter:
    """An e-mail woven into a text."""

    def __init__(self) -> None:
        self._weaver = Weaver()
        self._read: list[str] = []
        self._attached: list[str] = []
        self._pictures = 0
        self._alternatives = 0

    def reading(self) -> Reading:
        """Return what was woven, with notes on what was read and what was not."""
        notes = self._weaver.notes
        if self._read:
            notes.append(f"read: {', '.join(dict.fromkeys(self._read))}")
        if self._alternatives:
            many = "parts" if self._alternatives > 1 else "part"
            notes.append(f"not read: {self._alternatives} {many} with the same in another form")
        if self._pictures:
            notes.append(f"not read: {self._pictures} picture{'s' * (self._pictures > 1)}")
        for name in self._attached[:_NAMED]:
            notes.append(f"not read: attachment {name}")
        if more := self._attached[_NAMED:]:
            notes.append(f"not read: {len(more)} more attachments")
        return self._weaver.reading()

    def add(self, message: Message, where: str = "") -> None:
        """Weave a message, its subject first; `where` stands before the names of its places.

        Raises:
            ReadingError: it is encrypted, or a part of it cannot be read.
        """
        subject = _decoded(str(message.get("subject", ""))[:_LONGEST_HEADER])
        if subject:
            self._weaver.begin("heading", level=1, place=f"{where}subject")
            self._weaver.add(subject)
            self._weaver.end()
        for part in self._parts(message):
            self._add_part(part, where)

    def _parts(self, message: Message) -> Iterator[Message]:
        """Yield the parts that a reader sees, in order."""
        kind = message.get_content_type()
        if kind == "multipart/encrypted" or "pkcs7-mime" in kind:
            raise ReadingError("is encrypted; save it without encryption")
        children = _children(message)
        if not children or kind == "message/rfc822":
            yield message
            return
        if kind == "multipart/alternative":
            children = self._chosen(children)
        elif kind in ("multipart/related", "multipart/signed"):
            for other in children[1:]:
                self._leave_out(other)
            children = children[:1]
        for child in children:
            yield from self._parts(child)

    def _chosen(self, children: list[Message]) -> list[Message]:
        """Return the one of several forms that is read: HTML, else plain text."""
        for wanted in ("text/html", "multipart/", "text/plain", ""):
            for child in children:
                if child.get_content_type().startswith(wanted):
                    self._alternatives += len(children) - 1
                    return [child]
        return []

    def _add_part(self, part: Message, where: str) -> None:
        kind = part.get_content_type()
        if kind == "message/rfc822":
            for message in _children(part):
                self.add(message, f"{where}forwarded message, ")
            return
        payload = part.get_payload(decode=True)
        if _disposition(part) == "attachment" or kind not in _KINDS:
            self._leave_out(part)
        elif isinstance(payload, bytes) and payload.strip(_BLANK):
            self._read.append(f"the {_KINDS[kind]} part")
            self._weave(part, payload, where)

    def _weave(self, part: Message, payload: bytes, where: str) -> None:
        name, stated = f"part {len(self._read)} ", _charset(part)
        if part.get_content_type() == "text/html":
            page = decode_as(payload, stated) if stated else decode_page(payload)
            self._weaver.notes += page.notes
            Page(page.text, self._weaver, part=name, mail=where).read()
            return
        found = decode_as(payload, stated)
        self._weaver.notes += found.notes
        self._weaver.begin(place=f"{where}message", bare=True, lines=True)
        self._weaver.add(found.text.rstrip(BLANK), part=f"{name}text")
        self._weaver.end()

    def _leave_out(self, part: Message) -> None:
        if part.get_content_maintype() == "image" and _disposition(part) != "attachment":
            self._pictures += 1
        elif part.get_content_maintype() != "multipart":
            name = _decoded(part.get_filename() or "")
            self._attached.append(f"'{name}'" if name else f"of kind {part.get_content_type()}")


def _charset(part: Message) -> str:
    """Return the codec that the header of a part states; empty where it states none.

    ASCII is what programs state that do not know better; then the bytes tell.
    """
    label = part.get_content_charset() or ""
    return "" if label in ("us-ascii", "ascii") else codec_of(label)


def _disposition(part: Message) -> str:
    return (part.get_content_disposition() or "").lower()


def _children(message: Message) -> list[Message]:
    """Return the parts in a part; none where it is a leaf."""
    inside = message.get_payload()
    return (
        [each for each in inside if isinstance(each, Message)] if isinstance(inside, list) else []
    )


def _decoded(header: str) -> str:
    """Return a header as people read it; as it is written where that cannot be told."""
    words = []
    try:
        pieces = decode_header(header)
    except (HeaderParseError, ValueError):
        pieces = [(header, None)]
    for piece, label in pieces:
        if isinstance(piece, str):
            words.append(piece.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
            continue
        try:
            words.append(piece.decode(codec_of(label or "") or "utf-8", "replace"))
        except (LookupError, ReadingError):
            words.append(piece.decode("utf-8", "replace"))
    return " ".join("".join(words).split())
