"""What people ask of the graph: what is near, what joins, what rests on this, what disagrees."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

import networkx as nx

from kb.errors import UsageError
from kb.graph.nodes import Graph, node_id

__all__ = [
    "BothSides",
    "Dependents",
    "Evidence",
    "contradictory",
    "neighbourhood",
    "paths",
    "rests_on_source",
]

_MEETING_POINTS = frozenset({"grade"})
"""Types of node that join everything to everything: "both are graded low" is not a connection."""


@dataclass(frozen=True, slots=True)
class Dependents:
    """What rests on one source, as node ids in order; mentions and copies by way of the claims."""

    claims: tuple[str, ...]
    mentions: tuple[str, ...]
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One source as it bears on one claim."""

    source: str
    title: str
    directness: str
    fact: str
    at: str | None
    unverified: bool


@dataclass(frozen=True, slots=True)
class BothSides:
    """A claim with what supports it and what disputes it, each in the order of the claim."""

    claim: str
    says: str
    supports: tuple[Evidence, ...]
    disputes: tuple[Evidence, ...]


def neighbourhood(
    graph: Graph, node: str, depth: int = 1, *, stop_at: Collection[str] = _MEETING_POINTS
) -> Graph:
    """Return the part of the graph at most `depth` edges away from a node, whichever way they run.

    Nodes of a type in `stop_at` are shown but not walked through, unless they are where the walk
    starts: otherwise everything of the same grade would be near.

    Raises:
        UsageError: no such node (the message offers the nearest), or a negative depth.
    """
    _known(graph, node)
    if depth < 0:
        raise UsageError(f"a depth of {depth} makes no sense; write 0 or more")
    seen = {node}
    edge = [node]
    for _ in range(depth):
        walked = (n for n in edge if n == node or graph.nodes[n]["type"] not in stop_at)
        near = (m for n in walked for m in (*graph.successors(n), *graph.predecessors(n)))
        edge = [m for m in dict.fromkeys(near) if m not in seen]
        seen.update(edge)
    return _part(graph, seen)


def paths(graph: Graph, start: str, end: str, limit: int = 5) -> list[tuple[str, ...]]:
    """Return up to `limit` ways from one node to another, shortest first; none: an empty list.

    Edges count both ways; a way does not lead through a grade, which joins everything.

    Raises:
        UsageError: no such node (the message offers the nearest), or a limit below 1.
    """
    for node in (start, end):
        _known(graph, node)
    if limit < 1:
        raise UsageError(f"a limit of {limit} makes no sense; write 1 or more")
    if start == end:
        return [(start,)]
    open_to_walk = [
        node
        for node, data in graph.nodes(data=True)
        if node in (start, end) or data["type"] not in _MEETING_POINTS
    ]
    # Yen's algorithm of networkx takes no multigraph; parallel edges would only repeat a way.
    plain = nx.Graph(_part(graph, set(open_to_walk)).to_undirected())
    if not nx.has_path(plain, start, end):
        return []
    return [tuple(way) for way in islice(nx.shortest_simple_paths(plain, start, end), limit)]


def rests_on_source(graph: Graph, source: str) -> Dependents:
    """Return everything to look at again when this source changes, whichever way it bears.

    `source` is an id or a node ("trial-a-2013" or "source:trial-a-2013").

    Raises:
        UsageError: no such source; the message offers the nearest.
    """
    node = source if source in graph else node_id("source", source)
    _known(graph, node)
    claims = _before(graph, [node], "rests_on")
    mentions = _before(graph, claims, "mention_of")
    found = {
        copy
        for mention in mentions
        for _, copy, data in graph.out_edges(mention, data=True)
        if data["type"] == "found_in"
    }
    return Dependents(claims, mentions, tuple(n for n in graph if n in found))


def contradictory(graph: Graph) -> list[BothSides]:
    """Return, for each claim with evidence on both sides, the two sides; in the order of claims."""
    told = []
    for claim, says in _claims(graph):
        supports = _evidence(graph, claim, "supports")
        disputes = _evidence(graph, claim, "disputes")
        if supports and disputes:
            told.append(BothSides(claim, says, supports, disputes))
    return told


def _claims(graph: Graph) -> list[tuple[str, str]]:
    return [
        (node, str(data["label"]))
        for node, data in graph.nodes(data=True)
        if data["type"] == "claim"
    ]


def _evidence(graph: Graph, claim: str, direction: str) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            source=source,
            title=graph.nodes[source]["label"],
            directness=edge["directness"],
            fact=edge["fact"],
            at=edge.get("at"),
            unverified="unverified" in graph.nodes[source],
        )
        for _, source, edge in graph.out_edges(claim, data=True)
        if edge["type"] == "rests_on" and edge["direction"] == direction
    )


def _before(graph: Graph, nodes: Collection[str], kind: str) -> tuple[str, ...]:
    found = {
        start
        for node in nodes
        for start, _, data in graph.in_edges(node, data=True)
        if data["type"] == kind
    }
    return tuple(node for node in graph if node in found)


def _part(graph: Graph, nodes: Collection[str]) -> Graph:
    # networkx's own subgraph iterates over the set it was given: an order that changes by run.
    part: Graph = nx.MultiDiGraph(**graph.graph)
    part.add_nodes_from((n, data) for n, data in graph.nodes(data=True) if n in nodes)
    for a, b, key in graph.edges(keys=True):
        if a in nodes and b in nodes:
            part.add_edge(a, b, key=key, **graph.edges[a, b, key])
    return part


def _known(graph: Graph, node: str) -> None:
    if node in graph:
        return
    near = get_close_matches(node, list(graph), n=3, cutoff=0.5)
    offer = f"did you mean {', '.join(near)}" if near else "a node is named 'claim:ID', 'source:ID'"
    raise UsageError(f"no node '{node}' in this graph; {offer}")
