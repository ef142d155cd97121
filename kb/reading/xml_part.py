"""XML in a writer's file: read as data, with nothing fetched, expanded or run."""

from __future__ import annotations

from textwrap import shorten

from lxml import etree

from kb.errors import ReadingError
from kb.reading.reading import MAX_NESTING

__all__ = ["MAX_XML", "parse"]

MAX_XML = 64_000_000
"""The most bytes of one part: the text of any book, and as much memory as we may take for it."""

_QUOTED = 200
"""The most characters of the parser's own words that are passed on."""


def parse(data: bytes, name: str) -> etree._Element:
    """Return the root element of a part of a file.

    A document type declaration is refused: no writer's program puts one in, and entities are how
    small files become large and local files leak.

    Raises:
        ReadingError: no XML, too large, declares entities, or is nested too deep.
    """
    if len(data) > MAX_XML:
        raise ReadingError(
            f"'{name}' holds more than {MAX_XML / 1e6:g} MB without its pictures; split the file"
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_blank_text=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        # It quotes the file, which may hold a name of any length.
        told = shorten(str(fault), _QUOTED, placeholder=" …")
        raise ReadingError(f"is damaged ('{name}': {told}); save it anew") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadingError(f"'{name}' declares entities, which are never followed; save it anew")
    if _deeper(root, MAX_NESTING):
        raise ReadingError(f"'{name}' is nested more than {MAX_NESTING} deep; save it simpler")
    return root


def _deeper(root: etree._Element, limit: int) -> bool:
    """Return whether elements stand deeper in one another than the limit."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limit:
            return True
    return False
