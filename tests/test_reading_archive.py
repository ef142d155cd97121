"""Archives and their XML: whatever is wrong with them is told in one clear line."""

from __future__ import annotations

import io
import struct
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from kb.errors import ReadingError
from kb.reading.archive import Archive
from kb.reading.xml_part import parse


def packed() -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        archive.writestr("first.xml", "<a/>" * 50)
        archive.writestr("second.xml", "<b/>" * 50)
    return data.getvalue()


def test_a_directory_that_leads_before_the_beginning_is_damage() -> None:
    """The archive says that it begins later than it does, so a member would begin before it."""
    data = bytearray(packed())
    end = data.rindex(b"PK\x05\x06")
    (at,) = struct.unpack_from("<I", data, end + 16)
    struct.pack_into("<I", data, end + 16, at + 300)

    with pytest.raises(ReadingError, match="damaged"):
        Archive(bytes(data), "Word file").read("first.xml")


def test_a_damaged_member_is_named() -> None:
    data = bytearray(packed())
    data[data.index(b"first.xml") + len("first.xml") + 2] ^= 0xFF

    with pytest.raises(ReadingError, match=r"is damaged \('first\.xml'"):
        Archive(bytes(data), "Word file").read("first.xml")


def test_a_fault_of_xml_is_told_in_few_words_however_long_the_file_makes_it() -> None:
    with pytest.raises(ReadingError) as raised:
        parse(b"<" + b"a" * 5000 + b"></b>", "word/document.xml")

    assert "word/document.xml" in str(raised.value)
    assert len(str(raised.value)) < 300
