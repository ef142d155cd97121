"""The audit as a SARIF 2.1.0 log, for code hosts, editors and dashboards.

One run over all documents. Columns count Unicode code points, as our offsets do; there is no time
in it, so the same audit gives the same bytes. Why: docs/decisions/0019-data-formats.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from kb.content.knowledge_base import KnowledgeBase
from kb.output.regions import address, file_text
from kb.output.sarif.results import Results
from kb.output.sarif.rules import TAXONOMY, Json, Rules, message, taxonomy
from kb.vet import Vetted

__all__ = ["SCHEMA", "write"]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def write(vetted: Sequence[Vetted], kb: KnowledgeBase) -> bytes:
    """Return the log."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(vetted, kb)]}
    return f"{json.dumps(log, ensure_ascii=False, indent=2)}\n".encode(errors="backslashreplace")


def _run(vetted: Sequence[Vetted], kb: KnowledgeBase) -> Json:
    engine, base = vetted[0].audit.engine, vetted[0].audit.knowledge_base
    compared = any(f.baseline for each in vetted for f in each.audit.findings)
    compared |= any(each.audit.review and each.audit.review.baseline for each in vetted)
    rules = Rules(kb)
    results = [
        result
        for number, each in enumerate(vetted)
        for result in Results(each, kb, rules, number, compared=compared).all()
    ]
    driver = {
        "name": engine.name,
        "fullName": f"Claims KB {engine.version}",
        "version": engine.version,
        "semanticVersion": engine.version,
        "language": "en",
        "rules": rules.described,
        "supportedTaxonomies": [{"name": TAXONOMY, "index": 0}],
    }
    return {
        "tool": {"driver": driver},
        "language": "en",
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": list(_notes(vetted))}
        ],
        "artifacts": [_artifact(each) for each in vetted],
        "taxonomies": [taxonomy(engine.version)],
        "results": results,
        "properties": {"knowledgeBase": base.model_dump(mode="json")},
    }


def _artifact(vetted: Vetted) -> Json:
    audit = vetted.audit
    told: Json = {
        "location": {"uri": address(vetted.path)},
        "roles": ["analysisTarget"],
        "mimeType": audit.document.media_type,
        "hashes": {"sha-256": audit.document.sha256},
        "properties": {
            "characters": audit.document.characters,
            "counts": audit.counts.model_dump(mode="json"),
        },
    }
    if vetted.document.original:
        told["length"] = len(vetted.document.original)
    if file_text(vetted.document) is None:
        told["description"] = {
            "text": "This file is no text: results name their place in words, and `start` and `end`"
            " among their properties count characters of what `claims-kb read` prints."
        }
    return told


def _notes(vetted: Sequence[Vetted]) -> Iterator[Json]:
    for number, each in enumerate(vetted):
        where = {
            "physicalLocation": {"artifactLocation": {"uri": address(each.path), "index": number}}
        }
        supported = each.audit.counts.by_verdict.get("supported", 0)
        told = [f"{supported} supported passages are no results here"] if supported else []
        for note in (*each.document.notes, *told):
            yield {"level": "note", "message": message(note), "locations": [where]}
