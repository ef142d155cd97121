"""`list`, `show` and `grade`: the knowledge base on a terminal."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator

from kb.cli.printing import write_lines
from kb.content.folder import find
from kb.content.knowledge_base import KnowledgeBase
from kb.errors import UsageError
from kb.grading import explain
from kb.grading import grade as graded
from kb.model.claim import Claim
from kb.model.source import Source

__all__ = ["grade", "id_arguments", "list_arguments", "listing", "show"]

KINDS = ("claims", "sources", "concepts", "topics", "copies")
_WIDTH = 100


def list_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `list`."""
    parser.add_argument("kind", nargs="?", choices=KINDS, default="claims", help="default: claims")
    parser.add_argument("--topic", help="claims of this topic, or family of topics, only")


def listing(options: argparse.Namespace) -> int:
    """Print one record a line: id, what places it, what it says."""
    kb = KnowledgeBase.open(find(options.kb).folder)
    if options.topic and not any(_within(topic, options.topic) for topic in kb.topics):
        raise UsageError(
            f"--topic '{options.topic}' is no topic here; `claims-kb list topics` shows all"
        )
    rows = list(_rows(kb, options.kind, options.topic))
    widths = [max((len(row[i]) for row in rows), default=0) for i in (0, 1)]
    lines = [f"{a:<{widths[0]}}  {b:<{widths[1]}}  {c}".rstrip() for a, b, c in rows]
    write_lines(lines)
    return 0


def _within(topic: str, wanted: str) -> bool:
    return topic == wanted or topic.startswith(f"{wanted}.")


def _rows(kb: KnowledgeBase, kind: str, topic: str | None) -> Iterator[tuple[str, str, str]]:
    if kind == "claims":
        for claim in kb.claims.values():
            if topic is None or _within(claim.topic, topic):
                yield claim.id, f"{claim.topic} {graded(claim, kb.sources).result}", claim.says
    elif kind == "sources":
        for source in kb.sources.values():
            yield (
                source.id,
                f"{source.kind} {source.year or 'n.d.'} read:{source.read}",
                source.title,
            )
    elif kind == "concepts":
        for concept in kb.concepts.values():
            yield concept.id, concept.kind, concept.label
    elif kind == "topics":
        for one in kb.topics.values():
            yield one.id, one.label, one.definition or ""
    else:
        for copy in kb.copies.values():
            yield copy.id, f"{copy.kind}, {len(copy.mentions)} mentions", copy.title


def id_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the one argument of `show` and `grade`."""
    parser.add_argument("id", metavar="ID", help="the id of a claim (for 'show' also of a source)")


def show(options: argparse.Namespace) -> int:
    """Print one claim or source in full."""
    kb = KnowledgeBase.open(find(options.kb).folder)
    if options.id in kb.sources:
        lines = _source(kb.sources[options.id], kb)
    else:
        lines = _claim(kb.claim(options.id), kb)
    write_lines(lines)
    return 0


def grade(options: argparse.Namespace) -> int:
    """Print how a claim's grade comes about, step by step."""
    kb = KnowledgeBase.open(find(options.kb).folder)
    claim = kb.claim(options.id)
    lines = [f"{claim.id}: {claim.says}", "", *explain(graded(claim, kb.sources))]
    write_lines(lines)
    return 0


def _claim(claim: Claim, kb: KnowledgeBase) -> Iterator[str]:
    yield f"{claim.id}  ({claim.topic}, {claim.kind}, {graded(claim, kb.sources).result})"
    yield from textwrap.wrap(claim.says, _WIDTH)
    yield ""
    yield "What the evidence allows"
    for name, ceiling in claim.allows:
        if ceiling:
            yield from _wrapped(f"  {name}: {_short(ceiling)}")
    yield ""
    yield "What it rests on"
    for link in claim.rests_on:
        source = kb.sources.get(link.source)
        how = f"read: {source.read}" if source else "no such source"
        unverified = " UNVERIFIED" if source is None or source.unread else ""
        yield from _wrapped(
            f"  {link.direction}, {link.directness}: {link.source} ({how}){unverified}: {link.fact}"
        )
    yield ""
    yield "Limits"
    for limit in claim.limits:
        yield from _wrapped(f"  {limit}")
    yield ""
    yield "Examples"
    for example in claim.examples:
        over = f" ({', '.join(example.exceeds)})" if example.exceeds else ""
        yield from _wrapped(f"  {example.verdict}{over}: {example.copy_}")


def _source(source: Source, kb: KnowledgeBase) -> Iterator[str]:
    yield f"{source.id}  ({source.kind}, read: {source.read}, {source.standing})"
    yield from textwrap.wrap(source.title, _WIDTH)
    yield "; ".join(source.authors)
    parts = (source.container, str(source.year or ""), source.volume, source.pages)
    yield ", ".join(part for part in parts if part)
    for name in ("doi", "pmid", "pmcid", "registry", "url"):
        if value := getattr(source, name):
            yield f"{name}: {value}"
    note = f" ({source.bibliography_note})" if source.bibliography_note else ""
    yield f"bibliography: {source.bibliography}{note}"
    yield ""
    yield "Facts"
    for fact in source.facts:
        mark = "UNVERIFIED " if fact.confidence == "unverified" else ""
        yield from _wrapped(f"  {mark}[{fact.confidence}] {fact.text}")
    yield ""
    yield "Claims that rest on it"
    for claim in kb.claims.values():
        for link in claim.rests_on:
            if link.source == source.id:
                yield f"  {claim.id} ({link.direction})"


def _short(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(_short(part) for part in value)
    if hasattr(value, "model_dump"):
        held = value.model_dump(exclude_none=True)
        return ", ".join(f"{k}: {_short(v)}" for k, v in held.items() if v != ())
    return str(value)


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, _WIDTH, subsequent_indent="    ") or [""]
