"""The results of a SARIF log: one a problem, with place, fix, suppression and fingerprint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from kb.content.knowledge_base import KnowledgeBase
from kb.model.finding import DocumentFinding, Exceedance, Finding, Suppression
from kb.model.terms import DIMENSIONS, Dimension
from kb.output.comment import comment_text
from kb.output.faces import face_of, left_out, shown_places
from kb.output.regions import address, file_text
from kb.output.sarif.rules import TAXONOMY, Json, Rules, message, rule_of
from kb.vet import Vetted

__all__ = ["FINGERPRINT", "Results"]

FINGERPRINT = "claimsKbFinding/v1"
"""The key of our fingerprint: the finding's id, and which of several alike in one document."""

_LEVELS: dict[str, str] = {
    "contradicted": "error",
    "overstated": "warning",
    "unsupported": "warning",
    "out-of-date": "note",
    "not-covered": "note",
}
"""Level by face. Supported passages are no results: code hosts show every result as a problem."""


class Results:
    """The results of one document; `number` is its place among the artifacts."""

    def __init__(
        self, vetted: Vetted, kb: KnowledgeBase, rules: Rules, number: int, *, compared: bool
    ) -> None:
        """Take what all results share. `compared`: whether the run has a baseline at all."""
        self._vetted = vetted
        self._kb = kb
        self._rules = rules
        self._artifact = {"uri": address(vetted.path), "index": number}
        self._file = file_text(vetted.document)
        self._compared = compared
        self._seen: Counter[str] = Counter()
        document = vetted.document
        # A suppression in the copy names its place there, one in a register its line in that.
        self._directives = {document.place(remark.start) for remark in document.remarks}

    def all(self) -> Iterator[Json]:
        """Yield every problem, in the order of the audit."""
        audit = self._vetted.audit
        for finding in audit.findings:
            if finding.verdict != "supported":
                yield self._finding(finding)
        for found in audit.document_findings:
            yield self._of_the_whole(found)
        if audit.review and audit.review.baseline:
            for gone in audit.review.baseline.absent:
                yield self._gone(gone)

    def _finding(self, finding: Finding) -> Json:
        first, *rest = comment_text(finding, self._kb).split("\n")
        result = self._result(finding, "\n".join([f"{first}. “{finding.quote}”", *rest]))
        result["level"] = _LEVELS[face_of(finding).id]
        result["locations"] = [self._location(finding.start, finding.end)]
        names = dict.fromkeys(each.name for each in finding.dimensions)
        result["taxa"] = [_taxon(name) for name in names]
        if cues := list(self._cues(finding)):
            result["relatedLocations"] = cues
        if fixes := self._fixes(finding):
            result["fixes"] = fixes
        if finding.suppressed_by:
            result["suppressions"] = [self._suppression(finding.suppressed_by)]
        result["partialFingerprints"] = {FINGERPRINT: self._once(finding.id)}
        result["properties"] = {
            "id": finding.id,
            "verdict": finding.verdict,
            "topic": finding.topic,
            "grade": finding.grade,
            "score": finding.score,
            "rewording": finding.rewording,
            "sources": list(finding.sources),
            "start": finding.start,
            "end": finding.end,
        }
        return result

    def _gone(self, finding: Finding) -> Json:
        """Return a problem of the baseline that is no more; its offsets are those of other copy."""
        first, *rest = comment_text(finding, self._kb).split("\n")
        result = self._result(finding, "\n".join([f"{first}. “{finding.quote}”", *rest]))
        result["level"] = _LEVELS[face_of(finding).id]
        result["locations"] = [{"physicalLocation": {"artifactLocation": self._artifact}}]
        result["partialFingerprints"] = {FINGERPRINT: self._once(finding.id)}
        result["baselineState"] = "absent"
        return result

    def _of_the_whole(self, found: DocumentFinding) -> Json:
        more = left_out(found)
        result = self._result(found, f"{found.why}\n{more}" if more else found.why)
        result["level"] = self._rules.level(found)
        places = shown_places(found)
        told = [self._location(start, end) for start, end in places]
        result["locations"] = told[:1] or [
            {"physicalLocation": {"artifactLocation": self._artifact}}
        ]
        if told[1:]:
            result["relatedLocations"] = [{"id": i, **each} for i, each in enumerate(told[1:])]
        if found.suppressed_by:
            result["suppressions"] = [self._suppression(found.suppressed_by)]
        # Its reason names headings and words, never lines: it stays while what it says does.
        told_as = sha256(f"{found.kind}\0{found.why}".encode(errors="replace")).hexdigest()[:16]
        result["partialFingerprints"] = {FINGERPRINT: self._once(told_as)}
        result["properties"] = {
            "sources": list(found.sources),
            "where": [list(w) for w in found.where],
        }
        return result

    def _result(self, found: Finding | DocumentFinding, text: str) -> Json:
        rule = rule_of(found)
        result: Json = {"ruleId": rule, "ruleIndex": self._rules.place(rule)}
        result["message"] = message(text)
        if self._compared:
            # Of the whole document no run tells what it had before: it is shown, not hidden.
            result["baselineState"] = (isinstance(found, Finding) and found.baseline) or "new"
        return result

    def _location(self, start: int, end: int) -> Json:
        document = self._vetted.document
        physical: Json = {"artifactLocation": self._artifact}
        if region := self._region(start, end):
            physical["region"] = region
        told: Json = {"physicalLocation": physical}
        if document.places:
            place = document.place(start)
            names = {"name": place, "fullyQualifiedName": f"{document.name}: {place}"}
            told["logicalLocations"] = [{**names, "kind": "place"}]
        return told

    def _region(self, start: int, end: int) -> Json | None:
        """Return where a stretch of the copy stands in the file; None where that is no text."""
        span = self._file.span(start, end) if self._file else None
        if self._file is None or span is None:
            return None
        (line, column), (end_line, end_column) = map(self._file.at, span)
        return {
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
            "charOffset": span[0],
            "charLength": span[1] - span[0],
            "snippet": {"text": self._file.source[slice(*span)]},
        }

    def _cues(self, finding: Finding) -> Iterator[Json]:
        if finding.not_covered:
            return
        for number, each in enumerate(finding.dimensions):
            location = self._location(each.cue.start, each.cue.end)
            yield {"id": number, **location, "message": message(_told(each))}

    def _fixes(self, finding: Finding) -> list[Json]:
        """Return the wording as a replacement, where nothing but the passage stands there."""
        span = (finding.start, finding.end)
        region = self._region(*span)
        if finding.rewording is None or self._file is None or region is None:
            return []
        wording = self._file.replaced(*span, finding.rewording)
        if wording is None:
            return []
        deleted = {key: value for key, value in region.items() if key != "snippet"}
        replacement = {"deletedRegion": deleted, "insertedContent": {"text": wording}}
        change = {"artifactLocation": self._artifact, "replacements": [replacement]}
        return [
            {
                "description": message("Say what the evidence bears"),
                "artifactChanges": [change],
            }
        ]

    def _suppression(self, by: Suppression) -> Json:
        until = by.until.isoformat() if by.until else None
        return {
            "kind": "inSource" if by.source in self._directives else "external",
            "status": "accepted",
            "justification": by.reason,
            "properties": {"by": by.by, "until": until, "target": by.target, "source": by.source},
        }

    def _once(self, told: str) -> str:
        """Return a fingerprint that no other result of the document has."""
        self._seen[told] += 1
        return f"{told}:{self._seen[told]}"


def _told(each: Exceedance) -> str:
    return f"{each.name}: the copy says “{each.cue.quote}”; the evidence allows {each.allows}"


def _taxon(name: Dimension) -> Json:
    component = {"name": TAXONOMY, "index": 0}
    return {"id": name, "index": DIMENSIONS.index(name), "toolComponent": component}
