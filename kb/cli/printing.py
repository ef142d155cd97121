"""How the command line shows things: bytes out whole or not at all, progress, colour."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from kb.errors import UsageError

__all__ = ["in_colour", "progress", "write_out"]

T = TypeVar("T")
_COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
_FEW = 3
"""Documents up to which no progress is worth showing."""


def in_colour() -> bool:
    """Return whether standard output shows colour: a terminal, and nobody set NO_COLOR.

    Source: no-color.org.
    """
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def write_out(data: bytes, out: Path | None, *, colour_wanted: bool = False) -> None:
    """Print, or write the file whole: on a fault nothing half-written stays.

    Raises:
        UsageError: the file cannot be written.
    """
    if out is None:
        if colour_wanted and not in_colour():
            data = _COLOUR.sub(b"", data)
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    if colour_wanted:
        data = _COLOUR.sub(b"", data)
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, delete=False) as part:
            part.write(data)
        Path(part.name).chmod(0o644)
        Path(part.name).replace(out)
    except OSError as error:
        raise UsageError(
            f"--out {out}: cannot be written: {error.strerror}; name a file in an existing folder"
        ) from error


def progress(items: Sequence[tuple[str, T]], doing: str) -> Iterator[tuple[str, T]]:
    """Yield the items, with a line on standard error for people who wait."""
    show = len(items) > _FEW and sys.stderr.isatty()
    for number, (name, item) in enumerate(items, start=1):
        if show:
            print(
                f"\r\x1b[K{doing} {number} of {len(items)}: {name[-60:]}",
                end="",
                file=sys.stderr,
                flush=True,
            )
        yield name, item
    if show:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
