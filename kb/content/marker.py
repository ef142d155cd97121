"""`kb.toml`: the settings of a knowledge base, and those of the team that runs it.

A TOML library gives no lines, and people who mistype a key need one: the lines of tables and keys
are found beside it, in the plain forms that such a file is written in.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kb.content.folder import MARKER
from kb.errors import ContentError, Fault
from kb.model.settings import Settings
from kb.model.team import VetSettings

__all__ = ["content_of", "settings_of", "vet_fault", "vet_settings"]

_VET, _EXTENDS = "vet", "extends"
_TABLE = re.compile(r"\s*\[\s*([\w.\"' -]+?)\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*[=.]")


def vet_settings(folder: Path) -> VetSettings:
    """Return what the team set for its runs.

    Raises:
        ContentError: the table `[vet]` has faults; each with its line.
    """
    try:
        data = (folder / MARKER).read_bytes()
    except OSError as error:
        told = f"cannot be read: {error.strerror}"
        raise ContentError([Fault(str(folder / MARKER), 0, "", told)]) from error
    try:
        table = _parsed(data).get(_VET, {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        return VetSettings()  # told when the file is opened as a knowledge base
    try:
        return VetSettings.model_validate(table)
    except ValidationError as error:
        raise ContentError(_faults(data, error, (_VET,), VetSettings)) from None


def vet_fault(folder: Path, name: str, told: str) -> ContentError:
    """Return what is wrong with a setting of `[vet]`, at its line."""
    line = _line((folder / MARKER).read_bytes(), (_VET, name))
    return ContentError([Fault(MARKER, line, f"{_VET}.{name}", told)])


def settings_of(data: bytes, below: Settings | None) -> Settings:
    """Return the settings; what they leave out is that of the layer below, measured there.

    Raises:
        ContentError: every fault, with its line.
    """
    try:
        table = _parsed(data)
    except UnicodeDecodeError as error:
        told = f"not UTF-8 (byte {error.start}); save as UTF-8"
        raise ContentError([Fault(MARKER, 0, "", told)]) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ContentError([Fault(MARKER, 0, "", f"not TOML: {error}")]) from None
    table.pop(_EXTENDS, None)
    table.pop(_VET, None)
    try:
        return Settings.model_validate({**(below.model_dump() if below else {}), **table})
    except ValidationError as error:
        raise ContentError(_faults(data, error, (), Settings)) from None


def content_of(data: bytes) -> bytes:
    r"""Return the part of the file that is content: all but the table `[vet]`.

    >>> content_of(b'name = "x"\n\n[vet]\nfail_on = "never"\n')
    b'name = "x"\n'
    """
    if b"vet" not in data:
        return data
    kept, inside, cut = [], False, False
    for line in data.splitlines(keepends=True):
        if table := _TABLE.match(line.decode("utf-8", "replace")):
            inside = table[1].strip("\"'") == _VET
            cut = cut or inside
        if not inside:
            kept.append(line)
    return b"".join(kept).rstrip() + b"\n" if cut else data


def _parsed(data: bytes) -> dict[str, Any]:
    return tomllib.loads(data.decode("utf-8-sig"))


def _faults(
    data: bytes,
    error: ValidationError,
    under: tuple[str, ...],
    model: type[Settings] | type[VetSettings],
) -> Iterator[Fault]:
    for part in error.errors(include_url=False, include_input=False):
        path = (*under, *map(str, part["loc"]))
        told = part["msg"].removeprefix("Value error, ")
        if part["type"] == "extra_forbidden":
            told = f"is no setting; there are {', '.join(model.model_fields)}"
            if len(part["loc"]) > 1:
                told = "is no setting here"
        elif part["type"] == "literal_error":
            told = f"{told[0].lower()}{told[1:]}"
        elif part["type"] == "missing":
            told = "is missing"
        yield Fault(MARKER, _line(data, path), ".".join(path), told)


def _line(data: bytes, path: Sequence[str]) -> int:
    """Return the 1-based line of a key, else of its table; 0 where neither stands there."""
    table: list[str] = []
    best, depth = 0, 0
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
        here = list(table)
        if found := _TABLE.match(line):
            here = table = [part.strip(" \"'") for part in found[1].split(".")]
        elif key := _KEY.match(line):
            here = [*table, key[1]]
        else:
            continue
        if list(path[: len(here)]) == here and len(here) > depth:
            best, depth = number, len(here)
    return best
