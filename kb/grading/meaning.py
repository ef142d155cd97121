"""What the domains of each scheme ask, and how strongly a grade lets copy speak.

The domains of GRADE are GRADE's own, in other words. Those of the other two schemes are this
product's: a document is judged by whether it is the governing one, in force and applicable; a
figure by who counted what, and when.
"""

from __future__ import annotations

from kb.model.terms import Certainty, Grade, Scheme

__all__ = ["BEARS", "MEANING", "bears"]

MEANING: dict[Scheme, dict[str, str]] = {
    "GRADE": {
        "risk_of_bias": "flaws in how the studies were designed or carried out",
        "inconsistency": "results that differ between studies without explanation",
        "indirectness": "people, treatment, comparison or outcome other than those the claim names",
        "imprecision": "few people or events, or a wide interval",
        "publication_bias": "studies that were done but not published",
        "large_effect": "an effect too large for bias alone to explain",
        "dose_response": "more of the exposure goes with more of the effect",
        "plausible_confounding": "what was not controlled for would have hidden the effect",
    },
    "documentary": {
        "provenance": "how far the text read is the governing document itself",
        "currency": "whether the document is still the one in force",
        "applicability": "whether it speaks of this product, place and use",
    },
    "statistic": {
        "provenance": "who counted, how, and whether the figure was read at its origin",
        "definition": "whether what was counted is what the claim says",
        "currency": "whether a newer figure has replaced it",
    },
}
"""What each domain asks, for people; a concern about it rates down, or up for the last three."""

BEARS: dict[Grade, Certainty] = {
    "high": "established",
    "moderate": "likely",
    "low": "can",
    "very-low": "may",
}
"""The strongest assertion that a grade supports; `bears` says how it was chosen."""


def bears(grade: Grade) -> Certainty:
    """Return the strongest way of asserting that a grade supports.

    GRADE guideline 26 gives the plain verb to high certainty, "likely" or "probably" to moderate
    and "may" to low; at very low it says that the evidence is very uncertain, with or without
    "may" in front. Its table has no "can". On our scale `can` stands above `may` and below
    `likely`: it says that something has been seen to happen, in some, and nothing of how often
    or by how much on average. So `can` is the last word below the one that low evidence may not
    use, and `may` the last that does not yet assert an effect, which is why very-low stops there
    (and the curated wording must add that the evidence is very uncertain). For a claim that denies
    something, the grade and this limit are about the statement as written.

    This is an upper bound for the ceiling that a curator sets, not the ceiling itself.

    Source: Santesso et al., GRADE guidelines 26, J Clin Epidemiol 2020;119:126-135, abstract, read
    2026-11-22; its very-low row only as others report it. ACIP GRADE Handbook, chapter 11, table 16
    (high and moderate rows), read 2026-11-22 in a mirror. The place of `can` is ours.

    >>> [bears(grade) for grade in ("very-low", "low", "moderate", "high")]
    ['may', 'can', 'likely', 'established']
    """
    return BEARS[grade]
