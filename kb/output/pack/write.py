"""The audit pack: an audit with everything it rests on, for somebody else to check.

One zip archive: the copy, its text as read, the audit, the evidence behind it, and every file of
the knowledge base, each with its hash. `kb.output.pack.reading` makes all of it again from the copy
and the knowledge base, and compares. The same input gives the same bytes: members are sorted and
carry no date.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kb.content.knowledge_base import KnowledgeBase
from kb.content.layers import Layers, layers_of
from kb.errors import UsageError
from kb.output.exports import EXPORTS
from kb.output.pack.manifest import MANIFEST, Manifest, PackedDocument, members_of
from kb.output.pack.readme import readme
from kb.reading.archive import MAX_INFLATED, MAX_MEMBERS
from kb.vet import Vetted

__all__ = ["KNOWLEDGE_BASE", "archived", "files_of", "kept_name", "named_back", "write"]

KNOWLEDGE_BASE = "knowledge_base/"
_BELOW, _BELOW_FOLDER = "shipped:", "shipped/"
"""The files of a layer below: how they are named among all, and where they lie."""
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_FILE_MODE = 0o100644 << 16
_LONGEST = 100
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)
"""Names that Windows gives to devices."""


def write(vetted: Sequence[Vetted], kb: KnowledgeBase) -> bytes:
    """Return the pack.

    Raises:
        UsageError: the knowledge base was changed since it judged, a document is not at hand as it
            was vetted, or there is more than one pack may hold.
    """
    layers = layers_of(kb.root)
    if layers.fingerprint != kb.fingerprint:
        raise UsageError(
            f"{kb.root}: the knowledge base was changed since it judged; vet again, then pack"
        )
    for each in vetted:
        if sha256(each.document.original).hexdigest() != each.document.sha256:
            raise UsageError(f"{each.path}: the file itself is not at hand; vet it from its file")
    return archived(files_of(vetted, kb, layers))


def files_of(vetted: Sequence[Vetted], kb: KnowledgeBase, layers: Layers) -> dict[str, bytes]:
    """Return every member of the pack by its name, the manifest with it."""
    # As the document is called, whatever folder it lay in: that is nobody else's business.
    vetted = [each._replace(path=each.document.name) for each in vetted]
    documents = [_packed(each, place, len(vetted)) for place, each in enumerate(vetted, start=1)]
    form, audit = ("json", "audit.json") if len(vetted) == 1 else ("jsonl", "audits.jsonl")
    files = {
        audit: EXPORTS[form].write(vetted, kb),
        "report.html": EXPORTS["html"].write(vetted, kb),
    }
    for packed, each in zip(documents, vetted, strict=True):
        files[packed.file] = each.document.original
        files[packed.text] = each.document.text.encode(errors="backslashreplace")
    files |= {kept_name(file.name): file.data for file in layers}
    files |= _evidence(vetted, layers)
    files["README.txt"] = readme(vetted, audit)
    first = vetted[0].audit
    manifest = Manifest(
        engine=first.engine,
        knowledge_base=first.knowledge_base,
        audit=audit,
        documents=tuple(documents),
        members=members_of(files),
    )
    return {**files, MANIFEST: manifest.written()}


def archived(files: Mapping[str, bytes]) -> bytes:
    """Return the files as one archive, sorted and without a date.

    Raises:
        UsageError: there is more than can be read back.
    """
    if len(files) > MAX_MEMBERS or sum(map(len, files.values())) > MAX_INFLATED:
        raise UsageError(
            f"too much for one pack ({len(files):,} files); at most {MAX_MEMBERS:,} files and"
            f" {MAX_INFLATED / 1e6:g} MB, so pack fewer documents at once"
        )
    pack = BytesIO()
    with ZipFile(pack, "w", ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            about = ZipInfo(name, _NO_DATE)
            about.compress_type = ZIP_DEFLATED
            about.create_system = 3  # the same on every system
            about.external_attr = _FILE_MODE
            archive.writestr(about, data)
    return pack.getvalue()


def kept_name(name: str) -> str:
    """Return where a file of the knowledge base lies in a pack.

    >>> kept_name("claims/onset/fast.yaml"), kept_name("shipped:kb.toml")
    ('knowledge_base/claims/onset/fast.yaml', 'knowledge_base/shipped/kb.toml')
    """
    if name.startswith(_BELOW):
        return f"{KNOWLEDGE_BASE}{_BELOW_FOLDER}{name.removeprefix(_BELOW)}"
    return KNOWLEDGE_BASE + name


def named_back(member: str) -> str:
    """Return the name that a file has among all of the knowledge base.

    >>> named_back("knowledge_base/shipped/kb.toml")
    'shipped:kb.toml'
    """
    name = member.removeprefix(KNOWLEDGE_BASE)
    return _BELOW + name.removeprefix(_BELOW_FOLDER) if name.startswith(_BELOW_FOLDER) else name


def _packed(each: Vetted, place: int, of: int) -> PackedDocument:
    name = _safe(each.document.name)
    folder = f"{place:0{len(str(of))}}/" if of > 1 else ""
    return PackedDocument(
        name=each.document.name,
        media_type=each.document.media_type,
        sha256=each.document.sha256,
        file=f"copy/{folder}{name}",
        text=f"read/{folder}{name}.txt",
    )


def _safe(name: str) -> str:
    """Return a name that every system can unpack.

    >>> _safe("../Page 1: über*.docx"), _safe("nul.txt"), _safe("...")
    ('_Page 1_ über_.docx', '_nul.txt', 'copy')
    """
    plain = "".join(
        c if c.isalnum() or c in " -_.()" else "_" for c in unicodedata.normalize("NFC", name)
    ).strip(" .")
    path = PurePosixPath(plain or "copy")
    stem = path.stem[:_LONGEST]
    reserved = stem.partition(".")[0].strip().lower() in _RESERVED
    return f"{'_' if reserved else ''}{stem}{path.suffix[:_LONGEST]}"


def _evidence(vetted: Sequence[Vetted], layers: Layers) -> dict[str, bytes]:
    """Return the files of the claims and sources that the audits name, for people to read."""
    named: set[str] = set()
    for each in vetted:
        for finding in each.audit.findings:
            named |= {f"claims/{finding.claim}", *(f"sources/{name}" for name in finding.sources)}
        for found in each.audit.document_findings:
            named |= {f"sources/{name}" for name in found.sources}
    # A record of one's own replaces the one of the same id below, wherever that lies.
    files: dict[str, bytes] = {}
    for layer in layers.from_below:
        for file in layer:
            record = _record(file.name)
            if record in named:
                files[f"evidence/{record}.yaml"] = file.data
    return files


def _record(name: str) -> str:
    """Return which claim or source a file holds; nothing where it holds neither.

    >>> _record("claims/onset/fast.yaml"), _record("sources/evidence/a-2013.yaml")
    ('claims/fast', 'sources/a-2013')
    >>> _record("claims/concepts/drugs.yaml"), _record("sources/copy/page.yaml")
    ('', '')
    """
    path = PurePosixPath(name)
    match path.parts:
        case ["claims", family, _] if family != "concepts":
            return f"claims/{path.stem}"
        case ["sources", "evidence", _]:
            return f"sources/{path.stem}"
        case _:
            return ""
