"""The menu of exports: every format of the house's table, each with what it is for."""

from __future__ import annotations

import re
from functools import partial

import streamlit as st

from kb.content.knowledge_base import KnowledgeBase
from kb.output.exports import EXPORTS, Export
from kb.output.marked import can_mark
from kb.vet import Vetted

__all__ = ["downloads", "written"]

_COLOUR = re.compile(rb"\x1b\[[0-9;]*m")


def downloads(vetted: Vetted, kb: KnowledgeBase) -> None:
    """Draw the menu; a file is written only when it is asked for."""
    with st.popover("Download the audit"):
        for name, export in EXPORTS.items():
            if not export.suffix and not can_mark(vetted.document.name):
                continue
            st.download_button(
                f"{name.upper()}: {export.purpose}",
                data=partial(written, export, vetted, kb),
                file_name=export.file_name(vetted),
                mime=export.media_type,
                key=f"download.{name}",
                on_click="ignore",
                type="tertiary",
            )


def written(export: Export, vetted: Vetted, kb: KnowledgeBase) -> bytes:
    """Return an audit in one format, without the colours that only a terminal shows."""
    data = export.write([vetted], kb)
    return _COLOUR.sub(b"", data) if export.coloured else data
