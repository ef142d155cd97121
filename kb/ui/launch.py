"""Starting the app: the server's options, which keep it on this machine and silent outwards."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path

from kb.content.folder import app_file, find
from kb.reading.read import largest

__all__ = ["OPTIONS", "arguments", "launch"]

OPTIONS: Mapping[str, str] = {
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "server.showEmailPrompt": "false",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "theme.light.primaryColor": "#0b5d74",
    "theme.light.backgroundColor": "#f8f9fb",
    "theme.light.secondaryBackgroundColor": "#ffffff",
    "theme.light.textColor": "#1c2530",
    "theme.light.borderColor": "#d9dee5",
    "theme.dark.primaryColor": "#2b8fa8",
    "theme.dark.backgroundColor": "#10151c",
    "theme.dark.secondaryBackgroundColor": "#1b222c",
    "theme.dark.textColor": "#e7ecf2",
    "theme.dark.borderColor": "#323b47",
    "theme.showWidgetBorder": "true",
}
"""Streamlit's options: reachable from this machine only, nothing asked, nothing reported."""


def arguments(port: int | None, *, headless: bool) -> list[str]:
    """Return the arguments of `streamlit` that start the app."""
    options = dict(OPTIONS) | {
        "server.headless": str(headless).lower(),
        # A little more than is read: who goes beyond gets our message, which says what to do.
        "server.maxUploadSize": str(largest() // 1_000_000 + 1),
    }
    if port is not None:
        options["server.port"] = str(port)
    return ["run", str(app_file()), *(f"--{name}={value}" for name, value in options.items())]


def launch(kb_folder: Path | None, port: int | None, headless: bool) -> int:  # noqa: FBT001 - as the command line gives it
    """Run the app, in this process, until it is stopped; return its exit status.

    Raises:
        UsageError: the folder is no knowledge base.
    """
    folder = str(find(kb_folder).folder)
    # Slow, and needed by nothing else on the command line.
    from streamlit.web.cli import main  # noqa: PLC0415

    os.environ["CLAIMS_KB"] = folder
    try:
        main(arguments(port, headless=headless), standalone_mode=False)
    except SystemExit as stopped:
        return stopped.code if isinstance(stopped.code, int) else 1
    return 0


def _main() -> int:
    parser = argparse.ArgumentParser(prog="python -m kb.ui.launch", description="Open the app.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int)
    parser.add_argument("--headless", action="store_true")
    options = parser.parse_args()
    return launch(options.folder, options.port, options.headless)


if __name__ == "__main__":
    raise SystemExit(_main())
