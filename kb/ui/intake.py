"""The copy to vet: the sample that comes with the knowledge base, pasted text, or a file.

Pasted and uploaded copy stays in this session: it is never written to disk or to an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from kb.content.knowledge_base import KnowledgeBase
from kb.model.known_copy import KnownCopy
from kb.reading.read import MAX_BYTES, READERS
from kb.ui.places import asked, put

__all__ = ["Intake", "samples", "take"]

_SAMPLE, _PASTE, _UPLOAD = "Sample page", "Paste text", "Upload a file"
_FROM, _PASTED = "intake.from", "intake.pasted"
_PASTED_NAME = "pasted-copy.txt"


@dataclass(frozen=True, slots=True)
class Intake:
    """Bytes of copy with their name; `sample` is set where the copy is ours and has an address."""

    data: bytes
    name: str
    sample: KnownCopy | None = None


def samples(kb: KnowledgeBase) -> Mapping[str, Path]:
    """Return the copy that we wrote ourselves: id of its record -> file beside the record."""
    found: dict[str, Path] = {}
    for copy in kb.copies.values():
        places = [kb.root / "sources" / "copy" / f"{copy.id}{suffix}" for suffix in READERS]
        text = next((path for path in places if path.is_file()), None)
        if copy.ours and text:
            found[copy.id] = text
    return found


def take(kb: KnowledgeBase) -> Intake | None:
    """Draw the choice of copy and return what was chosen; None while there is nothing to vet."""
    ours = samples(kb)
    ways = [*([_SAMPLE] if ours else []), _PASTE, _UPLOAD]
    st.session_state.setdefault(_FROM, ways[0])
    with st.container(key="intake"):
        way = st.segmented_control(
            "Copy to vet", ways, key=_FROM, required=True, persist_state="session", label_visibility="collapsed"
        )
        if way == _PASTE:
            return _paste()
        if way == _UPLOAD:
            return _upload()
        return _sample(kb, ours)


def _sample(kb: KnowledgeBase, ours: Mapping[str, Path]) -> Intake:
    asked_for = asked("copy")
    chosen = asked_for if asked_for in ours else next(iter(ours))
    if len(ours) > 1:
        chosen = st.selectbox(
            "Sample",
            list(ours),
            index=list(ours).index(chosen),
            format_func=lambda name: kb.copies[name].title,
            label_visibility="collapsed",
        )
        if chosen != asked_for and (asked_for or chosen != next(iter(ours))):
            put("copy", chosen)
            put("passage", None)
    path = ours[chosen]
    return Intake(path.read_bytes(), path.name, kb.copies[chosen])


def _paste() -> Intake | None:
    with st.form("paste", border=False):
        text = st.text_area(
            "Your copy",
            height=180,
            key="intake.box",
            value=st.session_state.get(_PASTED, ""),
            placeholder="Paste marketing copy here: a page, a leaflet, a post.",
            label_visibility="collapsed",
        )
        if st.form_submit_button("Vet this copy", type="primary"):
            st.session_state[_PASTED] = text
            if not text.strip():
                st.warning("There is no text to vet: paste some copy first.")
    kept = str(st.session_state.get(_PASTED, ""))
    return Intake(kept.encode(), _PASTED_NAME) if kept.strip() else None


def _upload() -> Intake | None:
    kept: Intake | None = st.session_state.get("intake.upload")
    suffixes = ", ".join(READERS)
    file = st.file_uploader(
        f"A file of copy ({suffixes}), up to {MAX_BYTES // 1_000_000} MB; it stays on this machine",
        key="intake.file",
    )
    if file is None:
        return kept
    st.session_state["intake.upload"] = Intake(file.getvalue(), file.name)
    return st.session_state["intake.upload"]  # type: ignore[no-any-return]
