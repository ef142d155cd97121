"""The overreach meter tells in words and shape what it draws in colour."""

from __future__ import annotations

import re

from kb.model.finding import Scale, ScalePoint
from kb.output.html.meter import meter


def scale(allowed: float, said: float, label: str = "far") -> Scale:
    return Scale(
        kind="steps",
        weakest="as allowed",
        strongest="far beyond",
        allowed=ScalePoint(at=allowed, label="as allowed"),
        said=ScalePoint(at=said, label=label),
    )


def test_what_is_drawn_is_also_said() -> None:
    drawn = meter(scale(0.0, 0.5, "beyond"), "safety").html

    assert 'role="img"' in drawn
    assert "the evidence allows as allowed; the copy says beyond." in drawn


def test_the_disc_stands_where_the_copy_does() -> None:
    places = [
        float(re.findall(r'cx="([\d.]+)"', meter(scale(0.0, at), "speed").html)[0])
        for at in (0.1, 0.5, 1.0)
    ]

    assert places == sorted(places)
    assert len(set(places)) == 3


def test_labels_are_text_and_never_markup() -> None:
    drawn = meter(scale(0.0, 1.0, '"><script>alert(1)</script>'), "scope").html

    assert "<script" not in drawn
