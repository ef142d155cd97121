"""How right the verdicts are, by the scorer of the labelled pages: `make bench-verdicts`.

Three figures stand side by side: on pages that were learned from (in-sample), on pages left out
when learning (cross-validated by page), and on `check`, which nobody reads.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from typing import Any

from bench.learning import LABELLED, Learner, Page, pages
from kb.content.folder import shipped
from kb.content.knowledge_base import KnowledgeBase
from kb.vet import Engine

__all__ = ["SETS", "cross_validated", "main", "predictions", "scored"]

FOLDS = 7
SETS = ("pages", "material")


def predictions(engine: Engine, page: Page) -> list[dict[str, Any]]:
    """Return the rows that the scorer reads, one a finding."""
    return [
        {
            "page": page.number,
            "start": finding.start,
            "end": finding.end,
            "quote": finding.quote,
            "topic": finding.topic,
            "verdict": finding.verdict,
            "dimensions": [exceedance.name for exceedance in finding.dimensions],
        }
        for finding in engine.vet(page.document).findings
    ]


def cross_validated(kb: KnowledgeBase, learned_from: list[Page]) -> list[dict[str, Any]]:
    """Return predictions for each page by weights that never saw it."""
    learner = Learner(kb)
    rows: list[dict[str, Any]] = []
    for fold in range(FOLDS):
        left_out = learned_from[fold::FOLDS]
        rest = [page for page in learned_from if page not in left_out]
        engine = Engine(replace(kb, learned=learner.learn(rest, f"fold {fold}")))
        rows += [row for page in left_out for row in predictions(engine, page)]
    return rows


def scored(rows: list[dict[str, Any]], split: str, errors: int = 0) -> str:
    """Return what the scorer prints for these predictions."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        file.flush()
        command = [sys.executable, str(LABELLED / "score.py"), file.name, "--split", split]
        if errors:
            command += ["--errors", str(errors)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> int:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0, help="also print errors (never of check)")
    parser.add_argument("--skip-check", action="store_true")
    parser.add_argument("--skip-insample", action="store_true")
    options = parser.parse_args()
    if not LABELLED.is_dir():
        print(
            f"bench-verdicts: no labelled pages at {LABELLED.name}; nothing was measured",
            file=sys.stderr,
        )
        return 2
    kb = KnowledgeBase.open(shipped())
    learned_from = pages(SETS)
    rows = cross_validated(kb, learned_from)
    for split in SETS:
        print(f"== {split}, cross-validated by page ({FOLDS} folds)")
        print(scored(rows, split, options.errors))
    engine = Engine(kb)
    splits = [] if options.skip_insample else [*SETS]
    if not options.skip_check:
        splits.append("check")
    for split in splits:
        rows = [row for page in pages([split]) for row in predictions(engine, page)]
        print(f"== {split}, as shipped" + ("" if split == "check" else " (in-sample)"))
        print(scored(rows, split))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
