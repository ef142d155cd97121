"""A sheet: a tree of plain elements that the browser draws, safe by construction.

Copy, claims and sources are text in this tree and stay text in the page: there is no HTML in
between that could be forgotten to be escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NotRequired, TypeAlias, TypedDict

import streamlit as st

from kb.ui.components.mount import Mounted, component
from kb.ui.places import go

__all__ = ["Element", "Node", "Place", "chip", "el", "empty", "lead", "link", "sheet", "text_of"]


class Place(TypedDict):
    """A page of the app, with its parameters."""

    page: str
    params: dict[str, str]


class Element(TypedDict):
    """An element: what the browser makes of it is fixed in `components/sheet.js`."""

    tag: str
    attrs: dict[str, str]
    of: list[Node]
    go: NotRequired[Place]
    copies: NotRequired[str]
    grow: NotRequired[int]


Node: TypeAlias = "str | Element"


def el(
    tag: str, *of: Node | None, cls: str = "", attrs: Mapping[str, str] | None = None
) -> Element:
    """Return an element; children that are None are left out.

    >>> el("p", "plain", None, cls="quiet")
    {'tag': 'p', 'attrs': {'class': 'quiet'}, 'of': ['plain']}
    """
    own = dict(attrs or {})
    if cls:
        own["class"] = cls
    return {"tag": tag, "attrs": own, "of": [child for child in of if child is not None]}


def link(href: str, *of: Node) -> Element:
    """Return a link out of the app; the browser follows it only to http(s)."""
    return el("a", *of, attrs={"href": href})


def lead(page: str, params: dict[str, str], *of: Node, cls: str = "") -> Element:
    """Return a link to a page of the app; a plain click keeps the session."""
    found = el("a", *of, cls=cls)
    found["go"] = {"page": page, "params": params}
    return found


def chip(text: str, cls: str = "", title: str = "") -> Element:
    """Return a small rounded label."""
    return el("span", text, cls=f"chip {cls}".strip(), attrs={"title": title} if title else None)


def empty(title: str, advice: str) -> Element:
    """Return what stands where there is nothing to show: what is missing, and what to do."""
    return el("div", el("h4", title), el("p", advice), cls="empty", attrs={"role": "status"})


def text_of(nodes: Iterable[Node]) -> str:
    """Return the words of a tree, for tests and search.

    >>> text_of([el("p", "one ", el("em", "two"))])
    'one two'
    """
    return "".join(n if isinstance(n, str) else text_of(n["of"]) for n in nodes)


def sheet(key: str, nodes: Sequence[Node]) -> None:
    """Draw a tree; a click on a lead goes there."""
    drawn = _drawn()(key=key, data={"nodes": list(nodes)}, on_go_change=_nothing)
    place: Place | None = drawn.get("go")
    if place:
        go(place["page"], place["params"])


@cache
def _drawn() -> Mounted:
    return component("sheet", "sheet")


def _nothing() -> None:
    # Streamlit reports an event only where somebody listens to it.
    st.session_state.setdefault("went", True)
