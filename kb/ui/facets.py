"""Search box, facets and pages above a list, with their state in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from kb.ui.listing import counted_options, found, page_of
from kb.ui.places import page_number, put, ticked, typed

__all__ = ["Facet", "pager", "sift", "turn"]

_T = TypeVar("_T")


@dataclass(frozen=True)
class Facet(Generic[_T]):
    """A question with a few answers: its name in the address, its label, an item's answers."""

    name: str
    label: str
    values: Callable[[_T], Sequence[str]]
    told: Callable[[str], str] = str


def sift(
    items: Sequence[_T], facets: Sequence[Facet[_T]], text: Callable[[_T], str], placeholder: str
) -> list[_T]:
    """Draw the search box and the facets; return the items that pass all of them."""
    columns = st.columns([2, *(1 for _ in facets)], vertical_alignment="bottom")
    key, changed, query = typed("q")
    columns[0].text_input(
        "Search", key=key, on_change=changed, placeholder=placeholder, type="search", live=True
    )
    left = [item for item in items if found(query, text(item))]
    for facet, column in zip(facets, columns[1:], strict=True):
        wanted = _facet(facet, items, column)
        left = [item for item in left if not wanted or set(wanted) & set(facet.values(item))]
    return left


def _facet(
    facet: Facet[_T], items: Sequence[_T], column: st.delta_generator.DeltaGenerator
) -> list[str]:
    counts: Mapping[str, int] = counted_options(items, facet.values)
    key, changed, chosen = ticked(facet.name, list(counts))
    column.multiselect(
        facet.label, list(counts), key=key, on_change=changed, placeholder="any",
        format_func=lambda value: f"{facet.told(value)} ({counts[value]})",
    )  # fmt: skip
    return chosen


def pager(items: Sequence[_T]) -> Sequence[_T]:
    """Return the page of items that the address asks for; `turn` draws the way to the others."""
    _, pages = page_of(items, 1)
    return page_of(items, page_number(pages))[0]


def turn(items: Sequence[_T]) -> None:
    """Draw the way to the other pages, where there are any."""
    _, pages = page_of(items, 1)
    if pages < 2:
        return
    number = page_number(pages)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="center"):
        st.button(
            "Previous page", disabled=number == 1, on_click=put, args=("page", str(number - 1))
        )
        st.caption(f"Page {number} of {pages}", width="content")
        st.button(
            "Next page", disabled=number == pages, on_click=put, args=("page", str(number + 1))
        )
