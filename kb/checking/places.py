"""Where a record lies: its file, and the line of each part, read again from the folder.

Only files with problems are read: a knowledge base without any costs nothing here.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from pathlib import Path

from kb.checking.attempt import Path as Part
from kb.content.folder import MARKER, shipped
from kb.content.strict_yaml import Tree, parse

__all__ = ["Places"]

_LISTS = {
    "topic": ("claims/topics.yaml", "id"),
    "concept": ("claims/concepts/*.yaml", "id"),
    "no-claim": ("claims/no-claims.yaml", "copy"),
    "fair-statement": ("claims/fair-balance.yaml", "id"),
    "reference-kind": ("claims/reference-kinds.yaml", "id"),
}
_SINGLE = {
    "claim": "claims/*/*.yaml",
    "source": "sources/evidence/*.yaml",
    "copy": "sources/copy/*.yaml",
}


class Places:
    """The files of a knowledge base, and of the shipped one where it builds on that."""

    def __init__(self, root: Path) -> None:
        """Look in `root` first; what is not there may come from the shipped knowledge base."""
        self._layers = [(root, "")]
        if root.resolve() != shipped().resolve():
            self._layers.append((shipped(), "shipped:"))
        self._trees: dict[Path, Tree] = {}

    @cached_property
    def _files(self) -> dict[tuple[str, str], list[tuple[Path, str]]]:
        """Every file that is one record, by kind and name; those of the nearest layer only."""
        found: dict[tuple[str, str], list[tuple[Path, str]]] = {}
        for root, prefix in self._layers:
            layer = defaultdict(list)
            for kind, pattern in _SINGLE.items():
                for path in sorted(root.glob(pattern)):
                    if kind != "claim" or path.parent.name != "concepts":
                        name = prefix + path.relative_to(root).as_posix()
                        layer[kind, path.stem].append((path, name))
            for key, files in layer.items():
                found.setdefault(key, files)
        return found

    def files(self, kind: str, record: str) -> list[str]:
        """Return the names of the files that are called after this record."""
        return [name for _, name in self._files.get((kind, record), [])]

    def beside(self, kind: str, record: str, suffixes: tuple[str, ...]) -> bytes | None:
        """Return the bytes of a file beside the record, by the same name with another suffix."""
        for path, _ in self._files.get((kind, record), []):
            for suffix in suffixes:
                other = path.with_suffix(suffix)
                if other.is_file():
                    return other.read_bytes()
        return None

    def place(self, kind: str, record: str, part: Part = ()) -> tuple[str, int]:
        """Return file and line of a part of a record; line 0 where no file holds it."""
        if kind == "settings":
            return MARKER, 0
        if kind in _LISTS:
            return self._in_list(kind, record, part)
        for path, name in self._files.get((kind, record), []):
            return name, self._tree(path).line(part)
        return f"{kind} {record}", 0

    def _in_list(self, kind: str, record: str, part: Part) -> tuple[str, int]:
        pattern, named_by = _LISTS[kind]
        for root, prefix in self._layers:
            for path in sorted(root.glob(pattern)):
                tree = self._tree(path)
                for index, each in enumerate(tree.data if isinstance(tree.data, list) else []):
                    if isinstance(each, dict) and each.get(named_by) == record:
                        name = prefix + path.relative_to(root).as_posix()
                        return name, tree.line((index, *part))
        return f"{kind} {record}", 0

    def _tree(self, path: Path) -> Tree:
        if path not in self._trees:
            try:
                self._trees[path] = parse(path.read_text(encoding="utf-8-sig"), path.name)
            except (OSError, UnicodeDecodeError):  # changed since the knowledge base was opened
                self._trees[path] = Tree(path.name)
        return self._trees[path]
