"""The cover: which documents were judged, by what, and how to tell that it was these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.content.knowledge_base import KnowledgeBase
from kb.output.report.words import FaceCount, by_face
from kb.reading.read import READERS
from kb.vet import Vetted

__all__ = ["Cover", "JudgedBy", "JudgedDocument", "cover"]


@dataclass(frozen=True, slots=True)
class JudgedDocument:
    """A document: its name as the user gave it, its kind in words, and its hash."""

    number: int
    name: str
    kind: str
    media_type: str
    sha256: str
    characters: int
    passages: int
    counts: tuple[FaceCount, ...]


@dataclass(frozen=True, slots=True)
class JudgedBy:
    """The knowledge base and the program; with the hash of a document they fix the audit."""

    name: str
    title: str
    claims: int
    sources: int
    fingerprint: str
    engine: str
    version: str


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover; `subject` is the name of the document, or how many there are."""

    title: str
    subject: str
    documents: tuple[JudgedDocument, ...]
    judged_by: JudgedBy


def cover(vetted: Sequence[Vetted], kb: KnowledgeBase) -> Cover:
    """Return the cover of a report."""
    several = len(vetted) > 1
    base, engine = vetted[0].audit.knowledge_base, vetted[0].audit.engine
    return Cover(
        title="Evidence audit",
        subject=f"{len(vetted)} documents" if several else vetted[0].path,
        documents=tuple(_judged(each, number) for number, each in enumerate(vetted, start=1)),
        judged_by=JudgedBy(
            name=base.name,
            title=kb.settings.title,
            claims=base.claims,
            sources=base.sources,
            fingerprint=base.fingerprint,
            engine=engine.name,
            version=engine.version,
        ),
    )


def _judged(each: Vetted, number: int) -> JudgedDocument:
    document = each.audit.document
    return JudgedDocument(
        number=number,
        name=each.path,
        kind=_kind(each),
        media_type=document.media_type,
        sha256=document.sha256,
        characters=document.characters,
        passages=each.audit.counts.sentences,
        counts=by_face(each.audit.findings),
    )


def _kind(each: Vetted) -> str:
    """Return what people call files of this kind; the media type where there is no word."""
    media_type = each.audit.document.media_type
    known = READERS.get(Path(each.path).suffix.lower())
    if known is None or known.media_type != media_type:
        known = next((kind for kind in READERS.values() if kind.media_type == media_type), None)
    return known.label if known else media_type
