"""`graph`, `export` and `schema`: the knowledge base handed on to other tools."""

from __future__ import annotations

import argparse
from pathlib import Path

from kb.cli.printing import write_lines, write_out
from kb.content.folder import find, schema_folder
from kb.content.knowledge_base import KnowledgeBase
from kb.errors import UsageError

__all__ = [
    "export",
    "export_arguments",
    "graph",
    "graph_arguments",
    "schema",
    "schema_arguments",
]

GRAPH_FORMATS = ("json", "graphml", "dot")
RDF_FORMATS = ("turtle", "jsonld", "nquads")


def graph_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `graph`."""
    around = parser.add_mutually_exclusive_group()
    around.add_argument("--claim", metavar="ID", help="what lies around this claim")
    around.add_argument("--source", metavar="ID", help="what lies around this source")
    parser.add_argument(
        "--depth", type=int, default=1, metavar="N", help="how many edges away (default: 1)"
    )
    parser.add_argument(
        "--format",
        choices=GRAPH_FORMATS,
        default="json",
        help="json for programs, graphml for Gephi, yEd or Cytoscape, dot for Graphviz",
    )
    _out(parser)


def graph(options: argparse.Namespace) -> int:
    """Print the graph around a claim or a source; without either, all of it."""
    kb = _open(options)
    # networkx takes longer to import than the content takes to load.
    from kb import graph as graphs  # noqa: PLC0415

    whole = graphs.build(kb)
    if options.claim is not None:
        node = graphs.node_id("claim", kb.claim(options.claim).id)
        whole = graphs.neighbourhood(whole, node, options.depth)
    elif options.source is not None:
        node = graphs.node_id("source", kb.source(options.source).id)
        whole = graphs.neighbourhood(whole, node, options.depth)
    forms = {"json": graphs.as_json, "graphml": graphs.as_graphml, "dot": graphs.as_dot}
    write_out(forms[options.format](whole).encode(), options.out)
    return 0


def export_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `export`."""
    parser.add_argument(
        "--format",
        choices=RDF_FORMATS,
        default="turtle",
        help="turtle to read, jsonld for web tools, nquads for stores (default: turtle)",
    )
    _out(parser)


def export(options: argparse.Namespace) -> int:
    """Print the whole knowledge base as RDF."""
    kb = _open(options)
    # rdflib is slow to import and needed here only.
    from kb.output.rdf import serialise  # noqa: PLC0415

    write_out(serialise(kb, options.format), options.out)
    return 0


def schema_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `schema`."""
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FOLDER",
        help="write there (default: the schema folder of the program)",
    )


def schema(options: argparse.Namespace) -> int:
    """Write the JSON Schemas and the JSON-LD context; print the name of each file."""
    # Building every schema costs a quarter of a second that no other command should pay.
    from kb.output.schemas import generate  # noqa: PLC0415

    folder = schema_folder() if options.out is None else options.out
    files = generate()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"--out {folder}: cannot be made: {error.strerror}; name a folder that can be written"
        ) from error
    for name, text in files.items():
        write_out(text.encode(), folder / name)
        write_lines([str(folder / name)])
    return 0


def _out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, metavar="FILE", help="write there instead of printing")


def _open(options: argparse.Namespace) -> KnowledgeBase:
    return KnowledgeBase.open(find(options.kb).folder)
