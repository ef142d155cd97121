"""A real browser for the tests of the app: find one, or install one, and say what was done.

`make test` runs this file before pytest and passes the path on in `$CLAIMS_KB_BROWSER`. Tests ask
`required()`: without a browser they skip on a developer's machine and fail where `$CI` is set.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

__all__ = ["PASSED_ON", "flags", "install", "installed", "required"]

PASSED_ON = "CLAIMS_KB_BROWSER"

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
_USUAL_PLACES = (
    "/usr/lib/chromium/chromium",
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# A browser under test speaks to our own server and to nobody else.
_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def flags() -> list[str]:
    """Return the flags to launch with; as root Chromium refuses to start in its sandbox."""
    return [*(["--no-sandbox"] if _as_root() else []), *_QUIET]


def installed() -> Path | None:
    """Return a browser on this machine that answers to `--version`, or None.

    `$CLAIMS_KB_BROWSER` and `$CHROME` come first, then the path, the usual places and what
    Playwright downloaded before.
    """
    return next((path for path in _candidates() if _answers(path)), None)


def required() -> Path:
    """Return the browser, or skip the test; where `$CI` is set, fail it."""
    if found := installed():
        return found
    reason = f"no Chromium or Chrome on this machine; `make test` finds one, or set {PASSED_ON}"
    if _in_ci():
        pytest.fail(reason)
    pytest.skip(reason)


def install() -> Path | None:
    """Install a browser: Debian's package where that is allowed, else Playwright's download."""
    for title, commands in _ways():
        _say(f"no browser found: {title}")
        if all(_done(command) for command in commands) and (found := installed()):
            return found
        _say(f"{title}: did not work")
    return None


def _candidates() -> Iterator[Path]:
    for variable in (PASSED_ON, "CHROME"):
        if named := os.environ.get(variable):
            yield Path(named)
    for name in _NAMES:
        if on_path := shutil.which(name):
            yield Path(on_path)
    yield from map(Path, _USUAL_PLACES)
    yield from _downloaded()


def _downloaded() -> Iterator[Path]:
    # Only Playwright knows where it keeps its browsers, and starting it takes a moment.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        yield Path(playwright.chromium.executable_path)


def _answers(path: Path) -> bool:
    """Return whether it runs: on Ubuntu `chromium` may be a signpost to a shop, not a browser."""
    if not path.is_file():
        return False
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and b"Chrom" in answer.stdout


def _ways() -> Iterator[tuple[str, list[list[str]]]]:
    apt = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
    playwright = [sys.executable, "-m", "playwright", "install"]
    may_apt = bool(shutil.which("apt-get")) and _as_root()
    if may_apt:
        yield "installing Debian's package chromium", [["apt-get", "update"], apt]
    with_libraries = ["--with-deps"] if may_apt else []
    yield "downloading Playwright's Chromium", [[*playwright, *with_libraries, "chromium"]]


def _done(command: list[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        # Standard output is for the path alone.
        run = subprocess.run(command, stdout=sys.stderr, env=environment, check=False)
    except OSError:
        return False
    return run.returncode == 0


def _as_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _in_ci() -> bool:
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def _say(text: str) -> None:
    sys.stderr.write(f"browser: {text}\n")
    sys.stderr.flush()


def main() -> int:
    """Print the path of a browser; 1 where there is none and `$CI` is set."""
    if found := installed() or install():
        _say(f"tests use {found}")
        sys.stdout.write(f"{found}\n")
        return 0
    _say("none found and none could be installed; set $CHROME to one")
    return 1 if _in_ci() else 0


if __name__ == "__main__":
    raise SystemExit(main())
