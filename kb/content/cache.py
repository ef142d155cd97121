"""A disposable copy of validated content, named by the fingerprint of the files it came from.

It only saves time: a missing, foreign or broken copy is parsed anew, and a folder that cannot be
written to is no fault.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from kb import __version__

__all__ = ["folder", "read", "read_bytes", "unused", "write", "write_bytes"]

_M = TypeVar("_M", bound=BaseModel)

KEPT = 8
"""Copies kept; the least recently written go first."""

_used: ContextVar[bool] = ContextVar("used", default=True)

_OWN = f"{'[0-9a-f]' * 32}-*.*"
"""Names of our own: whoever points `$CLAIMS_KB_CACHE` at a folder in use loses nothing else."""


def folder() -> Path:
    """Return where copies are kept: `$CLAIMS_KB_CACHE`, or the user's cache folder."""
    if named := os.environ.get("CLAIMS_KB_CACHE"):
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "claims-kb"


def _file(fingerprint: str, kind: str) -> Path:
    return folder() / f"{fingerprint[:32]}-{__version__}.{kind}"


@contextmanager
def unused() -> Iterator[None]:
    """Neither read nor keep copies meanwhile: everything is made from the files themselves.

    Nothing proves that nobody changed a copy; whoever verifies does not rest on one.
    """
    before = _used.set(False)
    try:
        yield
    finally:
        _used.reset(before)


def read(fingerprint: str, model: type[_M]) -> _M | None:
    """Return the content of that fingerprint, or None where no usable copy lies."""
    kept = read_bytes(fingerprint, "json")
    try:
        return None if kept is None else model.model_validate_json(kept)
    except ValidationError:
        return None


def read_bytes(fingerprint: str, kind: str) -> bytes | None:
    """Return what is kept of that fingerprint; nothing proves that it is whole."""
    if not _used.get():
        return None
    try:
        return _file(fingerprint, kind).read_bytes()
    except (OSError, RuntimeError):
        return None


def write(fingerprint: str, content: BaseModel) -> None:
    """Keep a copy; a folder that cannot be written to is passed over."""
    if _used.get():
        text = content.model_dump_json(by_alias=True, exclude_defaults=True)
        write_bytes(fingerprint, "json", text.encode())


def write_bytes(fingerprint: str, kind: str, content: bytes) -> None:
    """Keep these bytes; a folder that cannot be written to is passed over."""
    if not _used.get():
        return
    try:
        target = _file(fingerprint, kind)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as part:
            part.write(content)
        Path(part.name).replace(target)
        copies = sorted(target.parent.glob(_OWN), key=lambda p: p.stat().st_mtime, reverse=True)
        for old in copies[KEPT:]:
            old.unlink(missing_ok=True)
    except (OSError, RuntimeError):  # RuntimeError: nobody knows where home is
        return
