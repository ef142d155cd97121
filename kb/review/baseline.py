"""A baseline: the run that a team agreed to start from. What it had fails no later run.

The ids of findings survive moves, so a passage that only moved is known; the same words twice count
twice. What was suppressed in the baseline was never agreed to: it needs its suppression still.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from kb.errors import UsageError
from kb.model.finding import AUDIT_FORMAT, Audit, Baseline, Finding

__all__ = ["KnownRun", "against", "baseline_bytes", "read_baseline", "run_from"]

_MAX_BYTES = 200_000_000
_REMEDY = "make one with `claims-kb vet PATH... --write-baseline FILE`"


@dataclass(frozen=True, slots=True)
class KnownRun:
    """The audits of an earlier run; `name` is that of their file."""

    name: str
    audits: tuple[Audit, ...]

    def warning(self, fingerprint: str) -> str | None:
        """Return what to say where another knowledge base judged then, or None."""
        others = sum(each.knowledge_base.fingerprint != fingerprint for each in self.audits)
        if not others:
            return None
        return (
            f"baseline {self.name}: {others} of {len(self.audits)} audits were made with another"
            " state of the knowledge base; a finding may be new because that changed, not the copy"
        )


def read_baseline(path: Path) -> KnownRun:
    """Return the run in a file that `vet` wrote as `json` or `jsonl`.

    Raises:
        UsageError: there is no such file, or it holds no audits of this format.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UsageError(
                f"baseline {path}: over {_MAX_BYTES // 1_000_000} MB; split it by folder"
            )
        data = path.read_bytes()
    except OSError as fault:
        told = (fault.strerror or str(fault)).lower()
        raise UsageError(f"baseline {path}: cannot be read: {told}; {_REMEDY}") from None
    return run_from(data, str(path))


def run_from(data: bytes, name: str) -> KnownRun:
    """Return the run in the bytes of such a file.

    Raises:
        UsageError: they hold no audits of this format.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"baseline {name}: is no text, so no audit; {_REMEDY}") from None
    if text.lstrip()[:2] in ("{\n", "{\r"):  # indented: one audit over many lines
        return KnownRun(Path(name).name, (_audit(text, f"baseline {name}"),))
    audits = tuple(
        _audit(line, f"baseline {name}:{number}")
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    )
    return KnownRun(Path(name).name, audits)


def _audit(text: str, where: str) -> Audit:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise UsageError(f"{where}: is no audit but something else; {_REMEDY}") from None
    named = found.get("format") if isinstance(found, dict) else None
    if named != AUDIT_FORMAT:
        wrong = f"is of the format '{named}'" if named else "is no audit"
        raise UsageError(f"{where}: {wrong}; this program reads '{AUDIT_FORMAT}': {_REMEDY}")
    try:
        return Audit.model_validate(found)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        path = ".".join(map(str, first["loc"]))
        raise UsageError(
            f"{where}: is an audit with a fault at {path}: {first['msg'].lower()}; {_REMEDY}"
        ) from None


def baseline_bytes(audits: Sequence[Audit]) -> bytes:
    """Return a baseline of these audits: one a line, in the order given."""
    lines = (json.dumps(a.model_dump(mode="json"), ensure_ascii=True) for a in audits)
    return "".join(f"{line}\n" for line in lines).encode()


def against(run: KnownRun, audit: Audit) -> tuple[tuple[Finding, ...], Baseline]:
    """Return the findings of an audit, each new or unchanged, and how they stand to the run."""
    before = _same_document(run, audit)
    held = before.findings if before else ()
    agreed = Counter(each.id for each in held if not each.suppressed_by)
    let = Counter(each.id for each in held if each.suppressed_by)
    told = []
    for finding in audit.findings:
        known = agreed[finding.id] > 0
        if known:
            agreed[finding.id] -= 1
        elif finding.suppressed_by and let[finding.id] > 0:
            known = True
            let[finding.id] -= 1
        told.append(finding.model_copy(update={"baseline": "unchanged" if known else "new"}))
    problems = [each.baseline for each in told if each.verdict != "supported"]
    absent = []
    for each in reversed(held):  # of the same words twice, the first is the one that is still there
        if each.suppressed_by is None and agreed[each.id] > 0:
            agreed[each.id] -= 1
            if each.verdict != "supported":
                absent.append(each.model_copy(update={"baseline": None}))
    return tuple(told), Baseline(
        name=run.name,
        new=problems.count("new"),
        unchanged=problems.count("unchanged"),
        absent=tuple(reversed(absent)),
    )


def _same_document(run: KnownRun, audit: Audit) -> Audit | None:
    """Return the earlier audit of a document: the same bytes, else the same name.

    Of several documents of one name (`index.html` in many folders) the one with most in common.
    """
    document = audit.document
    for each in run.audits:
        if (each.document.sha256, each.document.name) == (document.sha256, document.name):
            return each
    named = [each for each in run.audits if each.document.name == document.name]
    if not named:
        return next((e for e in run.audits if e.document.sha256 == document.sha256), None)
    ids = Counter(finding.id for finding in audit.findings)
    return max(named, key=lambda each: sum((ids & Counter(f.id for f in each.findings)).values()))
