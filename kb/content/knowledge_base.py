"""One object, one folder: everything that a knowledge base holds, frozen.

Command line, app, tests and exports take this object and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeVar

from kb.content.layers import Layers, layers_of
from kb.errors import UsageError
from kb.model.claim import Claim
from kb.model.concept import Concept, Topic
from kb.model.known_copy import KnownCopy, NoClaim
from kb.model.learned import Learned
from kb.model.lexicon import CueLexicon
from kb.model.settings import Settings
from kb.model.source import Source
from kb.model.whole import FairStatement, ReferenceKind

__all__ = ["KnowledgeBase"]

_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """All content of one folder; every mapping is by id, in the order of the ids.

    `fingerprint` is the SHA-256 over every file of content, whatever their order on disk.
    """

    root: Path
    settings: Settings
    topics: Mapping[str, Topic]
    concepts: Mapping[str, Concept]
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    copies: Mapping[str, KnownCopy]
    cues: CueLexicon
    fingerprint: str
    no_claims: Mapping[str, NoClaim] = field(default_factory=dict)
    fair_balance: Mapping[str, FairStatement] = field(default_factory=dict)
    reference_kinds: Mapping[str, ReferenceKind] = field(default_factory=dict)
    learned: Learned | None = None

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Read the folder strictly.

        Raises:
            ContentError: listing every fault as `file:line: path: message`.
        """
        return cls.of(layers_of(folder), folder)

    @classmethod
    def of(cls, layers: Layers, root: Path) -> Self:
        """Read files that are at hand already; `root` names where they came from.

        Raises:
            ContentError: listing every fault as `file:line: path: message`.
        """
        # Here and not at the top: `load` builds this class.
        from kb.content.load import read_parts  # noqa: PLC0415

        parts: dict[str, Any] = read_parts(layers, root)
        return cls(**parts)

    @property
    def name(self) -> str:
        """Return the name in `kb.toml`."""
        return self.settings.name

    def claim(self, claim_id: str) -> Claim:
        """Return the claim of that id.

        Raises:
            UsageError: there is none; the message offers the nearest ids.
        """
        return _known("claim", claim_id, self.claims)

    def source(self, source_id: str) -> Source:
        """Return the source of that id.

        Raises:
            UsageError: there is none; the message offers the nearest ids.
        """
        return _known("source", source_id, self.sources)


def _known(kind: str, wanted: str, known: Mapping[str, _R]) -> _R:
    found = known.get(wanted)
    if found is None:
        raise UsageError(_no_such(kind, wanted, known))
    return found


def _no_such(kind: str, wanted: str, known: Mapping[str, object]) -> str:
    # Only on the way to an error: difflib is not needed by any other path.
    from difflib import get_close_matches  # noqa: PLC0415

    near = get_close_matches(wanted, known, n=3, cutoff=0.4)
    offer = f"; did you mean {', '.join(near)}" if near else "; `claims-kb list` shows all"
    return f"no {kind} '{wanted}' in this knowledge base{offer}"
