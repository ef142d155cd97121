"""Which folder holds the knowledge base, and where the shipped one lies.

The only module that knows of wheels: in a checkout the content lies beside the package, in a wheel
inside it, under `_shipped`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from kb.errors import UsageError

__all__ = ["MARKER", "Found", "app_file", "find", "schema_folder", "shipped"]

MARKER = "kb.toml"
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Found:
    """A folder, and why it was chosen."""

    folder: Path
    because: str


def shipped() -> Path:
    """Return the folder of the knowledge base that comes with the program."""
    inside = _PACKAGE / "_shipped"
    return inside if (inside / MARKER).is_file() else _PACKAGE.parent


def schema_folder() -> Path:
    """Return the folder of words and schemas; it always comes from the program."""
    return shipped() / "schema"


def app_file() -> Path:
    """Return the Streamlit entry script."""
    return shipped() / "app.py"


def find(option: Path | None, start: Path | None = None) -> Found:
    """Return the knowledge base to use: option, then `$CLAIMS_KB`, then upwards, then shipped.

    Raises:
        UsageError: the option or the variable names a folder without a `kb.toml`.
    """
    if option is not None:
        return Found(_marked(option, "--kb"), "--kb names it")
    if named := os.environ.get("CLAIMS_KB"):
        return Found(_marked(Path(named), "$CLAIMS_KB"), "$CLAIMS_KB names it")
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / MARKER).is_file():
            return Found(folder, f"it is the nearest folder upwards from {here} with a {MARKER}")
    return Found(shipped(), "it comes with the program, and nothing else was named")


def _marked(folder: Path, where: str) -> Path:
    if not folder.is_dir():
        raise UsageError(f"{where}: {folder}: no such folder; name a folder that holds a {MARKER}")
    if not (folder / MARKER).is_file():
        raise UsageError(
            f"{where}: {folder}: no {MARKER} in this folder, so it is no knowledge base;"
            f" `claims-kb new {folder}` would start one"
        )
    return folder.resolve()
