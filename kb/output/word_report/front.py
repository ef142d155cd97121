"""The cover, and the page for those who read one page."""

from __future__ import annotations

from pathlib import Path

from kb.output.palette import ACCENT, INKS, QUIET
from kb.output.report import Report
from kb.output.report.cover import Cover
from kb.output.report.summary import Gravest, Summary
from kb.output.word_report.elements import CM, Cell, Element, Look, link, paragraph, run, table
from kb.output.word_report.page import MONO, NARROW, SMALL, TAG, Page, named
from kb.output.word_report.pictures import bar, counted, overreach, shade_legend, thin

__all__ = ["add_cover", "add_summary", "headed"]

_NUMBERS = ("no", "one", "two", "three", "four", "five")
_NAME = round(3.2 * CM)


def headed(report: Report) -> str:
    """Return what a report is about, in a title: the name of the file, without its folder."""
    subject = report.cover.subject
    return subject if report.several else Path(subject).name


def add_cover(page: Page, report: Report, contents: list[tuple[str, str]]) -> None:
    """Add the cover; `contents` are the sections with the places that they begin at."""
    by = report.cover.judged_by
    page.add(
        paragraph(
            run(report.cover.title.upper(), Look(size=10, bold=True, color=ACCENT)),
            run(f"   {by.engine} {by.version}", SMALL),
        ),
        paragraph(run(headed(report)), style="Title"),
        paragraph(
            run(report.summary.headline, Look(size=13.5, italic=True, color=QUIET)), after=18
        ),
        *bar(report.summary.counts, 340),
        counted(report.summary.counts),
        paragraph(after=12),
        _facts(report.cover, several=report.several),
    )
    if report.several:
        page.add(paragraph(), _documents(report.cover))
    page.add(paragraph(run("In this report", TAG), before=24))
    for title, place in contents:
        linked = run(title, Look(color=ACCENT, underline="single", line=ACCENT))
        page.add(paragraph(link(named(place), linked), after=2))


def _facts(cover: Cover, *, several: bool) -> Element:
    by = cover.judged_by
    told = f"{by.title} ({by.name}): {by.claims} claims resting on {by.sources} sources"
    facts: list[tuple[str, str, Look]] = []
    if not several:
        (only,) = cover.documents
        length = f"{only.kind}, {only.characters:,} characters, {only.passages:,} passages"
        facts += [
            ("Document", only.name, Look(size=9.5)),
            ("Kind and length", length, Look(size=9.5)),
            ("SHA-256", only.sha256, Look(size=8, font=MONO)),
        ]
    facts += [
        ("Knowledge base", told, Look(size=9.5)),
        ("Fingerprint", by.fingerprint, Look(size=8, font=MONO)),
    ]
    rows = [
        (
            Cell((paragraph(run(name, SMALL), after=1),), line=False),
            Cell((paragraph(run(value, look), after=1),), line=False),
        )
        for name, value, look in facts
    ]
    return table((_NAME, NARROW - _NAME), rows, margin=0)


def _documents(cover: Cover) -> Element:
    widths = [round(w * CM) for w in (0.9, 8.3, 3, 2.3, 2.1)]
    names = ("", "Document", "Kind", "Characters", "Findings")
    rows = [[Cell((paragraph(run(name, TAG), after=2),)) for name in names]]
    for each in cover.documents:
        name = (
            paragraph(link(named(f"d {each.number}"), run(each.name, Look(size=9.5))), after=0),
            paragraph(run(each.sha256, Look(size=6.5, color=QUIET, font=MONO)), after=2),
        )
        findings = sum(count.count for count in each.counts)
        told = [str(each.number), each.kind, f"{each.characters:,}", str(findings)]
        first, *rest = (Cell((paragraph(run(t, Look(size=9.5)), after=2),)) for t in told)
        rows.append([first, Cell(name), *rest])
    return table(widths, rows, heads=1)


def add_summary(page: Page, report: Report) -> None:
    """Add the summary on a page of its own."""
    summary = report.summary
    page.heading(1, "Summary", place="summary", page=True)
    page.add(paragraph(run(summary.headline, Look(size=14)), after=10), *bar(summary.counts))
    for count in summary.counts:
        if count.count:
            let = f" ({count.suppressed} suppressed)" if count.suppressed else ""
            ink = INKS[count.face.id]
            page.add(
                paragraph(
                    run(f"{count.face.icon} ", Look(bold=True, color=ink)),
                    run(f"{count.count} {count.face.label.lower()}{let}", Look(bold=True)),
                    run(f"   {count.face.means}", SMALL),
                    after=2,
                )
            )
    page.add(paragraph(run(_read(summary, several=report.several), SMALL), before=6))
    if summary.gravest:
        many = len(summary.gravest)
        title = "The gravest finding" if many == 1 else f"The gravest {_NUMBERS[many]} findings"
        page.heading(2, title, place="gravest")
        for each in summary.gravest:
            page.add(*_gravest(each))
    if summary.overreach:
        page.heading(2, "Where the copy goes too far, and how far", place="overreach")
        page.add(shade_legend(), thin(), overreach(summary.overreach))


def _read(summary: Summary, *, several: bool) -> str:
    told = [summary.read]
    if n := summary.on_the_whole:
        many = "finding speaks" if n == 1 else "findings speak"
        told.append(f"{n} further {many} of {'a whole document' if several else 'the document'}"
                    f"{'' if several else ' as a whole'}.")  # fmt: skip
    if n := summary.suppressed:
        told.append(f"{n} {'finding is' if n == 1 else 'findings are'} suppressed and told apart.")
    if summary.new or summary.known:
        told.append(f"Against the baseline {summary.new} new, {summary.known} known.")
    return " ".join(told)


def _gravest(each: Gravest) -> tuple[Element, Element]:
    ink = INKS[each.face.id]
    where = link(
        named(f"f {each.number}"),
        run(f"finding {each.number}, {each.place}", Look(size=9, color=ACCENT)),
    )
    return (
        paragraph(run(f"“{each.quote}”"), left=200, edge=ink, before=6, after=0, keep=True),
        paragraph(
            run(f"{each.face.icon} {each.face.label} · ", Look(size=9, bold=True, color=ink)),
            where,
            run(f" · {each.wrong}", Look(size=9)),
            left=200,
            edge=ink,
        ),
    )
