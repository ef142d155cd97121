"""The documents of a visit: vetted in this browser tab, in memory only."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

import streamlit as st

__all__ = ["Kept", "kept", "remember"]

_DOCUMENTS = "session.documents"
_MOST, _MOST_BYTES = 50, 300_000_000
"""Documents kept in mind, and their bytes in all; the one that was seen first goes first."""


class Kept(NamedTuple):
    """Bytes of copy, and what it is called."""

    data: bytes
    name: str


def remember(data: bytes, name: str) -> None:
    """Keep a document for the pages that look at several; the same text is kept once."""
    documents: dict[str, Kept] = st.session_state.setdefault(_DOCUMENTS, {})
    documents.setdefault(sha256(data).hexdigest(), Kept(data, name))
    while len(documents) > _MOST or (len(documents) > 1 and _bytes(documents) > _MOST_BYTES):
        del documents[next(iter(documents))]


def _bytes(documents: dict[str, Kept]) -> int:
    return sum(len(each.data) for each in documents.values())


def kept() -> tuple[Kept, ...]:
    """Return the documents of this browser tab, in the order in which they were vetted."""
    return tuple(st.session_state.get(_DOCUMENTS, {}).values())
