"""The fingerprint of what a reviewer vouches for: a claim and the sources it rests on.

When either changes, the stamp does, and the review is suspect until somebody looks again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from kb.model.claim import Claim
from kb.model.source import Source

__all__ = ["stamp"]


def stamp(claim: Claim, sources: Mapping[str, Source]) -> str:
    """Return 16 hexadecimal digits over the claim, without its review, and its sources.

    A source that has no record counts as absent, so the stamp changes when one is added.
    """
    names = sorted({link.source for link in claim.rests_on})
    rests_on = {
        name: sources[name].model_dump(mode="json") if name in sources else None for name in names
    }
    told = {
        "claim": claim.model_dump(mode="json", by_alias=True, exclude={"review"}),
        "sources": rests_on,
    }
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:16]
