"""`vet`: a writer's files in, audits out; and what changed between two versions of one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from kb.cli import team
from kb.cli.documents import Documents, judged_documents, named, told_at_end
from kb.cli.printing import by_suffix, write_out
from kb.cli.team import Team
from kb.content.knowledge_base import KnowledgeBase
from kb.errors import UsageError
from kb.model.terms import SEVERITIES
from kb.output.exports import EXPORTS, Export
from kb.review import Plan, apply, baseline_bytes, never_used
from kb.vet import Engine, Vetted

__all__ = ["vet", "vet_arguments"]


def vet_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `vet`."""
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="files or folders; - is standard input")
    add("--format", choices=list(EXPORTS), help="default: by the suffix of --out, else text")
    add("--out", type=Path, metavar="FILE", help="write there instead of printing")
    add(
        "--fail-on", choices=[*SEVERITIES, "never"],
        help="exit 1 from this verdict upwards (default: as kb.toml says, else overstated)",
    )  # fmt: skip
    add("--suppressions", type=Path, metavar="FILE", help="a register of suppressions")
    add("--baseline", type=Path, metavar="FILE", help="only findings that are not in it count")
    add(
        "--write-baseline", type=Path, metavar="FILE",
        help="write what is found now as a baseline; exit 0",
    )  # fmt: skip
    add(
        "--on", type=team.day, metavar="DATE",
        help="the day that ends of suppressions are held against (default: today, UTC)",
    )  # fmt: skip
    add(
        "--diff", nargs=2, metavar=("OLD", "NEW"),
        help="two versions of a page instead: findings gone, new, changed (text, json, html)",
    )  # fmt: skip
    add("--quiet", action="store_true", help="say on standard error only what is wrong")


def vet(options: argparse.Namespace) -> int:
    """Judge documents, print or write the audit, return 1 where findings reach `--fail-on`."""
    if options.diff is not None:
        # No plain audit waits for what shows differences.
        from kb.cli.differing import differing  # noqa: PLC0415

        return differing(options)
    own = team.settings(options)
    name, export = _export(options, own)
    documents = named(options.paths)
    if export.single and len(documents.found) > 1:
        raise UsageError(
            f"--format {name} holds one document and {len(documents.found)} were given;"
            " 'jsonl' holds many"
        )
    kb = KnowledgeBase.open(own.found.folder)
    plan = team.plan(options, own)
    vetted, faults = judged_documents(documents, Engine(kb))
    vetted = [apply(each, kb, plan) for each in vetted]
    for fault in faults:
        print(f"claims-kb: {fault}", file=sys.stderr)
    data = export.write(vetted, kb)
    write_out(data, options.out, colour_wanted=export.coloured)
    if export.sealed:
        told = f"SHA-256 {sha256(data).hexdigest()}; keep it apart from the {name}"
        print(f"claims-kb: {options.out or 'standard output'}: {told}", file=sys.stderr)
    if options.write_baseline is not None:
        write_out(baseline_bytes([each.audit for each in vetted]), options.write_baseline)
    for line in _warnings(vetted, kb, plan):
        print(f"claims-kb: {line}", file=sys.stderr)
    if not options.quiet:
        for line in _told(options, own, documents, vetted, len(faults)):
            print(f"claims-kb: {line}", file=sys.stderr)
    if faults:
        return 2
    if options.write_baseline is not None:
        return 0
    return int(team.fails(options, own, (f for each in vetted for f in each.audit.findings)))


def _export(options: argparse.Namespace, own: Team) -> tuple[str, Export]:
    """Return the format: that of the option, else of the suffix of `--out`, else of `kb.toml`.

    Raises:
        UsageError: no format has the suffix, or it is no text and would go to a terminal.
    """
    suffixes = {export.suffix: name for name, export in EXPORTS.items() if export.suffix}
    usual = own.own.format or "text"
    name = options.format or (by_suffix(options.out, suffixes) if options.out else usual)
    export = EXPORTS[name]
    if export.binary and options.out is None and sys.stdout.isatty():
        raise UsageError(f"--format {name} is no text: name a file with --out")
    return name, export


def _warnings(vetted: Sequence[Vetted], kb: KnowledgeBase, plan: Plan) -> Iterator[str]:
    yield from never_used(plan.register, vetted)
    if plan.baseline and (told := plan.baseline.warning(kb.fingerprint)):
        yield told


def _told(
    options: argparse.Namespace,
    own: Team,
    documents: Documents,
    vetted: Sequence[Vetted],
    failed: int,
) -> Iterator[str]:
    """Yield what a person who waits for a run wants to know of it besides its findings."""
    yield from told_at_end(documents, len(vetted), failed)
    compared = [r.baseline for each in vetted if (r := each.audit.review) and r.baseline]
    if compared:
        new, known = sum(b.new for b in compared), sum(b.unchanged for b in compared)
        gone = sum(len(b.absent) for b in compared)
        yield f"baseline {compared[0].name}: {new} new, {known} known, {gone} gone"
    if options.write_baseline is not None:
        count = sum(f.verdict != "supported" and f.counts for v in vetted for f in v.audit.findings)
        yield (
            f"baseline written to {options.write_baseline}: problems {count}, documents"
            f" {len(vetted)}"
        )
    yield own.told
