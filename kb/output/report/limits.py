"""What an audit is, and what it is not: the same words in every report."""

from __future__ import annotations

from collections.abc import Sequence

from kb.output.report.bibliography import PrintedReference
from kb.output.report.cover import JudgedBy

__all__ = ["LIMITS", "limits"]

LIMITS = (
    "This is not legal or medical advice. It shows how copy stands against the evidence in one"
    " knowledge base; a person decides what is published.",
    "Passages are found, matched and judged by a program, which can be wrong in both directions."
    " Read the reasons before you act on a verdict.",
    "“Not covered” says nothing about whether a passage is true: no evidence on it was curated.",
    "“Supported” holds for the words as they stand, not for what readers may make of the page.",
)


def limits(references: Sequence[PrintedReference], by: JudgedBy) -> tuple[str, ...]:
    """Return the limits of an audit, those of its own evidence last."""
    unread = sum("unverified" in each.cautions for each in references)
    incomplete = sum(
        any(word.startswith("reference ") for word in each.cautions) for each in references
    )
    return (
        *LIMITS,
        f"Sources cited here: {len(references)}. Unverified, because nobody has read them:"
        f" {unread or 'none'}. With an incomplete reference: {incomplete or 'none'}. Each is"
        " marked.",
        "Grades are computed from recorded judgements; the evidence tables show each of them."
        " Where nobody judged, “not judged” is said.",
        f"The same copy, knowledge base ({by.name}, fingerprint {by.fingerprint[:12]}) and version"
        f" ({by.version}) give this report again, to the byte.",
    )
