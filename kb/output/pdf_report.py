"""The audit report as PDF: tagged, its fonts inside, the same bytes for the same audit.

Typeset by typst from `kb/output/report/pdf/report.typ`. The report reaches the template as JSON, so
no word of a document is ever read as markup. Why typst: docs/decisions/0018-report-and-pdf.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import typst
from pydantic import BaseModel

from kb.content.knowledge_base import KnowledgeBase
from kb.output.report import Report, report
from kb.output.report.glyphs import printable
from kb.output.report.words import shortened
from kb.vet import Vetted

__all__ = ["write"]

_TEMPLATE = Path(__file__).with_name("report") / "pdf" / "report.typ"
_LONG = re.compile(r"\S{30,}")
_BREAKS = re.compile(r"[/._?&=,;:]+(?=[^\s/._?&=,;:])|[^\s/._?&=,;:]{20}(?=[^\s/._?&=,;:])")
_UNBROKEN = frozenset(("sha256", "fingerprint", "id", "claim", "label"))
"""Fields that people copy and look up: nothing is put into them."""
_UPRIGHT = re.compile(r"[^\x20-\u024f\u2010-\u2027]")
"""Characters that the italics may lack."""
_RARE = re.compile(
    "[^\x00-\u02ff\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff\u2000-\u22ff\u2500-\u27bf]"
)
_FOOT = 70
_WORDS = ("no", "one", "two", "three", "four", "five")


def write(vetted: Sequence[Vetted], kb: KnowledgeBase) -> bytes:
    """Return the report of all documents as one PDF."""
    told = json.dumps(_told(report(vetted, kb)), ensure_ascii=False)
    try:
        return _set(told)
    except typst.TypstError:
        # Which font typst takes for a sign hangs on its neighbours: rather than no report, one in
        # which every sign beyond the common ones is shown by its number.
        return _set(_RARE.sub(lambda rare: f"[U+{ord(rare[0]):04X}]", told))


def _set(told: str) -> bytes:
    # By its path: a process of typst can name 65,535 sources, and would count bytes anew each time.
    made: bytes = typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        sys_inputs={"data": told},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
    return made


def _told(made: Report) -> dict[str, Any]:
    """Return the report as the template reads it."""
    told: dict[str, Any] = _plain(made)
    subject = made.cover.subject
    headed = subject if made.several else Path(subject).name
    hashed = "" if made.several else f" · sha256 {made.cover.documents[0].sha256[:12]}"
    told["title"] = printable(f"{made.cover.title}: {headed}")
    told["headed"] = _text(headed)
    told["foot"] = _text(f"{shortened(headed, _FOOT)}{hashed}")
    told["gravest_words"] = _WORDS[len(made.summary.gravest)]
    for part in told["documents"]:
        _open(part)
    for reference in told["references"]:
        for run in reference["runs"]:
            run["italic"] &= not _UPRIGHT.search(run["text"])
    for row, of in zip(told["evidence"], made.evidence, strict=True):
        row["disputed"] = of.disputed
    return told


def _open(part: dict[str, Any]) -> None:
    """Say of each piece which findings begin with it, and of each finding if it is in the copy."""
    seen: set[str] = set()
    for block in part["blocks"]:
        for cell in (block["pieces"], *block["cells"]):
            for piece in cell:
                piece["opening"] = [n for n in piece["findings"] if n not in seen]
                seen.update(piece["findings"])
    for entry in part["entries"]:
        entry["in_copy"] = entry["number"] in seen


def _plain(value: Any, name: str = "") -> Any:  # noqa: ANN401 (JSON)
    """Return a value as JSON holds it, its words such as the fonts can show."""
    if isinstance(value, str):
        if name == "address":
            return value
        return printable(value) if name in _UNBROKEN else _text(value)
    if isinstance(value, BaseModel):
        return _plain(value.model_dump(mode="json"))
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name), each.name) for each in fields(value)}
    if isinstance(value, dict):
        return {key: _plain(each, key) for key, each in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _plain(value._asdict())
    return [_plain(each) for each in value] if isinstance(value, tuple | list) else value


def _text(words: str) -> str:
    """Return words that the fonts show, with places where a very long one may break."""
    return _LONG.sub(lambda long: _BREAKS.sub("\\g<0>\u200b", long[0]), printable(words))
