"""E-mails: what a reader's program shows of them, and what it only lists."""

from __future__ import annotations

import html
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import ReadingError
from kb.model.document import Document
from kb.reading.read import read_bytes
from tests.damaged import faults

HTML = """<html><head><title>x</title></head><body>
<div style="display:none;max-height:0">Relief in hours&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;</div>
<h1>Ketamine – für alle</h1><p>It works within 24&nbsp;hours.</p><img src="cid:a" alt="A clock">
</body></html>"""


def letter(subject: str = "Schnelle Hilfe – für alle") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Clinic <a@example.org>"
    message["Subject"] = subject
    message.set_content("It works, in plain words.")
    message.add_alternative(HTML, subtype="html", cte="quoted-printable")
    return message


def read(message: EmailMessage | bytes) -> Document:
    data = message if isinstance(message, bytes) else message.as_bytes(policy=SMTP)
    return read_bytes(data, "mail.eml")


def told(document: Document) -> list[tuple[str, str]]:
    return [(document.place(p.start), document.quote(p)) for p in document.passages]


def test_subject_and_html_are_read_and_the_hidden_first_line_is_told_apart() -> None:
    document = read(letter())
    assert told(document) == [
        ("subject", "Schnelle Hilfe – für alle"),
        ("title of the page", "x"),
        ("preheader", "Relief in hours"),
        ("heading", "Ketamine – für alle"),
        ("under “Ketamine – für alle”", "It works within 24\u00a0hours."),
        ("image description", "A clock"),
    ]
    assert [p.role for p in document.passages[1:3]] == ["hidden", "hidden"]
    assert document.notes == (
        "read: the HTML part",
        "not read: 1 part with the same in another form",
    )


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15", "windows-1252"])
def test_whatever_the_encoding_the_words_are_the_same(encoding: str, charset: str) -> None:
    message = EmailMessage()
    message.set_content("Für 90 % der Gäste: €5.", cte=encoding, charset=charset)
    assert read(message).text == "Für 90 % der Gäste: €5.\n"


def test_characters_of_the_html_part_lead_back_into_it() -> None:
    document = read(letter())
    source = f"{HTML}\n".replace("\n", "\r\n")
    found = [origin for origin in document.origins if origin.part == "part 1 text"]
    assert len(found) > 4
    for origin in found:
        there = source[origin.at : origin.at + origin.width]
        assert document.text[origin.start : origin.end] == html.unescape(there)


def test_plain_text_falls_into_paragraphs_and_items() -> None:
    message = EmailMessage()
    message.set_content("Dear all,\n\nketamine can:\n\n- lift mood\n- help sleep\n")
    document = read(message)
    assert [p.kind for p in document.passages][-2:] == ["list-item", "list-item"]
    assert "read: the plain text part" in document.notes


def test_attachments_and_pictures_are_listed_and_not_read() -> None:
    message = letter()
    body = message.get_body(("html",))
    assert body is not None
    body.add_related(b"GIF", maintype="image", subtype="gif", cid="a")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Blatt é.pdf")
    message.add_attachment("no", filename="more.txt")
    document = read(message)
    assert "not read: attachment 'Blatt é.pdf'" in document.notes
    assert "not read: attachment 'more.txt'" in document.notes
    assert "not read: 1 picture" in document.notes
    assert "no" not in document.text.split()


def test_a_forwarded_message_is_read_with_its_subject() -> None:
    outer = EmailMessage()
    outer["Subject"] = "Fwd"
    outer.set_content("See below.")
    outer.add_attachment(letter("Inner"))
    assert told(read(outer))[:4] == [
        ("subject", "Fwd"),
        ("message", "See below."),
        ("forwarded message, subject", "Inner"),
        ("forwarded message, title of the page", "x"),
    ]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"It works.", "is no e-mail: it begins with no header"),
        (b"Subject:\nMIME-Version: 1.0\n\n", "is an e-mail without words"),
        (b"Content-Type: application/pkcs7-mime\n\nx", "is encrypted"),
        (b"Content-Type: text/plain; charset=utf-7\n\n+AD4-", "'utf-7', which is not read"),
        (b"Content-Type: multipart/mixed; boundary=b\n\n" * 200, "more than 100 nested parts"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, says: str) -> None:
    with pytest.raises(ReadingError, match=r"^mail\.eml: ") as refusal:
        read(data)
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    "header",
    [
        b"=?utf-8?b?a?=",
        b"=?klingon?q?=ff?=",
        b"\xff\xfe",
        b"=?utf-8?q?=ed=a0=80?=",
        b"(" * 5000,
        b"=?" * 5000,
        b"=?utf-8?q?a?= " * 5000,
        b'a*0="b";' * 5000,
    ],
)
def test_broken_headers_break_nothing(header: bytes) -> None:
    fields = (b"Subject: %b", b"Content-Type: text/plain; %b", b"Content-Disposition: inline; %b")
    for field in fields:
        assert "It works." in read(field % header + b"\nMIME-Version: 1.0\n\nIt works.").text


@given(st.binary(max_size=200), st.binary(max_size=60))
def test_any_bytes_are_an_email_or_are_refused(body: bytes, header: bytes) -> None:
    for kind in (b"text/html", b"text/plain", b"multipart/mixed; boundary=b", b"message/rfc822"):
        message = b"Subject: " + header + b"\nContent-Type: " + kind + b"\n\n--b\n" + body
        assert faults(message, "mail.eml") == []
