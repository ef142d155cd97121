"""What becomes of problem passages: edited, replaced by the claim's sentence, or to be deleted.

Every wording that a finding offers is put into the whole page, which is read and vetted again:
there it must be supported. Our own pages are looped over always, labelled ones where they are at
hand: `make bench-rewording`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.teaching import teaching_pages
from kb.content.folder import shipped
from kb.content.knowledge_base import KnowledgeBase
from kb.model.document import Document
from kb.model.finding import Finding
from kb.reading.read import read, read_bytes
from kb.vet import Engine

__all__ = ["kind", "main", "sample_pages", "stands_in_place"]

SHARED = Path(__file__).resolve().parents[2] / "shared"
KINDS = ("edited", "own sentence", "delete")


def sample_pages(every: int, shared: Path = SHARED) -> Iterator[tuple[str, Document]]:
    """Yield documents with the set they belong to, one in `every` of those that teach.

    The set `check` is no part of it.
    """
    for path in sorted((shipped() / "sources" / "copy").glob("*.md")):
        yield "sample", read(path)
    for page in [page for page in teaching_pages() if page.origin != "paired"][::every]:
        yield "teaching", page.document
    for name, folder in (("pages", "labelled/pages"), ("material", "material")):
        for path in sorted((shared / folder).glob("*.txt")):
            if name == "material" or int(path.stem) not in range(100, 105):
                yield name, read(path)


def kind(finding: Finding, kb: KnowledgeBase) -> str:
    """Return which of the three became of a problem finding that has a claim."""
    if finding.rewording is None:
        return "delete"
    own = kb.claims[finding.claim or ""].rewording or ""
    # The first letter follows the place, and the end mark is the place's own.
    return "own sentence" if finding.rewording.rstrip(".")[1:] == own.rstrip(" .")[1:] else "edited"


def stands_in_place(document: Document, finding: Finding, engine: Engine) -> bool:
    """Return whether the page with the wording in it, read anew, is supported at that place."""
    said = finding.rewording or ""
    text = document.text[: finding.start] + said + document.text[finding.end :]
    again = engine.vet(read_bytes(text.encode(), document.name))
    end = finding.start + len(said)
    here = [f for f in again.findings if f.start < end and finding.start < f.end]
    return bool(here) and all(f.verdict == "supported" for f in here)


def main() -> int:
    """Print the shares, and what does not stand in its place."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print every finding and its wording")
    parser.add_argument("--every", type=int, default=20, help="of the teaching pages, one in ...")
    parser.add_argument("--shared", type=Path, default=SHARED, help="where labelled pages are")
    options = parser.parse_args()
    kb = KnowledgeBase.open(shipped())
    engine = Engine(kb)
    counts: dict[str, Counter[str]] = {}
    for name, document in sample_pages(options.every, options.shared):
        count = counts.setdefault(name, Counter())
        for finding in engine.vet(document).findings:
            if finding.verdict == "supported" or finding.claim is None:
                continue
            became = kind(finding, kb)
            count[became] += 1
            if options.show:
                print(f"[{became}] {finding.quote!r}\n    -> {finding.rewording!r}")
            if became != "delete" and not stands_in_place(document, finding, engine):
                count["does not stand"] += 1
                print(f"does not stand in place: {finding.quote!r} -> {finding.rewording!r}")
    for name, count in counts.items():
        total = sum(count[became] for became in KINDS)
        shares = ", ".join(f"{became} {count[became] / max(1, total):.0%}" for became in KINDS)
        print(f"{name}: {total} problems; {shares}; do not stand: {count['does not stand']}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
