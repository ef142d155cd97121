"""The wheel works where there is no checkout, the locks name no address, and `vet` starts light."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
CONFIGURATION = [
    ROOT / name for name in ("pyproject.toml", "Makefile", ".ci/run", ".pre-commit-hooks.yaml")
]
COPY = "Ketamine therapy is a miracle cure. Feel permanent relief within minutes.\n"
HEAVY = {"streamlit", "rdflib", "networkx", "pandas", "pyarrow", "sqlalchemy"}

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)")
_ADDRESS = re.compile(r"index-url|find-links|trusted-host|\bfile:|git\+")


def _run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command without the variables that could lead it back to this checkout."""
    clean = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "CLAIMS_KB"}}
    return subprocess.run(
        command,
        cwd=cwd,
        env={**clean, "CLAIMS_KB_CACHE": str(cwd / "cache"), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout; built with what is installed, no network."""
    folder = tmp_path_factory.mktemp("wheel")
    built = _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def clean(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new environment that holds the wheel and sees our dependencies, nothing else."""
    folder = tmp_path_factory.mktemp("clean") / "env"
    venv.create(folder)
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    python = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index")
    installed = _run(*pip, "--no-deps", wheel, cwd=folder)
    assert installed.returncode == 0, installed.stderr
    # A folder named in a .pth file joins the path, but its own .pth files (ours, where the
    # checkout is installed editable) are not read.
    ours = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    Path(paths["purelib"], "dependencies.pth").write_text("\n".join(ours), encoding="utf-8")
    return folder


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return a page of copy outside the checkout."""
    file = tmp_path / "page.txt"
    file.write_text(COPY, encoding="utf-8")
    return file


def test_the_wheel_installs_one_package_with_the_content_inside(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"kb"}
    for folder in ("claims", "sources/evidence", "sources/copy", "schema"):
        inside = [f"kb/_shipped/{p.relative_to(ROOT).as_posix()}" for p in _files(ROOT / folder)]
        assert set(inside) <= set(names)
    assert {"kb/_shipped/app.py", "kb/_shipped/kb.toml"} <= set(names)


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {p.relative_to(ROOT).as_posix() for p in _files(ROOT / "kb")} <= names


def test_content_folders_hold_no_python(wheel: Path) -> None:
    # Packages named `claims` and `schema` exist elsewhere; ours must never be importable.
    shipped = [n for n in zipfile.ZipFile(wheel).namelist() if n.startswith("kb/_shipped/")]
    assert [n for n in shipped if n.endswith(".py")] == ["kb/_shipped/app.py"]


def test_outside_the_checkout_the_package_is_the_installed_one(clean: Path, tmp_path: Path) -> None:
    told = _run(clean / "bin/python", "-c", "import kb; print(kb.__file__)", cwd=tmp_path)
    assert Path(told.stdout.strip()).is_relative_to(clean)


def test_outside_the_checkout_the_shipped_content_passes_its_check(
    clean: Path, tmp_path: Path
) -> None:
    checked = _run(clean / "bin/claims-kb", "check", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_outside_the_checkout_a_page_is_judged(clean: Path, page: Path) -> None:
    judged = _run(clean / "bin/claims-kb", "vet", page, "--format", "json", cwd=page.parent)
    assert judged.returncode == 1, judged.stderr
    audit = json.loads(judged.stdout)
    assert audit["format"] == "claims-kb/audit@1"
    assert audit["knowledge_base"]["claims"] > 0
    assert audit["findings"]


def test_vet_imports_nothing_heavy(page: Path) -> None:
    # `-X importtime` writes a line for every module imported, "self | cumulative | name".
    vetted = (sys.executable, "-X", "importtime", "-m", "kb", "vet", page)
    told = _run(*vetted, cwd=page.parent, PYTHONPATH=str(ROOT))
    assert told.returncode == 1, told.stderr[-2000:]
    imported = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in told.stderr.splitlines()}
    assert "pydantic" in imported
    assert not imported & HEAVY


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_version_has_hashes(lock: Path) -> None:
    entries = _entries(lock)
    assert entries
    assert [e for e in entries if not _PIN.match(e) or "--hash=sha256:" not in e] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_lock_holds_an_address_or_a_path(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not _ADDRESS.search(text)
    assert not re.search(r"[\s\"'=]/\w", text)


@pytest.mark.parametrize("file", CONFIGURATION, ids=lambda path: path.name)
def test_no_configuration_names_an_index(file: Path) -> None:
    own = file.read_text(encoding="utf-8").replace("--no-emit-index-url", "")
    assert not _ADDRESS.search(own.replace("--no-emit-find-links", ""))


def test_the_locks_agree_with_each_other() -> None:
    app, dev = (_pins(ROOT / "requirements" / name) for name in ("app.txt", "dev.txt"))
    assert app <= dev


def test_the_locks_hold_what_the_project_asks_for() -> None:
    groups = PROJECT["dependency-groups"]
    app = PROJECT["project"]["dependencies"] + groups["build"]
    dev = app + [entry for entry in groups["dev"] if isinstance(entry, str)]
    assert _unmet(app, ROOT / "requirements/app.txt") == []
    assert _unmet(dev, ROOT / "requirements/dev.txt") == []


def _files(folder: Path) -> list[Path]:
    """Return the files git would keep: no caches, nothing hidden."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    ]


def _entries(lock: Path) -> list[str]:
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    return [
        line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]


def _pins(lock: Path) -> set[tuple[str, str]]:
    found = [match for entry in _entries(lock) if (match := _PIN.match(entry))]
    return {(canonicalize_name(match["name"]), match["version"]) for match in found}


def _unmet(wanted: list[str], lock: Path) -> list[str]:
    """Return the requirements that no locked version satisfies."""
    pins = _pins(lock)
    return [
        text
        for text in wanted
        if not any(
            name == canonicalize_name(asked.name) and asked.specifier.contains(version)
            for asked in [Requirement(text)]
            for name, version in pins
        )
    ]
