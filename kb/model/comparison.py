"""What changed between two versions of a page."""

from __future__ import annotations

from typing import Literal

from kb.model.finding import (
    AuditDocument,
    AuditEngine,
    AuditKnowledgeBase,
    DocumentFinding,
    Finding,
)
from kb.model.frozen import Frozen

__all__ = ["COMPARISON_FORMAT", "Aspect", "Change", "Comparison"]

COMPARISON_FORMAT: Literal["claims-kb/comparison@1"] = "claims-kb/comparison@1"

Aspect = Literal["verdict", "dimensions", "claim"]
"""In what a finding can differ from the one on the same passage before."""


class _Verbatim(Frozen):
    model_config = Frozen.model_config | {"str_strip_whitespace": False}


class Change(_Verbatim):
    """One passage before and after, judged differently; `worse`: graver, or on more dimensions."""

    before: Finding
    after: Finding
    differs: tuple[Aspect, ...]
    worse: bool


class Comparison(_Verbatim):
    """Findings gone, new and changed from one version to the next; `unchanged` are only counted.

    A passage that was reworded and is judged as before counts as unchanged.
    """

    format: Literal["claims-kb/comparison@1"] = COMPARISON_FORMAT
    old: AuditDocument
    new: AuditDocument
    knowledge_base: AuditKnowledgeBase
    engine: AuditEngine
    unchanged: int
    gone_findings: tuple[Finding, ...]
    new_findings: tuple[Finding, ...]
    changed_findings: tuple[Change, ...]
    gone_document_findings: tuple[DocumentFinding, ...] = ()
    new_document_findings: tuple[DocumentFinding, ...] = ()
