"""`new`, `app` and `where`: begin a knowledge base, open the app, say which one is used."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from kb import __version__
from kb.cli.printing import write_lines
from kb.content import cache
from kb.content.folder import find, schema_folder
from kb.content.knowledge_base import KnowledgeBase
from kb.content.marker import vet_settings
from kb.content.skeleton import write_skeleton

__all__ = ["app", "app_arguments", "new", "new_arguments", "where", "where_arguments"]

_LAST_PORT = 65_535


def new_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `new`."""
    parser.add_argument(
        "folder", type=Path, metavar="FOLDER", help="a folder that does not exist yet, or is empty"
    )


def new(options: argparse.Namespace) -> int:
    """Write a small knowledge base with one worked claim."""
    written = map(str, write_skeleton(options.folder))
    write_lines((*written, "", f"Try it: claims-kb check --kb {options.folder}"))
    return 0


def app_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `app`."""
    parser.add_argument("--port", type=_port, help="default: the first free one from 8501")
    parser.add_argument("--headless", action="store_true", help="do not open a browser")


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _LAST_PORT:
        told = f"'{text}' is no port; write a number from 1 to {_LAST_PORT}"
        raise argparse.ArgumentTypeError(told)
    return int(text)


def app(options: argparse.Namespace) -> int:
    """Open the app on this machine only."""
    folder = find(options.kb).folder
    KnowledgeBase.open(folder)  # a broken one is told here, not in the browser
    # A process of its own: command line and app are two faces and know nothing of each other.
    command = [sys.executable, "-m", "kb.ui.launch", str(folder)]
    command += ["--headless"] if options.headless else []
    command += ["--port", str(options.port)] if options.port is not None else []
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own program


def where_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare no arguments: `where` has none of its own."""


def where(options: argparse.Namespace) -> int:
    """Print which knowledge base is used and why, and where everything lies."""
    found = find(options.kb)
    team = [f"{name} = {value}" for name, value in vet_settings(found.folder).told.items()]
    kb = KnowledgeBase.open(found.folder)
    usual = "none of its own for vet ([vet] in kb.toml)"
    learned = kb.learned.made_from if kb.learned else "nothing; examples and ceilings alone decide"
    lines = (
        f"knowledge base  {found.folder}",
        f"because         {found.because}",
        f"name            {kb.name}: {kb.settings.title}",
        f"holds           {len(kb.claims)} claims, {len(kb.sources)} sources,"
        f" {len(kb.copies)} known documents",
        f"fingerprint     {kb.fingerprint}",
        f"learned from    {learned}",
        f"settings        {', '.join(team) or usual}",
        f"words           {schema_folder()}",
        f"cache           {cache.folder()} (may be deleted at any time)",
        f"program         claims-kb {__version__}",
    )
    write_lines(lines)
    return 0
