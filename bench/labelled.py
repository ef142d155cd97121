"""The labelled pages, which lie beside the repository."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.model.document import Document
from kb.reading.read import read

__all__ = ["LABELLED", "Page", "pages"]

LABELLED = Path(__file__).resolve().parents[2] / "shared" / "labelled"


@dataclass(frozen=True)
class Page:
    """A labelled page: its document, its gold rows, and the set it belongs to."""

    number: int
    set: str
    document: Document
    rows: tuple[dict[str, Any], ...]


def pages(sets: Iterable[str]) -> list[Page]:
    """Return the labelled pages of these sets (`pages`, `material`, `check`), by number."""
    wanted = set(sets)
    found = []
    for entry in _lines(LABELLED / "pages.jsonl"):
        if entry["set"] not in wanted:
            continue
        number, kind = entry["n"], entry["set"]
        folder = LABELLED / "check" if kind == "check" else LABELLED
        path = folder / "pages" / f"{number:03d}.txt"
        if kind == "material":
            path = LABELLED.parent / "material" / f"{number - 100:03d}.txt"
        rows = () if kind == "check" else _gold().get(number, ())
        found.append(Page(number, kind, read(path), tuple(rows)))
    return found


def _gold() -> dict[int, list[dict[str, Any]]]:
    rows: dict[int, list[dict[str, Any]]] = {}
    for row in _lines(LABELLED / "gold.jsonl"):
        rows.setdefault(row["page"], []).append(row)
    return rows


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
