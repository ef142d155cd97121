"""The audit report as PDF: tagged, its fonts inside, the same bytes for the same audit.

Typeset by typst from `template/report.typ`. The report reaches the template as JSON, so no word of
a document is ever read as markup. Why typst: docs/decisions/0018-report-and-pdf.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from pydantic import BaseModel

from kb.content.knowledge_base import KnowledgeBase
from kb.output.pdf_report.links import Unplaced, inward
from kb.output.report import Report, report
from kb.output.report.glyphs import printable
from kb.output.report.words import shortened
from kb.vet import Vetted

__all__ = ["write"]

_TEMPLATE = Path(__file__).parent / "template" / "report.typ"
_LONGEST = 30
_LONG = re.compile(rf"\S{{{_LONGEST},}}")
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
    told = _told(report(vetted, kb))
    try:
        return _linked(told)
    except typst.TypstError:
        # Which font typst takes for a sign hangs on its neighbours: rather than no report, one in
        # which every sign beyond the common ones is shown by its number.
        return _linked(told, lambda words: _RARE.sub(lambda it: f"[U+{ord(it[0]):04X}]", words))


def _linked(told: dict[str, Any], spelt: Callable[[str], str] = str) -> bytes:
    """Return the report with its links: by the short way or, if typst has changed, by the long."""
    data = spelt(json.dumps(told, ensure_ascii=False))
    names = [name for part in told["index"] for each in part["entries"] for name in each["leads"]]
    try:
        return inward(_set_in_type(data), names)
    except Unplaced:
        return _set_in_type(data, links="by typst")


def _set_in_type(data: str, links: Literal["in words", "by typst"] = "in words") -> bytes:
    """Return the PDF that the template makes of a report told as JSON."""
    # By its path: a process of typst can name 65,535 sources, and would count bytes anew each time.
    made: bytes = typst.compile(
        _TEMPLATE,
        root=_TEMPLATE.parent,
        sys_inputs={"data": data, "links": links},
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
    told["index"] = _index(made, told)
    return told


def _index(made: Report, told: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the numbers of the report in groups, each with the names of what it leads to."""
    findings = [
        (
            each["number"],
            [f"passage of finding {each['number']}"] * each["in_copy"]
            + [f"finding {each['number']}"],
        )
        for part in told["documents"]
        for each in part["entries"]
    ]
    groups: dict[str, list[tuple[str, list[str]]]] = {
        "Documents": [
            (str(part.number), [f"document {part.number}"])
            for part in made.documents
            if made.several
        ],
        "Findings": findings,
        "Evidence": [(row.number, [f"sources of {row.number}"]) for row in made.evidence],
        "References": [(str(r.number), [f"reference {r.number}"]) for r in made.references],
    }
    return [
        {"title": title, "entries": [{"number": n, "leads": leads} for n, leads in entries]}
        for title, entries in groups.items()
        if entries
    ]


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
    if value is None or isinstance(value, int | float):
        return value
    if held := _fields(value.__class__):
        return {each: _plain(getattr(value, each), each) for each in held}
    if isinstance(value, BaseModel):
        return _plain(value.model_dump(mode="json"))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(each, key) for key, each in value.items()}
    return [_plain(each) for each in value]


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """Return the names of what a dataclass or a named tuple holds, none of anything else."""
    if is_dataclass(kind):
        return tuple(each.name for each in fields(kind))
    named: tuple[str, ...] = getattr(kind, "_fields", ())
    return named


def _text(words: str) -> str:
    """Return words that the fonts show, with places where a very long one may break."""
    shown = printable(words)
    if len(shown) < _LONGEST:
        return shown
    return _LONG.sub(lambda long: _BREAKS.sub("\\g<0>\u200b", long[0]), shown)
