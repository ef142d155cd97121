"""Links within a report, made into places of its PDF after typst has set it.

Where a link names a place, typst sets the whole report a second time to find it. So in the
template a link is an address in words, `to finding 12`; the index on the last page alone has links
that typst resolves, and their places are given here to all others. Bytes are changed, none is
added: the table of the file's objects stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["Unplaced", "inward"]

_TO_PLACE = re.compile(rb"/Subtype/Link/[^\n]*?(/Dest(?: \d+ 0 R|\(([^()\\]*)\)))")
_IN_WORDS = re.compile(rb"/A<</Type/Action/S/URI/URI\(to ([\w .-]{1,60})\)>>")
_LEFT = b"/URI(to "


class Unplaced(ValueError):
    """The file is not written the way that this module knows."""


def inward(pdf: bytes, names: Sequence[str]) -> bytes:
    """Return the PDF with each link in words leading to its place; as long as it was.

    `names`: what the links of the index lead to, in their order; they are the last in the file.

    Raises:
        Unplaced: a link leads nowhere, or the index has other links than these.
    """
    found = list(_TO_PLACE.finditer(pdf))[-len(names) :] if names else []
    if len(found) != len(names):
        raise Unplaced(f"the index has {len(found)} links instead of {len(names)}")
    places = dict(zip((name.encode() for name in names), (link[1] for link in found), strict=True))
    for link, name in zip(found, names, strict=True):
        if link[2] is not None and link[2] != name.encode():
            raise Unplaced(f"the link to {name} leads to {link[2].decode('latin-1')}")

    def placed(link: re.Match[bytes]) -> bytes:
        place = places.get(link[1])
        if place is None or len(place) > len(link[0]):
            raise Unplaced(f"no place is called {link[1].decode()}")
        return place.ljust(len(link[0]))

    settled = _IN_WORDS.sub(placed, pdf)
    if _LEFT in settled:
        raise Unplaced("a link in words was left")
    return settled
