"""LibreOffice and Poppler for the tests of files: found, or installed, and said what was done.

`make test` runs this file before pytest. Tests ask `office()` or `poppler(...)`: without them they
skip on a developer's machine and fail where `$CI` is set.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

__all__ = ["convert", "office", "poppler"]

_OFFICES = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_POPPLER = ("pdfinfo", "pdffonts", "pdftoppm", "pdftotext")
_PACKAGES = (
    "libreoffice-writer-nogui",
    "libreoffice-impress-nogui",
    "libreoffice-calc-nogui",
    "poppler-utils",
)
_SECONDS = 180


def office() -> Path:
    """Return LibreOffice, or skip the test; where `$CI` is set, fail it."""
    found = next((where for name in _OFFICES if (where := shutil.which(name))), None)
    return Path(found) if found else _without("LibreOffice")


def poppler(name: str) -> Path:
    """Return a program of Poppler, or skip the test; where `$CI` is set, fail it."""
    found = shutil.which(name)
    return Path(found) if found else _without(f"Poppler's {name}")


def convert(file: Path, kind: str, folder: Path) -> Path:
    """Return the file as LibreOffice saves it in another format ("pdf", "txt:Text", "docx")."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                office(), f"-env:UserInstallation=file://{profile}", "--headless", "--norestore",
                "--convert-to", kind, "--outdir", folder, file,
            ],
            check=True, capture_output=True, timeout=_SECONDS,
        )  # fmt: skip
    return folder / f"{file.stem}.{kind.split(':', maxsplit=1)[0]}"


def _without(what: str) -> Path:
    reason = f"no {what} on this machine; `make test` installs it where it may"
    if os.environ.get("CI", "").lower() not in {"", "0", "false"}:
        pytest.fail(reason)
    pytest.skip(reason)


def _missing() -> list[str]:
    found = any(map(shutil.which, _OFFICES))
    return [*([] if found else ["LibreOffice"]), *(n for n in _POPPLER if not shutil.which(n))]


def main() -> int:
    """Install what is missing where that is allowed; 1 where it is missing and `$CI` is set."""
    if _missing() and shutil.which("apt-get") and os.geteuid() == 0:
        _say(f"installing Debian's packages {', '.join(_PACKAGES)}")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "update"],
            ["apt-get", "install", "--yes", "--no-install-recommends", *_PACKAGES],
        ):
            subprocess.run(command, stdout=sys.stderr, env=environment, check=False)
    if missing := _missing():
        _say(f"not found: {', '.join(missing)}; tests that need them are skipped, in CI they fail")
    return int(bool(missing) and bool(os.environ.get("CI")))


def _say(text: str) -> None:
    sys.stderr.write(f"office: {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main())
