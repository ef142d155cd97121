"""HTML as a tree of elements, safe by construction: text is text until it is written.

A plain string is always escaped; only what these functions made is not. Characters that HTML
forbids (controls, halves of pairs) become the replacement character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

__all__ = ["Child", "Markup", "el", "many", "page_safe", "raw"]

_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_VOID = frozenset(("br", "hr", "input", "meta"))


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that is already safe to write."""

    html: str


Child = str | Markup | None


def page_safe(text: str) -> str:
    """Return text as it may stand in HTML, in an element or a quoted attribute.

    >>> page_safe('<b class="x">')
    '&lt;b class=&quot;x&quot;&gt;'
    """
    return escape(_FORBIDDEN.sub("\ufffd", text))


def el(
    tag: str, *children: Child, cls: str = "", attrs: Mapping[str, str | None] | None = None
) -> Markup:
    """Return an element; children and attributes that are None are left out.

    >>> el("p", "1 < 2", None, cls="quiet").html
    '<p class="quiet">1 &lt; 2</p>'
    """
    own: dict[str, str | None] = {"class": cls or None, **(attrs or {})}
    told = "".join(f' {name}="{page_safe(v)}"' for name, v in own.items() if v is not None)
    if tag in _VOID:
        return Markup(f"<{tag}{told}>")
    return Markup(f"<{tag}{told}>{many(children).html}</{tag}>")


def many(children: Iterable[Child]) -> Markup:
    """Return children one after another, without an element around them."""
    return Markup(
        "".join(
            child.html if isinstance(child, Markup) else page_safe(child)
            for child in children
            if child is not None
        )
    )


def raw(html: str) -> Markup:
    """Return our own HTML or CSS unchanged; never for anything that came from outside."""
    return Markup(html)
