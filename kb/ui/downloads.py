"""The menu of exports: the house's whole table in three groups, each format with what it is for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from kb.content.knowledge_base import KnowledgeBase
from kb.errors import ClaimsKbError
from kb.output.exports import EXPORTS, Export
from kb.output.marked.write import can_mark
from kb.ui.places import verbatim
from kb.vet import Vetted

__all__ = ["downloads", "grouped", "written"]

_COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
_SEALED = "downloads.sealed"

_THE_FILE = "The file itself, with comments"
_REPORTS = "Reports, for people"
_DATA = "Data, for programs"
_IN_GROUP = {
    "marked": _THE_FILE,
    **dict.fromkeys(("pdf", "docx", "html", "text", "pack"), _REPORTS),
}
"""What is named nowhere is data."""


class _Offer(NamedTuple):
    """A format, and what it is written of."""

    name: str
    export: Export
    vetted: Sequence[Vetted]

    @property
    def label(self) -> str:
        name = self.name
        if not self.export.suffix:
            name = Path(self.vetted[0].document.name).suffix.removeprefix(".")
        return f"**{verbatim(name.upper())}** {self.export.purpose}"

    @property
    def file_name(self) -> str:
        if len(self.vetted) > 1:
            return f"{len(self.vetted)}-documents-audit{self.export.suffix}"
        return self.export.file_name(self.vetted[0])


def grouped(vetted: Sequence[Vetted]) -> Iterator[tuple[str, list[tuple[str, Export]]]]:
    """Yield the groups with the formats that these documents can be written in."""
    offered: dict[str, list[tuple[str, Export]]] = {_THE_FILE: [], _REPORTS: [], _DATA: []}
    for name, export in EXPORTS.items():
        # The file itself has no suffix of its own in the table: not every kind can be marked.
        possible = export.suffix or can_mark(vetted[0].document.name)
        if possible and not (export.single and len(vetted) > 1):
            offered[_IN_GROUP.get(name, _DATA)].append((name, export))
    yield from offered.items()


def downloads(
    chosen: Vetted, kb: KnowledgeBase, *, given: int, every: Callable[[], Sequence[Vetted]]
) -> None:
    """Draw the menu; a file is written only when it is asked for.

    `given`: how many documents came at once; `every` returns those of them that can be read.
    """
    with st.popover("Download", key="downloads"):
        vetted: Sequence[Vetted] = [chosen]
        if given > 1 and st.toggle(f"All {given} documents in one", key="downloads.all"):
            vetted = every() or [chosen]
            if left_out := given - len(vetted):
                st.caption(f"{left_out} cannot be read and are left out.")
        for title, formats in grouped(vetted):
            with st.container(gap="xxsmall"):
                st.caption(title)
                if not formats:
                    st.markdown(_why_not(chosen, vetted))
                for name, export in formats:
                    _offer(_Offer(name, export, vetted), kb)


def _offer(offer: _Offer, kb: KnowledgeBase) -> None:
    if offer.export.sealed:
        _sealed(offer, kb)
        return
    st.download_button(
        offer.label, data=partial(written, offer.export, offer.vetted, kb),
        file_name=offer.file_name, mime=offer.export.media_type, key=f"download.{offer.name}",
        on_click="ignore", type="tertiary",
    )  # fmt: skip


def _why_not(chosen: Vetted, vetted: Sequence[Vetted]) -> str:
    if len(vetted) > 1:
        return "One document at a time."
    suffix = verbatim(Path(chosen.document.name).suffix)
    return (
        f"A {suffix} file holds no comments: the report in HTML shows every passage marked in the"
        " copy."
    )


def written(export: Export, vetted: Sequence[Vetted], kb: KnowledgeBase) -> bytes:
    """Return audits in one format, without the colours that only a terminal shows."""
    data = export.write(vetted, kb)
    return _COLOUR.sub(b"", data) if export.coloured else data


def _sealed(offer: _Offer, kb: KnowledgeBase) -> None:
    """Draw what is written first and saved then, so that its hash can be shown beside it."""
    of = (kb.fingerprint, offer.name, *(each.document.sha256 for each in offer.vetted))
    if st.button(offer.label, key=f"write.{offer.name}", type="tertiary"):
        try:
            with st.spinner("Writing…"):
                st.session_state[_SEALED] = (of, written(offer.export, offer.vetted, kb))
        except ClaimsKbError as fault:
            st.error(verbatim(str(fault)))
    made: tuple[tuple[str, ...], bytes] | None = st.session_state.get(_SEALED)
    if made is None or made[0] != of:
        return
    st.download_button(
        f"Save {verbatim(offer.file_name)}", data=made[1], file_name=offer.file_name,
        mime=offer.export.media_type, key=f"download.{offer.name}", on_click="ignore",
    )  # fmt: skip
    st.caption("Its SHA-256. Keep it, or send it, apart from the file:")
    st.code(sha256(made[1]).hexdigest(), language=None, wrap_lines=True)
