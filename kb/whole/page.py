"""A document seen as a whole: its findings with the section that each stands in.

A section is what stands under one heading. What stands far from a passage is told by headings and
not by lines, so that moving a section changes offsets and nothing else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.statement import Observer, Statement
from kb.model.document import Document, Passage
from kb.model.finding import Finding

__all__ = ["Page", "Section"]

Section = int | None
"""The passage that is the heading; None before the first one."""


class Page:
    """A document and its findings, with what the words of each passage and finding hold."""

    def __init__(
        self,
        document: Document,
        findings: Sequence[Finding],
        statements: Sequence[Statement],
        kb: KnowledgeBase,
        observer: Observer,
    ) -> None:
        """Take what was found passage by passage."""
        self.document = document
        self.findings = findings
        self.statements = statements
        self.kb = kb
        self._observer = observer
        self._starts = [passage.start for passage in document.passages]
        self._seen: dict[str, Statement] = {}

    def statement(self, finding: Finding) -> Statement:
        """Return the words of a finding, observed on their own."""
        if finding.quote not in self._seen:
            self._seen[finding.quote] = self._observer.observe(finding.quote)
        return self._seen[finding.quote]

    def passage_at(self, offset: int) -> int | None:
        """Return the place of the passage that an offset lies in, or of the last one before it."""
        place = bisect_right(self._starts, offset) - 1
        return place if place >= 0 else None

    def section_at(self, offset: int) -> Section:
        """Return the section that an offset lies in; a heading belongs to what it heads."""
        place = self.passage_at(offset)
        return None if place is None else self.section_of(place)

    def section_of(self, place: int) -> Section:
        """Return the section of the passage at that place."""
        passage = self.document.passages[place]
        return place if passage.kind == "heading" else passage.heading

    def is_footnote(self, place: int) -> bool:
        """Return whether the passage at that place is a footnote."""
        return self.document.passages[place].kind == "footnote"

    def title(self, section: Section) -> str:
        """Return what a section is called, as people are told."""
        if section is None:
            return "before the first heading"
        words = " ".join(self.document.quote(self._passage(section)).split())
        return f"under “{words}”"

    def concerns(self, finding: Finding) -> frozenset[str]:
        """Return the drugs that a finding speaks of, with their broader kinds.

        Those that it names; where it names none, those of its claim.
        """
        claim = self.kb.claims.get(finding.claim or "")
        meant = frozenset(claim.about.intervention) if claim else frozenset()
        named = self.statement(finding).named
        found = (meant & named) or meant or named
        lexicon = self._observer.lexicon
        return found | {above for concept in found for above in lexicon.broader(concept)}

    def _passage(self, place: int) -> Passage:
        return self.document.passages[place]
