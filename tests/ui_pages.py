"""A knowledge base with pages of its own for the tests of the app, over the shipped content."""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["PAGE", "SECOND", "trial_base"]

PAGE = """# Ketamine therapy at the Harbour Clinic

Ketamine works within minutes and its effects are permanent 😀. In some adults with \
treatment-resistant depression, a single infusion can lower symptoms within a day.

<script>window.hacked = true</script>
<img src="https://outside.example/pixel.png" onerror="window.hacked = true">

- Ketamine is FDA approved for depression
- 90% of our patients respond to ketamine
- Ketamine is FDA approved for depression
"""
"""Markup that must stay text, a character outside the first plane, and one claim made twice."""

SECOND = "Ketamine cures depression. Our chairs are blue.\n"


def trial_base(folder: Path) -> Path:
    """Return a knowledge base in `folder`: the shipped content and two pages of ours."""
    (folder / "kb.toml").write_text('extends = "shipped"\nname = "trial"\ntitle = "Trial"\n')
    copies = folder / "sources" / "copy"
    copies.mkdir(parents=True)
    for name, suffix, text in (("a-trial-page", "txt", PAGE), ("a-trial-second", "md", SECOND)):
        data = text.encode()
        (copies / f"{name}.{suffix}").write_bytes(data)
        (copies / f"{name}.yaml").write_text(
            f"id: {name}\ntitle: Trial page {name}\nkind: sample\norigin: Written for a test.\n"
            f"ours: true\nsha256: {hashlib.sha256(data).hexdigest()}\ncharacters: {len(text)}\n"
        )
    return folder
