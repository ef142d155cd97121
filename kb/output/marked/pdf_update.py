"""Adds objects to a PDF without touching a byte that is there: an incremental update.

The file stays as it was, and what is new or changed follows it with a table of its own (ISO
32000-2, 7.5.6). Signatures, tags, forms and everything else that we know nothing of are kept.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from kb.errors import ReadingError

__all__ = ["Annotation", "Update"]

# It tells of every fault that it mends, on standard error; what matters is said in our own words.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_TAIL = 2_048
_TABLE, _OBJECT = b"xref", re.compile(rb"\d+\s+\d+\s+obj\b")
_MOST_DIGITS = 10_000_000_000
"""A table of the old kind has ten digits for a place."""


class Annotation(NamedTuple):
    """An annotation of a page, counted from 0; `item` is what the page holds, often a reference."""

    page: int
    item: PdfObject
    entries: DictionaryObject


class Update:
    """New objects for a PDF, and pages that are to point to them."""

    def __init__(self, data: bytes) -> None:
        """Open the file.

        Raises:
            ReadingError: it is protected, or so damaged that nothing can be added.
        """
        self._data = data
        try:
            self._reader = PdfReader(io.BytesIO(data))
            if self._reader.is_encrypted:
                raise ReadingError(
                    "is protected against changes and cannot be given back with marks; save a copy"
                    " without protection, or take the report"
                )
            self._pages = list(self._reader.pages)
            self._size = int(str(self._reader.trailer["/Size"]))
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise _damaged() from None
        self._new: dict[tuple[int, int], PdfObject] = {}

    def add(self, made: PdfObject) -> IndirectObject:
        """Return a reference to an object that the update brings."""
        number = self._size
        self._size += 1
        self._new[number, 0] = made
        return IndirectObject(number, 0, self._reader)

    def page_reference(self, page: int) -> IndirectObject:
        """Return the reference to a page, counted from 0.

        Raises:
            ReadingError: there is no such page.
        """
        reference = self._pages[page].indirect_reference if page < len(self._pages) else None
        if reference is None:
            raise _damaged()
        return reference

    def annotations(self) -> Iterator[Annotation]:
        """Yield the annotations that stand in the file, page by page."""
        for page in range(len(self._pages)):
            for item in self._annotations_of(page):
                try:
                    found = item.get_object()
                except PyPdfError:
                    continue  # it cannot be read, so it is none of ours; it stays where it is
                if isinstance(found, DictionaryObject):
                    yield Annotation(page, item, found)

    def annotate(
        self, page: int, added: Sequence[PdfObject], gone: Collection[PdfObject] = ()
    ) -> None:
        """Put annotations on a page, behind those that it has, and take some of these away.

        Raises:
            ReadingError: there is no such page.
        """
        reference = self.page_reference(page)
        old = reference.get_object()
        if not isinstance(old, DictionaryObject):
            raise _damaged()
        new = DictionaryObject(old)
        taken = {id(each) for each in gone}
        kept = [each for each in self._annotations_of(page) if id(each) not in taken]
        new[NameObject("/Annots")] = ArrayObject([*kept, *added])
        self._new[reference.idnum, reference.generation] = new

    def _annotations_of(self, page: int) -> ArrayObject:
        found = self.page_reference(page).get_object()
        had = found.get("/Annots") if isinstance(found, DictionaryObject) else None
        had = had.get_object() if had is not None else None
        return had if isinstance(had, ArrayObject) else ArrayObject()

    def written(self) -> bytes:
        """Return the file with the update behind it.

        Raises:
            ReadingError: its own table cannot be found, so nothing can follow it.
        """
        starts = list(_START.finditer(self._data[-_TAIL:]))
        start = int(starts[-1][1]) if starts else -1
        head = self._data[start : start + 24].lstrip() if start >= 0 else b""
        is_table = head.startswith(_TABLE)
        if not is_table and not _OBJECT.match(head):
            raise _damaged()
        out = io.BytesIO()
        out.write(self._data)
        if not self._data.endswith(b"\n"):
            out.write(b"\n")
        places: dict[tuple[int, int], int] = {}
        for (number, generation), made in sorted(self._new.items()):
            places[number, generation] = out.tell()
            out.write(b"%d %d obj\n" % (number, generation))
            made.write_to_stream(out)
            out.write(b"\nendobj\n")
        if is_table and out.tell() < _MOST_DIGITS:
            self._write_table(out, places, start)
        else:
            self._write_stream(out, places, start)
        return out.getvalue()

    def _trailer(self, previous: int, size: int) -> dict[str, Any]:
        kept = {
            key: self._reader.trailer.raw_get(key)
            for key in ("/Root", "/Info", "/ID")
            if key in self._reader.trailer
        }
        return {**kept, "/Size": NumberObject(size), "/Prev": NumberObject(previous)}

    def _write_table(
        self, out: io.BytesIO, places: Mapping[tuple[int, int], int], previous: int
    ) -> None:
        start = out.tell()
        out.write(b"xref\n")
        for (number, generation), place in places.items():
            out.write(b"%d 1\n%010d %05d n \n" % (number, place, generation))
        out.write(b"trailer\n")
        _dictionary(self._trailer(previous, self._size)).write_to_stream(out)
        out.write(b"\nstartxref\n%d\n%%%%EOF\n" % start)

    def _write_stream(
        self, out: io.BytesIO, places: Mapping[tuple[int, int], int], previous: int
    ) -> None:
        start = out.tell()
        entries = {**places, (self._size, 0): start}
        table = StreamObject()
        table.update(_dictionary(self._trailer(previous, self._size + 1)))
        index = [NumberObject(each) for number, _ in entries for each in (number, 1)]
        table[NameObject("/Type")] = NameObject("/XRef")
        table[NameObject("/W")] = ArrayObject(map(NumberObject, (1, 8, 2)))
        table[NameObject("/Index")] = ArrayObject(index)
        table.set_data(
            b"".join(
                b"\x01" + place.to_bytes(8, "big") + generation.to_bytes(2, "big")
                for (_, generation), place in entries.items()
            )
        )
        out.write(b"%d 0 obj\n" % self._size)
        table.write_to_stream(out)
        out.write(b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)


def _dictionary(entries: Mapping[str, Any]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): value for key, value in entries.items()})


def _damaged() -> ReadingError:
    return ReadingError(
        "is built in a way that marks cannot be added to; open it, save it anew, and try again"
    )
