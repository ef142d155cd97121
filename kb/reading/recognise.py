"""What came without a name: pasted, or on standard input.

Only what cannot well be anything else is taken for more than plain text.
"""

from __future__ import annotations

import codecs
import re

__all__ = ["recognised"]

_LOOKED_AT = 20_000
_PAGE = re.compile(
    rb"(?:[\t\n\f\r ]|<\?xml[^>]{0,200}\?>|<!--(?:(?!-->).){0,5000}+-->)*+"
    rb"<(?:!doctype\s+html|(?:html|head|body)(?=[\s>]))",
    re.IGNORECASE | re.DOTALL,
)
_FIELD = re.compile(rb"([!-9;-~]++):[^\r\n]*+(?:\r?\n[ \t]++[^\r\n]*+)*+(?:\r?\n|\Z)")
_OF_MAIL = frozenset((b"mime-version", b"content-type", b"message-id", b"received", b"return-path"))
_OF_LETTERS = frozenset((b"from", b"to", b"subject", b"date"))


def recognised(data: bytes) -> str:
    r"""Return the suffix that a file of this content would have.

    A web page begins with a document type, `<html>`, `<head>` or `<body>`; an e-mail with a block
    of header fields, one of which only e-mail programs write.

    >>> recognised(b"<!DOCTYPE html><p>Hi"), recognised(b"Note: it works.")
    ('.html', '.txt')
    >>> recognised(b"Subject: Hi\nMIME-Version: 1.0\n\nIt works.")
    '.eml'
    """
    start = data[:_LOOKED_AT]
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if start.startswith(mark):
            start = start[2:].decode(codec, "replace").encode()
    start = start.removeprefix(codecs.BOM_UTF8)
    if _PAGE.match(start):
        return ".html"
    return ".eml" if _is_mail(start) else ".txt"


def _is_mail(start: bytes) -> bool:
    at, names = 0, set()
    if start.startswith(b"From "):
        at = start.find(b"\n") + 1
    while found := _FIELD.match(start, at):
        names.add(found[1].lower())
        at = found.end()
    ended = at == len(start) or start.startswith((b"\n", b"\r\n"), at)
    return ended and bool(names & _OF_MAIL) and bool(names & _OF_LETTERS)
