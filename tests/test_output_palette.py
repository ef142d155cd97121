"""The colours of files without a style sheet are those of the report in HTML."""

from __future__ import annotations

import re

from kb.output.faces import FACES
from kb.output.palette import INKS, PAPERS
from tests.pages import ROOT


def test_inks_and_grounds_are_those_of_the_report_in_html() -> None:
    style = (ROOT / "kb" / "output" / "html" / "report.css").read_text(encoding="utf-8")
    light = style.split("@media")[0]

    for name, colours in (("ink", INKS), ("paper", PAPERS)):
        told = dict(re.findall(rf"--([\w-]+)-{name}: #(\w+)", light))
        assert {face: colours[face] for face in FACES} == told
