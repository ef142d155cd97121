"""PDF files of many makers are read as people read them, and every character leads back."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from kb.errors import ReadingError
from kb.model.document import Document, Passage
from kb.reading.pdf.places import rectangles
from kb.reading.pdf.reader import MAX_PAGES
from kb.reading.read import read_bytes
from tests.pdf_files import annotated, by_office, drawn, png, printed, set_in, written

LONG = (
    "Extraordinarily comprehensive programmes of low-dose illumination outperform conventional"
    " antidepressants in every circumstance."
)
LATER = (
    "People notice measurable improvements after forty-five minutes, and the effect is permanent."
)
SET = f"""
#set page(width: 148mm, height: 210mm, margin: 15mm, columns: 2,
  header: [Harbour Clinic, bright light], footer: context [Page #counter(page).display()])
#set text(size: 9pt, hyphenate: true, lang: "en", font: "Libertinus Serif")
#set par(justify: true)
#place(top + center, scope: "parent", float: true)[
  #text(16pt, weight: "bold")[Light that lifts your winter blues]]
= Why light
{LONG} {LATER}

The efficient office fits a flat floor and the affluent staff find it effortless.

Light is safe 😀 for 𝔘nicode, naïve coöperation and e\\u{{301}}tudes. Relief in
2#sym.space.nobreak;hours#footnote[Measured in forty adults who were not blinded.] is usual.
Doses are 10 mg/m#super[2] and counts 10#super[9]/L.

#table(columns: 3, [Outcome], [Light], [Placebo], [Response], [55 %], [20 %],
  [Relief lasts], [2 weeks or longer in most people], [none])

== How it works
- It stands in front of you for thirty minutes each morning, and you feel better.
- It resets the clock.
+ Call us.

#for i in range(19) [{LONG} {LATER} ]

= Risks
There are no risks at all.
"""
HTML = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><style>
@page {{size: A5; margin: 2cm}} body {{font: 11pt 'DejaVu Serif'}}
.two {{columns: 2; hyphens: auto; text-align: justify}}
.side {{float: right; width: 35%; font-size: 9pt; padding: 6px; background: #eee}}
</style></head><body><h1>Light for winter blues</h1>
<div class="side"><b>At a glance</b><p>What stands in a box beside the text is read after it.</p>
</div>
<p>Bright light is a guaranteed cure for winter blues. It works within minutes for everyone.</p>
<p>Relief 😀 for 𝔘 people; e&#x301;tudes; 2&nbsp;hours; efficient office flow.</p>
<p dir="rtl" lang="he">אור בהיר מרפא דיכאון חורף תוך 20 דקות.</p>
<p dir="rtl" lang="ar">العلاج بالضوء يشفي الاكتئاب خلال 20 دقيقة.</p>
<h2>Two columns</h2><div class="two"><p>{LONG} {LATER}</p></div>
<table><tr><th>Outcome</th><th>Light</th></tr><tr><td>Response</td><td>55 %</td></tr></table>
<img alt="A lamp on a table" src="data:image/png;base64,{{picture}}">
<p>The end <span style="font-size: 1px">is not what it seems</span> is near.</p>
</body></html>"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    import base64  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("pdf")
    picture = base64.b64encode(png()).decode()
    return {
        "typst": set_in(SET),
        "typst without tags": set_in(SET, tags=False),
        "LibreOffice": by_office(folder),
        "Chromium": printed(HTML.replace("{picture}", picture), folder),
    }


@pytest.fixture(scope="module")
def documents(files: dict[str, bytes]) -> dict[str, Document]:
    return {maker: document(data) for maker, data in files.items()}


def document(data: bytes) -> Document:
    return read_bytes(data, "page.pdf")


def words(found: Document, kind: str = "", role: str = "body") -> list[str]:
    return [
        found.quote(passage)
        for passage in found.passages
        if role == passage.role and kind in ("", passage.kind)
    ]


def passage(found: Document, quote: str) -> Passage:
    (only,) = [each for each in found.passages if found.quote(each) == quote]
    return only


MAKERS = ("typst", "typst without tags", "LibreOffice", "Chromium")
SET_BY_TYPST = MAKERS[:2]


@pytest.mark.parametrize("maker", MAKERS)
def test_every_origin_leads_back_to_the_very_characters_of_its_page(
    maker: str, files: dict[str, bytes], documents: dict[str, Document]
) -> None:
    found = documents[maker]
    pdf = pypdfium2.PdfDocument(files[maker])
    pages = [pdf[index].get_textpage() for index in range(len(pdf))]
    covered = 0
    for origin in found.origins:
        if origin.node:
            continue
        page = pages[int(origin.part.removeprefix("page ")) - 1]
        units = [
            pypdfium2.raw.FPDFText_GetUnicode(page, origin.at + step)
            for step in range(origin.width)
        ]
        there = b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le")
        ours = found.text[origin.start : origin.end]
        assert same(ours) == same(there.replace("\x02", "-"))
        covered += origin.end - origin.start
    pdf.close()
    letters = sum(char.isalnum() for char in found.text)
    assert covered >= letters


def same(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("maker", MAKERS)
def test_a_sentence_that_lines_break_and_hyphens_part_is_found_whole(
    maker: str, documents: dict[str, Document]
) -> None:
    found = words(documents[maker], "sentence")
    assert LONG in found
    assert LATER in found


@pytest.mark.parametrize("maker", MAKERS)
def test_headings_are_told_from_text_and_head_it(
    maker: str, documents: dict[str, Document]
) -> None:
    found = documents[maker]
    title, below = {
        "LibreOffice": ("Light that lifts your winter blues", "How soon"),
        "Chromium": ("Light for winter blues", "Two columns"),
    }.get(maker, ("Light that lifts your winter blues", "How it works"))
    headings = words(found, "heading")
    assert title in headings or maker == "typst"  # its title is no heading, and tagged as none
    assert below in headings
    last = found.passages[-1 if maker != "LibreOffice" else -4]
    assert last.heading is not None


@pytest.mark.parametrize("maker", MAKERS)
def test_no_break_spaces_emoji_combining_marks_and_ligatures_come_through(
    maker: str, documents: dict[str, Document]
) -> None:
    text = unicodedata.normalize("NFC", documents[maker].text)
    assert "études" in text
    assert "𝔘" in text
    assert "😀" in text
    assert "2\u00a0hours" in text or "2 hours" in text
    if maker != "LibreOffice":
        assert "efficient office" in text


@pytest.mark.parametrize("maker", MAKERS)
def test_cells_of_a_table_are_read_row_by_row(maker: str, documents: dict[str, Document]) -> None:
    cells = words(documents[maker], "table-cell")
    wanted = {
        "LibreOffice": ["Outcome", "Light", "Response after a week", "55\u00a0%"],
        "Chromium": ["Outcome", "Light", "Response", "55 %"],
    }.get(
        maker,
        ["Outcome", "Light", "Placebo", "Response", "55 %", "20 %", "Relief lasts",
         "2 weeks or longer in most people", "none"],
    )  # fmt: skip
    assert [same(cell) for cell in cells] == [same(cell) for cell in wanted]


def test_items_of_a_list_close_to_a_table_are_no_cells() -> None:
    lines = [
        (300, ["• It is safe."]),
        (285, ["Outcome", "Light"]),
        (270, ["Response after a week", "55 %"]),
        (255, ["• It never fails."]),
    ]
    shown = (
        f"1 0 0 1 {50 + 150 * column} {top} Tm ({text}) Tj"
        for top, texts in lines
        for column, text in enumerate(texts)
    )
    found = document(drawn(f"BT /F 10 Tf {' '.join(shown)} ET"))

    assert words(found, "list-item") == ["It is safe.", "It never fails."]
    assert words(found, "table-cell") == ["Outcome", "Light", "Response after a week", "55 %"]


def test_a_cell_says_its_row_and_column(documents: dict[str, Document]) -> None:
    found = documents["typst"]
    cell = passage(found, "2 weeks or longer in most people")
    assert found.place(cell.start) == "page 1, table 1, row 3, column 2"


@pytest.mark.parametrize("maker", [*SET_BY_TYPST, "LibreOffice"])
def test_a_footnote_is_one_and_its_mark_is_out_of_the_sentence(
    maker: str, documents: dict[str, Document]
) -> None:
    found = documents[maker]
    (note,) = words(found, "footnote")
    assert note.startswith("Measured in forty adults who were not blinded")
    assert "hours1" not in found.text
    assert any("reference marks" in told for told in found.notes)


def test_exponents_are_no_reference_marks(documents: dict[str, Document]) -> None:
    assert "10 mg/m2 and counts 109/L" in documents["typst"].text


@pytest.mark.parametrize("maker", [*SET_BY_TYPST, "LibreOffice"])
def test_bullets_and_numbers_stand_before_the_words_of_their_item(
    maker: str, documents: dict[str, Document]
) -> None:
    found = documents[maker]
    items = words(found, "list-item")
    assert len(items) >= 2
    assert not any(item[0] in "•1" for item in items)
    assert f"• {items[0]}" in found.text


@pytest.mark.parametrize("maker", SET_BY_TYPST)
def test_running_heads_and_page_numbers_are_read_once(
    maker: str, documents: dict[str, Document]
) -> None:
    found = documents[maker]
    assert words(found, role="header") == ["Harbour Clinic, bright light"]
    assert words(found, role="footer") == ["Page 1"]
    assert any("read once" in note for note in found.notes)


def test_a_sentence_that_turns_the_page_is_one_and_says_both_pages(
    documents: dict[str, Document],
) -> None:
    found = documents["typst"]
    assert words(found, "sentence").count(LONG) == words(found, "sentence").count(LATER) == 20
    assert {place.label for place in found.places} >= {"page 1", "page 2"}


def test_a_box_beside_the_text_is_read_after_it(documents: dict[str, Document]) -> None:
    text = documents["Chromium"].text
    assert text.index("works within minutes") < text.index("At a glance") < text.index("אור")


def test_text_from_the_right_is_read_in_its_order(documents: dict[str, Document]) -> None:
    text = documents["Chromium"].text
    assert "אור בהיר מרפא דיכאון חורף תוך 20 דקות." in text
    assert "العلاج بالضوء يشفي الاكتئاب خلال 20 دقيقة." in text
    assert "תוך 20 דקות" in documents["LibreOffice"].text


def test_descriptions_of_pictures_and_unseen_text_are_read_as_such(
    documents: dict[str, Document],
) -> None:
    found = documents["Chromium"]
    assert words(found, "alt-text") == ["A lamp on a table"]
    assert words(found, role="hidden") == ["is not what it seems"]
    assert "The end is near." in words(found)
    assert any("nobody sees" in note for note in found.notes)


def test_three_short_columns_above_two_long_ones_keep_apart() -> None:
    found = document(
        set_in("""
        #set page(width: 160mm, height: 140mm, margin: 10mm)
        #grid(columns: (1fr, 1fr, 1fr), column-gutter: 14pt,
          align(center)[*Fast* \\ Relief begins within an hour of your first visit.],
          align(center)[*Safe* \\ Nobody has ever had a side effect worth a word.],
          align(center)[*Proven* \\ Nine in ten people recover after one session.])
        #v(1em)
        #grid(columns: (2fr, 1fr), column-gutter: 18pt,
          [Light therapy works for everybody, and the programme is as effective as any other one
           that the clinic has ever offered to its patients.],
          [Light may not be right for everyone. Ask your doctor about the risks.])
        """, tags=False)
    )  # fmt: skip
    assert words(found) == [
        "Fast", "Relief begins within an hour of your first visit.",
        "Safe", "Nobody has ever had a side effect worth a word.",
        "Proven", "Nine in ten people recover after one session.",
        "Light therapy works for everybody, and the programme is as effective as any other one"
        " that the clinic has ever offered to its patients.",
        "Light may not be right for everyone.", "Ask your doctor about the risks.",
    ]  # fmt: skip


def test_spaced_out_letters_are_words_and_large_initials_begin_theirs() -> None:
    found = document(
        set_in("""
        #set page(width: 120mm, height: 60mm, margin: 10mm)
        #text(tracking: 0.35em)[OUR PROMISE TO YOU]

        #box(text(30pt)[L])ight works for everybody who has ever come to see us here, in summer \\
        and in winter.
        """, tags=False)
    )  # fmt: skip
    assert "OUR PROMISE TO YOU" in found.text
    assert "Light works for everybody" in found.text


def test_an_initial_over_two_lines_is_put_before_the_first() -> None:
    found = document(
        drawn(
            "BT /F 30 Tf 50 276 Td (L) Tj ET BT /F 10 Tf 70 290 Td (ight works for all) Tj"
            " 0 -14 Td (of us, and at once.) Tj ET"
        )
    )
    assert words(found) == ["Light works for all of us, and at once."]


def test_hyphens_of_the_word_stay_and_hyphens_of_the_line_go() -> None:
    found = document(
        drawn(
            "BT /F 10 Tf 50 300 Td 14 TL (A high-yield dose is not for the ill and the well-) Tj"
            " T* (informed, nor for the pro-) Tj T* (gramme of a high-) Tj T* (yield dose.) Tj ET"
        )
    )
    assert words(found) == [
        "A high-yield dose is not for the ill and the wellinformed, nor for the programme of a"
        " high-yield dose."
    ] or words(found) == [
        "A high-yield dose is not for the ill and the well-informed, nor for the programme of a"
        " high-yield dose."
    ]
    assert any("1 without their hyphen, 2 with it" in note for note in found.notes)


def test_unseen_text_and_text_off_the_page_is_hidden() -> None:
    found = document(
        drawn(
            "BT /F 10 Tf 50 300 Td (Seen by all.) Tj ET BT /F 10 Tf 3 Tr 50 200 Td (Unseen.) Tj ET"
            " BT /F 10 Tf 0 Tr 50 -200 Td (Off the page.) Tj ET"
        )
    )
    assert words(found) == ["Seen by all."]
    assert words(found, role="hidden") == ["Unseen.", "Off the page."]


SCAN = "q 400 0 0 400 0 0 cm /P Do Q"


def test_recognised_text_over_a_scan_is_its_text() -> None:
    found = document(drawn(f"{SCAN} BT /F 10 Tf 3 Tr 50 300 Td (Light heals.) Tj ET", picture=True))
    assert words(found) == ["Light heals."]
    assert any("recognised in a picture" in note for note in found.notes)


def test_a_scan_without_text_says_so() -> None:
    with pytest.raises(ReadingError, match=r"page\.pdf: has no text, only pictures"):
        document(drawn(SCAN, picture=True))


def test_scanned_pages_among_others_are_named() -> None:
    text = "BT /F 10 Tf 50 300 Td (Light heals.) Tj ET"
    found = document(drawn(text, SCAN, SCAN, picture=True))
    assert any(note.startswith("pages 2–3 have only a picture") for note in found.notes)


def test_a_password_is_asked_for_and_a_lock_against_changes_is_not_in_the_way() -> None:
    plain = drawn("BT /F 10 Tf 50 300 Td (Light heals.) Tj ET")
    for user, owner in (("secret", "secret"), ("", "secret")):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain)))
        writer.encrypt(user, owner, algorithm="RC4-128")
        if user:
            with pytest.raises(ReadingError, match="protected by a password; save a copy"):
                document(written(writer))
        else:
            found = document(written(writer))
            assert words(found) == ["Light heals."]
            assert any("protected against changes" in note for note in found.notes)


@pytest.mark.parametrize("data", [b"", b"no PDF at all", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(ReadingError, match="is no PDF, or a damaged one"):
        document(data)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_read_or_refused_but_never_breaks_us(data: st.DataObject) -> None:
    whole = bytearray(drawn("BT /F 10 Tf 50 300 Td (Light heals.) Tj ET"))
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    try:
        found = document(bytes(whole[:cut]) if cut % 2 else bytes(whole))
    except ReadingError:
        return
    assert all(0 <= p.start < p.end <= len(found.text) for p in found.passages)


def test_too_many_pages_are_refused() -> None:
    writer = PdfWriter()
    for _ in range(MAX_PAGES + 1):
        writer.add_blank_page(10, 10)
    with pytest.raises(ReadingError, match="has 2,001 pages; at most 2,000"):
        document(written(writer))


def test_figures_at_the_head_of_pages_are_no_page_numbers() -> None:
    found = document(
        drawn(*(f"BT /F 10 Tf 50 380 Td (Response: {n} %) Tj ET" for n in (55, 20, 81)))
    )
    assert words(found) == ["Response: 55 %", "Response: 20 %", "Response: 81 %"]


def test_heads_that_change_with_the_chapter_and_lone_page_numbers_are_no_text() -> None:
    heads = ["Light"] * 4 + ["Dark"] * 2 + ["Dusk"]
    found = document(
        drawn(
            *(
                f"BT /F 10 Tf 50 380 Td ({head}) Tj 0 -60 Td (Page {chr(65 + at)} goes on and on.)"
                f" Tj 0 -300 Td ({at + 1}) Tj ET"
                for at, head in enumerate(heads)
            )
        )
    )
    assert words(found) == [f"Page {letter} goes on and on." for letter in "ABCDEFG"]
    assert words(found, role="header") == ["Light", "Dark", "Dusk"]
    assert words(found, role="footer") == []


def test_two_hundred_pages_are_read_in_order_and_each_place_is_told() -> None:
    found = document(
        set_in(f"""
        #set page(width: 105mm, height: 74mm, margin: 12mm, footer: context counter(page).display())
        #set text(size: 9pt, hyphenate: true, lang: "en")
        #set par(justify: true)
        #for i in range(200) [= Chapter #i

        {LONG} Case #i is closed.#pagebreak(weak: true)]
        """)
    )
    sentences = words(found, "sentence")
    assert sentences.count(LONG) == 200
    cases = [passage(found, f"Case {i} is closed.").start for i in range(200)]
    assert cases == sorted(cases)
    assert [found.place(start) for start in cases] == [f"page {i + 1}" for i in range(200)]


def test_comments_and_form_fields_are_remarks_on_their_words() -> None:
    plain = drawn("BT /F 10 Tf 50 300 Td (Light heals. It never fails.) Tj ET")
    box = found_box(plain, "It never fails.")
    left, bottom, right, top = box
    data = annotated(
        plain, Subtype="/Highlight", Contents="Too strong", T="Ada", Rect=list(box),
        QuadPoints=[left, top, right, top, left, bottom, right, bottom],
    )  # fmt: skip
    data = annotated(
        data, Subtype="/Text", Contents="Who says so?", T="Bo", Rect=[40, 300, 50, 310]
    )
    data = annotated(data, Subtype="/Widget", FT="/Tx", T="name", V="Cy", Rect=[50, 200, 90, 210])
    data = annotated(data, Subtype="/Link", Contents="no remark", Rect=[50, 200, 90, 210])
    found = document(data)
    told = {(r.text, r.author): found.text[r.start : r.end] for r in found.remarks}
    assert told == {
        ("Too strong", "Ada"): "It never fails.",
        ("Who says so?", "Bo"): "",
        ("form field name: Cy", ""): "",
    }
    assert "Too strong" not in found.text


def found_box(data: bytes, quote: str) -> tuple[float, float, float, float]:
    found = document(data)
    start = found.text.index(quote)
    (spot,) = rectangles(data, {"it": found.origins_of(start, start + len(quote))})["it"]
    ((left, bottom, right, top, _),) = spot.rectangles
    return left, bottom, right, top


@pytest.mark.parametrize(
    ("turned", "content"),
    [
        (0, "BT /F 10 Tf 150 300 Td (Light heals.) Tj 0 -14 Td (It works.) Tj ET"),
        (90, "BT /F 10 Tf 0 1 -1 0 200 120 Tm (Light heals.) Tj 0 -14 Td (It works.) Tj ET"),
        (180, "BT /F 10 Tf -1 0 0 -1 300 150 Tm (Light heals.) Tj 0 -14 Td (It works.) Tj ET"),
        (270, "BT /F 10 Tf 0 -1 1 0 200 320 Tm (Light heals.) Tj 0 -14 Td (It works.) Tj ET"),
    ],
)
def test_turned_pages_with_a_shifted_corner_are_read_and_their_words_found(
    turned: int, content: str
) -> None:
    data = drawn(content, turned=turned, box=(100, 100, 350, 400))
    found = document(data)
    assert words(found) == ["Light heals.", "It works."]
    left, bottom, right, top = found_box(data, "It works.")
    assert (right - left > top - bottom) == (turned in (0, 180))
    assert 100 < left < right < 350
    assert 100 < bottom < top < 400
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    inside = page.get_text_bounded(left=left, bottom=bottom, right=right, top=top)
    assert inside.strip() == "It works."


def test_a_reader_of_text_loads_no_library_for_pdf(tmp_path: Path) -> None:
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    page = tmp_path / "page.txt"
    page.write_text("Light heals.")
    code = (
        "import sys; from pathlib import Path; from kb.reading.read import read;"
        f"read(Path({str(page)!r})); sys.exit('pypdfium2' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
