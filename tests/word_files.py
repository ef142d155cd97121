"""Word files made part by part, so that tests hold the awkward cases that Word itself writes."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import strategies as st
from lxml import etree

from kb.model.document import Document

__all__ = [
    "AWKWARD",
    "NAMESPACES",
    "PARAGRAPHS",
    "W",
    "body_of",
    "characters",
    "members",
    "para",
    "run",
    "word_file",
    "zipped",
]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN = f"{_TYPE}.document.main+xml"


def run(text: str, about: str = "") -> str:
    """Return a run that keeps its white space."""
    look = f"<w:rPr>{about}</w:rPr>" if about else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*content: str, style: str = "", about: str = "") -> str:
    """Return a paragraph; what does not begin with a tag is made a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    look = f"<w:pPr>{named}{about}</w:pPr>" if named or about else ""
    runs = (each if each.startswith("<") else run(each) for each in content)
    return f"<w:p>{look}{''.join(runs)}</w:p>"


def word_file(
    body: str, parts: Mapping[str, str] | None = None, *, main_type: str = _MAIN
) -> bytes:
    """Return a file with this body; `parts`: kind -> content of its root ("footnotes")."""
    roots = {
        "styles": "styles", "numbering": "numbering", "footnotes": "footnotes",
        "endnotes": "endnotes", "comments": "comments", "header": "hdr", "footer": "ftr",
    }  # fmt: skip
    files = {"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    relations, types = [], [("word/document.xml", main_type)]
    for name, content in (parts or {}).items():
        kind = name.rstrip("0123456789")
        files[f"word/{name}.xml"] = f"<w:{roots[kind]} {NAMESPACES}>{content}</w:{roots[kind]}>"
        relations.append((f"id-{name}", kind, f"{name}.xml"))
        types.append((f"word/{name}.xml", f"{_TYPE}.{kind}+xml"))
    files["word/_rels/document.xml.rels"] = _relations(relations)
    files["_rels/.rels"] = _relations([("rId1", "officeDocument", "word/document.xml")])
    files["[Content_Types].xml"] = _types(types)
    return zipped({name: f'<?xml version="1.0"?>{content}' for name, content in files.items()})


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of these members."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """Return what an archive holds."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def characters(data: bytes, document: Document, start: int, end: int) -> str:
    """Return the characters of the file that start..end of its text came from."""
    files, nodes, found = members(data), {}, []
    for origin in document.origins_of(start, end):
        if origin.part not in nodes:
            root = etree.fromstring(files[origin.part])
            nodes[origin.part] = [e for e in root.iter() if etree.QName(e).localname in _NODES]
        element = nodes[origin.part][origin.node]
        words = _NODES[etree.QName(element).localname]
        for name in ("descr", "alt", f"{{{W}}}val", "string"):
            words = element.get(name) or words
        words = words or element.text or ""
        found.append(words[origin.at : origin.at + origin.width])
    return "".join(found)


_NODES = {
    "t": "", "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "sym": "\ufffd",
    "ptab": "\t", "docPr": "", "cNvPr": "", "textpath": "", "shape": "", "rect": "",
    "roundrect": "", "oval": "", "tblCaption": "", "tblDescription": "",
}  # fmt: skip
"""What is a node of the text, as the documents' origins count them."""


def _relations(found: list[tuple[str, str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"/>'
        for name, kind, target in found
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{each}</Relationships>'


def _types(found: list[tuple[str, str]]) -> str:
    each = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in found)
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{each}</Types>'
    )


_STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Praxis"><w:name w:val="Praxiskopf"/>
  <w:basedOn w:val="Praxis2"/></w:style>
<w:style w:type="paragraph" w:styleId="Praxis2"><w:name w:val="Unterkopf"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Punkte"><w:name w:val="Our Points"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Stimme"><w:name w:val="Patient voice"/>
  <w:basedOn w:val="Zitat"/></w:style>
<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Leise"><w:name w:val="Whisper"/>
  <w:rPr><w:vanish/></w:rPr></w:style>
"""
_NUMBERING = """
<w:abstractNum w:abstractNumId="3">
  <w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl>
  <w:lvl w:ilvl="2"><w:numFmt w:val="none"/></w:lvl>
</w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>
"""


def _change(name: str, content: str) -> str:
    number = {"ins": 901, "del": 902, "moveFrom": 903, "moveTo": 904}[name]
    about = f'w:id="{number}" w:author="Editor" w:date="2026-01-02T03:04:05Z"'
    return f"<w:{name} {about}>{content}</w:{name}>"


def _field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _drawing(name: str, graphic: str, described: str = "") -> str:
    told = f' descr="{described}"' if described else ""
    return (
        '<w:drawing><wp:inline><wp:extent cx="1800000" cy="900000"/>'
        f'<wp:docPr id="{len(name)}" name="{name}"{told}/>'
        f"<a:graphic>{graphic}</a:graphic></wp:inline></w:drawing>"
    )


def _box(content: str) -> str:
    """Return a text box as Word writes it: twice, for new programs and for old ones."""
    shape = (
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="1800000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData>"
    )
    old = (
        '<w:pict><v:shape style="width:100pt;height:50pt"><v:textbox>'
        f"<w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"{_drawing('Box', shape)}</mc:Choice><mc:Fallback>{old}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def _table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


_REFERENCE = '<w:r><w:{kind}Reference w:id="{id}"/></w:r>'
_PAGE = (
    '<w:headerReference w:type="default" r:id="id-header1"/>'
    '<w:headerReference w:type="first" r:id="id-header2"/>'
    '<w:footerReference w:type="default" r:id="id-footer1"/>'
)
_CHART = (
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart r:id="id-none"/></a:graphicData>'
)

AWKWARD = word_file(
    para("Light for winter blues", style="Title")
    + para("Does it work?", style="berschrift1")
    + para(
        "Light ", run("ends win", "<w:b/>"), run("ter blues", "<w:i/>"), " for good 🙂",
        _REFERENCE.format(kind="footnote", id=2), ".",
    )
    + para(
        "It ",
        '<w:hyperlink w:anchor="there">' + run("works within ") + run("minutes") + "</w:hyperlink>",
        run(" in "), _change("del", "<w:r><w:delText>some</w:delText></w:r>"),
        _change("ins", run("all ") + run("patients")), ".",
    )
    + para("First half of a ", about="<w:rPr>" + _change("del", "") + "</w:rPr>")
    + para("joined sentence.")
    + para(_change("moveTo", run("Moved here.")), _change("moveFrom", run("Moved from here.")))
    + para("Smaller print", style="Praxis")
    + para("A point by style", style="Punkte")
    + para("A point of its own", about='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>')
    + para("No point at all.", about='<w:numPr><w:ilvl w:val="2"/><w:numId w:val="7"/></w:numPr>')
    + para("I felt better at once.", style="Stimme")
    + para("Light, no side effects", style="Beschriftung")
    + para("Does it work?", "<w:r><w:tab/></w:r>", "1", style="Verzeichnis1")
    + para("See ", _field("REF x", run("page ") + _field("PAGEREF x", run("7"))), " for more.")
    + para(
        _field("IF " + "</w:instrText></w:r>" + _field("MERGEFIELD a", run("secret"))
               + "<w:r><w:instrText> = 1", run("Shown.")),
    )
    + para(
        "Open", run(" and never fails", "<w:vanish/>"), " and read.",
        run(" Cures all.", '<w:rStyle w:val="Leise"/>'),
    )
    + para("Over ", "<w:r><w:sym w:font=\"Symbol\" w:char=\"F0B3\"/></w:r>", "9 in 10 ",
           "<w:r><w:sym w:font=\"Odd Dings\" w:char=\"F04A\"/><w:t>glow</w:t>"
           "<w:noBreakHyphen/><w:t>happy per</w:t><w:softHyphen/><w:t>ma\xadnent.</w:t></w:r>")
    + para("Fast relief", "<w:r><w:br/></w:r>", "Safe for everyone", "<w:r><w:br/></w:r>",
           "No side effects")
    + para("Nothing\xa0works\u202ffaster e\u0301ver. \u05d0\u05d5\u05e8 \u05de\u05e8\u05e4\u05d0.")
    + para("Beside a box.", _box(para("Boxed: never fails.") + para("Boxed two.")))
    + para("A picture.", "<w:r>" + _drawing("Pic", "<a:graphicData/>", "Cured &amp; happy")
           + "</w:r>", "<w:r>" + _drawing("Chart", _CHART) + "</w:r>")
    + para('<w:sdt><w:sdtPr/><w:sdtContent>' + run("In a control.") + "</w:sdtContent></w:sdt>")
    + "<w:sdt><w:sdtContent>" + para("In a block control.") + "</w:sdtContent></w:sdt>"
    + para("<m:oMath><m:r><m:t>p&lt;0.05</m:t></m:r></m:oMath>", " was reached.")
    + _table(
        (para("Dose"), para("Effect")),
        (para("10,000 lux"), para("Outer cell.") + _table((para("Inner cell."),)) + para()),
    )
    + para(
        '<w:commentRangeStart w:id="4"/>', "Remarked", '<w:commentRangeEnd w:id="4"/>',
        '<w:r><w:commentReference w:id="4"/></w:r>', " words",
        _REFERENCE.format(kind="endnote", id=5), " end.",
        about=f"<w:sectPr>{_PAGE}</w:sectPr>",
    )
    + para("Second section.")
    + '<w:sectPr><w:headerReference w:type="default" r:id="id-header3"/></w:sectPr>',
    {
        "styles": _STYLES,
        "numbering": _NUMBERING,
        "footnotes": '<w:footnote w:id="0" w:type="separator">' + para("-----") + "</w:footnote>"
        '<w:footnote w:id="1">' + para("Nobody refers to me.") + "</w:footnote>"
        '<w:footnote w:id="2">' + para("<w:r><w:footnoteRef/></w:r>", " Off-label ", run("use."))
        + "</w:footnote>",
        "endnotes": '<w:endnote w:id="5">' + para("The end cures.") + "</w:endnote>",
        "comments": '<w:comment w:id="4" w:author="Ann"><w:p><w:r><w:t>Really?</w:t></w:r></w:p>'
        + para("Check it.") + "</w:comment>",
        "header1": para("Our clinic cures."),
        "header2": para("Welcome."),
        "header3": para("Our clinic cures."),
        "footer1": para("Page ", '<w:fldSimple w:instr="PAGE">' + run("1") + "</w:fldSimple>"),
    },
)  # fmt: skip
"""One file with nearly everything that makes Word files hard to read."""

_WORDS = st.text("ab .\xa0e\u0301🙂\u05d0&<\u200b\xad\t", max_size=8)
_WRAPS = st.sampled_from(
    [
        "{}", "{}", "<w:hyperlink>{}</w:hyperlink>", '<w:ins w:id="1" w:author="A">{}</w:ins>',
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:smartTag>{}</w:smartTag>",
        '<w:fldSimple w:instr="DATE">{}</w:fldSimple>', "<w:r><w:tab/></w:r>{}",
        "{}<w:r><w:br/></w:r>", '{}<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "{}<w:bookmarkStart/>",
    ]
)  # fmt: skip
PARAGRAPHS = st.lists(st.lists(st.tuples(_WRAPS, _WORDS, st.booleans()), max_size=5), max_size=6)
"""Any paragraphs: runs in what may stand around them, with their words, and whether hidden."""


def body_of(paragraphs: list[list[tuple[str, str, bool]]], cell: int = -1) -> str:
    """Return paragraphs as XML; that of the number `cell` stands in a table."""
    made = []
    for number, runs in enumerate(paragraphs):
        inside = (
            wrap.format(run(escape(words), "<w:vanish/>" if hidden else ""))
            for wrap, words, hidden in runs
        )
        paragraph = f"<w:p>{''.join(inside)}</w:p>"
        table = f"<w:tbl><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:tbl>"
        made.append(table if number == cell else paragraph)
    return "".join(made)
