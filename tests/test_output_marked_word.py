"""A Word file given back: comments on the very words, everything else as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kb.model.document import Document
from kb.model.finding import DocumentFinding, Finding, Suppression
from kb.output.comment import COMMENT_AUTHOR
from kb.output.marked.word import mark
from kb.reading.read import read_bytes
from kb.vet import Vetted
from tests.audited import a_base, vetted
from tests.office import convert
from tests.word_files import AWKWARD, PARAGRAPHS, W, body_of, members, para, word_file, zipped

KB = a_base([], [])
AWK = read_bytes(AWKWARD, "awkward.docx")
WHOLE = DocumentFinding(kind="omission", why="No risks are told.", where=((0, 5),))


def _finding(document: Document, start: int, end: int) -> Finding:
    return Finding(
        id=f"{start:08x}{end:08x}", start=start, end=end, quote=document.text[start:end],
        claim=None, topic=None, verdict="unsupported", dimensions=(), grade=None, why="",
        rewording=None, sources=(), score=0.9, place=document.place(start),
    )  # fmt: skip


def _vetted(document: Document, findings: Sequence[Finding], *, whole: bool = False) -> Vetted:
    audit = vetted(document.text, *findings, whole=(WHOLE,) if whole else ()).audit
    return Vetted(document, audit, document.name)


def _marked(
    document: Document, spans: Sequence[tuple[int, int]], *, whole: bool = False
) -> Document:
    findings = [_finding(document, start, end) for start, end in spans]
    made = mark(_vetted(document, findings, whole=whole), KB)
    return read_bytes(made, document.name)


def _on(document: Document, words: str) -> tuple[int, int]:
    start = document.text.index(words)
    return start, start + len(words)


def _said(document: Document, of: Document) -> dict[str, str]:
    """Return, for the words that each comment of ours is about, the words that it stands on."""
    told = {}
    for remark in document.remarks:
        found = re.search(r"Finding (\w{8})(\w{8})$", remark.text)
        if found and remark.author == COMMENT_AUTHOR:
            about = of.text[int(found[1], 16) : int(found[2], 16)]
            told[about] = document.text[remark.start : remark.end]
    return told


PASSAGES = [(p.start, p.end) for p in AWK.passages]
MARKED = _marked(AWK, PASSAGES, whole=True)


def test_a_marked_file_reads_as_the_file_did() -> None:
    assert MARKED.text == AWK.text
    assert MARKED.passages == AWK.passages
    assert MARKED.places == AWK.places
    assert MARKED.notes == AWK.notes


@pytest.mark.parametrize(
    "words",
    [
        "Light ends winter blues for good 🙂.", "ends winter blues", "nter bl", "works within min",
        "minutes in all", "all patients", "half of a joined", "Moved", "never fails", "≥9",
        "\ufffdg", "glow\u2011h", "permanent", "everyone", "works\u202ffaster", "e\u0301ver",
        "\u05e8\u05e4", "control", "10,000 lux", "Inner", "Remarked", "Remarked words end",
        "page 7 for", "Shown",
    ],
)  # fmt: skip
def test_a_comment_stands_on_the_very_words(words: str) -> None:
    assert _said(_marked(AWK, [_on(AWK, words)]), AWK) == {words: words}


def test_comments_that_overlap_stand_each_on_its_own_words() -> None:
    spans = [(s, e) for s in range(40, 75, 3) for e in range(s + 1, 76, 4)]
    marked = _marked(AWK, spans)
    assert marked.text == AWK.text
    for about, on in _said(marked, AWK).items():
        assert on.strip() == about.strip()


@pytest.mark.parametrize(
    ("words", "place", "near"),
    [
        ("use", "footnote 1", "Light ends winter blues for good 🙂"),
        ("end cures", "endnote 1", "Remarked words"),
        ("never fails.", "text box 1", "Beside a box."),
        ("clinic cures", "header", ""),
        ("Welcome", "first-page header", ""),
        ("Page", "footer", ""),
    ],
)
def test_where_word_takes_no_comment_it_stands_near_and_says_where_the_words_are(
    words: str, place: str, near: str
) -> None:
    start, end = _on(AWK, words if words != "never fails." else "Boxed: never fails.")
    marked = _marked(AWK, [(start, end)])
    (remark,) = [each for each in marked.remarks if each.author == COMMENT_AUTHOR]
    assert remark.text.splitlines()[1] == f"On “{AWK.text[start:end]}” ({place})"
    assert marked.text[: remark.start].endswith(near)
    assert marked.text == AWK.text


def test_a_comment_on_a_picture_stands_on_the_picture_and_on_an_equation_on_all_of_it() -> None:
    spans = [_on(AWK, "Cured & happy"), _on(AWK, "p<0")]
    assert _said(_marked(AWK, spans), AWK) == {"Cured & happy": "Cured & happy", "p<0": "p<0.05"}


def test_findings_on_the_whole_document_are_one_comment_at_its_start() -> None:
    first = MARKED.remarks[0]
    assert (first.start, first.end) == (0, 0)
    assert first.text.startswith("The whole document: 1 finding\nOmission: No risks are told.")
    assert sum(each.text.startswith("The whole document") for each in MARKED.remarks) == 1


def test_the_comments_of_others_stay_on_their_words() -> None:
    assert [each for each in MARKED.remarks if each.author == "Ann"] == list(AWK.remarks)


def test_supported_and_suppressed_passages_get_no_comment() -> None:
    fine = _finding(AWK, 0, 5).model_copy(update={"verdict": "supported"})
    word = Suppression(target="onset", reason="agreed", by="AB", source="register")
    hushed = _finding(AWK, 6, 9).model_copy(update={"suppressed_by": word})
    made = mark(_vetted(AWK, [fine, hushed]), KB)
    assert read_bytes(made, "a.docx").remarks == AWK.remarks


def test_parts_without_a_comment_are_byte_for_byte_the_same() -> None:
    before, after = members(AWKWARD), members(MARKED.original)
    assert list(after)[: len(before)] == list(before)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "word/comments.xml"}


def test_what_is_no_comment_stays_in_the_body() -> None:
    """Without our anchors, and with cut runs put together, the XML is the same."""
    assert _bare(MARKED.original) == _bare(AWKWARD)


def _bare(data: bytes) -> list[tuple[str, str, str]]:
    """Return the elements of the body with their looks and words, cut runs put together."""
    found: list[tuple[str, str, str]] = []
    root = etree.fromstring(members(data)["word/document.xml"])
    for element in root.iter():
        name = etree.QName(element).localname
        if name.startswith("comment") or name in ("r", "rPr", "b", "i", "vanish", "rStyle"):
            continue
        run_in = next(element.iterancestors(f"{{{W}}}r"), None)
        look = run_in.find(f"{{{W}}}rPr") if run_in is not None else None
        told = "" if look is None else etree.tostring(look).decode()
        told = re.sub(r' xmlns:\w+="[^"]*"', "", told)
        same = found and name == "t" and found[-1][:2] == ("t", told)
        if same:
            found[-1] = ("t", told, found[-1][2] + (element.text or ""))
        else:
            attributes = sorted(
                f"{k!s}={v!s}" for k, v in element.attrib.items() if "space" not in str(k)
            )
            found.append((name, told, (element.text or "") + " ".join(attributes)))
    return found


def test_the_same_copy_gives_the_same_bytes_and_marking_again_doubles_nothing() -> None:
    again = _marked(AWK, PASSAGES, whole=True)
    assert again.original == MARKED.original
    assert _marked(MARKED, PASSAGES, whole=True).original == MARKED.original


def test_an_answered_comment_stays_and_is_not_asked_again() -> None:
    files = members(MARKED.original)
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    root = etree.fromstring(files["word/comments.xml"])
    about = f"Finding {_finding(AWK, *PASSAGES[2]).id}"
    ours = next(c for c in root if "".join(map(str, c.itertext())).endswith(about))
    ours[-1].set(f"{{{w14}}}paraId", "0000AAAA")
    beside = (
        '<x:commentsEx xmlns:x="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<x:commentEx x:paraId="0000AAAA"/>'
        '<x:commentEx x:paraId="0000BBBB" x:paraIdParent="0000AAAA"/></x:commentsEx>'
    )
    listed = files["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="ex" Type="http://schemas.microsoft.com/office/2011/relationships/'
        b'commentsExtended" Target="commentsExtended.xml"/></Relationships>',
    )
    made = zipped(
        {
            **files,
            "word/comments.xml": etree.tostring(root),
            "word/commentsExtended.xml": beside,
            "word/_rels/document.xml.rels": listed,
        }
    )
    answered = read_bytes(made, "a.docx")
    # The writer has changed the text since: only this one passage is still found.
    told = _said(_marked(answered, [PASSAGES[2], PASSAGES[3]]), AWK)
    assert list(told) == [AWK.text[s:e] for s, e in PASSAGES[2:4]]
    after = members(_marked(answered, []).original)
    assert after["word/commentsExtended.xml"].decode() == beside
    assert list(_said(_marked(answered, []), AWK)) == [AWK.text[slice(*PASSAGES[2])]]


def test_white_space_that_word_does_not_show_does_not_come_to_light_by_a_cut() -> None:
    document = read_bytes(word_file("<w:p><w:r><w:t>  Cures all. </w:t></w:r></w:p>"), "a.docx")
    assert _marked(document, [(2, 5), (6, 9)]).text == "Cures all.\n"


def test_a_file_without_comments_or_paragraphs_gets_both() -> None:
    page = '<w:sectPr><w:headerReference w:type="default" r:id="id-header1"/></w:sectPr>'
    document = read_bytes(word_file(page, {"header1": para("It cures.")}), "a.docx")
    marked = _marked(document, [(0, 9)])
    assert [each.text.splitlines()[1] for each in marked.remarks] == ["On “It cures.” (header)"]
    opened = docx.Document(BytesIO(marked.original))
    assert [comment.author for comment in opened.comments] == [COMMENT_AUTHOR]


@settings(deadline=None, max_examples=100)
@given(PARAGRAPHS, st.integers(-1, 5), st.data())
def test_of_any_file_the_text_stays_and_comments_stand_on_their_words(
    paragraphs: list[list[tuple[str, str, bool]]], cell: int, data: st.DataObject
) -> None:
    document = read_bytes(word_file(body_of(paragraphs, cell)), "page.docx")
    spans = []
    for passage in document.passages:
        start = data.draw(st.integers(passage.start, passage.end - 1))
        end = data.draw(st.integers(start + 1, passage.end))
        spans += [(start, end)] if any(True for _ in document.origins_of(start, end)) else []
    marked = _marked(document, spans)
    assert marked.text == document.text
    assert sorted((r.start, r.end) for r in marked.remarks) == sorted(spans)


# --- what LibreOffice sees ---


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The awkward file before and after marks, as LibreOffice understands both."""
    folder = tmp_path_factory.mktemp("office")
    # LibreOffice 7.4 loses the words before a comment in a control that holds whole paragraphs.
    spans = [span for span in PASSAGES if "block control" not in AWK.text[slice(*span)]]
    (folder / "before.docx").write_bytes(AWKWARD)
    (folder / "after.docx").write_bytes(_marked(AWK, spans).original)
    for name in ("before", "after"):
        convert(folder / f"{name}.docx", "txt:Text", folder)
    convert(folder / "after.docx", "fodt", folder)
    return folder


def test_in_libreoffice_the_text_is_unchanged(folder: Path) -> None:
    before, after = ((folder / f"{name}.txt").read_text() for name in ("before", "after"))
    assert "Light ends winter blues" in before
    assert after == before


def test_in_libreoffice_the_comments_stand_on_the_words(folder: Path) -> None:
    told = _annotated(folder / "after.fodt")
    assert len(told) == len(PASSAGES)  # one of ours left out above, one of Ann's
    for words in ("It works within minutes in all patients.", "Inner cell.", "Our clinic cures."):
        about = _finding(AWK, *_on(AWK, words)).id
        (found,) = [on for said, on in told if about in said]
        # What was deleted still stands in the file, between the words.
        assert found.replace("some", "") == (words if words != "Our clinic cures." else "")


def _annotated(file: Path) -> list[tuple[str, str]]:
    """Return what each annotation of an OpenDocument file says and the words that it stands on."""
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    name = f"{office}name"
    root = etree.parse(file).getroot()
    opened: dict[str, list[str]] = {}
    told: list[tuple[str, list[str]]] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        inside = any(each.tag == f"{office}annotation" for each in element.iterancestors())
        if event == "start" and element.tag == f"{office}annotation":
            words: list[str] = []
            told.append(("".join(map(str, element.itertext())), words))
            if f"{office}name" in element.attrib:
                opened[str(element.get(name))] = words
        elif event == "start" and element.tag == f"{office}annotation-end":
            opened.pop(str(element.get(name)), None)
        elif not inside:
            _add(opened, element.text if event == "start" else element.tail)
        elif event == "end" and element.tag == f"{office}annotation":
            _add(opened, element.tail)
    return [(said, "".join(words)) for said, words in told]


def _add(opened: dict[str, list[str]], text: str | None) -> None:
    for words in opened.values():
        words.append(text or "")
