"""Fair balance: whether what must be told beside a benefit stands there, far away, or nowhere.

What must be told, beside which benefits, and what tells it is content (`claims/fair-balance.yaml`).
Source: 21 CFR 202.1(e)(3)(i) and (e)(5)(ii); ABPI Code 2015, clause 7.2; FTC, .com Disclosures
(2013). How they are used: docs/explanation/what-the-whole-document-shows.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb.matching.phrases import PhraseIndex
from kb.model.finding import DocumentFinding, Finding
from kb.model.whole import FairStatement
from kb.whole.page import Page

__all__ = ["Balance"]

_NAMED = 3
"""Sections named as far away; more tell a reader nothing."""


class Balance:
    """The statements of a knowledge base, ready to be looked for."""

    def __init__(self, statements: Mapping[str, FairStatement]) -> None:
        """Compile their wordings."""
        self._statements = tuple(statements.values())
        self._index = PhraseIndex(
            [(wording, each.id) for each in self._statements for wording in each.wordings]
        )

    def look(self, page: Page) -> Iterator[DocumentFinding]:
        """Yield one finding a statement that benefits of the page lack, in the order of ids."""
        benefits = {each.id: _benefits(each, page) for each in self._statements}
        if not any(benefits.values()):
            return
        worded = self._worded(page)
        denied = {page.passage_at(f.start) for f in page.findings if f.verdict == "contradicted"}
        for each in self._statements:
            if benefits[each.id]:
                told = _given(each, page) | (worded[each.id] - denied)
                found = _missing(each, benefits[each.id], told, page)
                if found is not None:
                    yield found

    def _worded(self, page: Page) -> dict[str, set[int]]:
        """Return the passages in which wordings of each statement stand."""
        found: dict[str, set[int]] = {each.id: set() for each in self._statements}
        for place, statement in enumerate(page.statements):
            # A question tells nothing, nor does a heading: "Off-label use" is a title.
            if statement.text.rstrip().endswith("?"):
                continue
            for hit in self._index.find(statement.tokens):
                found[hit.value].add(place)
        return found


def _benefits(statement: FairStatement, page: Page) -> list[Finding]:
    topics = set(statement.needed_beside)
    return [
        finding
        for finding in page.findings
        if finding.topic in topics
        and not _denies(finding, page)
        and (not statement.about or page.concerns(finding) & set(statement.about))
    ]


def _denies(finding: Finding, page: Page) -> bool:
    """Return whether a passage on a benefit says that there is none, and rightly so."""
    said = page.statement(finding).said
    return finding.verdict == "supported" and not said.isdisjoint(("negation", "tentative"))


def _given(statement: FairStatement, page: Page) -> set[int]:
    """Return the passages in which findings give the statement."""
    topics = set(statement.given_by)
    places = (
        page.passage_at(finding.start)
        for finding in page.findings
        if finding.topic in topics and not _spoilt(statement, finding)
    )
    return {place for place in places if place is not None}


def _spoilt(statement: FairStatement, finding: Finding) -> bool:
    """Return whether a finding denies what it should tell."""
    over = {each.name for each in finding.dimensions}
    return finding.verdict == "contradicted" or bool(over & set(statement.unless_exceeding))


def _missing(
    statement: FairStatement, benefits: list[Finding], told: set[int], page: Page
) -> DocumentFinding | None:
    body = {page.section_of(place) for place in told if not page.is_footnote(place)}
    if statement.same_section:
        lacking = [f for f in benefits if page.section_at(f.start) not in body]
    else:
        lacking = [] if body else benefits
    if not lacking:
        return None
    return DocumentFinding(
        kind="omission",
        why=_why(statement, told, page, some=len(lacking) < len(benefits)),
        where=tuple(sorted({(f.start, f.end) for f in lacking})),
        sources=statement.sources,
    )


def _why(statement: FairStatement, told: set[int], page: Page, *, some: bool) -> str:
    because = f"; {statement.why}" if statement.why else ""
    beside = "these benefits" if some else "the benefits"
    asked = f"Beside {beside} a fair reader must be told {statement.says}{because}."
    if not told:
        return f"{asked} It is missing from the whole document."
    body = {page.section_of(place) for place in told if not page.is_footnote(place)}
    if not body:
        return f"{asked} It is told in a footnote only."
    titles = sorted({page.title(section) for section in body})
    more = f" and in {len(titles) - _NAMED} more sections" if len(titles) > _NAMED else ""
    return f"{asked} It is told elsewhere only: {', '.join(titles[:_NAMED])}{more}."
