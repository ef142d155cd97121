"""`check`: every rule over the knowledge base, its problems with file and line, and the counts."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from kb.cli.printing import write_lines
from kb.content.folder import find
from kb.content.knowledge_base import KnowledgeBase
from kb.content.marker import vet_settings
from kb.errors import UsageError

__all__ = ["arguments", "run"]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `check`."""
    parser.add_argument(
        "--warnings", action="store_true", help="list warnings, not only count them"
    )
    parser.add_argument("--rules", action="store_true", help="print the rules and their counts")
    parser.add_argument(
        "--texts",
        type=Path,
        metavar="FOLDER",
        help="texts of known copy that do not lie beside their records; told apart by SHA-256",
    )
    parser.add_argument(
        "--today",
        type=_day,
        metavar="DATE",
        help="the day on which reviews are due or not (default: today, UTC)",
    )


def run(options: argparse.Namespace) -> int:
    """Print the problems and one line of counts; return 1 where there are errors."""
    kb = KnowledgeBase.open(find(options.kb).folder)
    vet_settings(kb.root)  # no content, and in the same file: whoever checks it wants to know
    # No other command should wait for the rules to be imported.
    from kb.checking import check, lines, rule_lines  # noqa: PLC0415

    today = options.today or datetime.now(UTC).date()
    result = check(kb, today=today, texts=_texts(options.texts))
    told = [*lines(result, warnings=options.warnings)]
    if options.rules:
        told = [*rule_lines(result), *told]
    write_lines(told)
    return int(result.errors > 0)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        told = f"'{text}' is no date; write for example 2026-11-22"
        raise argparse.ArgumentTypeError(told) from None


def _texts(folder: Path | None) -> tuple[bytes, ...]:
    if folder is None:
        return ()
    if not folder.is_dir():
        raise UsageError(
            f"--texts {folder}: no such folder; name one that holds texts of known copy"
        )
    try:
        return tuple(p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())
    except OSError as error:
        raise UsageError(
            f"--texts {error.filename or folder}: cannot be read: {error.strerror};"
            " name a folder that holds texts and nothing else"
        ) from error
