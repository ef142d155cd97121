"""Which documents a command is to judge; judging them, one bad file stopping none of the others."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kb.cli.printing import progress
from kb.errors import ReadingError, UsageError
from kb.model.document import Document
from kb.reading import read as reading
from kb.vet import Engine, Vetted

__all__ = ["STDIN", "Documents", "judged", "judged_documents", "named", "read_named", "told_at_end"]

STDIN = "-"


class Documents(NamedTuple):
    """Documents by the name that the user knows, and what was left out of folders."""

    found: tuple[tuple[str, Path | Document], ...]
    skipped: tuple[tuple[str, int], ...] = ()


def named(paths: Sequence[str]) -> Documents:
    """Return the documents that paths name.

    Raises:
        UsageError: standard input stands beside files, or nothing is named.
        ReadingError: a path leads to nothing that can be read.
    """
    if not paths:
        raise UsageError("no document is named; give files or folders, or - for standard input")
    if STDIN in paths:
        if len(paths) > 1:
            raise UsageError("- (standard input) stands alone; give either it or files")
        return Documents((("standard input", read_named(STDIN)),))
    survey = reading.survey([Path(path) for path in paths])
    return Documents(tuple((str(path), path) for path in survey.files), survey.skipped)


def read_named(path: str, like: str = "") -> Document:
    """Return the document in a file, or on standard input where the name is `-`.

    `like` names a file of the same kind; else the bytes themselves tell what they are.

    Raises:
        ReadingError: it cannot be read.
    """
    if path != STDIN:
        return reading.read(Path(path))
    name = f"stdin{Path(like).suffix}"
    return reading.read_bytes(sys.stdin.buffer.read(reading.largest() + 1), name)


def judged(paths: Sequence[str], engine: Engine) -> tuple[list[Vetted], list[str]]:
    """Return the audits of all documents that can be read, and what kept others from it.

    Raises:
        ReadingError: nothing could be read.
    """
    return judged_documents(named(paths), engine)


def judged_documents(documents: Documents, engine: Engine) -> tuple[list[Vetted], list[str]]:
    """Do what `judged` does, for documents that were found already.

    Raises:
        ReadingError: nothing could be read.
    """
    vetted: list[Vetted] = []
    faults: list[str] = []
    for name, source in progress(documents.found, "vetting"):
        try:
            document = source if isinstance(source, Document) else reading.read(source)
        except ReadingError as error:
            if len(documents.found) == 1:
                raise
            faults.append(str(error))
            continue
        vetted.append(Vetted(document, engine.vet(document), name))
    if not vetted:
        raise ReadingError("\n".join([*faults, "no document could be read; nothing was judged"]))
    return vetted, faults


def told_at_end(documents: Documents, read: int, failed: int) -> Iterator[str]:
    """Yield what was read, what could not be, and what was left out of folders, and why.

    >>> found = Documents((("a.txt", Path("a.txt")),), ((".png", 3), (".zip", 1)))
    >>> list(told_at_end(found, 1, 0))
    ['read 1 document; left out of folders (no kind that can be read): 3 .png, 1 .zip']
    """
    if len(documents.found) == 1 and not documents.skipped:
        return
    told = f"read {read} document{'' if read == 1 else 's'}"
    if failed:
        told += f"; {failed} could not be read (see above)"
    if documents.skipped:
        left = ", ".join(f"{count} {suffix}" for suffix, count in documents.skipped)
        told += f"; left out of folders (no kind that can be read): {left}"
    yield told
