"""The card of a finding: what the copy says beside what the evidence allows, and why."""

from __future__ import annotations

from collections.abc import Iterator

from kb.content.knowledge_base import KnowledgeBase
from kb.grading import grade
from kb.model.claim import Claim
from kb.model.document import Document
from kb.model.finding import DocumentFinding, Exceedance, Finding
from kb.output.difference import difference
from kb.output.faces import (
    Face,
    capital,
    left_out,
    own_why,
    please_look,
    set_aside,
    shown_by,
    shown_places,
    suppressed,
    whole_title,
)
from kb.output.html.elements import Child, Markup, el, many
from kb.output.html.evidence import Citations, evidence, grade_chip, grade_steps
from kb.output.html.marks import Mark
from kb.output.html.meter import meter

__all__ = ["Cards", "badge"]


def badge(face: Face) -> Markup:
    """Return a face as icon and words."""
    icon = el("span", face.icon, attrs={"aria-hidden": "true"})
    return el("span", icon, f" {face.label}", cls=f"badge {face.id}", attrs={"title": face.means})


class Cards:
    """Makes the cards of one document; on paper a claim's evidence is told once."""

    def __init__(
        self, document: Document, kb: KnowledgeBase, cited: Citations, heading: str
    ) -> None:
        """Take the tag for headings of cards."""
        self._document = document
        self._kb = kb
        self._cited = cited
        self._heading = heading
        self._told: dict[str, Mark] = {}

    def card(self, mark: Mark) -> Markup:
        """Return the card of a finding."""
        finding = mark.finding
        claim = self._kb.claims.get(finding.claim or "")
        aside = set_aside(finding)
        return el(
            "article",
            self._head(mark),
            el("p", f"{capital(aside)}.", cls="aside") if aside else None,
            el("blockquote", el("p", *_quoted(finding), attrs={"dir": "auto"})),
            self._limits(finding),
            _why(finding, claim),
            _rewording(finding),
            self._on_claim(mark, claim) if claim else _uncovered(finding),
            cls=f"card {mark.face.id}{' let' if aside else ''}",
            attrs={"id": mark.card},
        )

    def _head(self, mark: Mark) -> Markup:
        finding = mark.finding
        title = el(self._heading, f"{mark.number} ", badge(mark.face), cls="title")
        there = {"href": f"#{mark.place}", "title": "Show in the copy"}
        back = el("a", f"{self._document.place(finding.start)} ↑", attrs=there)
        return el("header", title, grade_chip(finding.grade) if finding.grade else None, back)

    def _limits(self, finding: Finding) -> Markup | None:
        if finding.not_covered or not finding.dimensions:
            return None
        names = ("Oversteps on", "The copy says", "The evidence allows")
        head = el("tr", *(el("th", name, attrs={"scope": "col"}) for name in names))
        rows = (row for each in finding.dimensions for row in _rows(each, finding))
        return el("table", el("thead", head), el("tbody", *rows), cls="limits")

    def _on_claim(self, mark: Mark, claim: Claim) -> Markup:
        finding = mark.finding
        topic = self._kb.topics.get(claim.topic)
        must = claim.allows.must_say if finding.dimensions else ()
        return many(
            (
                el("h5", "What the evidence lets one say"),
                el("p", claim.says),
                el("h5", "A fair reader must also be told") if must else None,
                el("ul", *(el("li", each) for each in must)) if must else None,
                el("p", el("b", "Decided by: "), self._cited.cite_all(finding.sources))
                if finding.sources
                else None,
                self._behind(mark, claim),
                el("p", f"Claim {claim.id} · {topic.label if topic else claim.topic}", cls="quiet"),
            )
        )

    def _behind(self, mark: Mark, claim: Claim) -> Markup:
        before = self._told.setdefault(claim.id, mark)
        graded = grade(claim, self._kb.sources)
        cls = "behind" if before is mark else "behind again"
        parts: list[Child] = [
            el(
                "details",
                el("summary", f"Evidence for and against ({len(claim.rests_on)})"),
                evidence(claim, self._kb, self._cited),
                cls=cls,
            ),
            el(
                "details",
                el("summary", f"How the grade comes about ({graded.scheme})"),
                grade_steps(graded, self._cited),
                cls=cls,
            ),
            el(
                "details",
                el("summary", f"Limits of the evidence ({len(claim.limits)})"),
                el("ul", *(el("li", each) for each in claim.limits)),
                cls=cls,
            ),
        ]
        if before is not mark:
            told = f"Evidence and grade of this claim: see finding {before.number}."
            parts.append(el("p", told, cls="on-paper quiet"))
        return many(parts)

    def of_the_whole(self, found: DocumentFinding) -> Markup:
        """Return the card of a finding that only the whole document shows."""
        places = [
            el(
                "li",
                f"{capital(self._document.place(start))}: ",
                el("q", self._document.text[start:end], attrs={"dir": "auto"}),
            )
            for start, end in shown_places(found)
        ]
        more = left_out(found)
        let = found.suppressed_by
        return el(
            "article",
            el("header", el(self._heading, whole_title(found), cls="title")),
            el("p", f"{capital(suppressed(let))}.", cls="aside") if let else None,
            el("p", found.why),
            el("ul", *places, el("li", more) if more else None) if places else None,
            el("p", el("b", "See: "), self._cited.cite_all(found.sources))
            if found.sources
            else None,
            cls=f"card whole{' let' if let else ''}",
        )


def _quoted(finding: Finding) -> list[Child]:
    whole = (finding.start, finding.end)
    cues = sorted({(cue.start, cue.end) for cue in finding.cues} - {whole})
    parts: list[Child] = ["“"]
    at = 0
    for start, end in ((start - finding.start, end - finding.start) for start, end in cues):
        if start < at or end > len(finding.quote):
            continue
        parts += [finding.quote[at:start], el("em", finding.quote[start:end], cls="cue")]
        at = end
    return [*parts, finding.quote[at:], "”"]


def _rows(each: Exceedance, finding: Finding) -> Iterator[Markup]:
    yield _row(each, finding)
    if each.scale is not None:
        drawn = el("td", meter(each.scale, each.name), attrs={"colspan": "2"})
        yield el("tr", el("td"), drawn, cls="scale")


def _row(each: Exceedance, finding: Finding) -> Markup:
    words = shown_by(each, finding)
    shown = many((" ", el("em", f"“{words}”", cls="cue"))) if words else None
    return el(
        "tr",
        el("th", each.name, attrs={"scope": "row"}),
        el("td", each.says, shown),
        el("td", each.allows, el("p", each.why, cls="quiet") if each.why != each.allows else None),
    )


def _why(finding: Finding, claim: Claim | None) -> Markup | None:
    # What the claim says stands under a heading of its own.
    why = (own_why(finding) or "").replace(claim.says if claim else "", "").strip()
    doubt = please_look(finding)
    if finding.not_covered or not (why or doubt):
        return None
    told = el("strong", f"{capital(doubt)}. ") if doubt else None
    return el("p", told, why)


def _rewording(finding: Finding) -> Markup | None:
    if not finding.rewording:
        return None
    tags = {"gone": "del", "new": "ins"}
    changes = difference(finding.quote, finding.rewording)
    edited = any(change.kind == "same" for change in changes)
    shown = [el(tags[c.kind], c.text) if c.kind in tags else c.text for c in changes]
    return el(
        "div",
        el("h5", "Wording the evidence would bear"),
        el("p", finding.rewording, attrs={"dir": "auto"}),
        el("p", "Changes: ", *shown, cls="changes", attrs={"dir": "auto"}) if edited else None,
        cls="rewording",
    )


def _uncovered(finding: Finding) -> Markup:
    if finding.claim is not None:
        return el("p", f"Claim {finding.claim} is not in this knowledge base.", cls="quiet")
    told = (
        "This can be checked, but no claim of this knowledge base speaks of it: nothing here is"
        " evidence for or against it. Cite a source for it, or have a claim added."
    )
    return el("p", told)
