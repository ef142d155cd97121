"""What teaches each claim, ready to be compared: its canonical sentence, then its examples.

Observing thousands of examples takes longer than vetting a page, and changes only with the
content and with the code of this room: the result is kept beside the other disposable copies, by a
fingerprint of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from kb.content import cache
from kb.content.knowledge_base import KnowledgeBase
from kb.matching.features import features
from kb.matching.shard import Shard, frequencies, length, unit
from kb.matching.statement import Observer

__all__ = ["Taught", "taught"]

_KIND = "npz"

Rows = Mapping[str, Sequence[Sequence[str]]]
"""By claim, the features of its sentence and of each example, sorted."""


@dataclass(frozen=True)
class Taught:
    """Everything that claims are taught by, in a few long rows of numbers.

    `names` are the features that count, `frequency` how much each does. The places of a feature
    within a topic begin at `begins`, one entry a feature and topic; `features` tells which. The
    entries of a topic end at `topic_ends`, in the order of the topics; the claims follow theirs.
    """

    names: tuple[str, ...]
    frequency: NDArray[np.float64]
    features: NDArray[np.int32]
    begins: NDArray[np.int64]
    topic_ends: NDArray[np.int64]
    rows: NDArray[np.int64]
    shares: NDArray[np.float64]
    lengths: NDArray[np.float64]

    def weights(self) -> dict[str, float]:
        """Return how much each feature counts."""
        return dict(zip(self.names, self.frequency.tolist(), strict=True))

    def shard(self, topic: int, first_claim: int, claims: Mapping[str, int]) -> Shard:
        """Return the claims of a topic, each with its number of rows."""
        begin = int(self.topic_ends[topic - 1]) if topic else 0
        end = int(self.topic_ends[topic])
        edges = self.begins[begin : end + 1].tolist()
        held = (self.names[name] for name in self.features[begin:end].tolist())
        sizes = np.fromiter(claims.values(), dtype=np.int64, count=len(claims))
        return Shard(
            claims=tuple(claims),
            begins=np.cumsum(sizes) - sizes,
            lengths=self.lengths[first_claim : first_claim + len(claims)],
            places=dict(zip(held, pairwise(edges), strict=True)),
            rows=self.rows,
            shares=self.shares,
            many=int(sizes.sum()),
        )


def taught(kb: KnowledgeBase, observer: Observer, topics: Mapping[str, Sequence[str]]) -> Taught:
    """Return what teaches the claims of each topic; both in the order of `topics`."""
    name = sha256(f"taught {kb.fingerprint} {_code()}".encode()).hexdigest()
    sizes = [[1 + len(kb.claims[claim].examples) for claim in topics[topic]] for topic in topics]
    kept = _read(cache.read_bytes(name, _KIND), sizes)
    if kept is None:
        rows = {
            claim.id: [
                sorted(features(observer.observe(text)))
                for text in (claim.says, *(example.copy_ for example in claim.examples))
            ]
            for claim in kb.claims.values()
        }
        kept = _packed([[rows[claim] for claim in topics[topic]] for topic in topics])
        cache.write_bytes(name, _KIND, _bytes(kept))
    return kept


def _packed(topics: Sequence[Sequence[Sequence[Sequence[str]]]]) -> Taught:
    """Return the rows of the claims of each topic, every row as a vector of length one."""
    weights = frequencies(row for claims in topics for rows in claims for row in rows)
    place = {name: number for number, name in enumerate(weights)}
    found: dict[str, list[Any]] = defaultdict(list)
    for claims in topics:
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        number = 0
        for rows in claims:
            total: dict[str, float] = defaultdict(float)
            for row in rows:
                for name, share in unit({n: weights[n] for n in row if n in weights}).items():
                    postings[name].append((number, share))
                    total[name] += share
                number += 1
            found["lengths"].append(length(total.values()) or 1.0)
        for name, held in postings.items():
            found["features"].append(place[name])
            found["begins"].append(len(found["rows"]))
            found["rows"].extend(row for row, _ in held)
            found["shares"].extend(share for _, share in held)
        found["topic_ends"].append(len(found["features"]))
    return Taught(
        names=tuple(weights),
        frequency=np.array(list(weights.values()), dtype=np.float64),
        features=np.array(found["features"], dtype=np.int32),
        begins=np.array([*found["begins"], len(found["rows"])], dtype=np.int64),
        topic_ends=np.array(found["topic_ends"], dtype=np.int64),
        rows=np.array(found["rows"], dtype=np.int64),
        shares=np.array(found["shares"], dtype=np.float64),
        lengths=np.array(found["lengths"], dtype=np.float64),
    )


def _bytes(content: Taught) -> bytes:
    file = BytesIO()
    arrays = {key: value for key, value in vars(content).items() if key != "names"}
    # Names hold no line break: they are made of words.
    text = np.frombuffer("\n".join(content.names).encode(), dtype=np.uint8)
    np.savez(file, allow_pickle=False, text=text, **arrays)
    return file.getvalue()


def _read(kept: bytes | None, sizes: Sequence[Sequence[int]]) -> Taught | None:
    """Return what was kept, or None where that is damaged or does not fit the claims."""
    if kept is None:
        return None
    try:
        with np.load(BytesIO(kept), allow_pickle=False) as arrays:
            held = {key: arrays[key] for key in arrays.files}
        names = tuple(held.pop("text").tobytes().decode().split("\n"))
        found = Taught(names=names, **held)
        return found if _fits(found, sizes) else None
    except (ValueError, KeyError, TypeError, OSError, EOFError, BadZipFile):
        return None


def _fits(found: Taught, sizes: Sequence[Sequence[int]]) -> bool:
    """Return whether every number points to something that is there."""
    claims = [size for topic in sizes for size in topic]
    ends = found.topic_ends
    if (
        len(found.frequency) != len(found.names)
        or len(found.lengths) != len(claims)
        or len(ends) != len(sizes)
        or len(found.begins) != len(found.features) + 1
        or len(found.rows) != len(found.shares)
    ):
        return False
    if not claims:
        return True
    ordered = np.all(np.diff(found.begins) >= 0) and np.all(np.diff(ends) >= 0)
    named = np.all((found.features >= 0) & (found.features < len(found.names)))
    whole = ends[-1] == len(found.features) and found.begins[-1] == len(found.rows)
    if not (ordered and named and whole and found.begins[0] == 0 and np.all(found.lengths > 0)):
        return False
    begin = 0
    for topic, end in zip(sizes, found.begins[ends].tolist(), strict=True):
        rows = found.rows[begin:end]
        if len(rows) and not 0 <= rows.min() <= rows.max() < sum(topic):
            return False
        begin = end
    return True


def _code() -> str:
    # Within one version features change while they are worked on; a copy made by other code would
    # give other verdicts on the same content.
    files = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
