"""Every rule of a knowledge base, in one table; command, documentation and tests are made from it.

Codes are never given to another rule. KB001, KB002 and KB011 are held while files are opened, too:
a folder that breaks them does not open at all. They are looked at again here so that the count of
checks says what was checked, and because a knowledge base need not come from opening a folder.
"""

from __future__ import annotations

from kb.checking.claims import (
    ceilings_keep_to_grades,
    examples_are_enough,
    figures_have_facts,
    reviews_are_in_date,
    reviews_match,
    steps_have_reasons,
)
from kb.checking.copies import mentions_fit_verdicts, quotes_are_found_once, texts_are_unchanged
from kb.checking.evidence import (
    identifiers_are_well_formed,
    identifiers_stand_once,
    no_source_is_retracted,
    no_source_is_superseded,
    sources_are_used,
    unread_evidence_is_said,
)
from kb.checking.examples import engine_gives_verdicts, examples_agree, rewordings_pass
from kb.checking.references import (
    concepts_exist,
    fair_balance_is_possible,
    ids_are_file_names,
    ids_are_unique,
    jurisdictions_are_declared,
    mentions_know_claims,
    sources_exist,
    topics_exist,
    words_are_terms,
)
from kb.checking.result import Rule
from kb.checking.wordings import wordings_can_match

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    Rule(
        "KB001", "file-name", "the id of a record is the name of its file",
        "call the file like the id", "error", ids_are_file_names,
    ),
    Rule(
        "KB002", "unique-id", "an id names one record",
        "keep one file, or rename the other with its id", "error", ids_are_unique,
    ),
    Rule(
        "KB003", "source-exists", "every source that a claim names has a record",
        "add sources/evidence/<id>.yaml or mend the id", "error", sources_exist,
    ),
    Rule(
        "KB004", "concept-exists", "every concept that is named has a record, and none is its own"
        " broader one", "add it under claims/concepts/ or mend the id", "error", concepts_exist,
    ),
    Rule(
        "KB005", "topic-exists", "every topic that a claim names has a record",
        "add it to claims/topics.yaml or mend the id", "error", topics_exist,
    ),
    Rule(
        "KB006", "mention-claim-exists", "every claim that a mention names has a record",
        "name a claim of this knowledge base", "error", mentions_know_claims,
    ),
    Rule(
        "KB007", "not-retracted", "no claim rests on a retracted source",
        "take it out of rests_on and grade again", "error", no_source_is_retracted,
    ),
    Rule(
        "KB008", "not-superseded", "no claim rests on a superseded source",
        "rest on its successor, or say why not", "warning", no_source_is_superseded,
    ),
    Rule(
        "KB009", "quote-found-once", "every quote stands in its document exactly once",
        "quote its words as they stand, with prefix or suffix if they recur", "error",
        quotes_are_found_once,
    ),
    Rule(
        "KB010", "text-unchanged", "the text of a known document is the one on record",
        "look at the mentions again, then record hash and length", "error", texts_are_unchanged,
    ),
    Rule(
        "KB011", "words-are-terms", "every fixed word is defined in schema/terms.yaml",
        "use a word of the list", "error", words_are_terms,
    ),
    Rule(
        "KB012", "jurisdiction-declared", "regulatory facts name places that kb.toml lists",
        "list the place in kb.toml, or write it as it stands there", "warning",
        jurisdictions_are_declared,
    ),
    Rule(
        "KB013", "ceiling-within-grade", "no ceiling allows more certainty than its grade bears",
        "lower the ceiling, or judge the evidence again", "error", ceilings_keep_to_grades,
    ),
    Rule(
        "KB014", "step-has-reason", "every step down or up was assessed and has its reason",
        "say in words what moves the grade", "error", steps_have_reasons,
    ),
    Rule(
        "KB015", "examples-enough", "a claim has at least 2 supported and 3 problem examples",
        "add copy in your own words", "error", examples_are_enough,
    ),
    Rule(
        "KB016", "engine-agrees", "the engine gives every example its topic and verdict",
        "mend the example, the ceiling or the wordings", "warning", engine_gives_verdicts,
    ),
    Rule(
        "KB017", "figure-has-fact", "every figure of a statement occurs in a fact it rests on",
        "record the fact with its figure, or mend the statement", "error", figures_have_facts,
    ),
    Rule(
        "KB018", "identifier-well-formed", "DOI, PMID and PMC number are what they seem",
        "write the identifier as published", "error", identifiers_are_well_formed,
    ),
    Rule(
        "KB019", "identifier-once", "no two sources carry the same identifier",
        "make them one record", "error", identifiers_stand_once,
    ),
    Rule(
        "KB020", "source-used", "every source is used by a claim",
        "rest a claim on it, or take it out", "warning", sources_are_used,
    ),
    Rule(
        "KB021", "review-holds", "a claim and its sources stand as they were reviewed",
        "review the claim again", "warning", reviews_match,
    ),
    Rule(
        "KB022", "review-in-date", "no review is overdue",
        "review the claim again", "warning", reviews_are_in_date,
    ),
    Rule(
        "KB023", "unread-said", "a claim that rests on evidence nobody has read says so",
        "name it in allows.unverified or in limits", "error", unread_evidence_is_said,
    ),
    Rule(
        "KB024", "rewording-passes", "a rewording keeps to the ceiling of its claim",
        "soften the rewording", "warning", rewordings_pass,
    ),
    Rule(
        "KB025", "mention-fits-verdict", "verdict, dimensions and claim of a mention agree",
        "a supported mention names no dimension, every other covered one at least one", "error",
        mentions_fit_verdicts,
    ),
    Rule(
        "KB026", "examples-agree", "the same words are an example once, with one verdict",
        "keep the example where it belongs", "warning", examples_agree,
    ),
    Rule(
        "KB027", "wording-can-match", "every wording consists of words that a text can hold",
        "write words apart, without hyphens and signs; see schema/README.md", "warning",
        wordings_can_match,
    ),
    Rule(
        "KB028", "fair-balance-exists", "all topics, concepts and sources of fair balance have"
        " records", "add it, or mend the id in claims/fair-balance.yaml", "error",
        fair_balance_is_possible,
    ),
)  # fmt: skip
