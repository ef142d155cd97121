"""How fast vetting is once the program runs, where the time goes, and how it grows: `make bench`.

Beside it, in the same run and on the same words, a prose linter that matches no claims. Absolute
figures depend on the machine and on what else it does; the ratios are what is held.
"""

from __future__ import annotations

import cProfile
import pstats
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from proselint.checks import __register__ as linter_checks
from proselint.config import DEFAULT
from proselint.registry import CheckRegistry
from proselint.tools import LintFile

from bench.documents import tens
from kb.content import cache
from kb.content.folder import shipped
from kb.content.knowledge_base import KnowledgeBase
from kb.model.document import Document
from kb.reading.read import read_bytes
from kb.vet import Engine

__all__ = ["main"]

RUNS = 3
MANY, FEW, EXAMPLES = 10_000, 100, 4
STAGES = {
    "words, cues, concepts, figures": ("statement.py", "observe"),
    "likely claims": ("lookup.py", "rank"),
    "whether anything is asserted": ("checkable.py", "not_checkable"),
    "where claims part": ("cut.py", "cut"),
    "verdict and reasons": ("finding.py", "judge"),
    "other wordings, judged again": ("reword.py", "reword"),
    "the document as a whole": ("look.py", "look"),
}
"""What is told of: the file and the function; wordings hold all stages before them once more."""


def _words(documents: Sequence[Document]) -> int:
    return sum(len(document.text.split()) for document in documents)


def _seconds(work: Callable[[Document], object], documents: Sequence[Document]) -> float:
    """Return the processor's seconds for all documents, the least of several runs."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        for document in documents:
            work(document)
        best = min(best, time.process_time() - start)
    return best


def _lint(document: Document) -> object:
    return LintFile(source=Path("page.txt"), content=document.text).lint(DEFAULT)


def _stages(engine: Engine, documents: Sequence[Document]) -> None:
    """Print the share of each stage, wherever it was called from."""
    profile = cProfile.Profile()
    profile.enable()
    for document in documents:
        engine.vet(document)
    profile.disable()
    stats = pstats.Stats(profile)
    entries = stats.stats  # type: ignore[attr-defined]
    whole = max(row[3] for (_, _, name), row in entries.items() if name == "vet")
    for label, (file, function) in STAGES.items():
        spent = sum(
            row[3] for (path, _, name), row in entries.items()
            if name == function and Path(path).name == file
        )  # fmt: skip
        print(f"  {label:<32}{spent / whole:6.0%}")


def _of(kb: KnowledgeBase, many: int) -> KnowledgeBase:
    """Return a knowledge base of so many claims: the first ones, told over and over."""
    first = list(islice(kb.claims.values(), FEW))
    claims = {}
    for number in range(many):
        claim = first[number % FEW]
        name = f"{claim.id}-{number // FEW}"
        told = {"id": name, "examples": claim.examples[:EXAMPLES]}
        claims[name] = claim.model_copy(update=told)
    return replace(kb, claims=claims)


def main() -> int:
    """Print the figures."""
    CheckRegistry().register_many(linter_checks)
    kb = KnowledgeBase.open(shipped())
    documents = [read_bytes(text.encode(), f"{n}.txt") for n, text in enumerate(tens())]
    engine = Engine(kb)
    engine.vet(documents.pop(0))
    words = _words(documents)
    ours, theirs = _seconds(engine.vet, documents), _seconds(_lint, documents)
    print(f"vetting, warm           {words / ours:9,.0f} words/s")
    print(f"proselint, same words   {words / theirs:9,.0f} words/s, {ours / theirs:.1f} times ours")
    print("of vetting, by stage (wordings hold the others once more):")
    _stages(engine, documents)
    with cache.unused():
        few, many = (_seconds(Engine(_of(kb, n)).vet, documents[:1]) for n in (FEW, MANY))
    print(f"{MANY:,} claims take {many / few:.2f} times the time of {FEW}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
