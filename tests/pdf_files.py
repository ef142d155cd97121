"""PDF files of our own for the tests: set by typst, drawn by hand, saved, printed."""

from __future__ import annotations

import io
import struct
import subprocess
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import typst
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.browser import flags, required
from tests.office import convert

__all__ = ["annotated", "by_office", "drawn", "png", "printed", "set_in", "written"]

_OFFICE_PAGE = Path(__file__).parent / "files" / "pdf-page.fodt"
_FONT = DictionaryObject(
    {
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
        NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
    }
)


def set_in(text: str, *, tags: bool = True, images: dict[str, bytes] | None = None) -> bytes:
    """Return what typst makes of a text in its markup; `images` by the name used in it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "page.typ")
        source.write_text(text, encoding="utf-8")
        for name, data in (images or {}).items():
            Path(folder, name).write_bytes(data)
        return bytes(typst.compile(str(source), pdf_tags=tags))


def drawn(
    *pages: str, turned: int = 0, box: Sequence[float] = (0, 0, 400, 400), picture: bool = False
) -> bytes:
    """Return pages with these drawing commands; `/F` is a font, `/P` a picture if there is one."""
    writer = PdfWriter()
    for content in pages:
        page = writer.add_blank_page(400, 400)
        page[NameObject("/MediaBox")] = ArrayObject(map(FloatObject, box))
        if turned:
            page[NameObject("/Rotate")] = NumberObject(turned)
        stream = DecodedStreamObject()
        stream.set_data(content.encode("cp1252"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        resources = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F"): _FONT})}
        )
        if picture:
            image = writer._add_object(_picture())
            resources[NameObject("/XObject")] = DictionaryObject({NameObject("/P"): image})
        page[NameObject("/Resources")] = resources
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    """Return the file that a writer holds."""
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def annotated(data: bytes, **entries: object) -> bytes:
    """Return the file with an annotation on its first page; texts, names and lists of numbers."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    made = DictionaryObject({NameObject("/Type"): NameObject("/Annot")})
    for key, value in entries.items():
        made[NameObject(f"/{key}")] = (
            ArrayObject(map(FloatObject, value))
            if isinstance(value, list)
            else NameObject(str(value))
            if str(value).startswith("/")
            else TextStringObject(str(value))
        )
    writer.add_annotation(0, made)
    return written(writer)


def _picture() -> DecodedStreamObject:
    image = DecodedStreamObject()
    image.set_data(bytes(4 * 4))
    for key, value in (
        ("/Type", NameObject("/XObject")), ("/Subtype", NameObject("/Image")),
        ("/Width", NumberObject(4)), ("/Height", NumberObject(4)),
        ("/BitsPerComponent", NumberObject(8)), ("/ColorSpace", NameObject("/DeviceGray")),
    ):  # fmt: skip
        image[NameObject(key)] = value
    return image


def png() -> bytes:
    """Return a small grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\x00" + bytes(4) for _ in range(4)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def by_office(folder: Path) -> bytes:
    """Return `files/pdf-page.fodt`, written by hand, as LibreOffice saves it."""
    return convert(_OFFICE_PAGE, "pdf", folder).read_bytes()


def printed(html: str, folder: Path) -> bytes:
    """Return a page as Chromium prints it."""
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(html, encoding="utf-8")
    subprocess.run(
        [
            required(), "--headless", *flags(), "--no-pdf-header-footer",
            f"--print-to-pdf={target}", source.as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return target.read_bytes()
