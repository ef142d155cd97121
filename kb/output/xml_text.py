"""Text as XML can hold it, for formats that are XML inside."""

from __future__ import annotations

import re

__all__ = ["xml_text"]

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML forbids or discourages. Source: XML 1.0, fifth edition, section 2.2."""


def xml_text(text: str) -> str:
    r"""Return text without characters that XML refuses, and with line feeds for line ends.

    >>> xml_text("a\x00b\r\nc")
    'a\ufffdb\nc'
    """
    return _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
