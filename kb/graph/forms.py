"""A graph handed on: JSON for programs, GraphML for graph tools, DOT for Graphviz.

JSON: a list of nodes and a list of edges. GraphML: what Gephi, yEd and Cytoscape open.
DOT: a drawing, labels shortened.
Source: Graphviz, "DOT Language" (IDs, escapes in quoted strings).
"""

from __future__ import annotations

import json
import re

import networkx as nx

from kb.graph.nodes import Graph

__all__ = ["JSON_FORMAT", "as_dot", "as_graphml", "as_json"]

JSON_FORMAT = "claims-kb/graph@1"

_SHAPES = {
    "claim": "box",
    "source": "note",
    "concept": "ellipse",
    "topic": "folder",
    "copy": "tab",
    "mention": "plaintext",
    "grade": "diamond",
}
_LABEL_LENGTH = 60
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_json(graph: Graph) -> str:
    """Return the graph as one JSON object: format, name, nodes and edges, in their order."""
    nodes = [{"id": node, **data} for node, data in graph.nodes(data=True)]
    edges = [{"from": a, "to": b, **data} for a, b, data in graph.edges(data=True)]
    told = {
        "format": JSON_FORMAT,
        "name": graph.graph.get("name", ""),
        "nodes": nodes,
        "edges": edges,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def as_graphml(graph: Graph) -> str:
    """Return the graph as GraphML; characters that XML cannot hold are shown as U+FFFD."""
    clean: Graph = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        clean.add_node(_xml(node), **{k: _xml(v) for k, v in data.items()})
    for number, (a, b, data) in enumerate(graph.edges(data=True)):
        attributes = {k: _xml(v) for k, v in data.items()}
        clean.add_edge(_xml(a), _xml(b), key=f"e{number}", **attributes)
    return "\n".join(nx.generate_graphml(clean)) + "\n"


def as_dot(graph: Graph) -> str:
    """Return the graph as a DOT digraph that Graphviz draws."""
    lines = [f"digraph {_quoted(graph.graph.get('name', ''))} {{", "  rankdir=LR;"]
    for node, data in graph.nodes(data=True):
        label = _quoted(_short(f"{data['type']}: {data['label']}"))
        lines.append(f"  {_quoted(node)} [label={label}, shape={_SHAPES[data['type']]}];")
    for a, b, data in graph.edges(data=True):
        told = data.get("direction") or data.get("role") or data.get("verdict") or ""
        label = _quoted(f"{data['type']} {told}".strip())
        lines.append(f"  {_quoted(a)} -> {_quoted(b)} [label={label}];")
    return "\n".join([*lines, "}"]) + "\n"


def _xml(text: object) -> str:
    return _NOT_XML.sub("\ufffd", str(text))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LABEL_LENGTH else words[: _LABEL_LENGTH - 1].rstrip() + "…"


def _quoted(text: str) -> str:
    # A backslash begins an escape in labels; control characters have no place in a drawing.
    clean = "".join(c if c.isprintable() else " " for c in str(text))
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'
