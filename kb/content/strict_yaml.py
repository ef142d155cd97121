"""YAML read so that nothing changes meaning: every scalar stays text, every fault has its line.

Plain YAML turns `no` into false, `1:20` into 80 and `012` into 10, and keeps the last of two equal
keys without a word. Here scalars stay text (the model, knowing the field, decides), doubled keys
and aliases are refused, and lines are kept so that a model's complaint can point at the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from kb.errors import Fault

__all__ = ["MAX_BYTES", "Tree", "parse"]

MAX_BYTES = 1_000_000
"""A record is a page or two; a file over this is not one."""

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_MENDS = {
    "missing": "is missing",
    "extra_forbidden": "is no field here",
}


@dataclass(slots=True)
class Tree:
    """Plain data with the line of every part, by its path; and what was wrong while reading it."""

    file: str
    data: Any = None
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Sequence[str | int]) -> int:
        """Return the 1-based line of the deepest part of `path` that the file has."""
        here = tuple(path)
        while here and here not in self.lines:
            here = here[:-1]
        return self.lines.get(here, 1)

    def fault(self, path: Sequence[str | int], message: str) -> Fault:
        """Return a fault at `path`, with its line."""
        return Fault(self.file, self.line(path), ".".join(map(str, path)), message)

    def model_faults(self, errors: Sequence[Any], under: tuple[str | int, ...] = ()) -> list[Fault]:
        """Return what pydantic complains of, at its lines."""
        found = []
        for error in errors:
            path = under + tuple(error["loc"])
            message = _MENDS.get(error["type"], error["msg"].removeprefix("Value error, "))
            given = error.get("input")
            if (
                isinstance(given, str)
                and error["type"] not in _MENDS
                and repr(given) not in message
            ):
                shown = given if len(given) <= 60 else given[:57] + "..."
                message = f"{message[0].lower()}{message[1:]} (got '{shown}')"
            found.append(self.fault(path, message))
        return found


def parse(text: str, file: str) -> Tree:
    """Return the data of a YAML text, or the faults that keep it from being data.

    >>> parse("a: no", "x.yaml").data
    {'a': 'no'}
    >>> str(parse("{a: 1, a: 2}", "x.yaml").faults[0])
    'x.yaml:1: a: this key stands twice; keep one'
    """
    tree = Tree(file)
    try:
        node = yaml.compose(text, Loader=_Loader)
        if node is not None:
            tree.data = _plain(node, tree, (), set())
    except RecursionError:
        tree.faults.append(Fault(file, 1, "", "lists and mappings lie too deep in one another"))
        return tree
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "this is not YAML"
        tree.faults.append(Fault(file, mark.line + 1 if mark else 1, "", f"{problem}"))
        return tree
    if node is None:
        tree.faults.append(Fault(file, 1, "", "the file is empty"))
    return tree


def _plain(node: Any, tree: Tree, path: tuple[str | int, ...], seen: set[int]) -> Any:
    tree.lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if id(node) in seen:
        tree.faults.append(tree.fault(path, "an alias ('*name') is not allowed; write it out"))
        return None
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(part, tree, (*path, i), seen) for i, part in enumerate(node.value)]
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if not isinstance(key, str):
            tree.faults.append(tree.fault(path, "a key must be a word"))
            continue
        here = (*path, key)
        if key in data:
            tree.lines[here] = key_node.start_mark.line + 1
            tree.faults.append(tree.fault(here, "this key stands twice; keep one"))
            continue
        data[key] = _plain(value_node, tree, here, seen)
        tree.lines[here] = key_node.start_mark.line + 1
    return data
