"""What an audit pack says of itself: its members with their hashes, and what the audit was made of.

One model for the room that writes packs and the one that verifies them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Literal

from pydantic import ValidationError

from kb.errors import ReadingError
from kb.model.finding import AuditEngine, AuditKnowledgeBase
from kb.model.frozen import Frozen

__all__ = ["MANIFEST", "PACK_FORMAT", "Manifest", "Member", "PackedDocument", "members_of"]

MANIFEST = "manifest.json"
PACK_FORMAT: Literal["claims-kb/pack@1"] = "claims-kb/pack@1"
_MAX_BYTES = 5_000_000


class _Verbatim(Frozen):
    model_config = Frozen.model_config | {"str_strip_whitespace": False}


class Member(_Verbatim):
    """A member of the pack, the manifest itself left out."""

    name: str
    bytes: int
    sha256: str


class PackedDocument(_Verbatim):
    """A document that was vetted: what it is called, and the members that hold it."""

    name: str
    media_type: str
    sha256: str
    file: str
    text: str


class Manifest(_Verbatim):
    """The contents of a pack, in the order of its members and documents."""

    format: Literal["claims-kb/pack@1"] = PACK_FORMAT
    engine: AuditEngine
    knowledge_base: AuditKnowledgeBase
    audit: str
    documents: tuple[PackedDocument, ...]
    members: tuple[Member, ...]

    def written(self) -> bytes:
        """Return the manifest as it stands in the pack."""
        told = json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1)
        # As in an audit: the name of a file may be no text.
        return f"{told}\n".encode(errors="backslashreplace")

    @classmethod
    def read(cls, data: bytes) -> Manifest:
        """Return the manifest in bytes.

        Raises:
            ReadingError: they hold none of this format.
        """
        if len(data) > _MAX_BYTES:
            raise ReadingError(f"its {MANIFEST} is larger than {_MAX_BYTES / 1e6:g} MB")
        try:
            told = json.loads(data, object_pairs_hook=_once)
        except (ValueError, RecursionError) as fault:
            raise ReadingError(f"its {MANIFEST} is no JSON ({fault})") from None
        named = told.get("format") if isinstance(told, dict) else None
        if named != PACK_FORMAT:
            raise ReadingError(
                f"its {MANIFEST} is of format {str(named)[:50]!r}; readable is '{PACK_FORMAT}',"
                " so a later version may read it"
            )
        try:
            # As Python values, not as JSON: a name that is no text would be refused there.
            return cls.model_validate(told)
        except ValidationError as fault:
            first = fault.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, first["loc"]))
            raise ReadingError(f"its {MANIFEST} is faulty: {where}: {first['msg']}") from None


def members_of(files: Mapping[str, bytes]) -> tuple[Member, ...]:
    """Return name, size and hash of every file, in the order of the names."""
    return tuple(
        Member(name=name, bytes=len(data), sha256=sha256(data).hexdigest())
        for name, data in sorted(files.items())
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # Of a doubled key one program shows the first value and another the last.
    told = dict(pairs)
    if len(told) < len(pairs):
        raise ValueError("a key stands twice")
    return told
