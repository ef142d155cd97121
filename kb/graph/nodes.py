"""From a knowledge base to a graph of typed nodes and typed edges.

A node is named by its type and id ("claim:relief-within-a-day"), so that no two can collide. Every
attribute is text: what one form can carry, all can. A thing that is referred to but has no record
becomes a node marked `missing`, never a silent blank one.

    claim    -rests_on->   source    direction, directness, at, fact
    claim    -about->      concept   role: intervention, route, condition or concept
    claim    -topic->      topic
    claim    -graded->     grade     scheme
    concept  -broader->    concept
    mention  -mention_of-> claim     verdict, exceeds
    mention  -found_in->   copy
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import networkx as nx

from kb.content.knowledge_base import KnowledgeBase
from kb.grading import grade
from kb.model.claim import Claim
from kb.model.concept import Concept
from kb.model.known_copy import KnownCopy
from kb.model.source import Source
from kb.model.terms import GRADES

__all__ = ["EDGE_TYPES", "NODE_TYPES", "Graph", "build", "node_id"]

Graph: TypeAlias = "nx.MultiDiGraph[str]"

NODE_TYPES = ("claim", "source", "concept", "topic", "copy", "mention", "grade")
EDGE_TYPES = ("rests_on", "about", "topic", "graded", "broader", "mention_of", "found_in")


def node_id(kind: str, name: str) -> str:
    """Return the name of a node.

    >>> node_id("claim", "relief-within-a-day")
    'claim:relief-within-a-day'
    """
    return f"{kind}:{name}"


def build(kb: KnowledgeBase) -> Graph:
    """Return the graph of a knowledge base; nodes and edges stand in the order of their ids."""
    graph: Graph = nx.MultiDiGraph(name=kb.name)
    for level in GRADES:
        _node(graph, "grade", level, label=level)
    for topic in kb.topics.values():
        _node(graph, "topic", topic.id, label=topic.label)
    for concept in kb.concepts.values():
        _node(graph, "concept", concept.id, label=concept.label, concept_kind=concept.kind)
    for source in kb.sources.values():
        _source(graph, source)
    for claim in kb.claims.values():
        _claim(graph, claim, kb)
    for concept in kb.concepts.values():
        _broader(graph, concept)
    for claim in kb.claims.values():
        _claim_edges(graph, claim)
    for copy in kb.copies.values():
        _copy(graph, copy)
    return graph


def _node(graph: Graph, kind: str, name: str, **attributes: str | None) -> str:
    node = node_id(kind, name)
    graph.add_node(node, type=kind, **{k: v for k, v in attributes.items() if v is not None})
    return node


def _edge(graph: Graph, kind: str, start: str, end: str, **attributes: str | None) -> None:
    if end not in graph:
        type_, _, name = end.partition(":")
        _node(graph, type_, name, label=name, missing="yes")
    # Numbered within its kind: one source can bear on one claim by several facts.
    before = graph[start].get(end, {})
    key = f"{kind}-{sum(data['type'] == kind for data in before.values()) + 1}"
    told = {k: v for k, v in attributes.items() if v is not None}
    graph.add_edge(start, end, key=key, type=kind, **told)


def _source(graph: Graph, source: Source) -> None:
    _node(
        graph,
        "source",
        source.id,
        label=source.title,
        source_kind=source.kind,
        year=None if source.year is None else str(source.year),
        read=source.read,
        standing=source.standing,
        unverified="yes" if source.unread else None,
    )


def _claim(graph: Graph, claim: Claim, kb: KnowledgeBase) -> None:
    graded = grade(claim, kb.sources)
    node = _node(
        graph,
        "claim",
        claim.id,
        label=claim.says,
        claim_kind=claim.kind,
        grade=graded.result,
        certainty=claim.allows.certainty.level,
    )
    _edge(graph, "graded", node, node_id("grade", graded.result), scheme=graded.scheme)


def _broader(graph: Graph, concept: Concept) -> None:
    if concept.broader is not None:
        start = node_id("concept", concept.id)
        _edge(graph, "broader", start, node_id("concept", concept.broader))


def _claim_edges(graph: Graph, claim: Claim) -> None:
    node = node_id("claim", claim.id)
    _edge(graph, "topic", node, node_id("topic", claim.topic))
    roles: Iterable[tuple[str, tuple[str, ...]]] = (
        ("intervention", claim.about.intervention),
        ("route", claim.about.route),
        ("condition", claim.about.condition),
        ("concept", claim.about.concepts),
    )
    for role, concepts in roles:
        for concept in concepts:
            _edge(graph, "about", node, node_id("concept", concept), role=role)
    for link in claim.rests_on:
        _edge(
            graph,
            "rests_on",
            node,
            node_id("source", link.source),
            direction=link.direction,
            directness=link.directness,
            at=link.at,
            fact=link.fact,
        )


def _copy(graph: Graph, copy: KnownCopy) -> None:
    node = _node(graph, "copy", copy.id, label=copy.title, copy_kind=copy.kind, sha256=copy.sha256)
    for number, mention in enumerate(copy.mentions, start=1):
        exceeds = ", ".join(mention.exceeds) or None
        passage = _node(
            graph,
            "mention",
            f"{copy.id}/{number}",
            label=mention.quote.exact,
            verdict=mention.verdict,
            exceeds=exceeds,
            not_covered="yes" if mention.claim is None else None,
        )
        _edge(graph, "found_in", passage, node)
        if mention.claim is not None:
            claim = node_id("claim", mention.claim)
            _edge(graph, "mention_of", passage, claim, verdict=mention.verdict, exceeds=exceeds)
