"""A writer's file becomes a `Document`; which files can be read is one table.

A reader is a module with `read(data: bytes) -> Reading`, loaded when it is needed. It raises
`ReadingError` with what is wrong; the name of the file is put before that here.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from kb.errors import ReadingError
from kb.model.document import Document
from kb.reading.reading import Reading
from kb.reading.recognise import recognised

__all__ = [
    "MAX_BYTES",
    "READERS",
    "Format",
    "Survey",
    "find_files",
    "largest",
    "read",
    "read_bytes",
    "survey",
]

MAX_BYTES = 5_000_000
"""The largest file read of a kind that is all text. Our own choice: some 800,000 words, far beyond
any piece of copy. Kinds that hold pictures state a limit of their own."""


class Format(NamedTuple):
    """A kind of file: what it is called, its media type, and the module that reads it."""

    label: str
    media_type: str
    module: str
    max_bytes: int = MAX_BYTES

    def read(self, data: bytes) -> Reading:
        """Return what the reader makes of a file.

        Raises:
            ReadingError: it cannot be read.
        """
        # Only now: no page of plain text waits for the libraries that read PDF.
        reader: Callable[[bytes], Reading] = import_module(f"kb.reading.{self.module}").read
        return reader(data)


READERS: dict[str, Format] = {
    ".txt": Format("plain text", "text/plain", "plain"),
    ".md": Format("Markdown", "text/markdown", "marked"),
    ".docx": Format(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "word.reader",
        50_000_000,
    ),
    ".pptx": Format(
        "PowerPoint",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "slides.reader",
        50_000_000,
    ),
    ".odt": Format(
        "OpenDocument text",
        "application/vnd.oasis.opendocument.text",
        "open_document.reader",
        50_000_000,
    ),
    ".rtf": Format("RTF", "application/rtf", "rtf.reader", 50_000_000),
    ".fodt": Format(
        "OpenDocument text in one file",
        "application/vnd.oasis.opendocument.text-flat-xml",
        "open_document.reader",
        50_000_000,
    ),
    ".pdf": Format("PDF", "application/pdf", "pdf.reader", 50_000_000),
    ".html": Format("web page", "text/html", "web.reader", 20_000_000),
    ".htm": Format("web page", "text/html", "web.reader", 20_000_000),
    ".eml": Format("e-mail", "message/rfc822", "email_message", 40_000_000),
}
"""Suffix -> format. Everything that names the readable formats is made from this table."""

_SAVE_AS = dict.fromkeys((".doc", ".docm", ".dot", ".dotm", ".dotx"), ".docx")
"""Kinds that people have and that one step turns into a readable one: macros are never opened."""


def read(path: Path) -> Document:
    """Return the document in a file.

    Raises:
        ReadingError: there is no such file, or it is none that can be read; the message names it.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise ReadingError(f"{path}: is a folder; give a file")
        limit = _format(path).max_bytes
        if size > limit:
            raise _too_large(path, size, limit)
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise ReadingError(f"{path}: no such file; check the path") from None
    except (OSError, ValueError) as fault:
        raise ReadingError(f"{path}: cannot be opened ({_why(fault)}); check it") from None
    return _document(data, path.name, path)


def read_bytes(data: bytes, name: str) -> Document:
    """Return the document in bytes that came without a file (standard input, an upload).

    What comes under a name without a suffix is told by how it begins: a web page, an e-mail, else
    plain text. It is given the suffix then.

    Raises:
        ReadingError: nothing that can be read; the message begins with the name.
    """
    return _document(data, Path(name).name or name, name)


def largest() -> int:
    """Return the most bytes that any kind of file may have."""
    return max(kind.max_bytes for kind in READERS.values())


class Survey(NamedTuple):
    """The files to read, and how many others lie in the folders: by suffix, most often first."""

    files: tuple[Path, ...]
    skipped: tuple[tuple[str, int], ...]


def find_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files to read, as `survey` finds them.

    Raises:
        ReadingError: as `survey`.
    """
    return list(survey(paths).files)


def survey(paths: Sequence[Path]) -> Survey:
    """Return the files to read: those named, and those with a readable suffix in folders named.

    Sorted, each file once. Hidden files and folders are left out, and links out of their folder.

    Raises:
        ReadingError: a path does not exist, a named file has no known suffix, or a folder holds
            nothing that can be read.
    """
    found: dict[Path, Path] = {}
    skipped: Counter[str] = Counter()
    for path in sorted(paths):
        try:
            for file in sorted(_files(path, skipped), key=lambda file: (file.is_symlink(), file)):
                found.setdefault(file.resolve(), file)
        except OSError as fault:
            raise ReadingError(f"{path}: cannot be opened ({_why(fault)}); check it") from None
    ranked = sorted(skipped.items(), key=lambda item: (-item[1], item[0]))
    return Survey(tuple(sorted(found.values())), tuple(ranked))


def _files(path: Path, skipped: Counter[str]) -> list[Path]:
    if path.is_dir():
        if inside := list(_readable_in(path, skipped)):
            return inside
        raise ReadingError(f"{path}: nothing to read in this folder; {_known()}")
    if not path.exists():
        raise ReadingError(f"{path}: no such file or folder; check the path")
    _format(path)
    return [path]


def _readable_in(folder: Path, skipped: Counter[str]) -> Iterator[Path]:
    root = folder.resolve()
    for here, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(here, name)
            if name.startswith(".") or not file.is_file():
                continue
            if not file.resolve().is_relative_to(root):
                skipped["links elsewhere"] += 1
            elif file.suffix.lower() in READERS:
                yield file
            else:
                skipped[file.suffix.lower() or "files without a suffix"] += 1


def _unreadable(fault: OSError) -> None:
    # os.walk leaves out silently what it may not list.
    raise ReadingError(f"{fault.filename}: cannot be opened ({_why(fault)}); check its rights")


def _document(data: bytes, name: str, where: Path | str) -> Document:
    if not Path(name).suffix:
        name += recognised(data)
        kind = _format(name)
    else:
        kind = _format(where)
    if len(data) > kind.max_bytes:
        raise _too_large(where, len(data), kind.max_bytes)
    try:
        reading = kind.read(data)
    except ReadingError as fault:
        raise ReadingError(f"{where}: {fault}") from None
    notes = reading.notes if reading.passages else (*reading.notes, "no sentence found")
    return Document(
        name=name.encode("utf-8", "replace").decode("utf-8"),  # a name may be no text at all
        media_type=kind.media_type,
        sha256=hashlib.sha256(data).hexdigest(),
        text=reading.text,
        passages=reading.passages,
        notes=notes,
        origins=reading.origins,
        places=reading.places,
        remarks=reading.remarks,
        original=data,
    )


def _format(where: Path | str) -> Format:
    suffix = Path(where).suffix.lower()
    if suffix in _SAVE_AS:
        raise ReadingError(
            f"{where}: files of kind '{suffix}' are not read; save it as {_SAVE_AS[suffix]}"
        )
    if suffix not in READERS:
        wrong = f"files of kind '{suffix}' cannot be read" if suffix else "the name has no suffix"
        raise ReadingError(f"{where}: {wrong}; {_known()}")
    return READERS[suffix]


def _known() -> str:
    return f"readable are {', '.join(READERS)}"


def _why(fault: Exception) -> str:
    return (getattr(fault, "strerror", None) or str(fault)).lower()


def _too_large(where: Path | str, size: int, limit: int) -> ReadingError:
    return ReadingError(
        f"{where}: too large ({size / 1e6:.1f} MB); at most {limit / 1e6:g} MB, so split it"
    )
