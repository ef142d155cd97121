"""How the command line shows things: bytes out whole or not at all, progress, colour."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from kb.errors import UsageError

__all__ = ["by_suffix", "in_colour", "progress", "write_lines", "write_out"]

T = TypeVar("T")
_COLOUR = re.compile(rb"\x1b\[[0-9;]*m")
_FEW = 3
"""Documents up to which no progress is worth showing."""


def in_colour() -> bool:
    """Return whether standard output shows colour: a terminal, and nobody set NO_COLOR.

    Source: no-color.org.
    """
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def by_suffix(out: Path | None, formats: Mapping[str, str]) -> str:
    """Return the format that the suffix of a file asks for; `text` where there is no file.

    Raises:
        UsageError: no format has this suffix.
    """
    if out is None:
        return "text"
    if out.suffix not in formats:
        raise UsageError(
            f"--out {out}: no format has the suffix '{out.suffix}'; name one with --format"
            f" ({', '.join(formats.values())})"
        )
    return formats[out.suffix]


def write_lines(lines: Iterable[str]) -> None:
    """Print lines; the name of a file that is no text comes out as the bytes it is.

    Raises:
        UsageError: they cannot be printed.
    """
    write_out("".join(f"{line}\n" for line in lines).encode(errors="surrogateescape"), None)


def write_out(data: bytes, out: Path | None, *, colour_wanted: bool = False) -> None:
    """Print, or write the file whole: on a fault nothing half-written stays.

    Raises:
        UsageError: the file cannot be written.
    """
    if out is None:
        if colour_wanted and not in_colour():
            data = _COLOUR.sub(b"", data)
        _print(data)
        return
    if colour_wanted:
        data = _COLOUR.sub(b"", data)
    try:
        if out.exists() and not (out.is_file() or out.is_dir()):
            out.write_bytes(data)  # a device or pipe, such as /dev/null, must stay what it is
        else:
            _replace(out, data)
    except OSError as error:
        raise UsageError(
            f"--out {out}: cannot be written: {error.strerror}; name a file in an existing folder"
        ) from error


def _print(data: bytes) -> None:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # told apart in `main`: the reader went away, and that is no fault
    except OSError as error:
        # What is left in the buffer must not fail a second time when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise UsageError(
            f"standard output: cannot be written: {error.strerror}; look where it leads"
        ) from error


def _replace(out: Path, data: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=out.parent, delete=False) as part:
        part.write(data)
    try:
        Path(part.name).chmod(0o644)
        Path(part.name).replace(out)
    except OSError:
        Path(part.name).unlink()
        raise


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
