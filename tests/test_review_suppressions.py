"""Suppressions: what they reach, what they never reach, and what is said of those that fail."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.errors import ContentError
from kb.model.document import Document
from kb.model.finding import Audit
from kb.reading.read import read_bytes
from kb.reading.weave import Weaver
from kb.review import Plan, apply, bare, read_register, register_from
from kb.review.directive import parse
from kb.vet import Engine, Vetted
from tests.small_kb import FILES, opened

CURE = "Light is a guaranteed cure for winter blues."
FAR = "Light always beats winter blues."
MAY = "Bright light may ease winter blues."
BOTH = f"{CURE}\n\n{FAR}\n"
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(opened(tmp_path_factory.mktemp("kb"), FILES))


@pytest.fixture(scope="module")
def kb(engine: Engine) -> KnowledgeBase:
    return engine.kb


def never() -> date:
    raise AssertionError("the clock was read and nothing has an end")


def reviewed(
    engine: Engine, text: str, register: str = "", name: str = "page.md", plan: Plan | None = None
) -> Audit:
    document = read_bytes(text.encode(), name)
    return of_document(engine, document, register, plan)


def of_document(
    engine: Engine, document: Document, register: str = "", plan: Plan | None = None
) -> Audit:
    entries = register_from(register.encode(), "register.yaml") if register else ()
    vetted = Vetted(document, engine.vet(document), f"pages/{document.name}")
    plan = plan or Plan(register=entries, day=lambda: DAY)
    return apply(vetted, engine.kb, plan).audit


def let(audit: Audit) -> list[str]:
    """Return the passages that are suppressed."""
    return [f.quote for f in audit.findings if f.suppressed_by]


def told(audit: Audit) -> list[str]:
    """Return what is said of suppressions."""
    return [f.why for f in audit.document_findings if f.kind == "suppression"]


def line(directive: str) -> str:
    return f"<!-- {directive} -->\n"


AGREED = "-- agreed (AB)"


@pytest.mark.parametrize("name", ["page.md", "page.txt"])
@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"{line(f'claims-kb-disable-next-line light {AGREED}')}\n{BOTH}", [FAR]),
        (f"{CURE} <!-- claims-kb-disable-line light {AGREED} -->\n\n{FAR}\n", [FAR]),
        (f"{line(f'claims-kb-disable light {AGREED}')}\n{CURE}\n\n"
         f"{line('claims-kb-enable')}\n{FAR}\n", [FAR]),
        (f"{CURE}\n\n{line(f'claims-kb-disable all {AGREED}')}\n{FAR}\n", [CURE]),
        (f"{CURE}\n\n{FAR}\n\n{line(f'claims-kb-disable-file light-helps {AGREED}')}", []),
        (f"{line(f'claims-kb-disable-next-line light {AGREED}')}"
         f"{line(f'claims-kb-disable-next-line nonsense {AGREED}')}\n{BOTH}", [FAR]),
        (line("Claims-kb-disable-next-line light – agreed (AB)") + f"{CURE}\r\n\r\n{FAR}", [FAR]),
        (f"<!-- claims-kb-disable-next-line light -- agreed\nwith them (AB) -->\n{BOTH}", [FAR]),
    ],
)  # fmt: skip
def test_a_directive_reaches_what_it_speaks_of_and_nothing_else(
    engine: Engine, name: str, text: str, left: list[str]
) -> None:
    audit = reviewed(engine, text, name=name)

    assert [f"{f.quote}." for f in audit.findings if f.counts] == left


@pytest.mark.parametrize("name", ["page.md", "page.txt"])
def test_a_directive_is_never_judged_as_copy(name: str) -> None:
    text = f"{line('claims-kb-disable light -- light is a guaranteed cure (AB)')}\n{MAY}\n"
    document = read_bytes(text.encode(), name)

    assert [document.quote(p) for p in document.passages] == [MAY]
    assert document.text == text
    assert document.remarks[0].start == document.remarks[0].end == 0


def test_other_comments_in_plain_text_are_the_writers_text() -> None:
    document = read_bytes(f"<!-- {CURE} -->\n".encode(), "page.txt")

    assert document.remarks == ()
    assert CURE in document.quote(document.passages[0])


def test_a_directive_that_is_never_closed_hides_nothing(engine: Engine) -> None:
    text = f"<!-- claims-kb-disable-file light {AGREED}\n\n{CURE}\n"

    assert let(reviewed(engine, text, name="page.txt")) == []


def test_a_directive_in_a_code_block_is_an_example(engine: Engine) -> None:
    text = f"{CURE}\n\n```\n{line(f'claims-kb-disable-file light {AGREED}')}```\n"

    assert reviewed(engine, text).review is None


def test_a_suppressed_finding_says_who_why_until_when_and_where(engine: Engine) -> None:
    directive = "claims-kb-disable-next-line light -- agreed (AB, until 2027-01-31)"
    (finding,) = reviewed(engine, f"\n{line(directive)}{CURE}\n").findings

    word = finding.suppressed_by
    assert word is not None
    assert (word.target, word.reason, word.by, str(word.until), word.source) == (
        "light", "agreed", "AB", "2027-01-31", "line 2",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("directive", "says"),
    [
        ("claims-kb-disable-file light", "gives no reason and names no person"),
        ("claims-kb-disable-file light -- agreed", "names no person"),
        ("claims-kb-disable-file light -- (AB)", "gives no reason"),
        ("claims-kb-disable-file -- agreed (AB)", "names nothing"),
        ("claims-kb-disable-file light -- agreed (AB, until next year)", "no date"),
        ("claims-kb-disable-files light -- agreed (AB)", "is no directive"),
        ("claims-kb-disable-file lihgt -- agreed (AB)", "did you mean light"),
        ("claims-kb-disable-file light -- agreed (AB, until 2026-11-21)", "has expired"),
        ("claims-kb-disable-file speed -- agreed (AB)", "suppresses nothing"),
        ("claims-kb-enable", "ends nothing"),
    ],
)
def test_what_is_wrong_with_a_suppression_is_itself_a_finding(
    engine: Engine, directive: str, says: str
) -> None:
    audit = reviewed(engine, f"{CURE}\n\n{line(directive)}")

    assert let(audit) == []
    (why,) = told(audit)
    assert says in why
    (found,) = [f for f in audit.document_findings if f.kind == "suppression"]
    ((start, end),) = found.where
    assert start == len(CURE) + 2
    assert end - start == len(line(directive)) - 1


def test_a_suppression_holds_on_its_last_day(engine: Engine) -> None:
    directive = "claims-kb-disable-file light -- agreed (AB, until 2026-11-22)"
    audit = reviewed(engine, f"{CURE}\n\n{line(directive)}")

    assert len(let(audit)) == 1
    assert audit.review is not None
    assert audit.review.on == DAY


def test_the_day_is_asked_for_only_where_something_ends(engine: Engine) -> None:
    text = f"{CURE}\n\n{line(f'claims-kb-disable-file light {AGREED}')}"
    audit = reviewed(engine, text, plan=Plan(day=never))

    assert audit.review is not None
    assert audit.review.on is None


def test_a_page_without_decisions_is_the_same_to_the_byte(engine: Engine) -> None:
    document = read_bytes(CURE.encode(), "page.md")
    plain = engine.vet(document)

    assert of_document(engine, document, plan=Plan(day=never)) is not None
    assert of_document(engine, document, plan=Plan(day=never)).model_dump() == plain.model_dump()


def test_what_was_laid_over_an_audit_can_be_taken_off(engine: Engine) -> None:
    text = f"{line(f'claims-kb-disable light {AGREED}')}{CURE}\n{line('claims-kb-disable all')}"
    document = read_bytes(text.encode(), "page.md")

    assert bare(of_document(engine, document)) == engine.vet(document)


def test_who_accepts_one_dimension_has_not_accepted_the_others(shipped_engine: Engine) -> None:
    copy = "Ketamine is completely safe."
    finding = shipped_engine.vet(read_bytes(copy.encode(), "page.md")).findings[0]
    both = [each.name for each in finding.dimensions]
    assert len(both) > 1

    one = reviewed(shipped_engine, f"{copy} <!-- claims-kb-disable-line {both[0]} {AGREED} -->")
    all_of_them = f"{copy} <!-- claims-kb-disable-line {', '.join(both)} {AGREED} -->"

    assert let(one) == []
    assert f"exceeds on {both[1]} too" in told(one)[0]
    assert len(let(reviewed(shipped_engine, all_of_them))) == 1


@pytest.fixture(scope="module")
def shipped_engine(shipped: KnowledgeBase) -> Engine:
    return Engine(shipped)


def test_a_finding_is_named_by_its_id_wherever_it_moves(engine: Engine) -> None:
    name = engine.vet(read_bytes(CURE.encode(), "page.md")).findings[0].id
    text = f"{MAY}\n\n{CURE}\n\n{line(f'claims-kb-disable-file {name} {AGREED}')}"

    assert [f"{quote}." for quote in let(reviewed(engine, text))] == [CURE]


def test_a_supported_passage_takes_no_suppression(engine: Engine) -> None:
    audit = reviewed(engine, f"{MAY}\n\n{line(f'claims-kb-disable-file all {AGREED}')}")

    assert let(audit) == []


def test_who_has_looked_up_a_figure_says_so(engine: Engine) -> None:
    figure = MAY.replace("winter blues.", "winter blues within 3 days.")
    (asked,) = (f for f in reviewed(engine, figure).findings if f.doubts)

    audit = reviewed(
        engine, f"{line(f'claims-kb-disable-file {asked.id} -- trial-a (AB)')}\n{figure}"
    )

    assert let(audit) == [figure.removesuffix(".")]
    assert told(audit) == []


def test_findings_on_the_whole_document_are_suppressed_by_their_kind(engine: Engine) -> None:
    kinds = [f.kind for f in engine.vet(read_bytes(MAY.encode(), "page.md")).document_findings]
    assert kinds == ["omission"]

    named = reviewed(engine, f"{MAY}\n\n{line(f'claims-kb-disable-file omission {AGREED}')}")
    near = reviewed(engine, f"{MAY} <!-- claims-kb-disable-line all {AGREED} -->")

    assert named.document_findings[0].suppressed_by is not None
    assert told(named) == []
    assert near.document_findings[0].suppressed_by is None


def woven(*remarks: tuple[int, int, str, str]) -> Document:
    """Return a document as readers of Word make it, with comments."""
    weaver = Weaver()
    for number, words in enumerate((CURE, FAR, MAY)):
        weaver.begin(place=f"paragraph {number + 1}")
        weaver.add(words, part="word/document.xml", node=number, at=0)
    for remark in remarks:
        weaver.remark(*remark)
    reading = weaver.reading()
    return Document(
        name="page.docx", media_type="x", sha256="0" * 64, text=reading.text,
        passages=reading.passages, origins=reading.origins, places=reading.places,
        remarks=reading.remarks,
    )  # fmt: skip


SECOND = len(CURE) + 2


@pytest.mark.parametrize(
    ("start", "end", "directive", "reached"),
    [
        (6, 20, "claims-kb-disable light -- agreed (AB)", [CURE]),
        (0, 0, "claims-kb-disable light -- agreed (AB)", [CURE]),
        (SECOND, SECOND, "claims-kb-disable light -- agreed (AB)", [FAR]),
        (7, 7, "claims-kb-disable light -- agreed (AB)", [CURE]),
        (SECOND - 2, SECOND - 2, "claims-kb-disable light -- agreed (AB)", [CURE]),
        (SECOND - 1, SECOND - 1, "claims-kb-disable-line light -- agreed (AB)", [CURE]),
        (7, 7, "claims-kb-disable-next-line light -- agreed (AB)", [FAR]),
        (5, 9, "claims-kb-disable-line light -- agreed (AB)", [CURE]),
        (5, 9, "claims-kb-disable-next-line light -- agreed (AB)", [FAR]),
        (0, 4, "claims-kb-disable-file light -- agreed (AB)", [CURE, FAR]),
    ],
)
def test_a_comment_in_a_word_processor_speaks_of_the_words_it_stands_on(
    engine: Engine, start: int, end: int, directive: str, reached: list[str]
) -> None:
    audit = of_document(engine, woven((start, end, directive, "")))

    assert [f"{quote}." for quote in let(audit)] == reached


def test_a_pair_of_comments_at_places_holds_between_them(engine: Engine) -> None:
    begin = (0, 0, f"claims-kb-disable light {AGREED}", "")
    end = (SECOND, SECOND, "claims-kb-enable", "")

    assert [f"{q}." for q in let(of_document(engine, woven(begin, end)))] == [CURE]


def test_the_author_of_a_comment_answers_for_it_where_nobody_is_named(engine: Engine) -> None:
    remark = (0, 4, "claims-kb-disable light -- agreed", "Ann Bee")
    (word,) = of_document(engine, woven(remark)).suppressions

    assert (word.by, word.source) == ("Ann Bee", "paragraph 1")


def test_thousands_of_directives_are_told_and_take_no_time(engine: Engine) -> None:
    text = line("claims-kb-disable-next-line light") * 5000 + CURE
    audit = reviewed(engine, text)

    assert "one of more than 1,000" in told(audit)[0]


REGISTER = """\
- document: page.md
  target: light
  quote: guaranteed cure
  reason: agreed
  by: AB
  until: 2027-01-31
"""


def test_an_entry_of_the_register_reaches_the_words_it_quotes(engine: Engine) -> None:
    audit = reviewed(engine, f"{CURE.replace(' cure', chr(160) + 'cure')}\n\n{FAR}\n", REGISTER)

    (word,) = audit.suppressions
    assert (word.by, word.source) == ("AB", "register.yaml:1")
    assert len(let(audit)) == 1


@pytest.mark.parametrize(
    "document", ["page.md", "*.md", "pages/page.md", "pages/*.md", "./pages/*.md"]
)
def test_an_entry_names_documents_by_name_path_or_pattern(engine: Engine, document: str) -> None:
    assert let(reviewed(engine, CURE, REGISTER.replace("page.md", f'"{document}"')))


@pytest.mark.parametrize("document", ["other.md", "leaflets/*.md", "*.docx"])
def test_an_entry_for_other_documents_leaves_an_audit_as_it_is(
    engine: Engine, document: str
) -> None:
    assert reviewed(engine, CURE, REGISTER.replace("page.md", f'"{document}"')).review is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  reason: agreed\n", "", "register.yaml:1 suppresses nothing: it gives no 'reason'"),
        ("  by: AB\n", "", "names no person"),
        ("until: 2027-01-31", "until: 2026-01-31", "has expired"),
        ("guaranteed cure", "certain cure", "found 0 times"),
        ("target: light", "target: dark", "names 'dark'"),
    ],
)
def test_an_entry_that_suppresses_nothing_is_told_with_file_and_line(
    engine: Engine, old: str, new: str, says: str
) -> None:
    assert old in REGISTER
    audit = reviewed(engine, CURE, REGISTER.replace(old, new))

    assert let(audit) == []
    (why,) = told(audit)
    assert why.startswith("register.yaml:1")
    assert says in why


def test_an_entry_for_many_documents_is_no_fault_of_one_that_it_does_not_meet(
    engine: Engine,
) -> None:
    assert told(reviewed(engine, MAY, REGISTER.replace("page.md", '"*.md"'))) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- document: a.md\n  target: light\n  why: x\n", "register.yaml:3: 0.why: is no field"),
        ("- document: a.md\n", "register.yaml:1: 0.target: is missing"),
        ("- document: a.md\n  target: x\n  until: soon\n", "register.yaml:3: 0.until: "),
        ("document: a.md\n", "register.yaml:1: a register holds a list"),
        ("- {document: a, document: b}\n", "stands twice"),
        ("- [", "register.yaml:"),
    ],
)
def test_a_register_with_faults_is_refused_with_file_and_line(
    tmp_path: Path, text: str, says: str
) -> None:
    path = tmp_path / "register.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError) as stopped:
        read_register(path)

    assert says in str(stopped.value)


@pytest.mark.parametrize("text", ["", "# nothing left\n"])
def test_a_register_from_which_everything_was_taken_is_empty(text: str) -> None:
    assert register_from(text.encode(), "register.yaml") == ()


@pytest.mark.parametrize(
    "text",
    [
        "claims-kb-" * 5000, "claims-kb-disable " + "(" * 50_000, "claims-kb-disable a -- " * 9000,
        "claims-kb-disable -- " + "until " * 20_000 + ")",
        "claims-kb-disable \x00 -- \u202e (\u202e",
    ],
)  # fmt: skip
def test_no_comment_breaks_the_reading_of_directives(text: str) -> None:
    assert parse(text) is not None
