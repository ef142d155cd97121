"""A folder of YAML files to models, strictly: every fault of every file in one error.

Files are addressed by their content, never by date: the fingerprint is a hash over all of them,
and names a disposable copy of the validated content, so that a second start does not parse YAML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from kb.content import cache
from kb.content.files import LEARNED, ContentFile
from kb.content.folder import MARKER
from kb.content.layers import Layers
from kb.content.marker import settings_of
from kb.content.strict_yaml import MAX_BYTES, Tree, parse
from kb.errors import ContentError, Fault
from kb.model.claim import Claim
from kb.model.concept import Concept, Topic
from kb.model.known_copy import KnownCopy, NoClaim
from kb.model.learned import Learned
from kb.model.lexicon import CueLexicon
from kb.model.settings import Settings
from kb.model.source import Source
from kb.model.whole import FairStatement, ReferenceKind

_M = TypeVar("_M", bound=BaseModel)

_RECORDS = (
    "topics", "concepts", "claims", "sources", "copies", "no_claims", "fair_balance",
    "reference_kinds",
)  # fmt: skip

__all__ = ["Content", "read_parts"]


class Content(BaseModel):
    """Everything in a folder, validated; the form that is kept in the cache."""

    settings: Settings
    topics: dict[str, Topic]
    concepts: dict[str, Concept]
    claims: dict[str, Claim]
    sources: dict[str, Source]
    copies: dict[str, KnownCopy]
    cues: CueLexicon
    no_claims: dict[str, NoClaim] = {}
    fair_balance: dict[str, FairStatement] = {}
    reference_kinds: dict[str, ReferenceKind] = {}
    learned: Learned | None = None


@dataclass(slots=True)
class _Reader:
    """Collects records and faults over many files."""

    faults: list[Fault] = field(default_factory=list)
    trees: dict[tuple[type[BaseModel], str], Tree] = field(default_factory=dict)

    def tree(self, file: ContentFile) -> Tree | None:
        if len(file.data) > MAX_BYTES:
            self.faults.append(
                Fault(file.name, 0, "", f"over {MAX_BYTES:,} bytes; split the record")
            )
            return None
        try:
            text = file.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.faults.append(
                Fault(file.name, 0, "", f"not UTF-8 (byte {error.start}); save as UTF-8")
            )
            return None
        tree = parse(text, file.name)
        self.faults.extend(tree.faults)
        return tree if not tree.faults else None

    def record(self, tree: Tree, model: type[_M], under: tuple[int, ...] = ()) -> _M | None:
        data = tree.data[under[0]] if under else tree.data
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.faults.extend(tree.model_faults(error.errors(), under))
            return None

    def one(self, file: ContentFile, model: type[Any], into: dict[str, Any]) -> None:
        tree = self.tree(file)
        if tree is None:
            return
        record = self.record(tree, model)
        if record is None:
            return
        stem = file.name.rsplit("/", 1)[-1].removesuffix(".yaml")
        if record.id != stem:
            self.faults.append(
                tree.fault(
                    ("id",), f"'{record.id}' is not the file's name; call one like the other"
                )
            )
        self.trees[model, record.id] = tree
        self.add(tree, (), record, into)

    def many(self, file: ContentFile, model: type[Any], into: dict[str, Any]) -> None:
        tree = self.tree(file)
        if tree is None:
            return
        if not isinstance(tree.data, list):
            self.faults.append(tree.fault((), "this file holds a list ('- id: ...')"))
            return
        for i in range(len(tree.data)):
            record = self.record(tree, model, (i,))
            if record is not None:
                self.add(tree, (i,), record, into)

    def add(self, tree: Tree, under: tuple[int, ...], record: Any, into: dict[str, Any]) -> None:
        if record.id in into:
            self.faults.append(
                tree.fault((*under, "id"), f"'{record.id}' stands twice; ids are unique")
            )
        into[record.id] = record


def read_parts(layers: Layers, root: Path) -> dict[str, Any]:
    """Return the parts of a knowledge base, from the cache where its files are known.

    Raises:
        ContentError: listing every fault.
    """
    content = cache.read(layers.fingerprint, Content)
    if content is None:
        content = _validate(layers)
        cache.write(layers.fingerprint, content)
    parts = {name: getattr(content, name) for name in Content.model_fields}
    return {"root": root, "fingerprint": layers.fingerprint, **parts}


def _validate(layers: Layers) -> Content:
    reader = _Reader()
    parts: dict[str, Any] = {name: {} for name in _RECORDS}
    for layer in layers.from_below:
        own: dict[str, dict[str, Any]] = {name: {} for name in _RECORDS}
        for file in layer:
            if file.name == MARKER:
                parts["settings"] = _settings(file, reader, parts.get("settings"))
            elif file.name == LEARNED:
                parts["learned"] = _learned(file, reader)
            else:
                _sort(file, reader, own)
        for name, records in own.items():
            parts[name].update(records)
    if not reader.faults:
        # A record that could not be read is no missing record; told apart, one message is true.
        reader.faults.extend(_dangling(parts, reader.trees))
    tree = reader.tree(layers.cues)
    lexicon = reader.record(tree, CueLexicon) if tree else None
    if reader.faults or lexicon is None or parts.get("settings") is None:
        raise ContentError(reader.faults)
    ordered: dict[str, Any] = {
        n: dict(sorted(v.items())) if isinstance(v, dict) else v for n, v in parts.items()
    }
    return Content.model_construct(cues=lexicon, **ordered)


def _dangling(
    parts: Mapping[str, Any], trees: Mapping[tuple[type[BaseModel], str], Tree]
) -> Iterator[Fault]:
    """Yield every id that points at nothing, where judging rests on it."""
    for claim in parts["claims"].values():
        tree = trees[Claim, claim.id]
        if claim.topic not in parts["topics"]:
            yield tree.fault(("topic",), f"no topic '{claim.topic}' in claims/topics.yaml")
        for place, link in enumerate(claim.rests_on):
            if link.source not in parts["sources"]:
                path = ("rests_on", place, "source")
                yield tree.fault(path, f"no source '{link.source}' in sources/evidence/")
    for copy in parts["copies"].values():
        for place, mention in enumerate(copy.mentions):
            if mention.claim is not None and mention.claim not in parts["claims"]:
                path = ("mentions", place, "claim")
                yield trees[KnownCopy, copy.id].fault(
                    path, f"no claim '{mention.claim}' in claims/"
                )
    learned: Learned | None = parts.get("learned")
    for topic in learned.topic.labels if learned else ():
        if topic not in parts["topics"]:
            told = f"no topic '{topic}' in claims/topics.yaml; delete this file or learn it anew"
            yield Fault(LEARNED, 0, "topic.labels", told)


def _sort(file: ContentFile, reader: _Reader, own: dict[str, dict[str, Any]]) -> None:
    """Read a file as what its place says it is."""
    match file.name.split("/"):
        case ["claims", "topics.yaml"]:
            reader.many(file, Topic, own["topics"])
        case ["claims", "no-claims.yaml"]:
            reader.many(file, NoClaim, own["no_claims"])
        case ["claims", "fair-balance.yaml"]:
            reader.many(file, FairStatement, own["fair_balance"])
        case ["claims", "reference-kinds.yaml"]:
            reader.many(file, ReferenceKind, own["reference_kinds"])
        case ["claims", "concepts", _]:
            reader.many(file, Concept, own["concepts"])
        case ["claims", _, _]:
            reader.one(file, Claim, own["claims"])
        case ["sources", "evidence", _]:
            reader.one(file, Source, own["sources"])
        case ["sources", "copy", _]:
            reader.one(file, KnownCopy, own["copies"])
        case _:
            reader.faults.append(
                Fault(
                    file.name, 0, "",
                    "no kind of record lies here; claims go to claims/<family>/, concepts to"
                    " claims/concepts/, sources to sources/evidence/, known copy to sources/copy/",
                )
            )  # fmt: skip


def _learned(file: ContentFile, reader: _Reader) -> Learned | None:
    try:
        return Learned.model_validate_json(file.data)
    except ValidationError as error:
        # One fault stands for all: the file is written by a program, not mended by hand.
        part = error.errors(include_url=False, include_input=False)[0]
        told = part["msg"].removeprefix("Value error, ")
        reader.faults.append(Fault(file.name, 0, ".".join(map(str, part["loc"])), told))
    return None


def _settings(file: ContentFile, reader: _Reader, below: Settings | None) -> Settings | None:
    try:
        return settings_of(file.data, below)
    except ContentError as error:
        reader.faults.extend(error.faults)
    return None
