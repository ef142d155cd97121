"""Files that are archives (Word, PowerPoint, OpenDocument): their members, within limits.

Nothing is unpacked to disk, no link is followed, and what a member claims about its size is not
believed: reading stops at the limit.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from kb.errors import ReadingError

__all__ = ["MAX_INFLATED", "MAX_MEMBERS", "Archive"]

MAX_MEMBERS = 10_000
MAX_INFLATED = 300_000_000
"""The most bytes unpacked from one file, pictures left packed."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How older Office files begin, and newer ones behind a password."""
_ENCRYPTED = 0x1
_CHUNK = 1 << 16
_BROKEN = (BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error)
"""What damaged archives raise: an offset before the beginning is a ValueError."""


class Archive:
    """The members of a zip archive; reading one counts against the limit for all."""

    def __init__(self, data: bytes, kind: str) -> None:
        """Open the archive; `kind` is what people call such a file ("Word file").

        Raises:
            ReadingError: it is none, is protected by a password, or holds too many members.
        """
        self._kind = kind
        if data.startswith(_OLE):
            raise ReadingError(
                f"is protected by a password, or is no {kind} but one of the formats before 2007;"
                " save it without a password in the current format"
            )
        try:
            self._zip = ZipFile(BytesIO(data))
            self._names = frozenset(self._zip.namelist())
        except _BROKEN as fault:
            raise ReadingError(f"is no {kind}, or is damaged ({fault}); save it anew") from None
        if len(self._zip.infolist()) > MAX_MEMBERS:
            raise ReadingError(f"holds more than {MAX_MEMBERS:,} parts; save it anew, or split it")
        self._left = MAX_INFLATED

    @property
    def members(self) -> tuple[ZipInfo, ...]:
        """Return what the archive tells of every member, a name that stands twice as two."""
        return tuple(self._zip.infolist())

    @property
    def names(self) -> frozenset[str]:
        """Return the names of all members."""
        return self._names

    def __contains__(self, name: str) -> bool:
        """Return whether there is a member of this name."""
        return name in self._names

    def read(self, name: str) -> bytes:
        """Return the bytes of a member.

        Raises:
            ReadingError: there is none, it is encrypted or damaged, or too much is unpacked.
        """
        try:
            about = self._zip.getinfo(name)
            if about.flag_bits & _ENCRYPTED:
                raise ReadingError("is protected by a password; save it without one")
            chunks = []
            with self._zip.open(about) as member:
                while chunk := member.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise ReadingError(
                            f"unpacks to more than {MAX_INFLATED / 1e6:g} MB; split the file"
                        )
                    chunks.append(chunk)
        except KeyError:
            raise ReadingError(f"is no {self._kind}: it holds no '{name}'; save it anew") from None
        except _BROKEN as fault:
            raise ReadingError(f"is damaged ('{name}': {fault}); save it anew") from None
        return b"".join(chunks)
