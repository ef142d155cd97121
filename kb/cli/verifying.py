"""`verify`: somebody else's audit pack, checked and judged again."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kb.cli.printing import write_lines
from kb.content.folder import find
from kb.content.layers import layers_of
from kb.errors import ReadingError, UsageError
from kb.output.text import plain
from kb.reading.archive import MAX_INFLATED

if TYPE_CHECKING:
    from kb.output.pack.reading import Verification

__all__ = ["arguments", "run"]

_HEX = re.compile(r"[0-9a-f]{64}")
_LABEL = 16
_NAMED = 5
_SHOWN = 50
"""Differences told: a pack in which more differs differs no less."""
_UNSEALED = (
    "This shows that the pack agrees with itself. That nobody replaced all of it shows only its"
    " SHA-256, if you had it by another way: --sha256"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `verify`."""
    parser.add_argument(
        "pack", type=Path, metavar="PACK", help="an audit pack (`vet --format pack --out FILE`)"
    )
    parser.add_argument(
        "--sha256", metavar="HEX", help="the SHA-256 that the pack must have, known from elsewhere"
    )


def run(options: argparse.Namespace) -> int:
    """Print what was checked and what differs; return 1 where anything does."""
    wanted = _wanted(options.sha256)
    here = layers_of(find(options.kb).folder).fingerprint
    data = _bytes(options.pack)
    # Only now: it brings readers and reports along, which no other command waits for.
    from kb.output.pack.reading import verify  # noqa: PLC0415

    try:
        found = verify(data)
    except ReadingError as fault:
        raise ReadingError(f"{options.pack}: {fault}") from None
    differing = list(found.differences)
    if wanted not in (None, found.sha256):
        differing.insert(0, f"the pack itself: its SHA-256 is not the one given, {wanted}")
    rows = _rows(found, str(options.pack), here)
    head = [f"{label:<{_LABEL}}{plain(told)}" for label, told in rows]
    write_lines([*head, "", *_verdict(differing, sealed=wanted is not None)])
    return int(bool(differing))


def _wanted(given: str | None) -> str | None:
    if given is None:
        return None
    wanted = given.strip().lower().removeprefix("sha256:")
    if not _HEX.fullmatch(wanted):
        raise UsageError(f"--sha256 {given}: is no SHA-256; give 64 characters from 0-9 and a-f")
    return wanted


def _bytes(pack: Path) -> bytes:
    try:
        with pack.open("rb") as file:
            data = file.read(MAX_INFLATED + 1)
    except (OSError, ValueError) as fault:
        why = (getattr(fault, "strerror", None) or str(fault)).lower()
        raise ReadingError(f"{pack}: cannot be opened ({why}); give an audit pack") from None
    if len(data) > MAX_INFLATED:
        raise ReadingError(f"{pack}: is no audit pack: larger than {MAX_INFLATED / 1e6:g} MB")
    return data


def _rows(found: Verification, pack: str, here: str) -> Iterator[tuple[str, str]]:
    manifest, base = found.manifest, found.manifest.knowledge_base
    names = [document.name for document in manifest.documents]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    used = "the one used here" if base.fingerprint == here else "not the one used here"
    yield "pack", pack
    yield "SHA-256", found.sha256
    yield "made by", f"{manifest.engine.name} {manifest.engine.version}"
    yield "knowledge base", f"“{base.name}”, {base.claims} claims, {base.sources} sources; {used}"
    yield "fingerprint", base.fingerprint
    yield "documents", ", ".join(names[:_NAMED]) + more
    yield "checked", f"{found.files:,} files; {found.findings:,} findings, judged anew"
    yield from (("note", note) for note in found.notes)


def _verdict(differing: Sequence[str], *, sealed: bool) -> Iterator[str]:
    if not differing:
        yield "the same audit"
        if not sealed:
            yield _UNSEALED
        return
    places = "1 difference" if len(differing) == 1 else f"{len(differing):,} differences"
    yield f"not the same audit: {places}"
    yield from (f"- {plain(told)}" for told in differing[:_SHOWN])
    if len(differing) > _SHOWN:
        yield f"- and {len(differing) - _SHOWN:,} more"
