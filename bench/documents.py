"""How fast and how heavy large documents are: read, vetted, reported. Part of `make bench`.

The documents are made from the pages that teach, anew for each run; nothing of them is kept. Each
figure is of a whole process of the program, so it holds the start of Python and of its libraries.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from kb.reading.read import READERS

__all__ = ["LARGE", "Large", "main", "tens"]

WORDS_A_PAGE = 350
_REPORTED = 10
"""Pages of the document whose exports are timed."""

_TYPST = """\
#set page("a4")
#set text(size: 10pt)
#for page in json("pages.json") {
  heading(level: 1, page.first())
  for words in page.slice(1) { par(words) }
  pagebreak(weak: true)
}
"""


class Large(NamedTuple):
    """A large document: what it is, its kind, and what makes it in a folder."""

    label: str
    suffix: str
    pages: int
    make: Callable[[list[list[str]], Path], Path]


class Cost(NamedTuple):
    """What one process took."""

    seconds: float
    cpu: float
    mb: float

    def __str__(self) -> str:
        """Return it as a line of the table; time of the processor is what a busy machine gives."""
        return f"{self.seconds:7.2f} s  ({self.cpu:6.2f} s of processor)  {self.mb:6.0f} MB"


def _pdf(pages: list[list[str]], folder: Path) -> Path:
    from typst import compile as typeset  # noqa: PLC0415 (only in the process that makes files)

    (folder / "pages.json").write_text(json.dumps(pages), encoding="utf-8")
    (folder / "pages.typ").write_text(_TYPST, encoding="utf-8")
    made = folder / "pages.pdf"
    typeset(folder / "pages.typ", output=made, root=folder)
    return made


def _word(pages: list[list[str]], folder: Path) -> Path:
    from docx import Document  # noqa: PLC0415 (the same)

    document = Document()
    for heading, *paragraphs in pages:
        document.add_heading(heading, 1)
        for words in paragraphs:
            document.add_paragraph(words)
        document.add_page_break()  # type: ignore[no-untyped-call]
    made = folder / "pages.docx"
    document.save(str(made))
    return made


def _folder(pages: list[list[str]], folder: Path) -> Path:
    made = folder / "pages"
    made.mkdir()
    for number, paragraphs in enumerate(pages, start=1):
        (made / f"{number:04}.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return made


LARGE: tuple[Large, ...] = (
    Large("PDF of 200 pages", ".pdf", 200, _pdf),
    Large("Word file of 300 pages", ".docx", 300, _word),
    Large("folder of 1,000 pages of text", ".txt", 1000, _folder),
)


def _pages(number: int) -> list[list[str]]:
    """Return pages of a heading and paragraphs, of copy as it comes, over and over if need be."""
    from bench.teaching import teaching_pages  # noqa: PLC0415 (the same)

    texts = (page.document.text for page in teaching_pages() if page.origin != "paired")
    paragraphs = (p for text in texts for part in text.split("\n") if (p := " ".join(part.split())))
    return list(islice(_filled(cycle(list(paragraphs))), number))


def _filled(paragraphs: Iterator[str]) -> Iterator[list[str]]:
    """Yield pages of `WORDS_A_PAGE` words on average; what does not fill one is left out."""
    page, words, full = ["Page 1"], 0, 1
    for paragraph in paragraphs:
        page.append(paragraph)
        words += len(paragraph.split())
        if words >= full * WORDS_A_PAGE:
            yield page
            full += 1
            page = [f"Page {full}"]


def cost(*command: str | Path) -> Cost:
    """Return what a process took from its start to its end.

    This process stays small on purpose: a child's peak is never told below that of its parent.
    """
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", *map(str, command)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command))}: exit status {process.returncode}")
    cpu = used.ru_utime + used.ru_stime
    return Cost(time.perf_counter() - began, cpu, used.ru_maxrss / 1024)


def _made(folder: Path) -> None:
    """Make every document whose kind can be read, and say how many words each has."""
    for large in LARGE:
        if large.suffix in READERS:
            pages = _pages(large.pages)
            made = large.make(pages, folder)
            words = sum(len(part.split()) for page in pages for part in page)
            told = {"path": str(made), "words": words}
            (folder / f"{large.suffix}.json").write_text(json.dumps(told), encoding="utf-8")


def _reported() -> None:
    """Time every export of documents of ten pages in a process that has written others before.

    Each document is written once: an export may remember what it has set, and the same again
    would then be no measure.
    """
    from kb.content.folder import shipped  # noqa: PLC0415 (not in the process that measures)
    from kb.content.knowledge_base import KnowledgeBase  # noqa: PLC0415 (the same)
    from kb.output.exports import EXPORTS  # noqa: PLC0415 (the same)
    from kb.reading.read import read_bytes  # noqa: PLC0415 (the same)
    from kb.vet import Engine, Vetted  # noqa: PLC0415 (the same)

    kb = KnowledgeBase.open(shipped())
    engine = Engine(kb)
    first, *timed = tens()
    documents = [read_bytes(text.encode(), f"{n}.txt") for n, text in enumerate([first, *timed])]
    vetted = [Vetted(each, engine.vet(each), each.name) for each in documents]
    for each in vetted[1:]:
        words, found = len(each.document.text.split()), len(each.audit.findings)
        print(f"{_REPORTED} pages, {words:,} words, {found} findings")
    for name, export in EXPORTS.items():
        if not export.suffix:
            continue
        export.write(vetted[:1], kb)
        seconds, size = [], 0
        for each in vetted[1:]:
            began = time.perf_counter()
            size = len(export.write([each], kb))
            seconds.append(time.perf_counter() - began)
        print(
            f"  {name:8} warm, {len(seconds)} documents: best {min(seconds):6.3f} s,"
            f" median {median(seconds):6.3f} s  {size / 1000:8,.0f} kB"
        )


def tens() -> list[str]:
    """Return documents of ten pages, of copy that rewords real pages; no page in two of them."""
    from bench.teaching import teaching_pages  # noqa: PLC0415 (the same)

    reworded = [page for page in teaching_pages() if page.rewords is not None]
    kept = {page.rewords: page for page in reworded}.values()
    paragraphs = (
        words
        for page in kept
        for part in page.document.text.split("\n")
        if (words := " ".join(part.split()))
    )
    pages = list(_filled(paragraphs))
    tens = zip(*[iter(pages)] * _REPORTED, strict=False)
    return ["\n\n".join(words for page in ten for words in page) for ten in tens]


def _measured() -> None:
    """Print what reading and vetting each large document takes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cost("bench.documents", "--make", folder)
        for large in LARGE:
            if large.suffix not in READERS:
                print(f"{large.label}: {large.suffix} cannot be read yet")
                continue
            told = json.loads((folder / f"{large.suffix}.json").read_text(encoding="utf-8"))
            path, words = Path(told["path"]), told["words"]
            print(f"{large.label}: {words:,} words", flush=True)
            if path.is_file():
                print(f"  read  {cost('kb', 'read', path)}", flush=True)
            vet = cost("kb", "vet", path, "--out", folder / "audit.jsonl", "--fail-on", "never")
            print(f"  vet   {vet}  {words / vet.cpu:6,.0f} words/s", flush=True)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--report", action="store_true", help="only the exports, in this process")
    options = parser.parse_args()
    if options.make:
        _made(options.make)
    elif options.report:
        _reported()
    else:
        _measured()
        subprocess.run([sys.executable, "-m", "bench.documents", "--report"], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
