"""Make the project's own environment from a lock file: `environment.py FOLDER LOCK`.

Run by make with any Python 3.11 or newer and nothing installed. What is missing (venv, network)
is said in one line; pip's own words stand above it.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# What pip prints when the network is to blame, whatever it was fetching.
_UNREACHED = (
    "connection broken by",
    "Could not fetch URL",
    "Max retries exceeded",
    "Name or service not known",
    "Temporary failure in name resolution",
    "Read timed out",
)


def main(arguments: list[str]) -> int:
    """Return 0 with the environment ready, 2 with the reason on standard error."""
    folder, lock = Path(arguments[0]).absolute(), ROOT / arguments[1]
    python = folder / "bin" / "python"
    if not _usable(python):
        print(f"making {folder.name} with Python {sys.version.split()[0]}", flush=True)
        if fault := _create(folder):
            return _refuse(fault)
    print(f"installing what {arguments[1]} locks", flush=True)
    if fault := _install(python, lock):
        return _refuse(fault)
    return 0


def _refuse(fault: str) -> int:
    print(f"\n{fault}", file=sys.stderr)
    return 2


def _usable(python: Path) -> bool:
    """Return whether an environment with pip and a new enough Python is there already."""
    wanted = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    try:
        tried = subprocess.run([python, "-c", wanted], capture_output=True, check=False)
    except OSError:
        return False
    return tried.returncode == 0


def _create(folder: Path) -> str:
    """Create the environment; return what is wrong, or nothing."""
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if made.returncode == 0:
        return ""
    print(made.stdout, end="", file=sys.stderr)
    if "ensurepip" in made.stdout or "No module named" in made.stdout:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        return (
            f"this Python {version} comes without venv or ensurepip; install them"
            f" (on Debian and Ubuntu: apt-get install python{version}-venv), or name another"
            " Python: make PYTHON=/path/to/python3 ..."
        )
    return f"{folder}: the environment could not be made; the reason stands above"


def _install(python: Path, lock: Path) -> str:
    """Install the lock and this checkout; return what is wrong, or nothing."""
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    locked = [*pip, "--retries", "2", "--require-hashes", "-r", str(lock)]
    # The build backend is in the lock, so the checkout itself needs no network.
    checkout = [*pip, "--no-index", "--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    for command in (locked, checkout):
        status, said = _watched(command)
        if status == 0:
            continue
        if any(sign in said for sign in _UNREACHED):
            return (
                "could not reach the package index; the first set-up needs a network"
                " (pip's own settings name an index or a proxy, where one is needed)"
            )
        return "the installation failed; pip's reason stands above"
    return ""


def _watched(command: list[str]) -> tuple[int, str]:
    """Run a command; return its status and what it printed, which is shown as it comes."""
    said = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", file=sys.stderr, flush=True)
            said.append(line)
    return process.returncode, "".join(said)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
