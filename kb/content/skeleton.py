"""A knowledge base to start from: one worked claim on a subject anybody can follow.

The worked claim is about a made-up trial and says so; it is there to be replaced.
"""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

from kb.content.folder import MARKER, schema_folder
from kb.errors import UsageError

__all__ = ["write_skeleton"]

_SCHEMA = "# yaml-language-server: $schema={}\n"

_FILES = {
    MARKER: """\
name = "my-claims"
title = "What my evidence allows"
# extends = "shipped"   # lay your records over the ones that come with the program

# [vet]                                          # what `claims-kb vet` does unless told otherwise
# fail_on = "overstated"
# suppressions = "claims-kb-suppressions.yaml"   # read anyway where it lies here
# baseline = "claims-kb-baseline.jsonl"          # only findings that are not in it fail a run
""",
    "claims/topics.yaml": """\
- id: efficacy.sleep
  label: "Efficacy: sleep"
  definition: Whether sleep improves.
""",
    "claims/concepts/all.yaml": """\
- id: sample-herb
  kind: drug
  label: Sample herb
  wordings: [sample herb, the herb]
- id: sleep
  kind: outcome
  label: Sleep
  wordings: [sleep*, slept, insomnia, night's rest]
""",
    "claims/efficacy/herb-sleep.yaml": """\
id: herb-sleep
topic: efficacy.sleep
kind: effect
says: In adults with poor sleep, sample herb may improve sleep slightly after four weeks.
about:
  intervention: [sample-herb]
  condition: [sleep]
  population: adults with poor sleep
  comparator: placebo
  outcome: sleep quality at 4 weeks
allows:
  certainty:
    level: may
    wording: may improve sleep slightly
  speed:
    earliest: 4 wk
    note: measured at four weeks only
  asserting_exceeds: [certainty]
  unverified: [all of it, no such trial exists]
rests_on:
  - source: made-up-trial
    direction: supports
    directness: direct
    at: Results
    fact: sleep quality 1.2 points better than placebo at 4 weeks
grade:
  scheme: GRADE
  start: high
  judged:
    risk_of_bias: {down: 1, why: who got what was not concealed}
    inconsistency: {down: 0, why: one trial}
    indirectness: {down: 0, why: the people and the outcome we speak of}
    imprecision: {down: 1, why: 60 people}
    publication_bias: {down: 0, why: nobody looked, assessed: false}
limits: [One small trial, replace this record with a real one.]
rewording: Sample herb may improve sleep slightly.
examples:
  - {copy: Sample herb may help some adults sleep a little better., verdict: supported}
  - copy: In one small trial people on the herb slept slightly better after four weeks.
    verdict: supported
  - copy: Sample herb cures insomnia.
    verdict: overstated
    exceeds: [certainty, magnitude]
    why: the effect was slight
  - copy: Fall asleep tonight with sample herb.
    verdict: overstated
    exceeds: [speed, certainty]
    why: measured at four weeks
  - copy: The herb works for every sleeper.
    verdict: overstated
    exceeds: [scope, certainty]
    why: adults with poor sleep only
""",
    "sources/evidence/made-up-trial.yaml": """\
id: made-up-trial
kind: rct
title: A made-up trial of sample herb for sleep, to be replaced
year: 2026
read: unverified
bibliography: not-found
bibliography_note: this record is a worked example, no such trial exists
facts:
  - text: sleep quality 1.2 points better than placebo at 4 weeks, 60 adults
    confidence: unverified
""",
}
_SCHEMAS = {
    "claims/topics.yaml": "topics",
    "claims/concepts/all.yaml": "concepts",
    "claims/efficacy/herb-sleep.yaml": "claim",
    "sources/evidence/made-up-trial.yaml": "source",
}


def write_skeleton(folder: Path) -> list[Path]:
    """Write the files and return their paths, in order.

    Raises:
        UsageError: the folder holds something already, or cannot be written to.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: not empty; name a folder that does not exist yet")
    written = []
    try:
        for name, text in _FILES.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            head = ""
            if name in _SCHEMAS:
                head = _SCHEMA.format(
                    f"{'../' * name.count('/')}schema/{_SCHEMAS[name]}.schema.json"
                )
            path.write_text(head + text, encoding="utf-8")
            written.append(path)
        _copy_schemas(folder)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}") from error
    return written


def _copy_schemas(folder: Path) -> None:
    # For editors only: what words mean always comes from the program.
    target = folder / "schema"
    target.mkdir(exist_ok=True)
    for schema in sorted(schema_folder().glob("*.schema.json")):
        copyfile(schema, target / schema.name)
