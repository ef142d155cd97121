"""Gaps: what the documents vetted in this browser tab assert and no claim covers."""

from __future__ import annotations

import streamlit as st

from kb.content.knowledge_base import KnowledgeBase
from kb.errors import ClaimsKbError
from kb.gaps import gaps
from kb.model.gap import Gap
from kb.output.gap_list import GAP_EXPORTS, heading, in_short
from kb.ui.opening import audit_of, document_of, engine
from kb.ui.session import kept
from kb.ui.sheet import Element, chip, el, empty, sheet
from kb.vet import Vetted

__all__ = ["draw"]

_SHOWN = 50
_NOTHING = empty(
    "No document yet",
    "Documents that you vet in this browser tab are looked through together, in memory only.",
)
_NO_GAPS = empty("No gaps", "Claims of the knowledge base cover every passage that can be checked.")


def draw(kb: KnowledgeBase) -> None:  # noqa: ARG001 - every page is drawn with it
    """Draw the documents of the tab, and the gaps in them."""
    st.title("Gaps", anchor=False)
    st.caption(
        "What the copy vetted in this browser tab asserts and no claim of the knowledge base"
        " covers: candidates for new claims, the weightiest first."
    )
    vetted = _vetted()
    if not vetted:
        sheet("gaps", [_NOTHING])
        return
    doubtful = st.toggle(
        "Also claims found in doubt, and figures that no source gives", key="gaps.doubtful"
    )
    report = gaps(vetted, engine(), doubtful=doubtful)
    names = el("ul", *(el("li", each.path) for each in vetted))
    documents = el(
        "details", el("summary", f"Documents of this browser tab ({len(vetted)})"), names
    )
    listed = el("ul", *(_row(gap) for gap in report.gaps[:_SHOWN]), cls="rows")
    rest = len(report.gaps) - _SHOWN
    more = el("p", f"{rest} more stand in the downloads.", cls="quiet") if rest > 0 else None
    nodes = [listed if report.gaps else _NO_GAPS, *([more] if more else [])]
    sheet("gaps", [documents, *nodes])
    for name, export in GAP_EXPORTS.items():
        st.download_button(
            f"{name.upper()}: {export.purpose}", data=export.write(report),
            file_name=f"gaps{export.suffix}", mime=export.media_type, key=f"gaps.{name}",
            on_click="ignore", type="tertiary",
        )  # fmt: skip


def _vetted() -> list[Vetted]:
    found = []
    for each in kept():
        try:
            document = document_of(each.data, each.name)
            found.append(Vetted(document, audit_of(each.data, each.name), each.name))
        except ClaimsKbError:  # it was told on the page where the copy was given
            continue
    return found


def _row(gap: Gap) -> Element:
    places = (
        el("li", f"“{e.quote}” ", el("small", f"{e.document}, {e.place}")) for e in gap.examples
    )
    return el(
        "li",
        el("div", el("strong", heading(gap)), *(chip(risk, "warn") for risk in gap.risks),
           cls="line"),
        el("p", in_short(gap), cls="quiet"),
        el("ul", *places),
        cls="card",
    )  # fmt: skip
