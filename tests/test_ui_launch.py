"""How the app is started: on this machine only, silent outwards, on the folder that was named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import UsageError
from kb.ui.launch import arguments, launch


def test_the_server_listens_on_this_machine_only() -> None:
    assert "--server.address=127.0.0.1" in arguments(None, headless=True)


def test_nothing_is_reported_to_anybody() -> None:
    assert "--browser.gatherUsageStats=false" in arguments(None, headless=True)


def test_nobody_is_asked_for_an_address_before_the_first_start() -> None:
    assert "--server.showEmailPrompt=false" in arguments(None, headless=False)


def test_the_port_is_the_one_asked_for() -> None:
    assert "--server.port=8600" in arguments(8600, headless=False)


def test_a_folder_that_is_no_knowledge_base_is_refused_before_anything_starts(
    tmp_path: Path,
) -> None:
    with pytest.raises(UsageError, match=r"no kb\.toml"):
        launch(tmp_path, None, headless=True)
