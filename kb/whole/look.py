"""Every check of a whole document, in the order in which its findings are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kb.content.knowledge_base import KnowledgeBase
from kb.matching.statement import Observer, Statement
from kb.model.document import Document
from kb.model.finding import DocumentFinding, Finding
from kb.whole import consistency
from kb.whole.balance import Balance
from kb.whole.page import Page
from kb.whole.reference_quality import ReferenceQuality

__all__ = ["CHECKS", "Check", "WholeChecks"]

Check = Callable[[Page], Iterator[DocumentFinding]]

CHECKS: tuple[tuple[str, Callable[[KnowledgeBase], Check]], ...] = (
    ("omission", lambda kb: Balance(kb.fair_balance).look),
    ("inconsistency", lambda _: consistency.look),
    ("reference-quality", lambda kb: ReferenceQuality(kb).look),
)
"""The kind of finding that a check yields, and how it is made ready for a knowledge base."""


class WholeChecks:
    """The checks, made ready once for many documents."""

    def __init__(self, kb: KnowledgeBase, observer: Observer) -> None:
        """Compile what the checks look for."""
        self._kb = kb
        self._observer = observer
        self._checks = tuple(made(kb) for _, made in CHECKS)

    def look(
        self, document: Document, findings: Sequence[Finding], read: Sequence[Statement]
    ) -> tuple[DocumentFinding, ...]:
        """Return what only the whole document shows, beside what its passages showed.

        `read` are all its passages, with what stands in them.
        """
        page = Page(document, findings, read, self._kb, self._observer)
        return tuple(found for check in self._checks for found in check(page))
