"""Addresses: the state of a view is in the URL, and the URL is the truth about it.

A page reads its state from the query; a widget writes there when it changes. So a link opens the
same view, and the browser's way back works.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn

import streamlit as st

__all__ = ["asked", "go", "keep_pages", "page_number", "put", "ticked", "typed", "verbatim"]

_PAGES = "places.pages"
_MARKDOWN = frozenset("\\`*_{}[]()#+-.!|~:$<>")


def keep_pages(pages: Mapping[str, Any]) -> None:
    """Remember the pages of this run by their addresses, for `go`."""
    st.session_state[_PAGES] = dict(pages)


def go(page: str, params: Mapping[str, str]) -> NoReturn:
    """Leave for another page with these parameters."""
    pages = st.session_state[_PAGES]
    st.switch_page(pages.get(page, next(iter(pages.values()))), query_params=dict(params))


def asked(name: str) -> str | None:
    """Return a parameter of the address, or None."""
    return st.query_params.get(name)


def put(name: str, value: str | Sequence[str] | None) -> None:
    """Write a parameter of the address; nothing, or an empty value, takes it away."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def ticked(name: str, options: Sequence[str]) -> tuple[str, Callable[[], None], list[str]]:
    """Return key, change handler and present choice of a widget with several choices.

    Words of the address that are no option are passed over.
    """
    key = f"address.{name}"
    present = [value for value in st.query_params.get_all(name) if value in options]
    if st.session_state.get(key) != present:
        st.session_state[key] = present

    def changed() -> None:
        put(name, st.session_state[key])
        put("page", None)

    return key, changed, present


def typed(name: str) -> tuple[str, Callable[[], None], str]:
    """Return key, change handler and present text of a search box."""
    key = f"address.{name}"
    present = st.query_params.get(name, "")
    if st.session_state.get(key) != present:
        st.session_state[key] = present

    def changed() -> None:
        put(name, st.session_state[key].strip())
        put("page", None)

    return key, changed, present


def page_number(pages: int) -> int:
    """Return the page that the address asks for, held between 1 and `pages`."""
    wanted = asked("page") or "1"
    return min(max(int(wanted), 1), max(pages, 1)) if wanted.isascii() and wanted.isdigit() else 1


def verbatim(text: str) -> str:
    r"""Return text as it stands, where Streamlit would read Markdown: names of files, messages.

    >>> verbatim("my_page.docx")
    'my\\_page\\.docx'
    """
    return "".join(f"\\{c}" if c in _MARKDOWN else c for c in text)
