"""The writer's own file, given back with a comment on the very words.

One module a format, in one table; each takes what was vetted and gives the bytes of the file. What
stood in the file stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from kb.content.knowledge_base import KnowledgeBase
from kb.errors import UsageError
from kb.vet import Vetted

__all__ = ["MARKERS", "can_mark", "write"]

MARKERS: dict[str, str] = {
    ".docx": "word",
    ".pptx": "slides",
    ".pdf": "pdf",
    ".html": "web",
    ".htm": "web",
}
"""Suffix -> the module that marks such a file."""


def can_mark(name: str) -> bool:
    """Return whether a file of this name can be given back with marks."""
    return Path(name).suffix.lower() in MARKERS


def write(vetted: Sequence[Vetted], kb: KnowledgeBase) -> bytes:
    """Return the file of the one document, marked.

    Raises:
        UsageError: files of this kind cannot be marked.
    """
    (only,) = vetted
    suffix = Path(only.document.name).suffix.lower()
    if suffix not in MARKERS:
        known = ", ".join(MARKERS) or "none yet"
        raise UsageError(
            f"{only.path}: files of kind '{suffix}' cannot be given back with marks; those that"
            f" can: {known}. The report in HTML, PDF or Word shows every passage marked"
        )
    # Only now, and only the library for this kind of file.
    mark: Callable[[Vetted, KnowledgeBase], bytes]
    mark = import_module(f"kb.output.marked.{MARKERS[suffix]}").mark
    return mark(only, kb)
