"""Presentations for the tests, made part by part: by python-pptx, and by hand what it cannot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

__all__ = [
    "A",
    "P",
    "R",
    "box",
    "bytes_of",
    "deck",
    "one_slide",
    "parts_of",
    "rich_deck",
    "slide",
    "with_parts",
]

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TITLE_AND_TEXT, TITLE_ONLY, BLANK = 1, 5, 6


def bytes_of(presentation: Deck) -> bytes:
    """Return the file of a presentation."""
    made = BytesIO()
    presentation.save(made)
    return made.getvalue()


def deck(*titles: str, build: Callable[[Deck], None] | None = None) -> bytes:
    """Return a presentation with a slide for each title; `build` adds to it."""
    presentation = Presentation()
    for title in titles:
        slide = presentation.slides.add_slide(presentation.slide_layouts[TITLE_ONLY])
        slide.shapes.title.text = title
    if build:
        build(presentation)
    return bytes_of(presentation)


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive by name."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return the archive with parts changed or added."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in {**parts_of(data), **changed}.items():
            archive.writestr(name, content)
    return made.getvalue()


def rich_deck() -> bytes:
    """Return a presentation with all that copy on slides is made of."""
    presentation = Presentation()
    layouts = presentation.slide_layouts
    one = presentation.slides.add_slide(layouts[TITLE_AND_TEXT])
    one.shapes.title.text = "Relief that\vlasts 🎉"
    body = one.placeholders[1].text_frame
    body.text = "Works within minutes."
    deeper = body.add_paragraph()
    deeper.text, deeper.level = "For cafe\u0301 owners\u00a0too", 1
    split = body.add_paragraph()
    for words in ("It is sa", "fe for ", "everybody."):
        run = split.add_run()
        run.text, run.font.bold = words, words == "fe for "
    one.notes_slide.notes_text_frame.text = "Say that it cures."
    two = presentation.slides.add_slide(layouts[TITLE_ONLY])
    two.shapes.title.text = "مرحبا שלום"
    cells = two.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(6), Inches(1)).table
    for row, column, words in ((0, 0, "Drug"), (0, 1, "Placebo"), (1, 0, "70%"), (1, 1, "30%")):
        cells.cell(row, column).text = words
    group = two.shapes.add_group_shape()
    for left, words in ((5, "Right of it."), (1, "Left of it.")):
        box = group.shapes.add_textbox(Inches(left), Inches(4), Inches(2), Inches(1))
        box.text_frame.text = words
    data = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["Light", "Dark"]
    data.add_series("Response", (70, 30))  # type: ignore[no-untyped-call]
    frame = two.shapes.add_chart(
        XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(5), Inches(4), Inches(2), data
    )
    frame.chart.has_title = True
    frame.chart.chart_title.text_frame.text = "Most people respond"
    return bytes_of(presentation)


def slide(shapes: str, *, attributes: str = "") -> bytes:
    """Return the part of a slide with these shapes."""
    return (
        f'<p:sld xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}" {attributes}><p:cSld><p:spTree>'
        "<p:nvGrpSpPr><p:cNvPr id='1' name=''/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>"
        f"{shapes}</p:spTree></p:cSld></p:sld>"
    ).encode()


def box(
    words: str,
    at: tuple[float, float] = (1, 2),
    *,
    name: str = "Box",
    number: int = 2,
    properties: str = "",
    fills: str = "",
    paragraph: str = "",
) -> str:
    """Return a shape three inches wide and one high; `words` may be runs of one's own."""
    runs = words if words.startswith("<") else f"<a:r><a:t>{words}</a:t></a:r>"
    x, y = (int(inches * 914400) for inches in at)
    return (
        f"<p:sp><p:nvSpPr><p:cNvPr id='{number}' name='{name}'"
        f" {properties}/><p:cNvSpPr/><p:nvPr>{fills}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm>"
        f"<a:off x='{x}' y='{y}'/><a:ext cx='2743200' cy='914400'/></a:xfrm></p:spPr>"
        f"<p:txBody><a:bodyPr/><a:p>{paragraph}{runs}</a:p></p:txBody></p:sp>"
    )


def one_slide(shapes: str, *, attributes: str = "", **parts: str) -> bytes:
    """Return a presentation of one slide; `parts`: relations of the slide, kind to target."""
    relations = "".join(
        f'<Relationship Id="x{kind}" Type="{R}/{kind}" Target="{target}"/>'
        for kind, target in {"slideLayout": "../slideLayouts/slideLayout7.xml", **parts}.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    whole = f'<Relationships xmlns="{space}">{relations}</Relationships>'
    return with_parts(
        deck("Title"),
        {
            "ppt/slides/slide1.xml": slide(shapes, attributes=attributes),
            "ppt/slides/_rels/slide1.xml.rels": whole.encode(),
        },
    )
