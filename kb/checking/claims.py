"""Rules on claims: ceilings keep to grades, figures have facts, steps reasons, reviews hold."""

from __future__ import annotations

from collections.abc import Iterator

from kb.checking.attempt import Attempt, Path
from kb.checking.checked import Checked
from kb.checking.figures import figures, values
from kb.content.stamp import stamp
from kb.grading import bears, grade
from kb.model.claim import Claim
from kb.model.terms import CERTAINTIES, exceeds

__all__ = [
    "ceilings_keep_to_grades",
    "examples_are_enough",
    "figures_have_facts",
    "reviews_are_in_date",
    "reviews_match",
    "steps_have_reasons",
]

_FEWEST_WORDS = 2
FEWEST_SUPPORTED = 2
FEWEST_PROBLEMS = 3


def ceilings_keep_to_grades(checked: Checked) -> Iterator[Attempt]:
    """Compare the certainty that each claim allows with what its computed grade bears."""
    for claim in checked.kb.claims.values():
        level = claim.allows.certainty.level
        graded = grade(claim, checked.kb.sources).result
        most = bears(graded)
        above = exceeds(level, most, CERTAINTIES)
        complaint = f"allows '{level}', and evidence graded {graded} bears '{most}' at most"
        path = ("allows", "certainty", "level")
        yield Attempt("claim", claim.id, path, complaint if above else "")


def steps_have_reasons(checked: Checked) -> Iterator[Attempt]:
    """Look at every step down or up: somebody assessed it and says why in words."""
    for claim in checked.kb.claims.values():
        for name, down in claim.grade.judged.items():
            if down.down:
                told = _reason(down.why) or ("" if down.assessed else "a step that nobody assessed")
                yield Attempt("claim", claim.id, ("grade", "judged", name, "why"), told)
        for name, up in claim.grade.raised.items():
            if up.up:
                yield Attempt("claim", claim.id, ("grade", "raised", name, "why"), _reason(up.why))


def _reason(why: str) -> str:
    return "" if len(why.split()) >= _FEWEST_WORDS else f"'{why}' is no reason"


def examples_are_enough(checked: Checked) -> Iterator[Attempt]:
    """Count the examples of each claim, acceptable and not."""
    for claim in checked.kb.claims.values():
        good = sum(example.verdict == "supported" for example in claim.examples)
        bad = len(claim.examples) - good
        enough = good >= FEWEST_SUPPORTED and bad >= FEWEST_PROBLEMS
        complaint = f"has {good} supported and {bad} problem examples"
        yield Attempt("claim", claim.id, ("examples",), "" if enough else complaint)


def figures_have_facts(checked: Checked) -> Iterator[Attempt]:
    """Look for every figure of a statement in the facts of the sources it rests on."""
    for claim in checked.kb.claims.values():
        known = _known_values(claim, checked)
        for figure in figures(claim.says):
            found = figure.among(known)
            complaint = f"{figure.text} occurs in no fact of a source it rests on"
            yield Attempt("claim", claim.id, ("says",), "" if found else complaint)


def _known_values(claim: Claim, checked: Checked) -> frozenset[float]:
    texts: list[str] = []
    for link in claim.rests_on:
        texts.append(link.fact)
        source = checked.kb.sources.get(link.source)
        if source is not None:
            texts += [fact.text for fact in source.facts]
            texts += [fact.as_of for fact in source.facts if fact.as_of]
            texts += [str(source.year or ""), source.n or ""]
    return values(" \n ".join(texts))


def reviews_match(checked: Checked) -> Iterator[Attempt]:
    """Compare each review's stamp with the claim and its sources as they now stand."""
    for claim in checked.kb.claims.values():
        path: Path = ("review", "stamp")
        if claim.review is None:
            yield Attempt("claim", claim.id, path, known=False)
            continue
        now = stamp(claim, checked.kb.sources)
        complaint = f"reviewed as {claim.review.stamp}, now {now}"
        yield Attempt("claim", claim.id, path, "" if now == claim.review.stamp else complaint)


def reviews_are_in_date(checked: Checked) -> Iterator[Attempt]:
    """Compare the day on which each review falls due with today."""
    for claim in checked.kb.claims.values():
        path: Path = ("review", "due")
        if claim.review is None or checked.today is None:
            yield Attempt("claim", claim.id, path, known=False)
            continue
        late = claim.review.due < checked.today
        complaint = f"was due on {claim.review.due}"
        yield Attempt("claim", claim.id, path, complaint if late else "")
