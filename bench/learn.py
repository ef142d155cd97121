"""Learn the shipped weights anew and write `claims/learned.json`: `make learn`."""

from __future__ import annotations

from bench.labelled import pages
from bench.learning import Learner
from bench.verdicts import SETS
from kb.content.files import LEARNED
from kb.content.folder import shipped
from kb.content.knowledge_base import KnowledgeBase

__all__ = ["main"]


def main() -> int:
    """Write the weights."""
    kb = KnowledgeBase.open(shipped())
    learned_from = pages(SETS)
    examples = sum(len(claim.examples) for claim in kb.claims.values())
    told = f"{len(learned_from)} labelled pages and {examples} examples of {len(kb.claims)} claims"
    learned = Learner(kb).learn(learned_from, told)
    target = shipped() / LEARNED
    target.write_text(learned.model_dump_json() + "\n", encoding="utf-8")
    print(f"{LEARNED}: learned from {told}; {target.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
