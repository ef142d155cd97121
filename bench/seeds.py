"""Small files of every kind with the awkward things in them, made here: what fuzzing starts from.

Made by the libraries that write such files, or by hand; a kind without a maker starts from the
files of the tests, or from noise.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from bench.mutations import packed

__all__ = ["seeds"]

FILES = Path(__file__).parents[1] / "tests" / "files"
_MOST = 400_000
"""Bytes of the largest file of the tests that is taken: a small one is tried more often."""

_TIME = re.compile(rb' w:date="[^"]*"')

_MARKDOWN = """\
---
title: A page
---
# Relief <!-- a remark -->

Light *works* within **hours** for [some](https://example.org "a title") people.[^1]

- one in two
  1. and one `in` three

| who | how many |
|---|---|
| adults | 40 % |

```
code
```

[^1]: In one trial.
"""
_PLAIN = (
    "RELIEF\r\n\r\nLight works “within hours” – for some.\r\n"
    "* one in two\r\n2) two\r\n\r\n\tEnd.\r\n"
)
_HTML = """\
<!DOCTYPE html><html lang="en"><head><title>A page</title><meta charset="utf-8">
<style>p{color:red}</style><script>var a = "<p>no copy</p>";</script></head><body>
<h1>Relief &amp; <em>rest</em></h1><p>Light works <!-- a remark -->within&nbsp;hours<sup>1</sup>.
<ul><li>one<li>two<ol><li>three</ol></ul>
<table><caption>Who</caption><tr><th>adults<td colspan=2>40&#37;</table>
<img alt="Nine in ten" src="a.png"><p hidden>Not shown.<p style="display:none">Nor this.
<blockquote>“It helped.”</blockquote><footer>Off-label use.</footer></body></html>
"""
_RTF = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\*\generator x;}{\info{\title A}}"
    r"\pard\b Relief\b0\par Light works \'93within hours\'94 \u8211? for {\i some}.\par"
    r"{\pntext\'B7\tab}one\par{\footnote In a trial.}"
    r"\trowd\cellx1000\cellx2000\intbl adults\cell 40 %\cell\row\pard End.\par}"
)
_EML = (
    "From: a@example.org\r\nTo: b@example.org\r\nSubject: =?utf-8?B?UmVsaWVmIOKAkw==?=\r\n"
    'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b1"\r\n\r\n'
    "--b1\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\nLight works =E9 within=\r\n hours.\r\n"
    "--b1\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    "PGgxPlJlbGllZjwvaDE+PHA+TGlnaHQgd29ya3MgPGI+d2l0aGluPC9iPiBob3Vycy48L3A+\r\n--b1--\r\n"
)
_TYPST = """\
#set document(title: "A page", date: none)
#set page(width: 12cm, height: 14cm, columns: 2, header: [Not approved], footer: [Page])
= Relief
Light works within hours for some people#footnote[In one trial.] whose windows face north-
east, and more of it does not help more people than less.
- one in two
+ two
#table(columns: 2, [adults], [40 %], [children], [none])
#pagebreak()
== More
#link("https://example.org")[Read] #text(fill: white)[hidden] #rotate(90deg)[turned] ﬁn é 🌧
"""
_ODF = 'xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"'
_ODT = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {" ".join(_ODF.format(n) for n in ("office", "text", "table", "drawing"))}>
<office:body><office:text><text:h text:outline-level="1">Relief</text:h>
<text:p>Light<text:s text:c="3"/>works <text:span>within</text:span> hours<text:note>
<text:note-citation>1</text:note-citation><text:note-body><text:p>In a trial.</text:p>
</text:note-body></text:note>.</text:p><text:list><text:list-item><text:p>one</text:p>
</text:list-item></text:list><table:table><table:table-row>
<table:table-cell table:number-columns-repeated="2"><text:p>40 %</text:p></table:table-cell>
</table:table-row></table:table></office:text></office:body></office:document-content>
"""


def seeds(suffix: str) -> list[bytes]:
    """Return files of a kind to start from; none where we have no maker and no file."""
    made = _MAKERS.get(suffix)
    files = sorted(FILES.rglob(f"*{suffix}")) if FILES.is_dir() else []
    small = [file.read_bytes() for file in files if file.stat().st_size <= _MOST]
    return [*(made() if made else []), *small]


def _texts(*texts: str) -> Callable[[], list[bytes]]:
    return lambda: [text.encode() for text in texts]


def _word() -> list[bytes]:
    from docx import Document  # noqa: PLC0415 (only where Word files are tried)

    page = Document()
    page.add_heading("Relief", 1)
    line = page.add_paragraph("Light works ")
    line.add_run("within").bold = True
    marked = line.add_run(" hours")
    page.add_comment([marked], text="which hours?", author="A")
    page.add_paragraph("one in two", style="List Bullet")
    table = page.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "who"
    table.cell(1, 0).add_table(1, 1).cell(0, 0).text = "40 %"
    page.sections[0].header.paragraphs[0].text = "Not approved"
    return [_saved(page.save)]


def _slides() -> list[bytes]:
    from pptx import Presentation  # noqa: PLC0415 (only where slides are tried)

    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = "Relief"
    slide.placeholders[1].text = "Light works\nwithin hours"
    box = slide.shapes.add_group_shape().shapes.add_textbox(0, 0, 9, 9)
    box.text_frame.text = "in a group"
    slide.shapes.add_table(2, 2, 0, 0, 99, 99).table.cell(0, 0).text = "40 %"
    slide.notes_slide.notes_text_frame.text = "say that it is safe"
    return [_saved(show.save)]


def _pages() -> list[bytes]:
    from typst import compile as typeset  # noqa: PLC0415 (only where PDF is tried)

    return [typeset(_TYPST.encode())]


def _open_text() -> list[bytes]:
    kind = b"application/vnd.oasis.opendocument.text"
    parts = [("mimetype", kind), ("content.xml", _ODT.encode())]
    return [packed([*parts, ("META-INF/manifest.xml", b"<manifest/>")])]


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    """Return what a library saves, without the times that it writes into it."""
    data = io.BytesIO()
    save(data)
    with ZipFile(data) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    return packed([(name, _TIME.sub(b"", part)) for name, part in parts])


_MAKERS: dict[str, Callable[[], list[bytes]]] = {
    ".txt": _texts(_PLAIN, "Light works.\n" * 40),
    ".md": _texts(_MARKDOWN),
    ".html": _texts(_HTML),
    ".htm": _texts(_HTML),
    ".rtf": _texts(_RTF),
    ".eml": _texts(_EML),
    ".docx": _word,
    ".pptx": _slides,
    ".pdf": _pages,
    ".odt": _open_text,
}
