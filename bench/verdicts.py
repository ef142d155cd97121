"""How right the verdicts are, by the scorer of the labelled pages: `make bench-verdicts`.

Figures stand side by side: on pages that were learned from (in-sample), on pages left out when
learning (cross-validated by page), and on `check`, which nobody reads. Of a gap of more than 0.05
between the first two it says so: there the pages were learned, not the job.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bench.calibration import reliability
from bench.labelled import LABELLED, Page, pages
from bench.learning import Learner
from bench.pairs import paired, tally, told
from kb.content.folder import shipped
from kb.content.knowledge_base import KnowledgeBase
from kb.model.settings import Calibration
from kb.model.terms import VERDICTS
from kb.vet import Engine

__all__ = ["SETS", "cross_validated", "main", "predictions", "scored"]

FOLDS = 7
SETS = ("pages", "material")
GAP = 0.05
COMMONEST = 10
FIGURES = (
    ("detection F1", "detection_sentence"),
    ("claim spans F1", "claim_span"),
    ("topic accuracy", "topic_accuracy_matched"),
    ("verdict accuracy", "verdict_accuracy_matched"),
    ("verdict macro-F1", "verdict_macro_f1_matched"),
    ("problem claims F1", "problem_end_to_end"),
    ("with topic and verdict", "problem_end_to_end_topic_and_verdict"),
    ("dimensions F1", "dimension_micro_end_to_end"),
)

Row = dict[str, Any]


def predictions(engine: Engine, page: Page) -> list[Row]:
    """Return the rows that the scorer reads, one a finding, each with its score."""
    return [
        {
            "page": page.number,
            "start": finding.start,
            "end": finding.end,
            "quote": finding.quote,
            "topic": finding.topic,
            "verdict": finding.verdict,
            "dimensions": [exceedance.name for exceedance in finding.dimensions],
            "score": finding.score,
            "doubts": [doubt.kind for doubt in finding.doubts],
        }
        for finding in engine.vet(page.document).findings
    ]


def cross_validated(
    kb: KnowledgeBase, learned_from: list[Page]
) -> tuple[list[Row], Counter[tuple[bool, str]]]:
    """Return predictions for each page by weights that never saw it; scores are raw.

    Besides, what was told of the pairs of writers who were left out likewise.
    """
    kb = replace(kb, settings=kb.settings.model_copy(update={"calibration": Calibration()}))
    learner = Learner(kb)
    pairs = paired(learner.teaching_pages)
    rows: list[Row] = []
    on_pairs: Counter[tuple[bool, str]] = Counter()
    for fold in range(FOLDS):
        left_out, writers = learned_from[fold::FOLDS], sorted(pairs)[fold::FOLDS]
        rest = [page for page in learned_from if page not in left_out]
        engine = Engine(replace(kb, learned=learner.learn(rest, f"fold {fold}", writers)))
        rows += [row for page in left_out for row in predictions(engine, page)]
        for writer in writers:
            on_pairs += tally(engine, pairs[writer])
        print(f"  fold {fold + 1} of {FOLDS} learned and judged", file=sys.stderr)
    return rows, on_pairs


def scored(rows: list[Row], split: str, *options: str) -> str:
    """Return what the scorer prints for these predictions."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        file.flush()
        scorer = str(LABELLED / "score.py")
        command = [sys.executable, scorer, file.name, "--split", split, *options]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _figures(rows: list[Row], split: str) -> dict[str, Any]:
    return dict(json.loads(scored(rows, split, "--json")))


def _value(result: dict[str, Any], key: str) -> float:
    found = result[key]
    return float(found["f1"] if isinstance(found, dict) else found)


def _table(columns: dict[str, dict[str, Any]]) -> Iterable[str]:
    """Yield the figures, a column a measurement."""
    yield " " * 24 + "".join(f"{name:>20}" for name in columns)
    for label, key in FIGURES:
        values = "".join(f"{_value(result, key):>20.3f}" for result in columns.values())
        yield f"{label:<24}{values}"
    for split in SETS:
        inside, outside = columns.get(f"{split}, in-sample"), columns.get(f"{split}, left out")
        for label, key in FIGURES if inside and outside else ():
            if inside and outside and _value(inside, key) - _value(outside, key) > GAP:
                gap = _value(inside, key) - _value(outside, key)
                yield f"gap on {split}: {label} falls by {gap:.3f} on pages left out"


def _asked(rows: list[Row], split: str, result: dict[str, Any]) -> str:
    """Return how many problems are told, how many only stand under "to check", how many pass.

    `result` is what the scorer says of the rows as they are.
    """
    asked = [row | {"verdict": "overstated"} if row["doubts"] else row for row in rows]
    told, found = (each["problem_end_to_end"] for each in (result, _figures(asked, split)))
    more = found["tp"] - told["tp"]
    return (
        f"  of {told['gold']} problems {told['tp']} are told, {more} are to check,"
        f" {told['gold'] - found['tp']} pass;"
        f" of {found['pred'] - told['pred']} passages to check {more} are problems"
    )


def _confusion(result: dict[str, Any]) -> Iterable[str]:
    """Yield the verdicts of the readers (lines) against those told (columns)."""
    yield " " * 16 + "".join(f"{verdict:>14}" for verdict in VERDICTS)
    counts = result["verdict_confusion_matched"]
    for gold in VERDICTS:
        row = "".join(f"{counts.get(f'{gold}->{told}', 0):>14}" for told in VERDICTS)
        yield f"  {gold:<14}{row}"


def _commonest(rows: list[Row], split: str) -> Iterable[str]:
    """Yield the commonest kinds of error, with one of the passages of each."""
    kinds: Counter[str] = Counter()
    example: dict[str, str] = {}
    for line in scored(rows, split, "--errors", "9999").splitlines():
        if not line.startswith(("MISSED ", "WRONG ")):
            continue
        what, _, quote = line.partition(" | ")
        for kind in _kinds(what.split()):
            kinds[kind] += 1
            example.setdefault(kind, quote)
    for kind, count in sorted(kinds.items(), key=lambda item: (-item[1], item[0]))[:COMMONEST]:
        yield f"  {count:>3}  {kind}, e.g. “{' '.join(example[kind].split()[:12])}”"


def _kinds(words: list[str]) -> Iterable[str]:
    if words[0] == "MISSED":
        yield f"not found: {words[1]}"
        return
    _, topic, verdict, _, told_topic, told_verdict = words
    if topic != told_topic:
        yield f"topic {topic} told as {told_topic}"
    if verdict != told_verdict:
        yield f"verdict {verdict} told as {told_verdict}"


def main() -> int:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
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
    left_out, on_pairs = cross_validated(kb, learned_from)
    shown, asked = {}, {}
    for split in SETS:
        name = f"{split}, left out"
        shown[name] = _figures(left_out, split)
        asked[name] = _asked(left_out, split, shown[name])
    engine = Engine(kb)
    splits = [] if options.skip_insample else [*SETS]
    if not options.skip_check:
        splits.append("check")
    for split in splits:
        rows = [row for page in pages([split]) for row in predictions(engine, page)]
        name = split if split == "check" else f"{split}, in-sample"
        shown[name] = _figures(rows, split)
        asked[name] = _asked(rows, split, shown[name])
    print("\n".join(_table(dict(sorted(shown.items(), key=lambda item: item[0] == "check")))))
    for name, result in shown.items():
        print(f"\nverdicts of the readers, and what was told: {name}")
        print("\n".join(_confusion(result)))
        print(asked[name])
    for split in SETS:
        print(f"\ncommonest errors on {split}, left out")
        print("\n".join(_commonest(left_out, split)))
    print("\npairs of statements by writers left out")
    print("\n".join(told(on_pairs)))
    print()
    print("\n".join(reliability(left_out, learned_from)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
