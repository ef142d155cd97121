"""`vet --diff OLD NEW`: what changed in the findings from one version of a page to the next."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from kb.cli import team
from kb.cli.documents import STDIN, read_named
from kb.cli.printing import by_suffix, write_out
from kb.content.knowledge_base import KnowledgeBase
from kb.errors import UsageError
from kb.model.comparison import Comparison
from kb.model.finding import Finding
from kb.output.comparison_list import COMPARISON_EXPORTS
from kb.review import apply
from kb.review.compare import compare
from kb.vet import Engine, Vetted

__all__ = ["differing"]


def differing(options: argparse.Namespace) -> int:
    """Print or write what changed; return 1 where what is new or worse reaches `--fail-on`."""
    for name in ("baseline", "write_baseline"):
        if getattr(options, name) is not None:
            option = name.replace("_", "-")
            raise UsageError(f"--diff compares with OLD; leave --{option} out")
    if options.paths:
        raise UsageError(f"--diff takes two files, and '{options.paths[0]}' stands beside them")
    own = team.settings(options)
    suffixes = {export.suffix: name for name, export in COMPARISON_EXPORTS.items()}
    form = options.format or by_suffix(options.out, suffixes)
    if form not in COMPARISON_EXPORTS:
        known = ", ".join(COMPARISON_EXPORTS)
        raise UsageError(f"--format {form} cannot show what changed; with --diff: {known}")
    if options.diff.count(STDIN) > 1:
        raise UsageError("- (standard input) can be one of OLD and NEW, not both")
    documents = [
        read_named(name, like)
        for name, like in zip(options.diff, reversed(options.diff), strict=True)
    ]
    kb = KnowledgeBase.open(own.found.folder)
    engine, plan = Engine(kb), team.plan(options, own)
    old, new = (
        apply(Vetted(document, engine.vet(document), name), kb, plan).audit
        for document, name in zip(documents, options.diff, strict=True)
    )
    found = compare(old, new)
    write_out(COMPARISON_EXPORTS[form].write(found), options.out)
    if not options.quiet:
        print(f"claims-kb: {own.told}", file=sys.stderr)
    return int(team.fails(options, own, _of_now(found)))


def _of_now(found: Comparison) -> Iterator[Finding]:
    """Yield what is new, and what became worse."""
    yield from found.new_findings
    yield from (change.after for change in found.changed_findings if change.worse)
