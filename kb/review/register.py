"""The register: a file of suppressions beside the copy, for what no comment can stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from kb.content.strict_yaml import MAX_BYTES, parse
from kb.errors import ContentError, Fault, UsageError
from kb.model.suppression import RegisterEntry
from kb.vet import Vetted

__all__ = ["DEFAULT", "Entry", "entries_for", "never_used", "read_register", "register_from"]

DEFAULT = "claims-kb-suppressions.yaml"
"""The register that is read where it lies beside `kb.toml` and none was named."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a register, and the file and line where it stands."""

    entry: RegisterEntry
    source: str

    @property
    def register(self) -> str:
        """Return the name of the file."""
        return self.source.rsplit(":", 1)[0]


def read_register(path: Path) -> tuple[Entry, ...]:
    """Return the entries of a register, in its order.

    Raises:
        UsageError: there is no such file.
        ContentError: listing every fault as `file:line: path: message`.
    """
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise UsageError(
            f"suppressions: {path}: cannot be read: {(fault.strerror or str(fault)).lower()};"
            " name a file that exists"
        ) from None
    return register_from(data, str(path))


def register_from(data: bytes, name: str) -> tuple[Entry, ...]:
    """Return the entries in the bytes of a register.

    Raises:
        ContentError: listing every fault as `file:line: path: message`.
    """
    if len(data) > MAX_BYTES:
        raise ContentError([Fault(name, 0, "", f"over {MAX_BYTES:,} bytes; split it")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        told = f"not UTF-8 (byte {error.start}); save as UTF-8"
        raise ContentError([Fault(name, 0, "", told)]) from None
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        return ()  # a register from which everything was taken away
    tree = parse(text, name)
    if tree.faults:
        raise ContentError(tree.faults)
    if not isinstance(tree.data, list):
        raise ContentError([tree.fault((), "a register holds a list ('- document: ...')")])
    found, faults = [], []
    for number, item in enumerate(tree.data):
        try:
            entry = RegisterEntry.model_validate(item)
        except ValidationError as error:
            faults += tree.model_faults(error.errors(), (number,))
            continue
        found.append(Entry(entry, f"{Path(name).name}:{tree.line((number,))}"))
    if faults:
        raise ContentError(faults)
    return tuple(found)


def entries_for(register: Sequence[Entry], vetted: Vetted) -> list[Entry]:
    """Return the entries that name a document, by its name or by the end of its path."""
    return [each for each in register if _names(each.entry.document, vetted)]


def _names(pattern: str, vetted: Vetted) -> bool:
    if "/" not in pattern:
        return fnmatchcase(vetted.document.name, pattern)
    path = PurePosixPath(vetted.path.replace("\\", "/"))
    return path.match(pattern.removeprefix("./"))


def never_used(register: Sequence[Entry], vetted: Sequence[Vetted]) -> list[str]:
    """Return what to say of entries for many documents that suppress nothing in any of these.

    An entry for one document is told in the audit of that document.
    """
    used = {found.source for each in vetted for found in each.audit.suppressions}
    return [
        f"{each.source}: suppresses nothing in the documents that '{each.entry.document}' names"
        " here; take it away if that is all of them"
        for each in register
        if each.entry.pattern
        and each.source not in used
        and any(_names(each.entry.document, one) for one in vetted)
    ]
