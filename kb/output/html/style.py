"""The style sheet of reports and lists in HTML: the colours, then all else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kb.output.palette import faces_css, root_css

__all__ = ["style_sheet"]

_STYLE = Path(__file__).with_name("report.css")


@cache
def style_sheet() -> str:
    """Return the style sheet, to stand in the page itself."""
    return root_css() + faces_css() + _STYLE.read_text(encoding="utf-8")
