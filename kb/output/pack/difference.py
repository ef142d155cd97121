"""What differs between the audit in a pack and the one that the engine gives, field by field.

The audit in a pack may have been written by anybody: it is looked at as plain JSON, and nothing is
expected of its shape.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any, TypeAlias

from kb.errors import ReadingError

__all__ = ["audits_in", "differences", "fields", "text_difference"]

_LONGEST = 80
_ABSENT = object()

Json: TypeAlias = Any
Key: TypeAlias = Callable[[Json], str]


def audits_in(data: bytes, name: str) -> list[Json]:
    """Return the audits in a file of one (`.json`) or of one a line (`.jsonl`).

    Raises:
        ReadingError: it is no JSON.
    """
    rows = data.split(b"\n")[:-1] if name.endswith(".jsonl") else [data]
    try:
        return [json.loads(row) for row in rows]
    except (ValueError, RecursionError) as fault:
        raise ReadingError(f"{name} is no JSON ({fault})") from None


def differences(packed: list[Json], anew: list[Json]) -> Iterator[str]:
    """Yield what differs, in words; `packed` stands in the pack, `anew` was judged again."""
    for place, (old, new) in enumerate(zip_longest(packed, anew, fillvalue=_ABSENT), start=1):
        before = f"document {place}: " if len(anew) > 1 else ""
        if old is _ABSENT or new is _ABSENT:
            which = "stands in the pack" if new is _ABSENT else "was judged anew"
            yield f"{before}an audit only {which}"
            continue
        yield from (before + told for told in _audit(old, new))


def _audit(old: Json, new: Json) -> Iterator[str]:
    if not isinstance(old, dict):
        yield f"the pack holds no audit but {_shown(old)}"
        return
    lists = ("findings", "document_findings")
    rest = [{k: v for k, v in each.items() if k not in lists} for each in (old, new)]
    yield from fields("", *rest)
    yield from _findings(old.get("findings"), new["findings"])
    yield from fields("document_findings", old.get("document_findings"), new["document_findings"])


def _findings(old: Json, new: list[Json]) -> Iterator[str]:
    if not isinstance(old, list) or not all(isinstance(each, dict) for each in old):
        yield f"findings: the pack says {_shown(old)}, which are no findings"
        return
    paired, gone, come = _paired(old, new)
    for a, b in paired:
        for told in fields("", a, b):
            yield f"{_named(b)}: {told}"
    yield from (f"{_named(each)}: stands in the pack and does not come out anew" for each in gone)
    yield from (f"{_named(each)}: comes out anew and does not stand in the pack" for each in come)


def _paired(
    old: list[Json], new: list[Json]
) -> tuple[list[tuple[Json, Json]], list[Json], list[Json]]:
    """Pair findings by id, then by place and claim, then by place; return what is left as well."""
    pairs: list[tuple[Json, Json]] = []
    keys: tuple[Key, ...] = (
        lambda f: _plain(f.get("id")),
        lambda f: _plain([f.get("start"), f.get("end"), f.get("claim")]),
        lambda f: _plain([f.get("start"), f.get("end")]),
    )
    for key in keys:
        waiting: dict[str, list[Json]] = defaultdict(list)
        for each in new:
            waiting[key(each)].append(each)
        left = []
        for each in old:
            if others := waiting[key(each)]:
                pairs.append((each, others.pop(0)))
            else:
                left.append(each)
        old = left
        taken = {id(b) for _, b in pairs}
        new = [each for each in new if id(each) not in taken]
    return pairs, old, new


def fields(path: str, old: Json, new: Json) -> Iterator[str]:
    """Yield every leaf that differs between two trees, `old` from the pack.

    It goes no deeper than both trees go, so that no nesting in the pack can exhaust it.

    >>> list(fields("", {"claim": "a", "score": 1}, {"claim": "b", "score": 1}))
    ['claim: the pack says "a", judged anew "b"']
    """
    if old is new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted({*old, *new}):
            told = f"{path}.{name}" if path else str(name)
            yield from fields(told, old.get(name, _ABSENT), new.get(name, _ABSENT))
    elif isinstance(old, list) and isinstance(new, list):
        for place, (a, b) in enumerate(zip_longest(old, new, fillvalue=_ABSENT)):
            yield from fields(f"{path}[{place}]", a, b)
    # In Python 1, 1.0 and True are equal; in the file they are not.
    elif _plain(old) != _plain(new):
        yield f"{path}: the pack says {_shown(old)}, judged anew {_shown(new)}"


def _named(finding: Json) -> str:
    where = f", {finding['place']}" if finding.get("place") else ""
    return f"finding {_cut(str(finding.get('id')))} (“{_cut(str(finding.get('quote')))}”{where})"


def _shown(value: Json) -> str:
    return "nothing" if value is _ABSENT else _cut(_plain(value))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _plain(value: Json) -> str:
    if value is _ABSENT:
        return ""
    try:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    except RecursionError:
        return "something nested too deeply to show"


def text_difference(old: str, new: str) -> Iterator[str]:
    """Yield the first line in which two texts differ; `old` stands in the pack."""
    if old == new:
        return
    pairs = zip_longest(old.splitlines(), new.splitlines(), fillvalue="")
    for line, (a, b) in enumerate(pairs, start=1):
        if a != b:
            first = f"first in line {line}: the pack says {_shown(a)}, read anew {_shown(b)}"
            yield f"differs from the copy, {first}"
            return
    yield "differs from the copy in its line ends"
