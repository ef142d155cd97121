"""An archive given back with some members changed: all others as they were, in their order.

Nothing depends on the day: members keep the dates they came with, new ones have a fixed one.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kb.reading.archive import Archive

__all__ = ["repack"]

_FIXED = (1980, 1, 1, 0, 0, 0)


def repack(data: bytes, archive: Archive, changed: Mapping[str, bytes]) -> bytes:
    """Return the archive in `data` with members changed or added.

    Raises:
        ReadingError: a member is damaged, or it unpacks to more than is ever read.
    """
    made = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        known = {about.filename: about for about in before.infolist()}
        for name in dict.fromkeys((*known, *changed)):
            after.writestr(_about(name, known.get(name)), _content(name, archive, changed))
    return made.getvalue()


def _content(name: str, archive: Archive, changed: Mapping[str, bytes]) -> bytes:
    return changed[name] if name in changed else archive.read(name)


def _about(name: str, before: ZipInfo | None) -> ZipInfo:
    about = ZipInfo(name, before.date_time if before else _FIXED)
    about.compress_type = before.compress_type if before else ZIP_DEFLATED
    about.external_attr = before.external_attr if before else 0
    # Else it is that of the machine that writes, and the same file is not the same everywhere.
    about.create_system = before.create_system if before else 0
    return about
