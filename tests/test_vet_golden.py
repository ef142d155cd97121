"""Golden audits: what the shipped knowledge base says of known documents, to the byte.

In full for copy we wrote ourselves; for the five marketing documents places, claims, verdicts and
hashes only, since their text is somebody else's. After a wanted change: UPDATE_GOLDEN=1, then read
the difference as one would copy.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.model.finding import Audit
from kb.reading.read import read
from kb.vet import Engine

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).resolve().parent / "golden"
MATERIAL = ROOT.parent / "shared" / "material"
OURS = sorted((ROOT / "sources" / "copy").glob("*.md"))
THEIRS = [f"{number:03d}" for number in range(5)]


@pytest.fixture(scope="module")
def engine(shipped: KnowledgeBase) -> Engine:
    return Engine(shipped)


def held(name: str, text: str) -> str:
    """Return the golden text of that name, after writing it where an update was asked for."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")


def in_full(audit: Audit) -> str:
    told = audit.model_dump(mode="json")
    # The fingerprint changes with every edit of the content; the findings are what is held.
    del told["knowledge_base"]["fingerprint"]
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def without_words(audit: Audit) -> str:
    rows = [
        {
            "start": finding.start,
            "end": finding.end,
            "claim": finding.claim,
            "verdict": finding.verdict,
            "dimensions": [exceedance.name for exceedance in finding.dimensions],
            "id": finding.id,
        }
        for finding in audit.findings
    ]
    return "".join(json.dumps(row) + "\n" for row in [{"sha256": audit.document.sha256}, *rows])


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_copy_we_wrote_is_judged_as_held(engine: Engine, path: Path) -> None:
    judged = in_full(engine.vet(read(path)))

    assert judged == held(f"{path.stem}.json", judged)


@pytest.mark.parametrize("name", THEIRS)
def test_the_five_marketing_documents_are_judged_as_held(engine: Engine, name: str) -> None:
    path = MATERIAL / f"{name}.txt"
    if not path.is_file():
        pytest.skip("the five marketing documents lie in ../shared/material, which is absent here")
    judged = without_words(engine.vet(read(path)))

    assert judged == held(f"marketing-{name}.jsonl", judged)


def test_copy_we_wrote_is_there_to_be_judged() -> None:
    assert OURS
