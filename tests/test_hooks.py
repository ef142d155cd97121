"""The hook and the action: their definitions are sound, and what they run does run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.cli.main import COMMANDS
from kb.output.exports import EXPORTS
from kb.reading.read import READERS
from tests.pages import ROOT
from tests.small_kb import FILES, written

CURE = "Light is a guaranteed cure for winter blues.\n"
MAY = "Bright light may ease winter blues.\n"


@pytest.fixture(scope="module")
def action() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return found


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a repository of copy: settings, a page that is right, and one that is not."""
    written(tmp_path, FILES)
    pages = tmp_path / "the pages"
    pages.mkdir()
    (pages / "good.md").write_text(MAY)
    (pages / "bad.md").write_text(CURE)
    return tmp_path


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the installed command: what a wheel puts there, for this checkout."""
    path = tmp_path_factory.mktemp("bin") / "claims-kb"
    path.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m kb "$@"\n')
    path.chmod(0o755)
    return path


def hooks() -> dict[str, dict[str, Any]]:
    found = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return {hook["id"]: hook for hook in found}


def outcome(argv: list[str], folder: Path, **more: str) -> tuple[int, str, str]:
    env = {key: value for key, value in os.environ.items() if key != "CLAIMS_KB"}
    done = subprocess.run(
        argv, check=False, capture_output=True, cwd=folder, env={**env, **more}, text=True
    )
    return done.returncode, done.stdout, done.stderr


def test_every_hook_is_whole_and_calls_a_command_that_is_there() -> None:
    known = {command.name for command in COMMANDS}
    for hook in hooks().values():
        assert {"id", "name", "description", "entry", "language", "files"} <= set(hook)
        program, name = hook["entry"].split()
        assert (program, hook["language"]) == ("claims-kb", "python")
        assert name in known


@pytest.mark.parametrize("suffix", list(READERS))
def test_the_hook_is_called_for_every_kind_of_file_that_is_read(suffix: str) -> None:
    files = re.compile(hooks()["claims-kb-vet"]["files"])

    assert files.search(f"pages/spring leaflet{suffix}")
    assert files.search(f"LEAFLET{suffix.upper()}")
    assert not files.search(f"pages/leaflet{suffix}.bak")


def test_the_hook_judges_the_changed_files_and_fails_on_a_finding(
    house: Path, command: Path
) -> None:
    _, name = hooks()["claims-kb-vet"]["entry"].split()

    good = outcome([str(command), name, "--quiet", "the pages/good.md"], house)
    both = outcome([str(command), name, "the pages/good.md", "the pages/bad.md"], house)

    assert (good[0], good[2]) == (0, "")
    assert both[0] == 1
    assert "guaranteed cure" in both[1]


def test_the_hook_for_content_checks_it(house: Path, command: Path) -> None:
    _, name = hooks()["claims-kb-check"]["entry"].split()

    assert outcome([str(command), name], house)[0] == 0


def test_the_action_has_what_an_action_needs(action: dict[str, Any]) -> None:
    assert {"name", "description", "inputs", "outputs", "runs"} <= set(action)
    assert action["runs"]["using"] == "composite"
    for each in action["inputs"].values():
        assert set(each) == {"description", "default"}
    for step in action["runs"]["steps"]:
        assert set(step) == {"name", "shell", "env", "run"}
        assert step["shell"] == "bash"


def test_no_input_of_the_action_can_become_a_command(action: dict[str, Any]) -> None:
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"]
        for value in step["env"].values():
            named = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", value)
            assert named
            assert named[1] in action["inputs"]


def test_every_input_of_the_action_is_used_and_told(action: dict[str, Any]) -> None:
    used = " ".join(str(step["env"]) for step in action["runs"]["steps"])
    page = (ROOT / "docs/how-to/vet-in-continuous-integration.md").read_text(encoding="utf-8")
    for name in action["inputs"]:
        assert f"inputs.{name} " in used
        assert f"`{name}`" in page


def vet_step(
    action: dict[str, Any], house: Path, command: Path, **inputs: str
) -> tuple[int, str, str]:
    """Run the last step of the action as a runner does, with these inputs."""
    step = action["runs"]["steps"][-1]
    env = {}
    for variable, value in step["env"].items():
        name = value.removeprefix("${{ inputs.").removesuffix(" }}")
        env[variable] = inputs.get(name.replace("-", "_"), action["inputs"][name]["default"])
    argv = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return outcome(argv, house, CLAIMS_KB_COMMAND=str(command), RUNNER_TEMP=str(house), **env)


def test_the_action_judges_paths_one_a_line_and_fails_on_a_finding(
    action: dict[str, Any], house: Path, command: Path
) -> None:
    both = vet_step(action, house, command, paths="the pages/good.md\nthe pages/bad.md\n")
    good = vet_step(action, house, command, paths="the pages/good.md")
    never = vet_step(action, house, command, paths="the pages", fail_on="never")

    assert (both[0], good[0], never[0]) == (1, 0, 0)
    assert "2 documents" in both[1]


def test_the_action_takes_a_baseline_and_a_register(
    action: dict[str, Any], house: Path, command: Path
) -> None:
    register = "- {document: bad.md, target: light, reason: agreed, by: AB}\n"
    (house / "own.yaml").write_text(register)
    outcome([str(command), "vet", "the pages", "--write-baseline", "base.jsonl"], house)

    known = vet_step(action, house, command, paths="the pages", baseline="base.jsonl")
    let = vet_step(action, house, command, paths="the pages", suppressions="own.yaml")

    assert (known[0], let[0]) == (0, 0)


def test_a_hostile_input_of_the_action_stays_a_path(
    action: dict[str, Any], house: Path, command: Path
) -> None:
    status, _, err = vet_step(action, house, command, paths='$(touch owned) "; touch owned; "')

    assert status == 2
    assert "no such file or folder" in err
    assert not (house / "owned").exists()


@pytest.mark.skipif("sarif" not in EXPORTS, reason="there is no such export yet")
def test_the_action_writes_sarif_and_still_fails(
    action: dict[str, Any], house: Path, command: Path
) -> None:
    status, out, _ = vet_step(action, house, command, paths="the pages", sarif="out.sarif")

    assert status == 1
    assert "guaranteed cure" in out
    assert '"2.1.0"' in (house / "out.sarif").read_text()
