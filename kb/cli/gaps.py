"""`gaps`: what documents assert and no claim of the knowledge base covers."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kb.cli.documents import judged
from kb.cli.printing import by_suffix, write_out
from kb.content.folder import find
from kb.content.knowledge_base import KnowledgeBase
from kb.gaps import DOUBTFUL
from kb.gaps import gaps as found_gaps
from kb.output.gap_list import GAP_EXPORTS
from kb.vet import Engine

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `gaps`."""
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="files or folders; - is standard input"
    )
    parser.add_argument(
        "--doubtful",
        action="store_true",
        help=f"also claims found in doubt (score below {DOUBTFUL}) and figures without a source",
    )
    parser.add_argument(
        "--format", choices=list(GAP_EXPORTS), help="default: by the suffix of --out, else text"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write there instead of printing")


def run(options: argparse.Namespace) -> int:
    """Print or write the gaps; return 2 where a document could not be read, else 0."""
    suffixes = {export.suffix: name for name, export in GAP_EXPORTS.items()}
    export = GAP_EXPORTS[options.format or by_suffix(options.out, suffixes)]
    engine = Engine(KnowledgeBase.open(find(options.kb).folder))
    vetted, faults = judged(options.paths, engine)
    for fault in faults:
        print(f"claims-kb: {fault}", file=sys.stderr)
    report = found_gaps(vetted, engine, doubtful=options.doubtful)
    write_out(export.write(report), options.out)
    return 2 if faults else 0
