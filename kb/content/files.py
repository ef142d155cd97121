"""The files of a knowledge base: which there are, and one fingerprint over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kb.content.folder import MARKER
from kb.content.marker import content_of
from kb.errors import ContentError, Fault

__all__ = ["LEARNED", "ContentFile", "content_files", "fingerprint_of"]

LEARNED = "claims/learned.json"


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One file of content: its name inside the folder, and its bytes."""

    name: str
    data: bytes


def content_files(root: Path) -> list[ContentFile]:
    """Return every file of content under `root`, sorted by name.

    Raises:
        ContentError: the folder is no knowledge base, or a file cannot be read.
    """
    if not (root / MARKER).is_file():
        raise ContentError(
            [Fault(str(root), 0, "", f"no {MARKER} here, so this is no knowledge base")]
        )
    found = [root / MARKER, *_records(root)]
    try:
        files = [ContentFile(p.relative_to(root).as_posix(), p.read_bytes()) for p in found]
    except OSError as error:
        raise ContentError(
            [Fault(str(error.filename), 0, "", f"cannot be read: {error.strerror}")]
        ) from error
    return sorted(files, key=lambda file: file.name)


def _records(root: Path) -> Iterator[Path]:
    for folder in ("claims", "sources"):
        yield from (root / folder).rglob("*.yaml")
    if (root / LEARNED).is_file():
        yield root / LEARNED


def fingerprint_of(files: list[ContentFile]) -> str:
    """Return the SHA-256 over names and contents, whatever the order of the files.

    What a team sets for its runs is no content: a baseline named in `kb.toml` stays comparable.
    """
    lines = sorted(f"{file.name}\0{sha256(_content(file)).hexdigest()}\n" for file in files)
    return sha256("".join(lines).encode()).hexdigest()


def _content(file: ContentFile) -> bytes:
    marker = file.name.removeprefix("shipped:") == MARKER
    return content_of(file.data) if marker else file.data
