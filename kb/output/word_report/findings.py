"""The findings of a document, one after another; what is wrong in full, what holds in short."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.model.finding import Suppression
from kb.output.difference import Change
from kb.output.faces import capital
from kb.output.palette import INKS, PAPERS, QUIET
from kb.output.report.entries import Entry, OnClaim, Over, Rewording
from kb.output.report.whole import SuppressedFinding, Unchecked, WholeFinding
from kb.output.word_report.elements import CM, Cell, Element, Look, link, paragraph, run, table
from kb.output.word_report.page import (
    MONO,
    NARROW,
    SMALL,
    TAG,
    Page,
    cited,
    finding_links,
    named,
)
from kb.output.word_report.pictures import meter

__all__ = ["add_finding", "add_suppressed", "add_unchecked", "add_whole"]

_INDENT = 200
_WIDTHS = (round(2.8 * CM), round(6 * CM), NARROW - _INDENT - round(8.8 * CM))
_STATES = {"new": "new", "unchanged": "known from the baseline"}


def add_finding(page: Page, entry: Entry, level: int) -> None:
    """Add one finding."""
    ink = INKS[entry.face.id]
    _head(page, entry, level)
    quote = [run("“"), *(run(q.text, Look(bold=q.cue)) for q in entry.quote), run("”")]
    page.add(paragraph(*quote, left=_INDENT, edge=ink, keep=True))
    if entry.suppressed_by:
        page.add(_suppression(entry.suppressed_by))
    if entry.over:
        page.add(_dimensions(entry), paragraph(after=2))
    for told, look in (
        (f"{capital(entry.doubt)}." if entry.doubt else None, Look(bold=True)),
        (entry.why, Look()),
        (entry.uncovered, Look()),
    ):
        if told:
            page.add(paragraph(run(told, look), left=_INDENT))
    if entry.rewording:
        page.add(*_rewording(entry.rewording))
    if entry.claim and entry.face.id != "supported":
        page.add(*_on_claim(entry.claim, entry.reason))
    page.add(_rests_on(entry))


def _head(page: Page, entry: Entry, level: int) -> None:
    ink = INKS[entry.face.id]
    where = link(named(f"m {entry.number}"), run(entry.place, SMALL))
    told = [
        run(f"{entry.number}  "),
        run(f"{entry.face.icon} {entry.face.label}", Look(color=ink)),
        run("   "),
        where,
    ]
    state = [_STATES[entry.baseline]] if entry.baseline else []
    state += ["suppressed"] if entry.suppressed_by else []
    told += [run(f"   {word}", TAG) for word in state]
    if entry.certainty:
        grade = entry.certainty
        told.append(run(f"   {grade.signs} {grade.words} certainty", SMALL))
    page.heading(level, *told, place=f"f {entry.number}")


def _suppression(by: Suppression) -> Element:
    until = f", until {by.until}" if by.until else ""
    return paragraph(
        run(f"Suppressed by {by.by}{until}: ", Look(bold=True)),
        run(f"{by.reason} "),
        run(f"({by.target}; written in {by.source})", SMALL),
        left=_INDENT,
        fill="f4f6f9",
    )


def _dimensions(entry: Entry) -> Element:
    names = ("Oversteps on", "The copy says", "The evidence allows")
    rows: list[list[Cell]] = [[Cell((paragraph(run(n, TAG), after=2),)) for n in names]]
    for over in entry.over:
        rows.append(_over(over))
        if over.scale is not None:
            inside = meter(over.scale, entry.face, _WIDTHS[1] + _WIDTHS[2] - 160)
            rows.append([Cell(()), Cell(tuple(inside), span=2)])
    return table(_WIDTHS, rows, heads=1, left=_INDENT)


def _over(over: Over) -> list[Cell]:
    line = over.scale is None
    said = [run(over.says, Look(size=9.5))]
    if over.cue:
        said += [run(" (“", Look(size=9.5)), run(over.cue, Look(size=9.5, bold=True)),
                 run("”)", Look(size=9.5))]  # fmt: skip
    allowed = [paragraph(run(over.allows, Look(size=9.5)), after=1)]
    if over.why:
        allowed.append(paragraph(run(over.why, SMALL), after=2))
    return [
        Cell((paragraph(run(over.label, Look(size=9.5, bold=True)), after=2),), line=line),
        Cell((paragraph(*said, after=2),), line=line),
        Cell(tuple(allowed), line=line),
    ]


def _rewording(wording: Rewording) -> Iterator[Element]:
    last = not wording.changes
    yield _boxed(run("Wording the evidence would bear", TAG), keep=True)
    yield _boxed(run(wording.text), keep=not last)
    if wording.changes:
        yield _boxed(run("Changes: ", SMALL), *map(_change, wording.changes))


def _boxed(*runs: Element, keep: bool = False) -> Element:
    room = 0 if keep else 8
    ink, ground = INKS["supported"], PAPERS["supported"]
    return paragraph(*runs, left=_INDENT, fill=ground, edge=ink, after=room, keep=keep)


def _change(change: Change) -> Element:
    looks = {
        "gone": Look(size=9, strike=True, color=INKS["contradicted"]),
        "new": Look(size=9, bold=True, underline="single", line=INKS["supported"]),
    }
    return run(change.text, looks.get(change.kind, Look(size=9)))


def _on_claim(claim: OnClaim, reason: str | None) -> Iterator[Element]:
    yield paragraph(run("What the evidence lets one say", TAG), left=_INDENT, after=0, keep=True)
    yield paragraph(run(claim.says), left=_INDENT)
    if claim.must_say:
        told = run("A fair reader must also be told", TAG)
        yield paragraph(told, left=_INDENT, after=0, keep=True)
        for words in claim.must_say:
            yield bullet(run(words, Look(size=10)), left=_INDENT)
    if reason:
        yield paragraph(run(reason, SMALL), left=_INDENT)


def _rests_on(entry: Entry) -> Element:
    told: list[Element] = []
    if entry.references:
        told += [run("Decided by ", SMALL), *cited(entry.references, SMALL)]
    if claim := entry.claim:
        told.append(run(" · Evidence " if told else "Evidence ", SMALL))
        told.append(link(named(claim.evidence), run(claim.evidence, Look(size=9, bold=True))))
        told += [run(", claim ", SMALL), run(claim.id, Look(size=8.5, color=QUIET, font=MONO))]
        told.append(run(f", {claim.topic}", SMALL))
    told.append(run(" · finding " if told else "Finding ", SMALL))
    told.append(run(entry.id, Look(size=8.5, color=QUIET, font=MONO)))
    return paragraph(*told, left=_INDENT)


def bullet(*runs: Element, left: int = 0) -> Element:
    """Return an item of a list."""
    style = "ListBullet"
    indent = round(0.6 * CM)
    return paragraph(*runs, style=style, left=left + indent, hanging=indent, after=2)


def add_whole(page: Page, found: Sequence[WholeFinding], part: int, level: int) -> None:
    """Add what only the whole document shows; `part` is the number of the document."""
    for number, each in enumerate(found, start=1):
        page.heading(level, each.title, place=f"w {part}.{number}")
        page.add(paragraph(run(each.why)))
        for quotation in each.quotations:
            page.add(bullet(run(f"{quotation.place}: ", SMALL), run(f"“{quotation.text}”")))
        if each.more:
            page.add(bullet(run(each.more, SMALL)))
        if each.references:
            page.add(paragraph(run("See ", SMALL), *cited(each.references, SMALL)))


def add_suppressed(page: Page, found: Sequence[SuppressedFinding]) -> None:
    """Add who answers for it that findings do not count."""
    told = "Somebody answers for it that these do not count. They stay among the findings above."
    page.add(paragraph(run(told)))
    widths = [round(w * CM) for w in (1.6, 5.2, 5.4, 2.2, 2.2)]
    names = ("Finding", "Passage", "Reason", "By", "Until")
    rows = [[Cell((paragraph(run(name, TAG), after=2),)) for name in names]]
    for each in found:
        look = Look(size=9)
        ink = Look(size=9, bold=True, color=INKS[each.face.id])
        cells = (
            [*finding_links([each.number], look), run(f" {each.face.icon}", ink)],
            [run(f"“{each.quote}” ", look), run(each.place, SMALL)],
            [run(f"{each.reason} ", look), run(f"({each.target}; {each.source})", SMALL)],
            [run(each.by, look)],
            [run(each.until.isoformat() if each.until else "no end", look)],
        )
        rows.append([Cell((paragraph(*runs, after=2),)) for runs in cells])
    page.add(table(widths, rows, heads=1), paragraph())


def add_unchecked(page: Page, told: Unchecked) -> None:
    """Add what of a document was not judged, and why."""
    many = "passage was" if told.passages == 1 else "passages were"
    page.add(
        bullet(
            run(
                f"{told.passages} {many} read. {told.silent} of them assert nothing that evidence"
                " could bear on (headings, addresses, invitations) and were not judged."
            )
        )
    )
    if n := told.remarks:
        many = (
            "comment that stood in the file is" if n == 1 else "comments that stood in the file are"
        )
        page.add(bullet(run(f"{n} {many} no copy and not judged.")))
    for note in told.notes:
        page.add(bullet(run(f"From reading the file: {note}.")))
    if not told.not_covered:
        page.add(
            paragraph(
                "Every passage that can be checked is covered by a claim of this knowledge base."
            )
        )
        return
    n = len(told.not_covered)
    page.add(
        paragraph(
            f"Of {n} {'passage' if n == 1 else 'passages'} that can be checked no claim of this"
            " knowledge base speaks. Nothing here is evidence for or against them:"
        )
    )
    for each in told.not_covered:
        links = finding_links([each.number], SMALL)
        page.add(bullet(*links, run(f", {each.place}: ", SMALL), run(f"“{each.quote}”")))
