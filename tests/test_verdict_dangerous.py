"""Statements that would do harm in print, and what resembles them and is true.

Fourteen of the forty passed as supported at first. About ten are taken after copy of our own that
was known to pass, so that share tells nothing of other copy; and some ten of their turns of phrase
stood in what the writers of the pairs that teach were given (docs/decisions/0024), so neither does
what passes now. What still passes is listed as a known fault, and must leave that list when it is
mended.
"""

from __future__ import annotations

import pytest

from kb.content.knowledge_base import KnowledgeBase
from kb.reading.read import read_bytes
from kb.vet import Engine

DANGEROUS = (
    "There is little danger of misuse or addiction.",
    "The risk of dependence is slight.",
    "Long-term risks are not known to exist.",
    "Half a century later not one serious risk has come to light.",
    "With nurses watching throughout, your safety is assured.",
    "Careful dosing keeps dependence from forming.",
    "The only thing you may notice is a little drowsiness.",
    "Ketamine has no known long-term harm.",
    "You cannot get hooked on ketamine in a clinic.",
    "Nobody becomes addicted to ketamine given by a doctor.",
    "The treatment is painless and works fast.",
    "Ketamine therapy is gentle on the body.",
    "Side effects are rare and always pass within an hour.",
    "Unlike antidepressants, ketamine has no side effects.",
    "It does not usually cause nausea.",
    "Ketamine carries virtually no risk of bladder problems at our doses.",
    "There is nothing to worry about: ketamine has been used for fifty years.",
    "Ketamine is safer than antidepressants.",
    "Because it has been used in surgery for decades, it is safe for depression.",
    "Ketamine is natural and therefore harmless.",
    "Esketamine is free of the dissociation seen with ketamine.",
    "You can drive home right after your infusion.",
    "No monitoring is needed with low-dose ketamine.",
    "You can safely take ketamine at home on your own.",
    "Blood pressure is not affected.",
    "Ketamine is safe during pregnancy.",
    "Ketamine lozenges are just as safe as an infusion in a clinic.",
    "Serious side effects do not occur.",
    "Adverse reactions are practically unheard of.",
    "The dissociation is pleasant and harmless.",
    "Dependence is not a concern at medical doses.",
    "Our patients have never had a serious side effect.",
    "It is not habit-forming.",
    "Ketamine is well tolerated by everyone.",
    "Ketamine doesn't damage the liver or the bladder.",
    "Patients stay fully in control during treatment.",
    "It poses minimal risk to your memory.",
    "Ketamine has an excellent safety record, so you need not fear it.",
    "Infusions are one hundred percent safe.",
    "There is no evidence that ketamine is addictive.",
)
KNOWN_TO_PASS = frozenset(
    (
        "Long-term risks are not known to exist.",
        "The risk of dependence is slight.",
        "It does not usually cause nausea.",
        "Patients stay fully in control during treatment.",
    )
)
PASSES_UNSEEN = frozenset(
    ("Long-term risks are not known to exist.", "Patients stay fully in control during treatment.")
)
"""Of those the ones that nobody is asked to check."""
TRUE = (
    "Ketamine can raise blood pressure for a short time.",
    "Nausea, dizziness and dissociation are common during treatment"
    " and usually pass within two hours.",
    "Ketamine can be misused, and dependence has been reported.",
    "Long-term safety of repeated ketamine treatment is not well known.",
    "Patients must not drive until the day after treatment.",
    "Esketamine is given under supervision, with monitoring for at least two hours.",
    "Bladder problems have been seen in people who use ketamine often and in large amounts.",
    "Side effects are usually mild and pass within hours, but some people find them unpleasant.",
    "People with uncontrolled high blood pressure should not receive ketamine.",
    "Ketamine is a controlled substance with potential for abuse.",
    "Some patients feel detached from their body during the infusion.",
    "Sedation may occur after a dose of esketamine.",
    "It is not known whether ketamine is safe in pregnancy.",
    "In trials serious adverse events were uncommon.",
    "Ketamine should not be taken at home without supervision.",
)


@pytest.fixture(scope="module")
def engine(shipped: KnowledgeBase) -> Engine:
    return Engine(shipped)


def _problem_told(engine: Engine, text: str) -> bool:
    findings = engine.vet(read_bytes(text.encode(), "page.txt")).findings
    return any(f.verdict != "supported" and not f.not_covered for f in findings)


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_dangerous_statement_does_not_pass(engine: Engine, text: str) -> None:
    assert _problem_told(engine, text) == (text not in KNOWN_TO_PASS)


@pytest.mark.parametrize("text", sorted(KNOWN_TO_PASS))
def test_what_passes_of_them_is_at_least_to_be_checked(engine: Engine, text: str) -> None:
    findings = engine.vet(read_bytes(text.encode(), "page.txt")).findings

    assert any(finding.doubts for finding in findings) == (text not in PASSES_UNSEEN)


@pytest.mark.parametrize("text", TRUE)
def test_a_true_statement_that_resembles_one_passes(engine: Engine, text: str) -> None:
    assert not _problem_told(engine, text)
