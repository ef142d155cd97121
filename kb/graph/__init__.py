"""The knowledge base as a graph: typed nodes and edges, questions to it, and forms to hand it on.

networkx lives in this package only, and nothing on the way of `claims-kb vet` imports it: it takes
longer to import than the content takes to load.
"""

from kb.graph.forms import as_dot, as_graphml, as_json
from kb.graph.nodes import EDGE_TYPES, NODE_TYPES, Graph, build, node_id
from kb.graph.questions import (
    BothSides,
    Dependents,
    Evidence,
    contradictory,
    neighbourhood,
    paths,
    rests_on_source,
)

__all__ = [
    "EDGE_TYPES",
    "NODE_TYPES",
    "BothSides",
    "Dependents",
    "Evidence",
    "Graph",
    "as_dot",
    "as_graphml",
    "as_json",
    "build",
    "contradictory",
    "neighbourhood",
    "node_id",
    "paths",
    "rests_on_source",
]
