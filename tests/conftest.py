"""What tests of several rooms share: the shipped knowledge base, and small records to build on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from kb.content.knowledge_base import KnowledgeBase
from kb.model.claim import Claim
from kb.model.grade import DOMAINS
from kb.model.source import Source
from tests.browser import flags, required

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shipped() -> KnowledgeBase:
    """Return the knowledge base of this repository."""
    return KnowledgeBase.open(ROOT)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the one browser of a run: Playwright starts once in a process."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(required()), args=flags())
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def a_claim() -> Callable[..., Claim]:
    """Return a maker of small claims; `grade` may be left to a plain high start."""
    return _claim


@pytest.fixture(scope="session")
def a_source() -> Callable[..., Source]:
    """Return a maker of small sources, read in full text unless told otherwise."""
    return _source


def _claim(
    name: str = "light-helps", grade: dict[str, Any] | None = None, **fields: object
) -> Claim:
    grade = grade or {"scheme": "GRADE", "start": "high", "judged": {}}
    for domain in DOMAINS[grade["scheme"]]:
        grade["judged"].setdefault(domain, {"down": 0, "why": "no serious concern"})
    return Claim.model_validate(
        {
            "id": name,
            "topic": "light",
            "kind": "effect",
            "says": f"What {name} says.",
            "about": {},
            "allows": {"certainty": {"level": "may", "wording": "may help"}},
            "rests_on": [
                {"source": "trial-a", "direction": "supports", "fact": "helped by 2 points"}
            ],
            "grade": grade,
            "limits": ["one trial"],
            "examples": [
                {"copy": "Light may help.", "verdict": "supported"},
                {"copy": "Light cures.", "verdict": "overstated", "exceeds": ["certainty"]},
            ],
            **fields,
        }
    )


def _source(name: str = "trial-a", **fields: object) -> Source:
    return Source.model_validate(
        {
            "id": name,
            "kind": "rct",
            "title": f"Title of {name}",
            "read": "full-text",
            "bibliography": "confirmed",
            "facts": [{"text": "helped by 2 points", "confidence": "primary"}],
            **fields,
        }
    )
