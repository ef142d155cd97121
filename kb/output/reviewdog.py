"""The audit for reviewdog, which comments on the lines of a pull request: a diagnostic a line.

Only what a run may fail on is written: what somebody has suppressed, or a baseline knows, must not
comment on anybody's change. Why: docs/decisions/0019-data-formats.md.
Source: Reviewdog Diagnostic Format, reviewdog.proto, read 2026-11-22.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from kb.content.knowledge_base import KnowledgeBase
from kb.model.finding import DocumentFinding, Finding
from kb.output.comment import comment_text
from kb.output.faces import face_of, whole_title
from kb.output.regions import file_text
from kb.output.sarif.rules import Json, rule_of
from kb.vet import Vetted

__all__ = ["write"]

_SEVERITIES: dict[str, str] = {
    "contradicted": "ERROR",
    "overstated": "WARNING",
    "unsupported": "WARNING",
    "out-of-date": "INFO",
    "not-covered": "INFO",
}


def write(vetted: Sequence[Vetted], kb: KnowledgeBase) -> bytes:
    """Return one diagnostic a line; nothing where there is nothing to say."""
    lines = (line for each in vetted for line in _Page(each, kb).diagnostics())
    return "".join(f"{json.dumps(line)}\n" for line in lines).encode()


class _Page:
    """The diagnostics of one document."""

    def __init__(self, vetted: Vetted, kb: KnowledgeBase) -> None:
        self._vetted = vetted
        self._kb = kb
        self._file = file_text(vetted.document)
        # A name may hold bytes that are no text; readers of this format refuse the whole line.
        path = PurePath(vetted.path).as_posix().encode(errors="replace").decode()
        self._path = path

    def diagnostics(self) -> Iterator[Json]:
        for finding in self._vetted.audit.findings:
            if finding.verdict != "supported" and finding.counts:
                yield self._finding(finding)
        for found in self._vetted.audit.document_findings:
            if found.suppressed_by:
                continue
            text = f"{whole_title(found)}: {found.why}"
            yield self._diagnostic(found, text, "INFO", found.where[0] if found.where else None)

    def _finding(self, finding: Finding) -> Json:
        first, *rest = comment_text(finding, self._kb).split("\n")
        text = "\n".join([f"{first}. “{finding.quote}”", *rest])
        span = (finding.start, finding.end)
        told = self._diagnostic(finding, text, _SEVERITIES[face_of(finding).id], span)
        if self._file and finding.rewording is not None:
            wording = self._file.replaced(*span, finding.rewording)
            if wording is not None:
                told["suggestions"] = [{"range": self._range(span), "text": wording}]
        return told

    def _diagnostic(
        self,
        found: Finding | DocumentFinding,
        text: str,
        severity: str,
        span: tuple[int, int] | None,
    ) -> Json:
        where = self._range(span) if span else None
        return {
            "message": text,
            "location": {"path": self._path, **({"range": where} if where else {})},
            "severity": severity,
            "source": {"name": self._vetted.audit.engine.name},
            "code": {"value": rule_of(found)},
        }

    def _range(self, span: tuple[int, int]) -> Json | None:
        """Return lines and columns in the file; None where it is no text."""
        stands = self._file.span(*span) if self._file else None
        if self._file is None or stands is None:
            return None
        start, end = map(self._file.at_bytes, stands)
        return {
            "start": {"line": start[0], "column": start[1]},
            "end": {"line": end[0], "column": end[1]},
        }
