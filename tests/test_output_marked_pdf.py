"""A PDF given back: highlights on the very words, a note on each, and nothing else changed."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, PdfObject

from kb.errors import UsageError
from kb.model.document import Document
from kb.model.finding import DocumentFinding, Finding, Suppression
from kb.model.terms import Verdict
from kb.output.comment import COMMENT_AUTHOR
from kb.output.marked.pdf import COLOURS, mark
from kb.reading.pdf.places import rectangles
from kb.reading.read import read_bytes
from kb.vet import Vetted
from tests.audited import a_base, vetted
from tests.office import poppler
from tests.pdf_files import annotated, by_office, drawn, png, set_in, written

KB = a_base([], [])
WHOLE = DocumentFinding(kind="omission", why="No risks are told.", where=((0, 5),))
SET = """
#set document(title: "Light")
#set page(width: 120mm, height: 90mm, margin: 12mm, columns: 2,
  header: [Harbour Clinic], footer: context [Page #counter(page).display()])
#set text(size: 9pt, hyphenate: true, lang: "en")
#set par(justify: true)
= Why light
#for i in range(7) [Extraordinarily comprehensive programmes of low-dose illumination outperform
conventional antidepressants in case #i. Light is safe 😀 for 𝔘nicode and e\\u{301}tudes. ]

#link("https://example.org/")[A link] and a sentence #footnote[Measured in forty adults.] end.
#figure(image("lamp.png", width: 4mm, alt: "A lamp that cures everybody"))
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return {
        "typst": set_in(SET, images={"lamp.png": png()}),
        "LibreOffice": by_office(tmp_path_factory.mktemp("pdf")),
        "a turned page": drawn(
            "BT /F 10 Tf 0 1 -1 0 200 120 Tm (Light heals.) Tj 0 -14 Td (It works.) Tj ET",
            turned=90, box=(100, 100, 350, 400),
        ),
    }  # fmt: skip


MAKERS = ("typst", "LibreOffice", "a turned page")


def _document(data: bytes) -> Document:
    return read_bytes(data, "page.pdf")


def _finding(document: Document, start: int, end: int, verdict: Verdict = "unsupported") -> Finding:
    return Finding(
        id=f"{start:08x}{end:08x}", start=start, end=end, quote=document.text[start:end],
        claim=None, topic=None, verdict=verdict, dimensions=(), grade=None, why="",
        rewording=None, sources=(), score=0.9, place=document.place(start),
    )  # fmt: skip


def _marked(document: Document, spans: Sequence[tuple[int, int]], *, whole: bool = False) -> bytes:
    findings = [_finding(document, start, end) for start, end in spans]
    audit = vetted(document.text, *findings, whole=(WHOLE,) if whole else ()).audit
    return mark(Vetted(document, audit, "page.pdf"), KB)


def _passages(document: Document) -> list[tuple[int, int]]:
    return [(passage.start, passage.end) for passage in document.passages]


def _ours(data: bytes) -> list[DictionaryObject]:
    found = [
        annotation.get_object()
        for page in PdfReader(io.BytesIO(data)).pages
        for annotation in page.get("/Annots") or ()
    ]
    return [each for each in found if each.get("/T") == COMMENT_AUTHOR]


@pytest.mark.parametrize("maker", MAKERS)
def test_the_file_itself_is_not_changed_by_a_byte_and_reads_as_it_did(
    maker: str, files: dict[str, bytes]
) -> None:
    before = _document(files[maker])
    made = _marked(before, _passages(before), whole=True)
    after = _document(made)
    assert made.startswith(files[maker])
    assert after.text == before.text
    assert after.passages == before.passages
    assert after.places == before.places


@pytest.mark.parametrize("maker", MAKERS)
def test_our_notes_come_back_as_remarks_on_the_very_words(
    maker: str, files: dict[str, bytes]
) -> None:
    before = _document(files[maker])
    after = _document(_marked(before, _passages(before)))
    told = {(r.start, r.end) for r in after.remarks if r.author == COMMENT_AUTHOR}
    seen = {(p.start, p.end) for p in before.passages if p.kind != "alt-text"}
    assert _parts(after.text, told) == _parts(after.text, seen)
    assert len([span for span in told if span[0] < span[1]]) >= len(seen)


def _parts(text: str, spans: set[tuple[int, int]]) -> list[int]:
    return sorted({at for start, end in spans for at in range(start, end) if text[at].isalnum()})


@pytest.mark.parametrize("maker", MAKERS)
def test_only_the_words_are_coloured(maker: str, files: dict[str, bytes]) -> None:
    before = _document(files[maker])
    passages = [p for p in before.passages if p.kind != "alt-text" and p.role == "body"]
    start, end = passages[-1].start, passages[-1].end
    made = _marked(before, [(start, end)])
    (spot,) = rectangles(files[maker], {"it": before.origins_of(start, end)})["it"]
    changed = _changed_pixels(files[maker], made, spot.page)
    assert changed
    page = pypdfium2.PdfDocument(files[maker])[spot.page]
    for x, y in changed:
        assert any(
            box.left - 1.5 <= x <= box.right + 1.5 and box.bottom - 1.5 <= y <= box.top + 1.5
            for box in spot.rectangles
        )
    for box in spot.rectangles:
        assert any(box.left <= x <= box.right and box.bottom <= y <= box.top for x, y in changed)
    page.close()


def _changed_pixels(one: bytes, other: bytes, number: int) -> list[tuple[float, float]]:
    """Return where two files look different on a page, in the measure of the page."""
    pages = [pypdfium2.PdfDocument(data)[number] for data in (one, other)]
    drawn_ones = [page.render(scale=1, no_smoothtext=True) for page in pages]
    first, second = (bytes(each.buffer) for each in drawn_ones)
    bitmap = drawn_ones[0]
    converter = bitmap.get_posconv(pages[0])
    each = bitmap.n_channels
    changed = {
        (at % bitmap.stride // each, at // bitmap.stride)
        for at in range(len(first))
        if first[at] != second[at]
    }
    return [converter.to_page(x, y) for x, y in sorted(changed)]


def test_what_stood_in_the_file_stays(files: dict[str, bytes]) -> None:
    plain = annotated(
        files["typst"], Subtype="/Text", Contents="Who says so?", T="Bo", Rect=[40, 100, 50, 110]
    )
    before = _document(plain)
    made = _marked(before, _passages(before)[:3], whole=True)
    old, new = (PdfReader(io.BytesIO(data)) for data in (plain, made))
    assert _told(old.trailer["/Root"]) == _told(new.trailer["/Root"])
    assert "/StructTreeRoot" in _told(new.trailer["/Root"])
    assert "/Outlines" in _told(new.trailer["/Root"])
    assert old.metadata == new.metadata
    for was, now in zip(old.pages, new.pages, strict=True):
        kept = [_told(each.get_object()) for each in was.get("/Annots") or ()]
        found = [_told(each.get_object()) for each in now.get("/Annots") or ()]
        assert found[: len(kept)] == kept
    assert [r for r in _document(made).remarks if r.author == "Bo"] == [
        r for r in before.remarks if r.author == "Bo"
    ]


def _told(found: PdfObject) -> str:
    """Return an object in words, references by their number alone."""
    return re.sub(r"(IndirectObject\(\d+, \d+), \d+\)", r"\1)", str(found))


def test_the_same_audit_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    found = _document(files["typst"])
    spans = _passages(found)
    assert _marked(found, spans, whole=True) == _marked(found, spans, whole=True)


@pytest.mark.parametrize("maker", MAKERS)
def test_other_programs_open_it_without_complaint(
    maker: str, files: dict[str, bytes], tmp_path: Path
) -> None:
    before = _document(files[maker])
    plain, marked = tmp_path / "plain.pdf", tmp_path / "marked.pdf"
    plain.write_bytes(files[maker])
    marked.write_bytes(_marked(before, _passages(before), whole=True))
    texts, told = [], []
    for file in (plain, marked):
        run = subprocess.run(
            [poppler("pdftotext"), file, "-"], capture_output=True, check=True, timeout=60
        )
        texts.append(run.stdout)
        told.append(run.stderr)
    assert texts[0] == texts[1]
    assert told[0] == told[1]
    run = subprocess.run(
        [poppler("pdftoppm"), "-r", "20", "-png", marked, tmp_path / "page"],
        capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    assert b"annotation" not in run.stderr


def test_supported_and_suppressed_passages_get_no_mark() -> None:
    plain = drawn("BT /F 10 Tf 50 300 Td (Light heals. It never fails.) Tj ET")
    found = _document(plain)
    word = Suppression(target="x", reason="agreed", by="Bo", source="register")
    findings = [
        _finding(found, 0, 12, "supported"),
        _finding(found, 13, 28).model_copy(update={"suppressed_by": word}),
    ]
    audit = vetted(found.text, *findings).audit
    assert mark(Vetted(found, audit, "page.pdf"), KB) == plain


def test_verdicts_have_colours_of_their_own() -> None:
    assert len(set(COLOURS.values())) == len(COLOURS)


def test_words_that_stand_nowhere_on_the_page_get_a_note_on_it(files: dict[str, bytes]) -> None:
    found = _document(files["typst"])
    (described,) = [p for p in found.passages if p.kind == "alt-text"]
    (note,) = _ours(_marked(found, [(described.start, described.end)]))
    assert str(note["/Subtype"]) == "/Text"


def test_marks_are_renewed_and_what_somebody_answered_stays() -> None:
    found = _document(drawn("BT /F 10 Tf 50 300 Td (Light heals. It never fails.) Tj ET"))
    once = _marked(found, [(0, 12), (13, 28)], whole=True)
    assert len(_ours(once)) == 3
    again = _document(once)
    assert len(_ours(_marked(again, [(0, 12)]))) == 1
    replied = PdfWriter(clone_from=PdfReader(io.BytesIO(once)))
    notes = replied.pages[0]["/Annots"]
    reply = DictionaryObject(
        {NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Text")}
    )
    reply[NameObject("/IRT")] = notes[1]  # type: ignore[index]
    replied.add_annotation(0, reply)
    answered = _document(written(replied))
    after = _marked(answered, [(0, 12), (13, 28)])
    assert len(_ours(after)) == 2
    assert len({str(each["/NM"]) for each in _ours(after)}) == 2


def test_a_file_locked_against_changes_is_not_marked() -> None:
    writer = PdfWriter(
        clone_from=PdfReader(io.BytesIO(drawn("BT /F 10 Tf 50 300 Td (Light heals.) Tj ET")))
    )
    writer.encrypt("", "secret", algorithm="RC4-128")
    found = _document(written(writer))
    with pytest.raises(UsageError, match=r"page\.pdf: is protected against changes"):
        _marked(found, [(0, 12)])


def test_a_file_whose_own_table_is_lost_says_what_to_do() -> None:
    plain = drawn("BT /F 10 Tf 50 300 Td (Light heals.) Tj ET")
    broken = plain[: plain.rindex(b"startxref")] + b"startxref\n7\n%%EOF\n"
    found = _document(broken)
    with pytest.raises(UsageError, match="save it anew, and try again"):
        _marked(found, [(0, 12)])


@given(st.data())
@settings(max_examples=15, deadline=None)
def test_any_words_can_be_marked_and_are_read_back(data: st.DataObject) -> None:
    plain = drawn(
        "BT /F 10 Tf 14 TL 50 300 Td (Light heals every-) Tj T* (body who comes to see us) Tj"
        " T* (twice.) Tj ET",
        "BT /F 10 Tf 50 300 Td (It never fails.) Tj ET",
    )
    found = _document(plain)
    start = data.draw(st.integers(0, len(found.text) - 2))
    end = data.draw(st.integers(start + 1, len(found.text)))
    if not found.text[start:end].strip():
        return
    after = _document(_marked(found, [(start, end)]))
    covered = [(r.start, r.end) for r in after.remarks if r.start < r.end]
    wanted = {at for at in range(start, end) if not found.text[at].isspace()}
    assert wanted <= {at for a, b in covered for at in range(a, b)}
    assert {at for a, b in covered for at in (a, b - 1)} <= set(range(start, end))
