"""The document with its passages marked; a click or a key picks one.

Offsets are those of the findings, in code points; the browser cuts the text at them and searches
nothing again. Why this is a component of our own: docs/decisions/0005-annotated-document.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import streamlit as st

from kb.model.document import Document
from kb.model.finding import Finding
from kb.output.faces import set_aside
from kb.ui.components.mount import Mounted, component
from kb.ui.faces import Face, face_of
from kb.ui.parts import layout

__all__ = ["Marked", "annotated", "marked"]

_KEY = "annotated"


@dataclass(frozen=True, slots=True)
class Marked:
    """A finding with the name it has in addresses, unique in its document."""

    key: str
    finding: Finding
    face: Face


def marked(findings: Sequence[Finding]) -> tuple[Marked, ...]:
    """Return findings in the order of the document, each with a name that stays in links.

    The same words twice have the same id; from the second on the name counts: `id.2`.
    """
    seen: Counter[str] = Counter()
    named = []
    for finding in sorted(findings, key=lambda f: (f.start, f.end)):
        seen[finding.id] += 1
        nth = seen[finding.id]
        name = finding.id if nth == 1 else f"{finding.id}.{nth}"
        named.append(Marked(name, finding, face_of(finding)))
    return tuple(named)


def annotated(
    document: Document,
    marks: Sequence[Marked],
    number: int,
    *,
    shown: Sequence[str],
    selected: str | None,
    on_pick: Callable[[str], None],
) -> None:
    """Draw the part of the document of that number, from 1.

    `shown` are the keys that keep their colours, `on_pick` gets a key.
    """

    def picked() -> None:
        key = st.session_state[_KEY].get("picked")
        if isinstance(key, str):
            on_pick(key)

    look = layout(document)
    start, end, _ = look.parts[number - 1]
    inside = [mark for mark in marks if start <= mark.finding.start < end]
    data = {
        "of": document.sha256,
        # Offsets stay those of the document; the browser takes `start` from them.
        "start": start,
        "text": document.text[start:end],
        "spans": [_span(mark) for mark in inside],
        "headings": [heading for heading in look.headings if start <= heading[0] < end],
        "asides": [aside for aside in look.asides if start <= aside.start < end],
        "turns": [turn for turn in look.turns if start <= turn.at < end],
        "shown": list(shown),
        "selected": selected if any(mark.key == selected for mark in inside) else None,
    }
    _drawn()(key=_KEY, data=data, on_picked_change=picked)


def _span(mark: Marked) -> dict[str, Any]:
    finding = mark.finding
    dimensions = ", ".join(d.name for d in finding.dimensions)
    told = f"{mark.face.label}: {dimensions}" if dimensions else mark.face.label
    aside = set_aside(finding)
    whole = (finding.start, finding.end)
    cues = {(cue.start, cue.end) for cue in finding.cues} - {whole}
    return {
        "key": mark.key,
        "start": finding.start,
        "end": finding.end,
        "face": mark.face.id,
        "icon": mark.face.icon,
        "label": f"{told}; {aside}" if aside else told,
        "aside": aside is not None,
        "quote": finding.quote,
        "cues": sorted(cues),
    }


@cache
def _drawn() -> Mounted:
    return component("annotated", "page")
