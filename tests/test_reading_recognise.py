"""What comes without a name: only what can be nothing else is more than plain text."""

from __future__ import annotations

import pytest

from kb.reading.read import read_bytes
from kb.reading.recognise import recognised


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"<!DOCTYPE html><p>It works.", ".html"),
        (b"\xef\xbb\xbf\r\n  <HTML lang=en>", ".html"),
        (b"<!-- saved --><!-- twice -->\n<html>", ".html"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC ''>", ".html"),
        (b"<body>It works.", ".html"),
        ("\ufeff<html>".encode("utf-16-le"), ".html"),
        (b"Subject: Hi\r\nMIME-Version: 1.0\r\n\r\nIt works.", ".eml"),
        (b"From a@b Sat\nReceived: from x\n\tby y\nFrom: a@b\n\nIt works.", ".eml"),
        (b"<p>It works.</p>", ".txt"),
        (b"<htmlish>", ".txt"),
        (b"It is <html>.", ".txt"),
        (b"Subject: Hi\nFrom: me\n\nIt works.", ".txt"),
        (b"Note: it works.\nContent-Type: text\nand more\n", ".txt"),
        (b"<!-- never ended " * 2000, ".txt"),
        (b"", ".txt"),
    ],
)
def test_content_tells_what_it_is(data: bytes, suffix: str) -> None:
    assert recognised(data) == suffix


def test_a_pasted_page_is_read_as_one_and_named_so() -> None:
    document = read_bytes(b"<!doctype html><p>It <b>works</b>.", "pasted-copy")
    assert (document.text, document.name) == ("It works.\n", "pasted-copy.html")
    assert document.media_type == "text/html"
