"""`claims-kb`: one table of commands, one place where errors become messages.

Exit status: 0 nothing to report, 1 findings or problems, 2 a message on standard error that says
where, what, and what would be right.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kb import __version__
from kb.cli import browse, checking, exchange, gaps, reading, starting, verifying, vetting
from kb.errors import ClaimsKbError

__all__ = ["COMMANDS", "Command", "main", "parser"]


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand: its name, one line of help, its arguments, and what it does."""

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


COMMANDS = (
    Command(
        "vet",
        "judge documents (files, folders, or - for standard input)",
        vetting.vet_arguments,
        vetting.vet,
    ),
    Command(
        "gaps",
        "what documents assert and no claim covers, most often first",
        gaps.arguments,
        gaps.run,
    ),
    Command(
        "read", "print the plain text that offsets count in", reading.read_arguments, reading.read
    ),
    Command(
        "verify",
        "check somebody's audit pack and judge its copy again",
        verifying.arguments,
        verifying.run,
    ),
    Command("check", "run every rule over the knowledge base", checking.arguments, checking.run),
    Command(
        "list",
        "list claims, sources, concepts, topics or known copy",
        browse.list_arguments,
        browse.listing,
    ),
    Command("show", "show one claim or source in full", browse.id_arguments, browse.show),
    Command("grade", "explain a claim's grade, step by step", browse.id_arguments, browse.grade),
    Command(
        "graph", "the graph around a claim or source", exchange.graph_arguments, exchange.graph
    ),
    Command("export", "the knowledge base as RDF", exchange.export_arguments, exchange.export),
    Command(
        "schema",
        "write JSON Schemas and the JSON-LD context",
        exchange.schema_arguments,
        exchange.schema,
    ),
    Command("new", "start a knowledge base of your own", starting.new_arguments, starting.new),
    Command("app", "open the app in a browser", starting.app_arguments, starting.app),
    Command(
        "where", "which knowledge base is used, and why", starting.where_arguments, starting.where
    ),
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    top = argparse.ArgumentParser(
        prog="claims-kb",
        description="Judge marketing copy against graded evidence.",
        epilog="Not legal or medical advice. Evidence that nobody has read is marked unverified.",
    )
    top.add_argument("--version", action="version", version=f"claims-kb {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        sub = commands.add_parser(command.name, help=command.help, description=command.help)
        sub.add_argument(
            "--kb", type=Path, metavar="FOLDER", help="the knowledge base (default: see 'where')"
        )
        command.arguments(sub)
        sub.set_defaults(run=command.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    # A command builds much and throws little away: collecting cycles after every few hundred
    # objects would take a third of its time.
    gc.set_threshold(200_000, 20, 100)
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except ClaimsKbError as error:
        print(f"claims-kb: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output went away (`| head`); point stdout elsewhere so that the
        # interpreter does not complain when it closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("claims-kb: stopped", file=sys.stderr)
        return 2
