"""The copy to vet: the sample that comes with the knowledge base, pasted text, or a file.

Pasted and uploaded copy stays in memory: it is never written to disk or to an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from kb.content.knowledge_base import KnowledgeBase
from kb.model.known_copy import KnownCopy
from kb.output.faces import capital
from kb.reading.read import READERS
from kb.ui.places import asked, put

__all__ = ["Intake", "samples", "take"]

_SAMPLE, _PASTE, _UPLOAD = "Sample page", "Paste text", "Upload files"
_FROM, _CHOSEN = "intake.from", "intake.chosen"
_BOX, _PASTED = "intake.box", "intake.pasted"
_FILES, _UPLOADED, _WHICH = "intake.files", "intake.uploaded", "intake.which"
_PASTED_NAME = "pasted-copy"
"""Without a suffix: how the paste begins tells whether it is text, a web page or an e-mail."""


@dataclass(frozen=True, slots=True)
class Intake:
    """Bytes of copy with their name; `sample` is set where the copy is ours and has an address.

    `beside`: all files that were given at once, this one among them, where they are several.
    """

    data: bytes
    name: str
    sample: KnownCopy | None = None
    beside: tuple[Intake, ...] = ()


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
    if asked("copy") in ours or st.session_state.get(_FROM) not in ways:
        st.session_state[_FROM] = ways[0]
    with st.container(key="intake"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.title("Vet marketing copy", anchor=False, width="content")
            st.space("stretch")
            way = st.segmented_control(
                "Copy to vet", ways, key=_FROM, required=True, persist_state="session",
                on_change=_leave, label_visibility="collapsed",
            )  # fmt: skip
        if way == _PASTE:
            return _paste()
        if way == _UPLOAD:
            return _upload()
        return _sample(kb, ours)


def _leave() -> None:
    # What the address said was about the copy that is now left.
    for name in ("copy", "passage", "show"):
        put(name, None)


def _sample(kb: KnowledgeBase, ours: Mapping[str, Path]) -> Intake:
    wanted = asked("copy") or ""
    chosen = wanted if wanted in ours else next(iter(ours))
    if len(ours) > 1:
        if st.session_state.get(_CHOSEN) != chosen:
            st.session_state[_CHOSEN] = chosen
        st.selectbox(
            "Sample", list(ours), key=_CHOSEN, on_change=_choose,
            format_func=lambda name: kb.copies[name].title, label_visibility="collapsed",
        )  # fmt: skip
    return Intake(ours[chosen].read_bytes(), ours[chosen].name, kb.copies[chosen])


def _choose() -> None:
    _leave()
    put("copy", st.session_state[_CHOSEN])


def _paste() -> Intake | None:
    st.session_state.setdefault(_BOX, st.session_state.get(_PASTED, ""))
    with st.form("paste", border=False):
        text = st.text_area(
            "Your copy", height=180, key=_BOX, label_visibility="collapsed",
            placeholder="Paste marketing copy here: a page, a leaflet, a post.",
        )  # fmt: skip
        if st.form_submit_button("Vet this copy", type="primary"):
            st.session_state[_PASTED] = text
            if not text.strip():
                st.warning("There is no text to vet: paste some copy first.")
    kept = str(st.session_state.get(_PASTED, ""))
    return Intake(kept.encode("utf-8", "replace"), _PASTED_NAME) if kept.strip() else None


def _upload() -> Intake | None:
    labels = list(dict.fromkeys(kind.label for kind in READERS.values()))
    st.file_uploader(
        f"{capital(', '.join(labels))}. Files stay on this machine.", help=_limits(), key=_FILES,
        accept_multiple_files=True, on_change=_uploaded,
    )  # fmt: skip
    kept: tuple[Intake, ...] = st.session_state.get(_UPLOADED, ())
    if len(kept) < 2:
        return kept[0] if kept else None
    which = st.selectbox(
        "Document", range(len(kept)), key=_WHICH, on_change=_leave,
        format_func=lambda at: f"{at + 1} of {len(kept)}: {kept[at].name}",
        label_visibility="collapsed",
    )  # fmt: skip
    return replace(kept[which], beside=kept)


def _limits() -> str:
    """Return how large a file of each kind may be."""
    by_limit: dict[int, list[str]] = {}
    for suffix, kind in READERS.items():
        by_limit.setdefault(kind.max_bytes, []).append(suffix)
    rows = (f"up to {limit / 1e6:g} MB: {', '.join(by_limit[limit])}" for limit in sorted(by_limit))
    return "; ".join(rows)


def _uploaded() -> None:
    files = st.session_state[_FILES]
    st.session_state[_UPLOADED] = tuple(Intake(file.getvalue(), file.name) for file in files)
    st.session_state.pop(_WHICH, None)
