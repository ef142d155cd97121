"""How fast and how heavy `claims-kb vet` is, as ratios measured in one run: `make bench`.

Absolute seconds depend on the machine; what is held is the ratio to `python -c pass` and to
reading the same words twice.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from kb.content.folder import shipped
from kb.content.knowledge_base import KnowledgeBase
from kb.reading.read import read
from kb.vet import Engine

__all__ = ["cold", "main", "warm"]

RUNS = 7
SAMPLE = "sample-clinic-page.md"


def cold(command: list[str]) -> list[float]:
    """Return wall-clock seconds of whole processes, after one warm-up."""
    seconds = []
    for run in range(RUNS + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        if run:
            seconds.append(time.perf_counter() - start)
    return seconds


def warm(engine: Engine, page: Path) -> float:
    """Return words vetted a second in a running process, the best of several runs."""
    document = read(page)
    words = len(document.text.split())
    best = 0.0
    for _ in range(RUNS):
        start = time.perf_counter()
        engine.vet(document)
        best = max(best, words / (time.perf_counter() - start))
    return best


def main() -> int:
    """Print the figures."""
    page = shipped() / "sources" / "copy" / SAMPLE
    vet = [sys.executable, "-m", "kb", "vet", str(page), "--format", "json", "--fail-on", "never"]
    nothing = cold([sys.executable, "-c", "pass"])
    seconds = cold(vet)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    kb = KnowledgeBase.open(shipped())
    start = time.perf_counter()
    engine = Engine(kb)
    ready = time.perf_counter() - start
    examples = sum(len(claim.examples) for claim in kb.claims.values())
    median = statistics.median(seconds)
    print(f"knowledge base: {len(kb.claims)} claims, {examples} examples")
    print(f"python -c pass          median {statistics.median(nothing):6.3f} s")
    print(f"claims-kb vet, one page median {median:6.3f} s")
    print(f"                  from  {min(seconds):6.3f} s to {max(seconds):.3f} s")
    print(f"  ratio                 {median / statistics.median(nothing):6.1f}")
    print(f"  peak memory           {peak:6.0f} MB")
    print(f"engine ready            {ready:6.3f} s")
    print(f"warm                    {warm(engine, page):6.0f} words/s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
