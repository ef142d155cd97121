"""All files that a knowledge base is made of: its own, the layer below, and the cue lexicon.

Whoever wants the same knowledge base elsewhere needs these files and no others; each has one name
here, and the fingerprint is over names and contents.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kb.content.files import ContentFile, content_files, fingerprint_of
from kb.content.folder import MARKER, schema_folder, shipped
from kb.errors import ContentError, Fault

__all__ = ["Layers", "layers_of", "layers_of_files"]

_CUES = "schema/cues.yaml"
_BELOW = "shipped:"


@dataclass(frozen=True)
class Layers:
    """The files of a knowledge base; `below` is empty unless it `extends` another."""

    cues: ContentFile
    own: tuple[ContentFile, ...]
    below: tuple[ContentFile, ...] = ()

    @property
    def from_below(self) -> tuple[tuple[ContentFile, ...], ...]:
        """Return the layers in the order in which they are laid over one another."""
        return (self.below, self.own) if self.below else (self.own,)

    def __iter__(self) -> Iterator[ContentFile]:
        """Yield every file by the name that it has among all, sorted."""
        below = (ContentFile(_BELOW + file.name, file.data) for file in self.below)
        yield from sorted((self.cues, *self.own, *below), key=lambda file: file.name)

    @cached_property
    def fingerprint(self) -> str:
        """Return the SHA-256 over the names and contents of all files."""
        return fingerprint_of(list(self))


def layers_of(root: Path) -> Layers:
    """Return the files of the knowledge base in a folder, as they are on disk now.

    Raises:
        ContentError: the folder is no knowledge base, or a file cannot be read.
    """
    own = content_files(root)
    cues = ContentFile(_CUES, (schema_folder() / "cues.yaml").read_bytes())
    below = content_files(shipped()) if _extends(own, root) else []
    return Layers(cues, tuple(own), tuple(below))


def layers_of_files(files: Iterable[ContentFile]) -> Layers:
    """Return the layers of files that come by their names among all.

    Raises:
        ContentError: the cue lexicon or the marker is missing.
    """
    every = {file.name: file for file in files}
    own = tuple(file for name, file in every.items() if not name.startswith((_BELOW, _CUES)))
    below = tuple(
        ContentFile(name.removeprefix(_BELOW), file.data)
        for name, file in every.items()
        if name.startswith(_BELOW)
    )
    missing = [name for name in (_CUES, MARKER) if name not in every]
    if missing:
        raise ContentError([Fault(name, 0, "", "is missing") for name in missing])
    return Layers(every[_CUES], own, below)


def _extends(files: list[ContentFile], root: Path) -> bool:
    try:
        marker = next(f for f in files if f.name == MARKER)
        extends = tomllib.loads(marker.data.decode("utf-8-sig")).get("extends")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        return False  # told with its line when the file is validated
    if extends not in (None, "shipped"):
        raise ContentError(
            [Fault(MARKER, 0, "extends", f"'{extends}' is unknown; only 'shipped' can be extended")]
        )
    return extends == "shipped" and root.resolve() != shipped().resolve()
