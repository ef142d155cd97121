"""`vet` and `read`: a writer's files in, audits or plain text out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kb.cli.printing import progress, write_lines, write_out
from kb.content.folder import find
from kb.content.knowledge_base import KnowledgeBase
from kb.errors import ReadingError, UsageError
from kb.model.document import Document
from kb.model.finding import Audit
from kb.model.terms import SEVERITIES
from kb.output.exports import EXPORTS
from kb.reading import read as reading
from kb.vet import Engine, Vetted

__all__ = ["by_suffix", "judged", "read", "read_arguments", "vet", "vet_arguments"]

STDIN = "-"


def vet_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `vet`."""
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="files or folders; - is standard input"
    )
    parser.add_argument(
        "--format", choices=list(EXPORTS), help="default: by the suffix of --out, else text"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write there instead of printing")
    parser.add_argument(
        "--fail-on", choices=[*SEVERITIES, "never"], default="overstated",
        help="exit 1 from this verdict upwards (default: overstated)",
    )  # fmt: skip


def vet(options: argparse.Namespace) -> int:
    """Judge documents, print or write the audit, return 1 where findings reach `--fail-on`."""
    name = options.format or by_suffix(
        options.out, {e.suffix: n for n, e in EXPORTS.items() if e.suffix}
    )
    export = EXPORTS[name]
    if export.binary and options.out is None and sys.stdout.isatty():
        raise UsageError(f"--format {name} is no text: name a file with --out")
    documents = _documents(options.paths)
    if export.single and len(documents) > 1:
        raise UsageError(
            f"--format {name} holds one document and {len(documents)} were given;"
            " 'jsonl' holds many"
        )
    kb = KnowledgeBase.open(find(options.kb).folder)
    vetted, faults = _judged(documents, Engine(kb))
    for fault in faults:
        print(f"claims-kb: {fault}", file=sys.stderr)
    write_out(export.write(vetted, kb), options.out, colour_wanted=export.coloured)
    if faults:
        return 2
    return int(any(_fails(v.audit, options.fail_on) for v in vetted))


def judged(paths: Sequence[str], engine: Engine) -> tuple[list[Vetted], list[str]]:
    """Return the audits of all documents that can be read, and what kept others from it.

    Raises:
        ReadingError: nothing could be read.
    """
    return _judged(_documents(paths), engine)


def _judged(
    documents: Sequence[tuple[str, Path | Document]], engine: Engine
) -> tuple[list[Vetted], list[str]]:
    vetted: list[Vetted] = []
    faults: list[str] = []
    for name, source in progress(documents, "vetting"):
        try:
            document = source if isinstance(source, Document) else reading.read(source)
        except ReadingError as error:
            if len(documents) == 1:
                raise
            faults.append(str(error))
            continue
        vetted.append(Vetted(document, engine.vet(document), name))
    if not vetted:
        raise ReadingError("\n".join([*faults, "no document could be read; nothing was judged"]))
    return vetted, faults


def by_suffix(out: Path | None, formats: Mapping[str, str]) -> str:
    """Return the format that the suffix of a file asks for; `text` where there is no file.

    Raises:
        UsageError: no format has this suffix.
    """
    if out is None:
        return "text"
    if out.suffix not in formats:
        raise UsageError(
            f"--out {out}: no format has the suffix '{out.suffix}'; name one with --format"
            f" ({', '.join(formats.values())})"
        )
    return formats[out.suffix]


def _documents(paths: Sequence[str]) -> list[tuple[str, Path | Document]]:
    if STDIN in paths:
        if len(paths) > 1:
            raise UsageError("- (standard input) stands alone; give either it or files")
        data = sys.stdin.buffer.read(reading.largest() + 1)
        return [("standard input", reading.read_bytes(data, "stdin"))]
    return [(str(path), path) for path in reading.find_files([Path(path) for path in paths])]


def _fails(audit: Audit, fail_on: str) -> bool:
    if fail_on == "never":
        return False
    limit = SEVERITIES.index(fail_on)
    return any(SEVERITIES.index(finding.verdict) >= limit for finding in audit.findings)


def read_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `read`."""
    parser.add_argument("file", metavar="FILE", help="a document; - is standard input")
    parser.add_argument(
        "--passages", action="store_true", help="a passage a line, with its offsets"
    )


def read(options: argparse.Namespace) -> int:
    """Print the text that offsets count in, or its passages."""
    if options.file == STDIN:
        data = sys.stdin.buffer.read(reading.largest() + 1)
        document = reading.read_bytes(data, "stdin")
    else:
        document = reading.read(Path(options.file))
    for note in document.notes:
        print(f"claims-kb: {options.file}: {note}", file=sys.stderr)
    if options.passages:
        write_lines(_passages(document))
    else:
        write_out(document.text.encode(), None)
    return 0


def _passages(document: Document) -> Iterator[str]:
    for passage in document.passages:
        words = " ".join(document.quote(passage).split())
        yield f"{passage.start}\t{passage.end}\t{passage.kind}\t{words}"
