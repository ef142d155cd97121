"""The audit as JSON, in the shape and order of keys that the contract fixes; for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kb.content.knowledge_base import KnowledgeBase
from kb.model.finding import Audit
from kb.vet import Vetted

__all__ = ["write", "write_lines"]

_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""Line breaks to Unicode but not to JSON: unescaped, a program that splits at every kind of line
break would cut an object in two."""


def write(vetted: Sequence[Vetted], kb: KnowledgeBase) -> bytes:  # noqa: ARG001 (the shape of an export)
    """Return the audit of the one document, indented."""
    (only,) = vetted
    return _text(only.audit, indent=2)


def write_lines(vetted: Sequence[Vetted], kb: KnowledgeBase) -> bytes:  # noqa: ARG001 (the same)
    """Return one audit a line, in the order given."""
    return b"".join(_text(each.audit, indent=None) for each in vetted)


def _text(audit: Audit, indent: int | None) -> bytes:
    told = json.dumps(audit.model_dump(mode="json"), ensure_ascii=False, indent=indent)
    # A file name may hold bytes that are no text; "\udc80" is then also its escape in JSON.
    return f"{told.translate(_BREAKS)}\n".encode(errors="backslashreplace")
