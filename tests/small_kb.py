"""A tiny knowledge base that breaks no rule, as files, for tests to break in one place."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from kb.content.knowledge_base import KnowledgeBase

__all__ = ["CLAIM", "COPY", "FILES", "SOURCE", "TEXT", "changed", "opened", "written"]

TEXT = "Bright light may ease winter blues.\nLight is a guaranteed cure for winter blues.\n"
CLAIM = "claims/light/light-helps.yaml"
SOURCE = "sources/evidence/trial-a.yaml"
COPY = "sources/copy/leaflet-a.yaml"

FILES: dict[str, str] = {
    "kb.toml": """\
name = "light"
title = "Light for winter blues"
jurisdictions = ["US"]
""",
    "claims/topics.yaml": """\
- id: light
  label: Light
  definition: What light does.
""",
    "claims/concepts/all.yaml": """\
- id: light-box
  kind: drug
  label: Light box
  wordings: [light, bright light]
- id: mood
  kind: condition
  label: Low mood
  wordings: [low mood]
- id: winter-blues
  kind: condition
  label: Winter blues
  broader: mood
  distinct_from: [mood]
  wordings: [winter blues]
""",
    "claims/no-claims.yaml": """\
- copy: Call us today.
  because: instruction
""",
    "claims/fair-balance.yaml": """\
- id: eye-strain
  says: that it can strain the eyes
  needed_beside: [light]
  wordings: [eye strain, strain the|your eyes]
  about: [light-box]
  sources: [trial-a]
""",
    "claims/reference-kinds.yaml": """\
- id: shop
  label: a shop
  weak: true
  hosts: [shop.example, "*coupon*"]
- id: public
  label: a public body
  weak: false
  hosts: [.gov]
""",
    CLAIM: """\
id: light-helps
topic: light
kind: effect
says: In 40 adults with winter blues, bright light may lower scores by 2.5 points.
about:
  intervention: [light-box]
  condition: [winter-blues]
allows:
  certainty: {level: may, wording: may ease winter blues}
  regulatory:
    - {jurisdiction: US, status: not regulated}
rests_on:
  - source: trial-a
    direction: supports
    fact: lowered scores by 2.5 points in 40 adults
grade:
  scheme: GRADE
  start: high
  judged:
    risk_of_bias: {down: 2, why: nobody was masked}
    inconsistency: {down: 0, why: one trial}
    indirectness: {down: 0, why: as claimed}
    imprecision: {down: 1, why: only 40 people}
    publication_bias: {down: 0, why: nobody looked, assessed: false}
limits: [One small trial.]
rewording: Bright light may ease winter blues.
examples:
  - {copy: Bright light may ease winter blues., verdict: supported}
  - {copy: Light might help with winter blues., verdict: supported}
  - copy: Bright light is guaranteed to cure winter blues.
    verdict: overstated
    exceeds: [certainty]
  - copy: Light always beats winter blues.
    verdict: overstated
    exceeds: [certainty]
  - copy: Light is proven to end winter blues for everyone.
    verdict: overstated
    exceeds: [certainty]
""",
    SOURCE: """\
id: trial-a
kind: rct
title: Light in winter
year: 2013
doi: 10.1234/light.2013
pmid: 12345678
pmcid: PMC1234567
url: https://doi.org/10.1234/light.2013
read: full-text
bibliography: confirmed
facts:
  - {text: lowered scores by 2.5 points in 40 adults, confidence: primary}
""",
    COPY: f"""\
id: leaflet-a
title: A leaflet
kind: leaflet
origin: written for tests
ours: true
sha256: {sha256(TEXT.encode()).hexdigest()}
characters: {len(TEXT)}
mentions:
  - quote: {{exact: may ease winter blues}}
    claim: light-helps
    verdict: supported
  - quote: {{exact: guaranteed cure for winter blues}}
    claim: light-helps
    verdict: overstated
    exceeds: [certainty]
""",
    "sources/copy/leaflet-a.md": TEXT,
}


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """Return the files with one change; it must be possible to make it."""
    assert old in FILES[file], f"{file} does not hold {old!r}"
    return {**FILES, file: FILES[file].replace(old, new, 1)}


def written(folder: Path, files: dict[str, str]) -> Path:
    """Return the folder, holding these files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def opened(folder: Path, files: dict[str, str]) -> KnowledgeBase:
    """Return the knowledge base of these files."""
    return KnowledgeBase.open(written(folder, files))
