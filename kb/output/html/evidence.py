"""What stands behind a card: evidence for and against, the grade's steps, numbered references."""

from __future__ import annotations

from collections.abc import Iterable

from kb.content.knowledge_base import KnowledgeBase
from kb.grading import MEANING, Grading, bears
from kb.grading.compute import Step
from kb.model.claim import Claim, EvidenceLink
from kb.model.source import Source
from kb.model.terms import GRADES, Grade
from kb.output.faces import GRADE_WORDS
from kb.output.html.elements import Child, Markup, el, many
from kb.output.references import (
    DIRECT,
    READ,
    SIDES,
    cautions,
    how_read,
    kind_word,
    links,
    short,
    unverified,
)
from kb.output.report.bibliography import printed

__all__ = ["Citations", "evidence", "grade_chip", "grade_steps"]

_GRAVE = frozenset(("retracted", "unverified"))


class Citations:
    """The references of a report, numbered in the order in which they are first cited."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._numbers: dict[str, int] = {}

    def cite(self, source_id: str) -> Markup:
        """Return the number of a source as a link to its reference."""
        number = self._numbers.setdefault(source_id, len(self._numbers) + 1)
        source = self._kb.sources.get(source_id)
        told = short(source) if source else source_id
        return el("a", f"[{number}]", cls="cite", attrs={"href": f"#r-{source_id}", "title": told})

    def cite_all(self, source_ids: Iterable[str]) -> Markup:
        """Return several sources by number and short reference."""
        told: list[Child] = []
        for source_id in source_ids:
            source = self._kb.sources.get(source_id)
            name = short(source) if source else source_id
            told += ["; " if told else None, f"{name} ", self.cite(source_id)]
            if source and source.unread:
                told.append(_chip("unverified"))
        return many(told)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return the sources cited so far, in order, of which there is a record."""
        return tuple(s for i in self._numbers if (s := self._kb.sources.get(i)))

    def listed(self) -> Markup:
        """Return the list of references."""
        return el("ol", *(self._listed(source_id) for source_id in self._numbers), cls="references")

    def _listed(self, source_id: str) -> Markup:
        source = self._kb.sources.get(source_id)
        if source is None:
            told = f"{source_id}: no record of this source"
            return el("li", told, attrs={"id": f"r-{source_id}"})
        said = (source.standing_note, source.bibliography_note)
        notes = [kind_word(source.kind), READ[source.read], *(n.rstrip(".") for n in said if n)]
        return el(
            "li",
            _full(source),
            *(_chip(word) for word in cautions(source)),
            el("span", f" {'; '.join(notes)}.", cls="quiet"),
            attrs={"id": f"r-{source_id}"},
        )


def _chip(word: str) -> Markup:
    return el("span", word, cls=f"chip {'grave' if word in _GRAVE else 'caution'}")


def _full(source: Source) -> Markup:
    found = [
        many((" ", el("a", link.label, attrs={"href": link.address, "rel": "noreferrer noopener"})))
        for link in links(source)
    ]
    registry = f" {source.registry}." if source.registry else None
    return many(
        (
            *(el("cite", run.text) if run.italic else run.text for run in printed(source)),
            *found,
            registry,
            " ",
        )
    )


def evidence(claim: Claim, kb: KnowledgeBase, cited: Citations) -> Markup:
    """Return the evidence of a claim: for, against, limiting, each with how it was read."""
    parts: list[Child] = []
    for side, title in SIDES.items():
        found = [link for link in claim.rests_on if link.direction == side]
        if found:
            parts.append(el("h5", f"{title} ({len(found)})", cls=side))
            parts.append(el("ul", *(_item(link, kb, cited) for link in found), cls="evidence"))
        elif side == "disputes":
            parts.append(el("p", "Evidence against: none is recorded.", cls="quiet"))
    return many(parts)


def _item(link: EvidenceLink, kb: KnowledgeBase, cited: Citations) -> Markup:
    source = kb.sources.get(link.source)
    told = [
        kind_word(source.kind) if source else "",
        DIRECT[link.directness],
        (read := how_read(link, source)),
        "" if (link.at or "").lower() in read else link.at,
    ]
    warned = [word for word in (cautions(source) if source else ()) if word != "unverified"]
    if unverified(link, source):
        warned.insert(0, "unverified")
    name = short(source) if source else link.source
    return el(
        "li",
        el("p", link.fact),
        el(
            "p",
            el("b", name),
            " ",
            cited.cite(link.source),
            *(_chip(word) for word in warned),
            el("span", " " + " · ".join(part for part in told if part), cls="quiet"),
        ),
        el("p", _full(source), cls="full quiet") if source else None,
    )


def grade_chip(grade: Grade) -> Markup:
    """Return a grade with its place among the four."""
    place = GRADES.index(grade) + 1
    dots = "●" * place + "○" * (len(GRADES) - place)
    return el(
        "span",
        el("span", dots, cls="dots", attrs={"aria-hidden": "true"}),
        f" {GRADE_WORDS[grade]} certainty",
        cls="chip grade",
    )


def grade_steps(graded: Grading, cited: Citations) -> Markup:
    """Return how a grade came about: start, every step with its reason, what would move it."""
    names = ("Judged", "Step", "Stands at", "Because")
    head = el("tr", *(el("th", name, attrs={"scope": "col"}) for name in names))
    start = el(
        "tr",
        el("th", "start", attrs={"scope": "row"}),
        el("td", "–"),
        el("td", GRADE_WORDS[graded.start]),
        el("td", f"{graded.scheme} scheme"),
    )
    moves = [f"{str(move)[:1].upper()}{str(move)[1:]}." for move in graded.would_move]
    moves += [
        f"If it were read and confirmed, the judgements would give {GRADE_WORDS[cap.otherwise]}."
        for cap in graded.caps
        if cap.binds
    ]
    published = (
        el("p", "A published rating, which may differ: ", cited.cite_all((graded.published,)))
        if graded.published
        else None
    )
    rows = el("tbody", start, *(_step(step) for step in graded.steps))
    result = (
        f"Result: {GRADE_WORDS[graded.result]}. It bears wording up to “{bears(graded.result)}”."
    )
    change = (
        "What would change it:" if moves else "No single step of one judgement would change it."
    )
    return many(
        (
            el("table", el("thead", head), rows, cls="steps"),
            el("p", result, cls="result"),
            el("p", change),
            el("ul", *(el("li", move) for move in moves)) if moves else None,
            published,
        )
    )


def _step(step: Step) -> Markup:
    moved = f"{step.down} down" if step.down else f"{step.up} up" if step.up else "none"
    means = step.means if any(step.domain in domains for domains in MEANING.values()) else None
    return el(
        "tr",
        el("th", step.label, attrs={"scope": "row", "title": means}),
        el("td", moved if step.assessed else "not assessed"),
        el("td", GRADE_WORDS[step.level]),
        el("td", step.why),
    )
