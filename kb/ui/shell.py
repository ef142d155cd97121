"""The frame: which pages there are, and what every page stands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from kb.content.knowledge_base import KnowledgeBase
from kb.errors import ClaimsKbError
from kb.ui.components.frame import FRAME_CSS, WORDMARK
from kb.ui.opening import knowledge_base
from kb.ui.pages import claims, copies, gaps, sources, vetting
from kb.ui.places import keep_pages

__all__ = ["PAGES", "Room", "run"]


@dataclass(frozen=True, slots=True)
class Room:
    """A page: its address, its title, and who draws it."""

    address: str
    title: str
    draw: Callable[[KnowledgeBase], None]


PAGES: tuple[Room, ...] = (
    Room("vet", "Vet", vetting.draw),
    Room("claims", "Claims", claims.draw),
    Room("sources", "Sources", sources.draw),
    Room("copy", "Known copy", copies.draw),
    Room("gaps", "Gaps", gaps.draw),
)
"""Every page; the first is where one arrives. No icons: they would fetch fonts from outside."""


def run(rooms: Sequence[Room] = PAGES) -> None:
    """Draw the page that the address asks for, or the first."""
    st.set_page_config(page_title="Claims KB", page_icon="✓", layout="wide")
    st.html(FRAME_CSS)
    st.logo(WORDMARK)
    pages = {
        room.address: st.Page(
            _page(room), title=room.title, url_path=room.address, default=room is rooms[0]
        )
        for room in rooms
    }
    keep_pages(pages)
    st.navigation(list(pages.values()), position="top").run()


def _page(room: Room) -> Callable[[], None]:
    def page() -> None:
        try:
            kb = knowledge_base()
        except ClaimsKbError as fault:
            st.error("The knowledge base cannot be opened.")
            st.code(str(fault), language=None, wrap_lines=True)
            return
        room.draw(kb)

    # Streamlit tells pages apart by the names of their functions.
    page.__name__ = room.address
    return page
