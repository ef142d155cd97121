"""Bytes to text: encodings by mark or by fit, refusals that say what to do, notes for people."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import ReadingError
from kb.reading.decode import decode, decode_as

WORDS = "Café “relief”\u00a0– within hours.\r\n"


@pytest.mark.parametrize(
    ("bom", "codec", "name"),
    [
        (codecs.BOM_UTF8, "utf-8", "UTF-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 (little-endian)"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 (big-endian)"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding_and_is_no_part_of_the_text(
    bom: bytes, codec: str, name: str
) -> None:
    text, notes = decode(bom + WORDS.encode(codec))
    assert text == WORDS
    assert len(notes) == 1
    assert name in notes[0]


@pytest.mark.parametrize("bom", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_bytes_that_belie_their_mark_are_refused(bom: bytes) -> None:
    with pytest.raises(ReadingError, match=f"is marked as UTF-.*, but byte {len(bom)} does not"):
        decode(bom + b"\xff")


def test_utf8_is_left_as_it_is_without_a_note() -> None:
    assert decode(WORDS.encode()) == (WORDS, ())


def test_windows_1252_is_read_and_noted() -> None:
    text, notes = decode(WORDS.encode("cp1252"))
    assert text == WORDS
    assert "Windows-1252" in notes[0]


def test_a_byte_that_windows_1252_does_not_define_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"byte 4 \(0x81\) fits neither; save it as UTF-8"):
        decode(b"Caf\xe9\x81 relief")


def test_utf8_with_one_damaged_byte_is_refused_and_not_read_as_nonsense() -> None:
    with pytest.raises(ReadingError, match="UTF-8 with a damaged byte at 3"):
        decode(b"It \xff works. " + WORDS.encode())


@pytest.mark.parametrize(
    "data",
    [
        b"word\x00word",
        bytes(range(1, 32)) * 9,
        WORDS.encode("utf-16-le"),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"),
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match="binary data"):
        decode(data)


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, "\u00a0\u200b".encode()])
def test_a_file_without_a_character_to_see_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match="is empty, or holds nothing but white space"):
        decode(data)


@pytest.mark.parametrize(
    ("character", "note"),
    [
        ("\x07", "1 control character left in the text, the first at offset 5"),
        ("\x85", "1 control character"),
        ("\u200b", "1 invisible character"),
        ("\u202e", "1 invisible character"),
        ("\ufffd", "1 replacement character"),
    ],
)
def test_characters_that_people_do_not_see_stay_and_are_noted(character: str, note: str) -> None:
    words = f"Quick{character} relief for many people with this illness."
    text, notes = decode(words.encode())
    assert text == words
    assert notes[0].startswith(note)


def test_a_stated_encoding_is_believed_unless_the_bytes_belie_it() -> None:
    assert decode_as(WORDS.encode("cp1252"), "cp1252").text == WORDS
    assert decode_as(WORDS.encode(), "cp1252").text == WORDS
    text, notes, codec, _ = decode_as(WORDS.encode("cp1252"), "utf-8")
    assert (text, codec) == (WORDS, "cp1252")
    assert "stated to be utf-8, but byte 3 does not fit: read as cp1252" in notes
    marked = decode_as(codecs.BOM_UTF8 + WORDS.encode(), "cp1252")
    assert (marked.text, marked.codec, marked.bom) == (WORDS, "utf-8", codecs.BOM_UTF8)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except ReadingError:
        return
    assert text.strip()
    assert text.encode()


@given(st.text(min_size=1).filter(str.isalnum))
def test_what_is_written_as_utf8_is_read_back_unaltered(text: str) -> None:
    assert decode(text.encode())[0] == text
