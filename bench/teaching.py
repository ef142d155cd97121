"""Pages of our own copy with every claim marked in the text, beside the labelled pages.

    #### PAGE kind-of-site
    Many people feel relief {{onset.speed|s||within hours}}.

A mark holds topic, verdict (s supported, o overstated, c contradicted, u unsupported), dimensions
and the words of the claim; marks may nest. What is not marked is no claim. The pages in `reworded`
say what a labelled page says in other words and carry its number, so that they can be left out
together with it. Those in `modelled` assert what a public page of some clinic, newspaper or
hospital asserts, in its mixture and as boldly, in words of our own; those in `written` we thought
up. `paired` holds single statements in pairs that use much the same words, one of them supported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from kb.model.document import Document
from kb.model.terms import DIMENSIONS, Verdict
from kb.reading.read import read_bytes

__all__ = ["TEACHING", "MarkedPage", "marked_pages", "teaching_pages", "unmarked"]

TEACHING = Path(__file__).parent / "teaching"
_HEADER = re.compile(r"^#### PAGE (\S+)$", re.MULTILINE)
_OPEN = re.compile(r"\{\{([a-z.-]+)\|([socu])\|([a-z,]*)\|")
_VERDICT: dict[str, Verdict] = {verdict[0]: verdict for verdict in get_args(Verdict)}


@dataclass(frozen=True)
class MarkedPage:
    """A page without its marks, and its rows as the labelled pages have them.

    `origin` is the folder it stands in, `writer` the name of its file; `rewords` is the number of
    the labelled page that it rewords, if any.
    """

    kind: str
    document: Document
    rows: tuple[dict[str, Any], ...]
    origin: str
    rewords: int | None
    writer: str


def teaching_pages(folder: Path = TEACHING) -> list[MarkedPage]:
    """Return all pages of a folder, sorted by file.

    Raises:
        ValueError: a mark is not closed, or names a verdict or dimension that there is none of.
    """
    found: list[MarkedPage] = []
    for path in sorted(folder.rglob("*.txt")):
        origin = path.parent.name
        rewords = int(path.stem) if origin == "reworded" else None
        try:
            found.extend(marked_pages(path.read_text("utf-8"), origin, rewords, path.stem))
        except ValueError as fault:
            raise ValueError(f"{path.name}: {fault}") from fault
    return found


def marked_pages(
    text: str, origin: str = "written", rewords: int | None = None, writer: str = ""
) -> list[MarkedPage]:
    r"""Return the pages in a text.

    >>> page = marked_pages("#### PAGE clinic\nIt {{onset.speed|o|speed|works at once}}.")[0]
    >>> page.document.text, [c["topic"] for row in page.rows for c in row["claims"]]
    ('It works at once.', ['onset.speed'])
    """
    pieces = _HEADER.split(text)
    return [
        _page(kind, body.strip(), origin, rewords, writer)
        for kind, body in zip(pieces[1::2], pieces[2::2], strict=True)
    ]


def _page(kind: str, marked: str, origin: str, rewords: int | None, writer: str) -> MarkedPage:
    plain, claims = unmarked(marked)
    document = read_bytes(plain.encode(), f"{kind}.txt")
    rows = []
    for passage in document.passages:
        inside = [c for c in claims if passage.start <= (c["start"] + c["end"]) // 2 < passage.end]
        rows.append(
            {
                "start": passage.start,
                "end": passage.end,
                "checkable": bool(inside),
                "claims": inside,
            }
        )
    return MarkedPage(kind, document, tuple(rows), origin, rewords, writer)


def unmarked(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text without marks, and the claims with their places in it.

    Raises:
        ValueError: a mark is not closed, or names a verdict or dimension that there is none of.
    """
    plain: list[str] = []
    length = here = 0
    claims: list[dict[str, Any]] = []
    open_: list[dict[str, Any]] = []
    while here < len(marked):
        if mark := _OPEN.match(marked, here):
            claim = {"start": length, "topic": mark[1], **_judged(mark[2], mark[3])}
            open_.append(claim)
            claims.append(claim)
            here = mark.end()
        elif open_ and marked.startswith("}}", here):
            open_.pop()["end"] = length
            here += 2
        else:
            plain.append(marked[here])
            length += 1
            here += 1
    if open_ or "{{" in "".join(plain):
        raise ValueError(f"a mark is not well formed near: {marked[-60:] if open_ else ''}")
    return "".join(plain), claims


def _judged(verdict: str, dimensions: str) -> dict[str, Any]:
    named = [name for name in dimensions.split(",") if name]
    if unknown := set(named) - set(DIMENSIONS):
        raise ValueError(f"no such dimension: {', '.join(sorted(unknown))}")
    if (verdict == "s") == bool(named):
        raise ValueError("a supported claim exceeds nothing, any other at least one dimension")
    return {"verdict": _VERDICT[verdict], "dimensions": named}
