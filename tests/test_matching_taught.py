"""What teaches the claims is kept between runs: a damaged or foreign copy changes no verdict."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kb.matching.lookup import ClaimIndex
from kb.matching.statement import Observer
from tests.small_kb import FILES, opened

Change = Callable[[Any], object]
COPY = "Light lifts winter moods within days"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the copy that the first look at a small knowledge base left."""
    monkeypatch.setenv("CLAIMS_KB_CACHE", str(tmp_path / "cache"))
    near(tmp_path)
    (copy,) = (tmp_path / "cache").glob("*.npz")
    return copy


def near(folder: Path) -> list[tuple[str, float]]:
    kb = opened(folder / "kb", FILES)
    observer = Observer(kb)
    ranked = ClaimIndex(kb, observer).rank(observer.observe(COPY))
    return [(match.claim, match.nearness) for match in ranked]


def changed(copy: Path, **arrays: Change) -> None:
    with np.load(copy) as held:
        content = {name: held[name] for name in held.files}
    for name, change in arrays.items():
        content[name] = change(content[name])
    file = BytesIO()
    np.savez(file, allow_pickle=False, **content)
    copy.write_bytes(file.getvalue())


def test_a_copy_gives_what_the_content_gives(kept: Path, tmp_path: Path) -> None:
    from_copy = near(tmp_path)
    kept.unlink()
    assert from_copy == near(tmp_path)
    assert from_copy[0][1] > 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda copy: copy.write_bytes(b"no archive"),
        lambda copy: copy.write_bytes(copy.read_bytes()[:200]),
        lambda copy: changed(copy, rows=lambda rows: rows + 10_000),
        lambda copy: changed(copy, rows=lambda rows: rows - 1),
        lambda copy: changed(copy, features=lambda names: names + 10_000),
        lambda copy: changed(copy, begins=lambda begins: begins[::-1]),
        lambda copy: changed(copy, topic_ends=lambda ends: ends * 2),
        lambda copy: changed(copy, topic_ends=lambda ends: ends[:0]),
        lambda copy: changed(copy, shares=lambda shares: shares[:-1]),
        lambda copy: changed(copy, lengths=lambda lengths: lengths * 0),
        lambda copy: changed(copy, frequency=lambda weights: weights[:-1]),
        lambda copy: changed(copy, text=lambda text: text[:0]),
    ],
)
def test_a_damaged_copy_is_made_anew(
    damage: Callable[[Path], object], kept: Path, tmp_path: Path
) -> None:
    whole, before = kept.read_bytes(), near(tmp_path)
    damage(kept)
    assert near(tmp_path) == before
    assert kept.read_bytes() == whole
