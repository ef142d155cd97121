"""Throws damaged files at every reader: `make fuzz ARGS="--seconds 60"`.

A reader either reads a file or says in one clear line why not. All else is a failure: another
exception, a crash, a case that takes too long, too much memory, a passage that does not fit.
The cases of a seed are always the same; failing files are kept and named, and make it exit with 1.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import sys
import textwrap
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from bench.mutations import case
from bench.seeds import seeds
from kb.errors import ReadingError
from kb.model.document import Document
from kb.reading.read import READERS, read_bytes

__all__ = ["Tally", "damaged", "fault_of", "main", "tried"]

CASE_SECONDS = 20.0
MEMORY_MB = 1_500
"""More than this above what the empty process has is a failure; the limits of the readers are far
below: 5 million characters of text."""

_STARTING = 60
"""Seconds that a process may take until it begins with its first case."""
_KEPT, _TOLD = 3, 2000
"""Files kept of failures that come from the same line, and characters told of one."""
_DETAIL = re.compile(r"'[^']*'|0x[0-9a-f]+|\d+")


@dataclass
class Tally:
    """What became of the cases of one kind of file; `failures` by where they come from."""

    suffix: str
    seeds: int
    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    failures: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    slowest: float = 0.0
    most_mb: float = 0.0

    @property
    def failed(self) -> int:
        """Return how many failed."""
        return sum(map(len, self.failures.values()))

    @property
    def cases(self) -> int:
        """Return how many were tried."""
        return self.read + self.refused.total() + self.failed

    def fail(self, number: int, said: str) -> None:
        """Note a failure beside those that come from the same line."""
        lines = said.strip().splitlines()
        places = [line.strip() for line in lines if line.lstrip().startswith("File ")]
        cause = f"{_DETAIL.sub('…', lines[-1])} {places[-1] if places else ''}"
        self.failures.setdefault(cause, []).append((number, said))

    def note(self, number: int, told: tuple[str, str, float, float]) -> None:
        """Note what became of a case."""
        outcome, said, seconds, used = told
        self.slowest = max(self.slowest, seconds)
        self.most_mb = max(self.most_mb, used)
        if outcome == "read":
            self.read += 1
        elif outcome == "refused":
            # One refusal with other figures or names in it is the same refusal.
            self.refused[_DETAIL.sub("…", said.partition(": ")[2])[:90]] += 1
        else:
            self.fail(number, said)


def damaged(files: Sequence[bytes], suffix: str, seed: int, number: int) -> bytes:
    """Return one case; the same arguments give the same bytes."""
    return case(files, Random(f"{seed}{suffix}{number}"))  # noqa: S311 (no secret)


def tried(data: bytes, suffix: str) -> tuple[str, str]:
    """Return what became of one file: 'read', 'refused' or 'failed', and what was said."""
    try:
        document = read_bytes(data, f"case{suffix}")
    except ReadingError as error:
        said = str(error)
        clear = said.startswith(f"case{suffix}: ") and "\n" not in said and len(said) < 600
        return ("refused", said) if clear else ("failed", f"unclear: {said[:600]!r}")
    except MemoryError:
        return "failed", "MemoryError"
    except BaseException:
        return "failed", traceback.format_exc(limit=-6)
    fault = fault_of(document)
    return ("failed", fault) if fault else ("read", "")


def fault_of(document: Document) -> str:
    """Return what does not fit in a document that was read; nothing where all does."""
    size, at = len(document.text), 0
    for passage in document.passages:
        words = document.text[passage.start : passage.end]
        if not 0 <= passage.start < passage.end <= size or passage.start < at:
            return f"passage {passage.start}..{passage.end} does not fit after {at} in {size}"
        if not words.strip():
            return f"passage {passage.start}..{passage.end} holds nothing but space"
        at = passage.end
    for name, spans in (("origin", document.origins), ("place", document.places)):
        at = 0
        for span in spans:
            if not at <= span.start < span.end <= size:
                return f"{name} {span} does not fit after {at} in {size}"
            at = span.end
    for remark in document.remarks:
        if not 0 <= remark.start <= remark.end <= size:
            return f"remark {remark} does not fit in {size}"
    document.text.encode()
    return ""


def _work(
    told: Connection, files: Sequence[bytes], suffix: str, seed: int, start: int, memory: int
) -> None:
    """Try case after case in a process of its own, telling what begins and how it ended."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, sys.stderr.fileno())  # libraries in C write there what we tell ourselves
    tried(damaged(files, suffix, seed, 0), suffix)  # loads the libraries
    empty = _peak()
    limit = (memory + 4_000) * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    for number in count(start):
        told.send(number)
        data = damaged(files, suffix, seed, number)
        began = time.process_time()
        outcome, said = tried(data, suffix)
        seconds = time.process_time() - began
        used = _peak() - empty
        if outcome != "failed" and used > memory:
            outcome, said = "failed", f"took {used:.0f} MB"
        told.send((outcome, said, seconds, used))
        if used > memory:
            return  # what a process has once had it goes on showing


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _fuzz(suffix: str, options: argparse.Namespace, until: float) -> Tally:
    """Try cases of one kind of file until the time is up, a new process after each failure."""
    files = seeds(suffix)
    tally = Tally(suffix, len(files))
    following = 0
    while time.monotonic() < until:
        following = _run(tally, files, options, following, until)
    return tally


def _run(
    tally: Tally, files: Sequence[bytes], options: argparse.Namespace, start: int, until: float
) -> int:
    """Let one process work as long as it can; return the case that comes next."""
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    work = (theirs, files, tally.suffix, options.seed, start, options.memory)
    process = context.Process(target=_work, args=work, daemon=True)
    process.start()
    theirs.close()
    number = start
    try:
        # The first answer waits for Python and its libraries to start.
        while time.monotonic() < until and ours.poll(options.case_seconds + _STARTING):
            number = int(ours.recv())
            if not ours.poll(options.case_seconds):
                tally.fail(number, f"took longer than {options.case_seconds:g} s")
                return number + 1
            tally.note(number, ours.recv())
            number += 1
    except EOFError:
        process.join()
        if process.exitcode:
            tally.fail(number, f"the process died ({process.exitcode})")
            return number + 1
    finally:
        process.kill()
        process.join()
        ours.close()
    return number


def main() -> int:
    """Fuzz every reader and print what became of it; 1 if anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="for all kinds (default: 60)")
    parser.add_argument("--seed", type=int, default=1, help="which cases (default: 1)")
    parser.add_argument("--only", nargs="+", choices=list(READERS), help="these kinds only")
    parser.add_argument("--case-seconds", type=float, default=CASE_SECONDS, help="for one case")
    parser.add_argument("--memory", type=int, default=MEMORY_MB, help="MB for one case")
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"), help="for failing files")
    parser.add_argument("--refusals", action="store_true", help="print what was refused, and why")
    options = parser.parse_args()
    kinds = options.only or list(READERS)
    tallies = []
    began = time.monotonic()
    for place, suffix in enumerate(kinds, start=1):
        tally = _fuzz(suffix, options, began + options.seconds * place / len(kinds))
        tallies.append(tally)
        _print(tally, options)
    failed = sum(tally.failed for tally in tallies)
    cases = sum(tally.cases for tally in tallies)
    print(
        f"{cases:,} cases in {time.monotonic() - began:.0f} s, seed {options.seed}:"
        f" {failed or 'no'} failure{'s' if failed != 1 else ''}"
    )
    return int(failed > 0)


def _print(tally: Tally, options: argparse.Namespace) -> None:
    print(
        f"{tally.suffix:6} {tally.cases:8,} cases from {tally.seeds} seeds: {tally.read:,} read,"
        f" {tally.refused.total():,} refused for {len(tally.refused)} reasons,"
        f" {tally.failed} failed;"
        f" slowest {tally.slowest:.1f} s, most {tally.most_mb:.0f} MB",
        flush=True,
    )
    if options.refusals:
        for said, times in tally.refused.most_common():
            print(f"    {times:7,}  {said}")
    files = seeds(tally.suffix) if tally.failures else []
    for failures in tally.failures.values():
        print(f"    {len(failures)} of this kind:")
        for number, _ in failures[:_KEPT]:
            options.keep.mkdir(parents=True, exist_ok=True)
            kept = options.keep / f"{options.seed}-{number}{tally.suffix}"
            kept.write_bytes(damaged(files, tally.suffix, options.seed, number))
            print(f"        {kept}")
        print(textwrap.indent(failures[0][1].strip()[:_TOLD], " " * 12))


if __name__ == "__main__":
    raise SystemExit(main())
