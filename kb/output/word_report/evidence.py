"""The evidence behind the findings, in the layout of GRADE's two tables, and the references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from kb.model.terms import Scheme
from kb.output.palette import ACCENT, INKS, QUIET
from kb.output.report import Report
from kb.output.report.bibliography import PrintedReference
from kb.output.report.evidence import EvidenceRow, Judged, RecordedFact
from kb.output.report.words import Certainty
from kb.output.word_report.elements import (
    CM,
    Cell,
    Element,
    Look,
    kept,
    link,
    paragraph,
    run,
    table,
    web_link,
)
from kb.output.word_report.findings import bullet
from kb.output.word_report.page import (
    BROAD,
    MONO,
    SMALL,
    TAG,
    Page,
    cited,
    finding_links,
    named,
)

__all__ = ["add_evidence", "add_limits", "add_references"]

_SIZE = 8.5
_TEXT, _BOLD, _QUIET = Look(size=_SIZE), Look(size=_SIZE, bold=True), Look(size=_SIZE, color=QUIET)
_GROUND = "f4f6f9"
_GRAVE = frozenset(("retracted", "unverified"))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_OTHERS: tuple[tuple[Scheme, str, str], ...] = (
    (
        "documentary",
        "Approvals, law, practice and history: the governing documents",
        "Decisions and figures on record",
    ),
    ("statistic", "Frequencies: who counted whom, and when", "Figures on record"),
)


def add_evidence(page: Page, report: Report) -> None:
    """Add the tables of evidence on pages that lie on their side."""
    page.on_their_side()
    page.heading(1, "The evidence", place="evidence")
    page.add(
        paragraph(
            run(
                "A row a claim, however many findings rest on it. Every judgement is one that a"
                " curator recorded with its reason; “not judged” means that nobody has looked,"
                " which is not the same as no concern. Certainty is computed from the judgements.",
                SMALL,
            )
        )
    )
    graded = report.evidence_of("GRADE")
    if graded:
        page.heading(2, "Effects and harms: summary of findings", place="sof")
        page.add(_summary_of_findings(graded), paragraph())
        page.heading(2, "Effects and harms: GRADE evidence profile", place="profile")
        page.add(_profile(page, graded), paragraph())
    for scheme, title, known in _OTHERS:
        if rows := report.evidence_of(scheme):
            page.heading(2, title, place=f"profile {scheme}")
            page.add(_other(page, rows, known), paragraph())


def _heads(*names: str) -> list[Cell]:
    return [Cell((paragraph(run(name, TAG), after=2),)) for name in names]


def _said(*runs: Element, line: bool = True, span: int = 1) -> Cell:
    return Cell((paragraph(*runs, before=2, after=2),), span=span, line=line)


def _headed(cells: Iterable[Cell]) -> list[Cell]:
    """Return the cells that a claim's evidence begins with: on a ground, one page with the next."""
    return [
        cell._replace(fill=_GROUND, content=[kept(paragraph) for paragraph in cell.content])
        for cell in cells
    ]


def _certain(grade: Certainty) -> Cell:
    return Cell(
        (
            paragraph(run(grade.signs, Look(size=10)), after=0),
            paragraph(run(grade.words, _BOLD), after=2),
        )
    )


def _known(row: EvidenceRow) -> Cell:
    lines = [
        paragraph(
            run(f"{known.label}: ", _BOLD),
            run(f"{known.value}{f'; {known.note}' if known.note else ''}", _TEXT),
            after=2,
        )
        for known in row.known
    ]
    none = paragraph(run("no figure on record", Look(size=_SIZE, italic=True)), after=2)
    return Cell(tuple(lines) or (none,))


def _claim(row: EvidenceRow) -> Cell:
    many = "Finding " if len(row.findings) == 1 else "Findings "
    return Cell(
        (
            paragraph(run(row.says, _TEXT), after=2),
            paragraph(run(many, _QUIET), *finding_links(row.findings, _QUIET), after=2),
        )
    )


def _widths(*shares: float) -> list[int]:
    return [round(BROAD * share / sum(shares)) for share in shares]


def _summary_of_findings(rows: Sequence[EvidenceRow]) -> Element:
    names = ("", "What the evidence shows", "What is known in figures", "Sources", "Certainty",
             "Comments")  # fmt: skip
    made = [_heads(*names)]
    for row in rows:
        number = link(named(row.number), run(row.number, Look(size=_SIZE, bold=True, color=ACCENT)))
        comments = [bullet(run(each, _TEXT)) for each in row.limits]
        made.append([
            _said(number), _claim(row), _known(row), _said(run(row.designs, _TEXT)),
            _certain(row.certainty), Cell(tuple(comments)),
        ])  # fmt: skip
    return table(_widths(1.1, 6.6, 6, 2.8, 2.3, 6.4), made, heads=1)


def _profile(page: Page, rows: Sequence[EvidenceRow]) -> Element:
    names = [judged.label.capitalize() for judged in rows[0].judgements]
    made = [_heads("", "Claim", "Sources and design", *names, "Other considerations", "Certainty")]
    widths = _widths(1, 3, 3, *[2.3] * len(names), 2.5, 2.2)
    for row in rows:
        raised = [_judged(j, len(row.judgements) + n) for n, j in enumerate(row.raised)]
        made.append(_headed([
            _number(page, row),
            Cell((
                paragraph(run(row.topic, _TEXT), after=0),
                paragraph(run(row.claim, Look(size=7.5, font=MONO, color=QUIET)), after=2),
            )),
            _said(run(row.designs, _TEXT)),
            *(_said(*_judged(j, n)) for n, j in enumerate(row.judgements)),
            _said(*(r for runs in raised for r in runs)) if raised
            else _said(run("none recorded", _TEXT)),
            _certain(row.certainty),
        ]))  # fmt: skip
        made += _under(row, widths)
    return table(widths, made, heads=1)


def _other(page: Page, rows: Sequence[EvidenceRow], known: str) -> Element:
    names = [judged.label.capitalize() for judged in rows[0].judgements]
    made = [_heads("", "Claim", known, "Sources", *names, "Certainty")]
    widths = _widths(1, 6, 5, 3, *[2.6] * len(names), 2.2)
    for row in rows:
        made.append(_headed([
            _number(page, row), _claim(row), _known(row), _said(run(row.designs, _TEXT)),
            *(_said(*_judged(j, n)) for n, j in enumerate(row.judgements)),
            _certain(row.certainty),
        ]))  # fmt: skip
        made += _under(row, widths, limits=True)
    return table(widths, made, heads=1)


def _number(page: Page, row: EvidenceRow) -> Cell:
    first, last = page.anchor(row.number)
    return Cell((paragraph(first, run(row.number, _BOLD), last, after=2),))


def _judged(judged: Judged, place: int) -> list[Element]:
    look = _TEXT if judged.assessed else Look(size=_SIZE, italic=True)
    mark = _LETTERS[place % len(_LETTERS)]
    return [run(judged.words, look), run(f" {mark}", Look(size=_SIZE, raised=True))]


def _under(
    row: EvidenceRow, widths: Sequence[int], *, limits: bool = False
) -> Iterator[list[Cell]]:
    """Yield what stands under a row: the reasons, then the facts, two in a row of the table."""
    width = len(widths) - 1
    yield [_empty(), Cell((_reasons(row), _starts(row)), width, line=False)]
    for side in row.sides:
        title = run(f"{side.title} ({len(side.facts)})", _BOLD)
        told = paragraph(title, before=2, after=2, keep=True)
        yield [_empty(), Cell((told,), width, line=False)]
        yield from _pairs([bullet(*_fact(fact)) for fact in side.facts], widths)
    if not row.disputed:
        none = [run("Evidence against", _BOLD), run(": none is recorded.", _TEXT)]
        yield [_empty(), _said(*none, line=False, span=width)]
    if limits and row.limits:
        held = [run("Limits: ", _BOLD), run("; ".join(row.limits), _TEXT)]
        yield [_empty(), _said(*held, line=False, span=width)]


def _pairs(facts: Sequence[Element], widths: Sequence[int]) -> Iterator[list[Cell]]:
    """Yield facts side by side: lines across a broad page are too long to read."""
    ends = list(accumulate(widths[1:]))
    left = 1 + min(range(len(ends) - 1), key=lambda place: abs(ends[place] - ends[-1] / 2))
    right = len(widths) - 1 - left
    for place in range(0, len(facts), 2):
        second = facts[place + 1 : place + 2]
        yield [_empty(), Cell((facts[place],), left, line=False), Cell(second, right, line=False)]


def _reasons(row: EvidenceRow) -> Element:
    told: list[Element] = []
    for place, judged in enumerate((*row.judgements, *row.raised)):
        mark = _LETTERS[place % len(_LETTERS)]
        told += [
            run(f"{mark} ", Look(size=_SIZE, raised=True)),
            run(f"{judged.label}: ", Look(size=_SIZE, italic=True)),
            run(f"{judged.why}   ", _TEXT),
        ]
    return paragraph(*told, after=2)


def _starts(row: EvidenceRow) -> Element:
    told = [f"Starts {row.start}; bears wording up to “{row.bears}”.", *row.capped]
    runs = [run(" ".join(told), _TEXT)]
    if row.published is not None:
        runs.append(run(" A published rating, which may differ: ", _TEXT))
        runs += cited([row.published], _TEXT)
    return paragraph(*runs, after=2)


def _empty() -> Cell:
    return Cell((), line=False)


def _fact(fact: RecordedFact) -> Iterator[Element]:
    yield run(f"{fact.text} ", _TEXT)
    yield from cited([fact.reference], _TEXT)
    for word in fact.cautions:
        yield run(f" {word}", _caution(word))
    many = f"participants or studies: {fact.participants}" if fact.participants else None
    parts = (fact.kind, fact.directness, fact.read, many, fact.at, fact.jurisdiction, fact.as_of)
    yield run(f" {'; '.join(part for part in parts if part)}.", _QUIET)


def _caution(word: str) -> Look:
    ink = INKS["contradicted" if word in _GRAVE else "overstated"]
    return Look(size=_SIZE, bold=True, color=ink)


def add_references(page: Page, references: Sequence[PrintedReference]) -> None:
    """Add the numbered references, each with what a reader must know before trusting it."""
    page.upright()
    page.heading(1, "References", place="references")
    page.add(
        paragraph(
            run(
                "Numbered in the order in which this report first names them; set after the AMA"
                " Manual of Style, 11th edition. Beside each stands what kind of source it is and"
                " how it was read.",
                SMALL,
            )
        )
    )
    indent = round(0.9 * CM)
    for each in references:
        first, last = page.anchor(f"r {each.number}")
        look = Look(size=9)
        runs = [first, run(f"{each.number}.\t", look), last]
        runs += [run(part.text, Look(size=9, italic=part.italic)) for part in each.runs]
        if each.registry:
            runs.append(run(f" {each.registry}.", look))
        for address in each.links:
            linked = Look(size=9, color=ACCENT, underline="single", line=ACCENT)
            runs += [run(" "), web_link(page.web(address.address), run(address.label, linked))]
        runs += [run(f" {word}", _caution(word)) for word in each.cautions]
        if each.known:
            runs.append(run(f"  {'; '.join((each.kind, each.read, *each.notes))}.", _QUIET))
        page.add(paragraph(*runs, left=indent, hanging=indent, after=4))


def add_limits(page: Page, told: Sequence[str]) -> None:
    """Add what an audit is, and what it is not."""
    page.heading(1, "What this audit is, and is not", place="limits", page=True)
    for each in told:
        page.add(bullet(run(each)))
