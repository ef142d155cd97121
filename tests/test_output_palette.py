"""The colours: one palette, from which every style sheet is made."""

from __future__ import annotations

import re

import pytest

from kb.output.faces import FACES
from kb.output.html.style import style_sheet
from kb.output.palette import DARK, LIGHT, PRINTED, Palette, faces_css, tokens


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINTED], ids=["light", "dark", "printed"])
def test_each_face_has_an_ink_and_a_paper(palette: Palette) -> None:
    told = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", tokens(palette)))

    assert {f"{face}-{kind}" for face in FACES for kind in ("ink", "paper")} <= set(told)
    assert set(palette.inks) == set(palette.papers) == set(FACES)


def test_each_face_has_a_class() -> None:
    assert set(re.findall(r"^\.([\w-]+) ", faces_css(), re.MULTILINE)) == set(FACES)


def test_colours_of_the_report_are_those_of_the_palette_alone() -> None:
    rest = style_sheet().removeprefix(style_sheet().split("* {")[0])

    assert not set(re.findall(r"#[0-9a-f]{6}\b", rest)) & {f"#{ink}" for ink in LIGHT.inks.values()}
