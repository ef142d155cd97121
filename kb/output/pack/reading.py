"""Opens an audit pack and verifies it: every file by its hash, the audit by judging the copy again.

A pack comes from somebody else. It is never unpacked to disk; all it says is made again from the
copies and the knowledge base in it, and compared. No network, no cache, nothing of what is
installed here but the program.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from stat import S_ISLNK

from pydantic import ValidationError

from kb import __version__
from kb.content import cache
from kb.content.files import ContentFile
from kb.content.knowledge_base import KnowledgeBase
from kb.content.layers import layers_of_files
from kb.errors import ClaimsKbError, ReadingError
from kb.model.finding import Audit, AuditEngine
from kb.output.pack.difference import audits_in, differences, fields, text_difference
from kb.output.pack.manifest import MANIFEST, Manifest, members_of
from kb.output.pack.write import KNOWLEDGE_BASE, files_of, named_back
from kb.reading.archive import Archive
from kb.reading.read import read_bytes
from kb.review.again import apply_again
from kb.vet import Engine, Vetted

__all__ = ["Verification", "verify"]

_OF_THE_PROGRAM = frozenset(("README.txt", "report.html"))
"""Written in the words of one version; another's differ without fault."""
_EVIDENCE = "evidence/"
_UNSAFE = re.compile(r"^[A-Za-z]:|\\|(^|/)\.{0,2}(/|$)|[\x00-\x1f\x7f]")
"""A name that leads out of its folder, or that some system would read so."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What came out: copy and knowledge base give the audit in the pack, or what differs.

    `sha256` is that of the pack, `files` how many it holds beside its manifest, `findings` how many
    came out anew. `notes` are worth knowing and no difference.
    """

    sha256: str
    manifest: Manifest
    files: int
    findings: int
    differences: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Return whether nothing differs."""
        return not self.differences


def verify(data: bytes) -> Verification:
    """Return what comes out when the pack is checked and its copies are judged again.

    Raises:
        ReadingError: it is no pack, is damaged, or is none that is safe to open.
    """
    archive = Archive(data, "audit pack")
    _refuse_unsafe(archive)
    if MANIFEST not in archive:
        raise ReadingError(f"is no audit pack: it holds no {MANIFEST}")
    manifest = Manifest.read(archive.read(MANIFEST))
    # Folders of their own, which some programs list, hold nothing.
    folders = {m.filename for m in archive.members if m.is_dir() and not m.file_size}
    names = sorted(archive.names - folders - {MANIFEST})
    files = {name: archive.read(name) for name in names}
    changed = _not_as_told(files, manifest)
    findings, differing, notes = 0, [*changed.values()], [*_notes(manifest)]
    try:
        with cache.unused():
            vetted, anew, taken = _made_again(files, manifest)
    except ClaimsKbError as fault:
        differing.append(f"cannot be judged anew: {fault}")
    else:
        notes += taken
        findings = sum(len(each.audit.findings) for each in vetted)
        differing += _differing(files, manifest, anew, changed)
    told = tuple(dict.fromkeys(differing))
    digest = sha256(data).hexdigest()
    return Verification(digest, manifest, len(files), findings, told, tuple(notes))


def _notes(manifest: Manifest) -> Iterator[str]:
    if manifest.engine.version != __version__:
        yield (
            f"made by version {manifest.engine.version}, verified by {__version__}; what only the"
            f" other words ({', '.join(sorted(_OF_THE_PROGRAM))}) was not compared"
        )


def _refuse_unsafe(archive: Archive) -> None:
    for member in archive.members:
        # Never unpacked here, but by people: one that could write elsewhere is not looked at.
        if _UNSAFE.search(member.filename.removesuffix("/")) or S_ISLNK(member.external_attr >> 16):
            raise ReadingError(
                f"holds a file that leads out of its folder ({member.filename[:100]!r});"
                " do not unpack it"
            )
    # Some systems take names that differ in case, or in how accents are written, for one file.
    names = Counter(
        unicodedata.normalize("NFC", member.filename).casefold() for member in archive.members
    )
    for name, times in names.items():
        if times > 1:
            raise ReadingError(
                f"holds two files of one name ({name[:100]!r}), of which programs show one or the"
                " other"
            )


def _not_as_told(files: Mapping[str, bytes], manifest: Manifest) -> dict[str, str]:
    """Return by name what is wrong with the files that are not those the manifest tells of."""
    told = {member.name: member for member in manifest.members}
    here = {member.name: member for member in members_of(files)}
    wrong = {}
    if len(told) < len(manifest.members):
        wrong[MANIFEST] = f"{MANIFEST}: tells of a file twice"
    for name in sorted({*told, *here}):
        if name not in here:
            wrong[name] = f"{name}: is missing; the manifest tells of it"
        elif name not in told:
            wrong[name] = f"{name}: was added; the manifest does not tell of it"
        elif here[name] != told[name]:
            wrong[name] = (
                f"{name}: was changed: its SHA-256 is {here[name].sha256}"
                f" ({here[name].bytes:,} bytes), in the manifest {told[name].sha256}"
                f" ({told[name].bytes:,} bytes)"
            )
    return wrong


def _made_again(
    files: Mapping[str, bytes], manifest: Manifest
) -> tuple[list[Vetted], dict[str, bytes], list[str]]:
    """Return the copies read and judged again, the pack that they give, what was taken as told.

    Raises:
        ClaimsKbError: a copy or the knowledge base is missing or cannot be read.
    """
    kept = (name for name in files if name.startswith(KNOWLEDGE_BASE))
    layers = layers_of_files(ContentFile(named_back(name), files[name]) for name in kept)
    kb = KnowledgeBase.of(layers, Path(KNOWLEDGE_BASE))
    engine = Engine(kb)
    # Under the version that the pack names: whether it is this one is told beside.
    version = {"engine": AuditEngine(version=manifest.engine.version)}
    vetted, taken = [], []
    told = _told(files, manifest)
    for place, packed in enumerate(manifest.documents):
        if packed.file not in files:
            raise ReadingError(f"{packed.file}: is missing")
        document = read_bytes(files[packed.file], packed.name)
        audit = engine.vet(document).model_copy(update=version)
        made = Vetted(document, audit, packed.name)
        if place < len(told):
            made, word = apply_again(made, told[place], kb)
            taken += [word] if word else []
        vetted.append(made)
    if not vetted:
        raise ReadingError(f"{MANIFEST}: tells of no document")
    return vetted, files_of(vetted, kb, layers), taken


def _told(files: Mapping[str, bytes], manifest: Manifest) -> list[Audit]:
    """Return the audits that the pack holds; none where they are none: that is told elsewhere."""
    try:
        found = audits_in(files.get(manifest.audit, b""), manifest.audit)
        return [Audit.model_validate(each) for each in found]
    except (ReadingError, ValidationError):
        return []


def _differing(
    files: Mapping[str, bytes],
    manifest: Manifest,
    anew: Mapping[str, bytes],
    changed: Mapping[str, str],
) -> Iterator[str]:
    """Yield where the pack says something else than the pack made again."""
    told = Manifest.read(anew[MANIFEST])
    left_out = {"members"}  # told file by file
    old, new = (each.model_dump(mode="json", exclude=left_out) for each in (manifest, told))
    yield from (f"{MANIFEST}: {each}" for each in fields("", old, new))
    for packed, again in zip(manifest.documents, told.documents, strict=True):
        if packed.text in files:
            pair = (files[packed.text].decode(errors="replace"), anew[again.text].decode())
            yield from (f"{packed.text}: {each}" for each in text_difference(*pair))
    audit = files.get(manifest.audit, b"")
    if audit != anew[told.audit]:
        yield from _audits(audit, manifest.audit, anew[told.audit], told.audit)
    same_audit = audit == anew[told.audit]
    for name in sorted({*files, *anew} - {MANIFEST, *changed}):
        if not same_audit and not (name in files and name in anew and name.startswith(_EVIDENCE)):
            continue  # it follows from the audit, of which it is told
        if name in _OF_THE_PROGRAM and manifest.engine.version != __version__:
            continue
        if name not in anew:
            yield f"{name}: does not belong to this audit"
        elif name not in files:
            yield f"{name}: is missing, in the manifest as well"
        elif files[name] != anew[name]:
            yield f"{name}: says something else than what it is made from"


def _audits(packed: bytes, name: str, anew: bytes, again: str) -> Iterator[str]:
    try:
        told = list(differences(audits_in(packed, name), audits_in(anew, again)))
    except ReadingError as fault:
        told = [str(fault)]
    if not told:
        told = ["holds the same in another order or with other spaces, not byte for byte"]
    yield from (f"{name}: {each}" for each in told)
