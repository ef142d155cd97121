"""`read`: what was understood of a document: its text, or its passages and where they stand."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from kb.cli.documents import read_named
from kb.cli.printing import write_lines, write_out
from kb.model.document import Document

__all__ = ["read", "read_arguments"]


def read_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `read`."""
    parser.add_argument("file", metavar="FILE", help="a document; - is standard input")
    parser.add_argument(
        "--passages",
        action="store_true",
        help="a passage a line: offsets, kind, role, place and words, with tabs between",
    )


def read(options: argparse.Namespace) -> int:
    """Print the text that offsets count in, or its passages; notes go to standard error."""
    document = read_named(options.file)
    for note in _notes(document):
        print(f"claims-kb: {options.file}: {note}", file=sys.stderr)
    if options.passages:
        write_lines(_passages(document))
    else:
        write_out(document.text.encode(), None)
    return 0


def _notes(document: Document) -> Iterator[str]:
    yield from document.notes
    if count := len(document.remarks):
        yield f"{count} comment{'s' if count > 1 else ''} in the file, read as no part of the copy"


def _passages(document: Document) -> Iterator[str]:
    for passage in document.passages:
        words = " ".join(document.quote(passage).split())
        place = document.place(passage.start)
        yield "\t".join(
            (str(passage.start), str(passage.end), passage.kind, passage.role, place, words)
        )
