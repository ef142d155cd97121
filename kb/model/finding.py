"""What vetting yields: cues, exceedances, findings and the audit that holds them.

The shape that `vet --format json` prints is fixed by contract; these models are that shape.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from kb.model.frozen import Frozen
from kb.model.terms import Dimension, Grade, Verdict

__all__ = [
    "AUDIT_FORMAT",
    "Audit",
    "AuditDocument",
    "AuditEngine",
    "AuditKnowledgeBase",
    "Baseline",
    "BaselineState",
    "Counts",
    "Cue",
    "DocumentFinding",
    "Doubt",
    "Exceedance",
    "Finding",
    "Review",
    "Scale",
    "ScalePoint",
    "Suppression",
]

BaselineState = Literal["new", "unchanged"]
"""Whether the run that a team agreed to start from had the same finding. The words are SARIF's."""

AUDIT_FORMAT: Literal["claims-kb/audit@1"] = "claims-kb/audit@1"


class _Verbatim(Frozen):
    model_config = Frozen.model_config | {"str_strip_whitespace": False}


class Cue(_Verbatim):
    """Words of the copy that carry weight, with their place in the document."""

    start: int
    end: int
    quote: str


class ScalePoint(_Verbatim):
    """A place on a scale: 0 is its weakest end, 1 its strongest; in words beside it."""

    at: Annotated[float, Field(ge=0, le=1)]
    label: str


class Scale(_Verbatim):
    """How far a passage goes beyond: both places on the scale of the dimension.

    `steps`: there is no scale to measure on, only whether it is beyond or far beyond.
    """

    kind: Literal["certainty", "speed", "durability", "magnitude", "mechanism", "steps"]
    weakest: str
    strongest: str
    allowed: ScalePoint
    said: ScalePoint

    def __str__(self) -> str:
        """Return the scale as people read it."""
        return f"allowed: {self.allowed.label}; said: {self.said.label}"


class Exceedance(_Verbatim):
    """One dimension on which a passage says more than its claim allows.

    `scale` is null where what is recorded gives no two places.
    """

    name: Dimension
    says: str
    allows: str
    cue: Cue
    why: str
    scale: Scale | None = None

    def __str__(self) -> str:
        """Return the exceedance as people read it."""
        return f"{self.name}: says '{self.says}', evidence allows '{self.allows}'"


class Doubt(_Verbatim):
    """Why a passage that is told as supported calls for a second look.

    `close-call`: it is hardly likelier supported than not. `ceiling`: a rule finds the words at
    `cue` above the claim's ceiling, and what was learned lets them pass. `figure`: no source on
    record for the claim gives the figure at `cue`.
    """

    kind: Literal["close-call", "ceiling", "figure"]
    why: str
    cue: Cue | None = None


class Suppression(_Verbatim):
    """Somebody's word that a finding is not to count, and what they answer for.

    `target`: a dimension, topic, claim, or the id of one finding. `until`: the last day on which
    it holds; without one it holds until it is taken away. `source`: where it was written.
    """

    target: str
    reason: str
    by: str
    until: date | None = None
    source: str


class Finding(_Verbatim):
    """One passage of copy, judged.

    `claim` is null where nothing in the knowledge base covers the passage. `sources` are ids,
    the deciding ones first. `score` is how far the match can be relied on, 0 to 1. `doubts` call
    for a second look at what is told as supported. `place` is where it stands, as people say it.
    `baseline` is null where a run has nothing to compare with.
    """

    id: str
    start: int
    end: int
    quote: str
    claim: str | None
    topic: str | None
    verdict: Verdict
    dimensions: tuple[Exceedance, ...]
    grade: Grade | None
    why: str
    rewording: str | None
    sources: tuple[str, ...]
    score: float
    doubts: tuple[Doubt, ...] = ()
    place: str = ""
    suppressed_by: Suppression | None = None
    baseline: BaselineState | None = None

    @property
    def counts(self) -> bool:
        """Return whether a run may fail on it: not suppressed, not known from a baseline."""
        return self.suppressed_by is None and self.baseline != "unchanged"

    @property
    def out_of_date(self) -> bool:
        """Return whether currency is all that is wrong: shown as "Out of date"."""
        return self.verdict == "overstated" and [d.name for d in self.dimensions] == ["currency"]

    @property
    def cues(self) -> tuple[Cue, ...]:
        """Return every place that shows what is wrong or in doubt."""
        doubtful = (doubt.cue for doubt in self.doubts if doubt.cue)
        return (*(each.cue for each in self.dimensions), *doubtful)

    @property
    def not_covered(self) -> bool:
        """Return whether no claim of the knowledge base speaks of this passage."""
        return self.claim is None


class DocumentFinding(_Verbatim):
    """Something that only the whole document shows; `where` holds [start, end] pairs."""

    kind: Literal["omission", "inconsistency", "reference-quality", "suppression"]
    why: str
    where: tuple[tuple[int, int], ...] = ()
    sources: tuple[str, ...] = ()
    suppressed_by: Suppression | None = None


class AuditDocument(_Verbatim):
    """Which document was judged."""

    name: str
    sha256: str
    media_type: str
    characters: int


class AuditKnowledgeBase(Frozen):
    """Which knowledge base judged it; the fingerprint covers every file of content."""

    name: str
    claims: int
    sources: int
    fingerprint: str


class AuditEngine(Frozen):
    """Which program judged it."""

    name: str = "claims-kb"
    version: str


class Counts(Frozen):
    """How much was read, checkable, matched, not covered; and findings by verdict."""

    sentences: int
    checkable: int
    matched: int
    not_covered: int
    by_verdict: dict[Verdict, int]


class Baseline(_Verbatim):
    """The run that findings were compared with, and how many problems are new to it or known.

    `absent`: problems that it had and that are gone; their offsets are those of its document.
    """

    name: str
    new: int
    unchanged: int
    absent: tuple[Finding, ...] = ()


class Review(_Verbatim):
    """What a team's own decisions changed in an audit: suppressions, and a baseline.

    `on` is the day that end dates were held against, null where none had one. `suppressions` is
    the name of the register that speaks of this document. `refused` counts suppressions that lack
    something and so suppress nothing.
    """

    on: date | None = None
    suppressions: str | None = None
    suppressed: int = 0
    unused: int = 0
    expired: int = 0
    refused: int = 0
    baseline: Baseline | None = None


class Audit(_Verbatim):
    """All findings of one document, with the knowledge base and engine that judged it.

    `review` is null where nobody suppressed anything and there was no baseline.
    """

    format: Literal["claims-kb/audit@1"] = AUDIT_FORMAT
    document: AuditDocument
    knowledge_base: AuditKnowledgeBase
    engine: AuditEngine
    findings: tuple[Finding, ...]
    document_findings: tuple[DocumentFinding, ...] = ()
    counts: Counts
    review: Review | None = None

    @property
    def suppressions(self) -> tuple[Suppression, ...]:
        """Return whose word stands on findings and on findings of the whole document."""
        told = [finding.suppressed_by for finding in self.findings]
        told += [found.suppressed_by for found in self.document_findings]
        return tuple(word for word in told if word is not None)
