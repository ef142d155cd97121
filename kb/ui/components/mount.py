"""Where a component's three texts are put together and mounted.

They travel inline, not as a packaged `asset_dir`: see docs/decisions/0005-annotated-document.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import streamlit as st

from kb.output.palette import DARK, LIGHT, faces_css, tokens

__all__ = ["Mounted", "component"]

Mounted: TypeAlias = Callable[..., Mapping[str, Any]]
"""Mounts a component where it is called, and returns what the browser reported."""

_HERE = Path(__file__).parent
# `data-theme` is set from the background of the app's own theme.
_COLOURS = (
    f'[data-theme="light"] {{ {tokens(LIGHT)} }}\n[data-theme="dark"] {{ {tokens(DARK)} }}\n'
    f"{faces_css()}"
)


def component(name: str, root_class: str) -> Mounted:
    """Return the function that mounts the component of that name."""
    mounted: Mounted = st.components.v2.component(
        f"claims_kb_{name}",
        html=f'<div class="root {root_class}"></div>',
        css=_COLOURS + _text("root.css") + _text(f"{name}.css"),
        js=_text("theme.js") + _text(f"{name}.js"),
    )
    return mounted


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
