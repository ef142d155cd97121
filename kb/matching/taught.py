"""What teaches each claim, as features: its canonical sentence, then its examples.

Observing thousands of examples takes longer than vetting a page, and changes only with the
content and with the code of this room: the result is kept beside the other disposable copies, by a
fingerprint of both.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel

from kb.content import cache
from kb.content.knowledge_base import KnowledgeBase
from kb.matching.features import features
from kb.matching.statement import Observer

__all__ = ["taught"]


class _Taught(BaseModel):
    claims: dict[str, list[list[str]]]


def taught(kb: KnowledgeBase, observer: Observer) -> dict[str, list[list[str]]]:
    """Return rows of features by claim, sorted within a row."""
    name = sha256(f"taught {kb.fingerprint} {_code()}".encode()).hexdigest()
    kept = cache.read(name, _Taught)
    if kept is not None and kept.claims.keys() == kb.claims.keys():
        return kept.claims
    fresh = _Taught(
        claims={
            claim.id: [
                sorted(features(observer.observe(text)))
                for text in (claim.says, *(example.copy_ for example in claim.examples))
            ]
            for claim in kb.claims.values()
        }
    )
    cache.write(name, fresh)
    return fresh.claims


def _code() -> str:
    # Within one version features change while they are worked on; a copy made by other code would
    # give other verdicts on the same content.
    files = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
