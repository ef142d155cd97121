"""Rules on names: every id is its file's, stands once, and whatever is referred to exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kb.checking.attempt import Attempt, Path
from kb.checking.checked import Checked
from kb.model.frozen import Frozen
from kb.model.vocabulary import SHAPES, Property

__all__ = [
    "concepts_exist",
    "fair_balance_is_possible",
    "ids_are_file_names",
    "ids_are_unique",
    "jurisdictions_are_declared",
    "mentions_know_claims",
    "sources_exist",
    "topics_exist",
    "words_are_terms",
]


def _single(checked: Checked) -> Iterator[tuple[str, str]]:
    kb = checked.kb
    for kind, records in (("claim", kb.claims), ("source", kb.sources), ("copy", kb.copies)):
        yield from ((kind, name) for name in records)


def ids_are_file_names(checked: Checked) -> Iterator[Attempt]:
    """Look for a file by the name of each claim, source and copy."""
    for kind, name in _single(checked):
        found = checked.places.files(kind, name)
        yield Attempt(kind, name, ("id",), "" if found else f"no file is called '{name}.yaml'")


def ids_are_unique(checked: Checked) -> Iterator[Attempt]:
    """Look whether two files are called after one record."""
    for kind, name in _single(checked):
        found = checked.places.files(kind, name)
        complaint = f"'{name}' lies in {', '.join(found)}" if len(found) > 1 else ""
        yield Attempt(kind, name, ("id",), complaint)


def sources_exist(checked: Checked) -> Iterator[Attempt]:
    """Look up every source that a claim names."""
    known = checked.kb.sources
    for claim in checked.kb.claims.values():
        for number, link in enumerate(claim.rests_on):
            path = ("rests_on", number, "source")
            yield Attempt("claim", claim.id, path, _missing("source", link.source, known))
        if claim.grade.published is not None:
            complaint = _missing("source", claim.grade.published, known)
            yield Attempt("claim", claim.id, ("grade", "published"), complaint)


def concepts_exist(checked: Checked) -> Iterator[Attempt]:
    """Look up every concept that a claim or concept names; broader ones may not run in a ring."""
    known = checked.kb.concepts
    for claim in checked.kb.claims.values():
        for field in ("intervention", "route", "condition", "concepts"):
            for number, name in enumerate(getattr(claim.about, field)):
                path: Path = ("about", field, number)
                yield Attempt("claim", claim.id, path, _missing("concept", name, known))
    for concept in known.values():
        if concept.broader is not None:
            complaint = _missing("concept", concept.broader, known) or _ring(checked, concept.id)
            yield Attempt("concept", concept.id, ("broader",), complaint)
        for listed in ("distinct_from", "approved_for"):
            for number, name in enumerate(getattr(concept, listed)):
                complaint = _missing("concept", name, known)
                yield Attempt("concept", concept.id, (listed, number), complaint)


def _ring(checked: Checked, name: str) -> str:
    way = [name]
    while (concept := checked.kb.concepts.get(way[-1])) is not None and concept.broader is not None:
        if concept.broader in way:
            return f"broader concepts run in a ring: {' > '.join([*way, concept.broader])}"
        way.append(concept.broader)
    return ""


def topics_exist(checked: Checked) -> Iterator[Attempt]:
    """Look up the topic of every claim."""
    for claim in checked.kb.claims.values():
        complaint = _missing("topic", claim.topic, checked.kb.topics)
        yield Attempt("claim", claim.id, ("topic",), complaint)


def fair_balance_is_possible(checked: Checked) -> Iterator[Attempt]:
    """Look up what every statement of fair balance names: topics, concepts, sources."""
    kb = checked.kb
    for statement in kb.fair_balance.values():
        named: tuple[tuple[str, tuple[str, ...], str, Mapping[str, object]], ...] = (
            ("needed_beside", statement.needed_beside, "topic", kb.topics),
            ("given_by", statement.given_by, "topic", kb.topics),
            ("about", statement.about, "concept", kb.concepts),
            ("sources", statement.sources, "source", kb.sources),
        )
        for field, names, kind, known in named:
            for number, name in enumerate(names):
                complaint = _missing(kind, name, known)
                yield Attempt("fair-statement", statement.id, (field, number), complaint)


def mentions_know_claims(checked: Checked) -> Iterator[Attempt]:
    """Look up the claim of every mention that names one."""
    for copy in checked.kb.copies.values():
        for number, mention in enumerate(copy.mentions):
            if mention.claim is not None:
                complaint = _missing("claim", mention.claim, checked.kb.claims)
                yield Attempt("copy", copy.id, ("mentions", number, "claim"), complaint)


def words_are_terms(checked: Checked) -> Iterator[Attempt]:
    """Look up every fixed word of every record in the list that defines it."""
    kb = checked.kb
    kinds: tuple[tuple[str, str, Mapping[str, Frozen]], ...] = (
        ("concept", "Concept", kb.concepts),
        ("claim", "Claim", kb.claims),
        ("source", "Source", kb.sources),
        ("copy", "KnownCopy", kb.copies),
        ("no-claim", "NoClaim", kb.no_claims),
        ("fair-statement", "FairStatement", kb.fair_balance),
    )
    for kind, shape, records in kinds:
        for name, record in records.items():
            for path, words, word in _words(record, shape):
                listed = checked.terms.get(words)
                defined = listed is not None and any(w.word == word for w in listed.words)
                complaint = "" if defined else f"'{word}' is not among the words of '{words}'"
                yield Attempt(kind, name, path, complaint)


def _words(record: Frozen, shape: str, at: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Yield every fixed word in a record: where it stands, its list, the word."""
    aliases = {(info.alias or key): key for key, info in type(record).model_fields.items()}
    for field, prop in SHAPES[shape].fields.items():
        if prop.derived or prop.form not in ("word", "node"):
            continue
        value = getattr(record, aliases[field])
        if isinstance(value, Mapping):
            parts = [((*at, field, str(key)), part) for key, part in value.items()]
        elif isinstance(value, tuple):
            parts = [((*at, field, number), part) for number, part in enumerate(value)]
        else:
            parts = [((*at, field), value)] if value is not None else []
        for path, part in parts:
            yield from _words_of(part, prop, path)


def _words_of(part: Frozen | str, prop: Property, path: Path) -> Iterator[tuple[Path, str, str]]:
    if isinstance(part, str):
        yield path, prop.of, part
    else:
        yield from _words(part, prop.of, path)


def jurisdictions_are_declared(checked: Checked) -> Iterator[Attempt]:
    """Look up the place of every regulatory fact among those the knowledge base speaks of."""
    declared = checked.kb.settings.jurisdictions
    if not declared:
        return
    for claim in checked.kb.claims.values():
        for number, fact in enumerate(claim.allows.regulatory):
            known = fact.jurisdiction in declared
            told = f"'{fact.jurisdiction}' is not among {', '.join(declared)}"
            path = ("allows", "regulatory", number, "jurisdiction")
            yield Attempt("claim", claim.id, path, "" if known else told)


def _missing(kind: str, name: str, known: Mapping[str, object]) -> str:
    return "" if name in known else f"no {kind} '{name}' in this knowledge base"
