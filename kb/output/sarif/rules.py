"""The part of a SARIF log that says by what was judged: a rule a claim, dimensions as a taxonomy.

A rule is what a code host groups alerts by and shows help for, so it is the claim: what evidence
allows is said there once, and not with each of its findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import shorten

from kb.content.knowledge_base import KnowledgeBase
from kb.content.terms import load_terms
from kb.grading import grade
from kb.model.claim import Claim
from kb.model.finding import DocumentFinding, Finding
from kb.output.faces import FACES, GRADE_WORDS
from kb.output.references import READ, reference

__all__ = ["TAXONOMY", "Json", "Rules", "message", "rule_of", "taxonomy"]

Json = dict[str, object]

TAXONOMY = "claims-kb dimensions"
"""The name of the taxonomy."""

_TITLE = 1000
"""The most characters of a title; code hosts cut, or refuse, more than 1,024."""

_NOT_COVERED = "not-covered"
_WHOLE: dict[str, tuple[str, str]] = {
    "omission": ("What a fair reader must be told beside a benefit is missing", "warning"),
    "inconsistency": ("The same thing is told in two ways that do not agree", "warning"),
    "reference-quality": ("A reference does not carry what it is given for", "note"),
    "suppression": ("A suppression does not hold, or suppresses nothing", "warning"),
}
_LINK = re.compile(r"\](?=\()")
_MARKS = re.compile(r"([\\`*_\[\]<>#|~&]|^[-+](?= )|(?<=^\d)[.)](?= ))")


def message(text: str) -> Json:
    """Return plain text as a message, in which nothing of it is a placeholder or a link.

    >>> message("see [here](0) and {1}")
    {'text': 'see [here] (0) and {{1}}'}
    """
    # Source: SARIF 2.1.0, sections "Messages with placeholders" and "with embedded links".
    return {"text": _LINK.sub("] ", text).replace("{", "{{").replace("}", "}}")}


def rule_of(found: Finding | DocumentFinding) -> str:
    """Return the id of the rule that a finding belongs to."""
    if isinstance(found, DocumentFinding):
        return f"document/{found.kind}"
    return found.claim or _NOT_COVERED


def taxonomy(version: str) -> Json:
    """Return the eleven dimensions as a taxonomy."""
    words = load_terms()["dimension"].words
    return {
        "name": TAXONOMY,
        "version": version,
        "organization": "Claims KB",
        "isComprehensive": True,
        "shortDescription": {"text": "In which respect copy says more than its evidence allows"},
        "taxa": [
            {
                "id": word.word,
                "name": word.label,
                "shortDescription": {"text": word.definition},
                "fullDescription": message(f"{word.definition} Example: {word.example}"),
            }
            for word in words
        ],
    }


class Rules:
    """The rules that results refer to, in the order in which they are first needed."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._places: dict[str, int] = {}

    def place(self, rule: str) -> int:
        """Return the index of a rule; asking makes it one of the rules."""
        return self._places.setdefault(rule, len(self._places))

    @staticmethod
    def level(found: DocumentFinding) -> str:
        """Return how grave a finding on the whole document is."""
        return _WHOLE[found.kind][1]

    @property
    def described(self) -> list[Json]:
        """Return every rule asked for."""
        return [self._described(rule) for rule in self._places]

    def _described(self, rule: str) -> Json:
        claim = self._kb.claims.get(rule)
        if claim is not None:
            return _of_claim(claim, self._kb)
        if rule == _NOT_COVERED:
            face = FACES[_NOT_COVERED]
            help_ = "Nobody has curated evidence on this: it may be true or not. Find evidence for"
            help_ += " it, take it out, or have a claim curated."
            return _rule(rule, f"{face.label}: {face.means}", [("", [help_])], "note", [])
        kind = rule.removeprefix("document/")
        title, level = _WHOLE.get(kind, (f"Claim {rule}", "warning"))
        return _rule(rule, title, [("", [f"{title}."])], level, [])


def _of_claim(claim: Claim, kb: KnowledgeBase) -> Json:
    certainty = GRADE_WORDS[grade(claim, kb.sources).result]
    limits = [f"Must be said beside it: {each}" for each in claim.allows.must_say]
    parts = [
        ("What the evidence allows", [claim.says, f"At most: {claim.allows.certainty.wording}"]),
        ("Limits", [*limits, *claim.limits]),
        ("Certainty of the evidence", [certainty]),
        ("It rests on", list(_references(claim, kb))),
    ]
    tags = [claim.topic, claim.kind, f"certainty of the evidence: {certainty}"]
    return _rule(claim.id, claim.says, parts, "warning", tags)


def _references(claim: Claim, kb: KnowledgeBase) -> Iterator[str]:
    for source_id in dict.fromkeys(link.source for link in claim.rests_on):
        source = kb.sources.get(source_id)
        if source is None:
            yield f"{source_id} (no record of this source)"
            continue
        read = READ["unverified" if source.unread else source.read]
        doi = f" doi:{source.doi}" if source.doi else ""
        yield f"{reference(source)}{doi} ({read})"


def _rule(
    name: str, title: str, parts: Sequence[tuple[str, Sequence[str]]], level: str, tags: list[str]
) -> Json:
    told = [(heading, lines) for heading, lines in parts if lines]
    plain = "\n\n".join("\n".join([*([f"{h}:"] if h else []), *lines]) for h, lines in told)
    marked = "\n\n".join(
        (f"**{_marked(h)}**\n\n" if h else "") + "\n".join(f"- {_marked(line)}" for line in lines)
        for h, lines in told
    )
    return {
        "id": name,
        "shortDescription": message(shorten(title, _TITLE, placeholder=" …")),
        "help": {**message(plain), "markdown": marked},
        "defaultConfiguration": {"level": level},
        **({"properties": {"tags": tags}} if tags else {}),
    }


def _marked(text: str) -> str:
    r"""Return text as Markdown that shows just this text.

    >>> _marked("- a <b> [c](d)")
    '\\- a \\<b\\> \\[c\\](d)'
    """
    return _MARKS.sub(r"\\\1", " ".join(text.split())).replace("{", "{{").replace("}", "}}")
