"""The knowledge base, the engine and audits, each made once and kept while content is unchanged."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kb.content.files import content_files, fingerprint_of
from kb.content.folder import find, shipped
from kb.content.knowledge_base import KnowledgeBase
from kb.content.marker import vet_settings
from kb.model.document import Document
from kb.model.finding import Audit
from kb.reading.read import read_bytes
from kb.review import Plan, apply, baseline_file, plan_of, register_file
from kb.ui.places import verbatim
from kb.vet import Engine, Vetted

__all__ = ["audit_of", "document_of", "engine", "knowledge_base"]

_KEPT = 32
"""Audits kept; the one that was made first goes first."""
_LONG = 400
"""Passages from which a bar shows how far vetting is: about two seconds."""


def knowledge_base() -> KnowledgeBase:
    """Return the knowledge base to use, opened anew only when one of its files has changed.

    Raises:
        ClaimsKbError: the folder is none, or its content has faults; the message lists them.
    """
    return _engine(*_at()).kb


def engine() -> Engine:
    """Return the engine made ready on the knowledge base to use.

    Raises:
        ClaimsKbError: as `knowledge_base`.
    """
    return _engine(*_at())


def document_of(data: bytes, name: str) -> Document:
    """Return the document in bytes.

    Raises:
        ReadingError: they cannot be read; the message names them.
    """
    return _document(data, name)


def audit_of(data: bytes, name: str) -> Audit:
    """Return the audit of the document in bytes, with what the team decided laid over it.

    Raises:
        ClaimsKbError: the bytes cannot be read, there is no knowledge base to use, or a register
            or baseline has faults.
    """
    document, at = _document(data, name), _at()
    audits = _audits()
    key = (document.sha256, document.name, *at)
    audit = audits.get(key)
    if audit is None:
        audit = audits[key] = _vetted(document, _engine(*at))
        for old in list(audits)[:-_KEPT]:
            audits.pop(old, None)
    plan = _plan(*_files(Path(at[0])))
    # Not kept: tomorrow a suppression may have ended.
    return apply(Vetted(document, audit, name), _engine(*at).kb, plan).audit


def _vetted(document: Document, engine: Engine) -> Audit:
    """Judge a document; whoever waits for a long one sees how far it is."""
    if len(document.passages) < _LONG:
        with st.spinner("Vetting each passage against the knowledge base…", show_time=True):
            return engine.vet(document)
    bar = st.progress(0.0)
    step, name = len(document.passages) // 100, verbatim(document.name)

    def on_passage(done: int, total: int) -> None:
        if done % step == 0:
            bar.progress(done / total, f"Vetting {name}: passage {done:,} of {total:,}")

    try:
        return engine.vet(document, on_passage)
    finally:
        bar.empty()


def _at() -> tuple[str, str]:
    folder = find(None).folder
    # `extends` lays a folder over the shipped content, so a change there counts as well.
    layers = tuple(dict.fromkeys((folder, shipped())))
    return str(folder), _fingerprint(layers)


@st.cache_data(ttl="2s", show_spinner=False)
def _fingerprint(layers: tuple[Path, ...]) -> str:
    # One run of a page asks several times; a curator's edit shows two seconds later.
    return fingerprint_of([file for layer in layers for file in content_files(layer)])


def _files(folder: Path) -> tuple[tuple[str, int], tuple[str, int]]:
    """Return the register and the baseline, each with when it was written; empty: there is none."""
    own = vet_settings(folder)
    register, baseline = (file(folder, own) for file in (register_file, baseline_file))
    return _stamped(register), _stamped(baseline)


def _stamped(file: Path | None) -> tuple[str, int]:
    return (str(file), file.stat().st_mtime_ns) if file else ("", 0)


@st.cache_resource(max_entries=3, show_spinner=False)
def _plan(register: tuple[str, int], baseline: tuple[str, int]) -> Plan:
    first, second = (Path(name) if name else None for name, _ in (register, baseline))
    return plan_of(first, second)


@st.cache_resource(max_entries=3, show_spinner="Opening the knowledge base…")
def _engine(folder: str, fingerprint: str) -> Engine:  # noqa: ARG001 - the second is part of the key
    return Engine(KnowledgeBase.open(Path(folder)))


@st.cache_resource(max_entries=16, show_spinner="Reading…")
def _document(data: bytes, name: str) -> Document:
    return read_bytes(data, name)


@st.cache_resource(show_spinner=False)
def _audits() -> dict[tuple[str, ...], Audit]:
    # Not a cached function: that could draw no bar from inside.
    return {}
