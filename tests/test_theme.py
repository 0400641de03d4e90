"""The colours of the theme can be read, and told apart by every kind of colour vision."""

import itertools
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

CONFIG = tomllib.loads((Path(__file__).parent.parent / ".streamlit" / "config.toml").read_text("utf-8"))
MODES = ("light", "dark")
TEXT, MARK = 4.5, 3.0  # WCAG 2.1: success criteria 1.4.3 and 1.4.11
WHITE = "#FFFFFF"

# Machado, Oliveira and Fernandes (2009), severity 1: what is left of linear RGB.
VISION = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
LEAST_DISTANCE = 15  # CIE76; 2.3 is just noticeable, 15 is told apart in small marks of a legend


def linear(colour: str) -> np.ndarray:
    """Linear RGB, 0 to 1, of ``#RRGGBB`` in sRGB."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio, 1 to 21."""
    low, high = sorted(float(TO_XYZ[1] @ linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, vision: str) -> np.ndarray:
    """CIE L*a*b* (D65) of a colour as that vision sees it."""
    seen = np.clip(VISION[vision] @ linear(colour), 0, 1)
    ratio = TO_XYZ @ seen / TO_XYZ.sum(axis=1)
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def theme(mode: str) -> dict[str, Any]:
    return {**CONFIG["theme"], **CONFIG["theme"][mode]}


def test_contrast_of_black_and_white_is_21() -> None:
    # (1 + 0.05) / (0 + 0.05) = 21, and #767676 on white is the textbook's 4.54.
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast("#767676", WHITE) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["textColor", "linkColor", "dataframeHeaderTextColor"])
def test_text_can_be_read_on_every_background(mode: str, name: str) -> None:
    colours = theme(mode)
    sidebar = colours["sidebar"]["backgroundColor"]
    for background in (colours["backgroundColor"], colours["secondaryBackgroundColor"], sidebar):
        assert contrast(colours[name], background) >= TEXT


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", ["red", "orange", "yellow", "green", "blue", "violet", "gray"])
def test_coloured_text_can_be_read(mode: str, name: str) -> None:
    colours = theme(mode)
    assert contrast(colours[f"{name}Color"], colours["backgroundColor"]) >= TEXT


@pytest.mark.parametrize("mode", MODES)
def test_a_primary_button_can_be_read_and_seen(mode: str) -> None:
    colours = theme(mode)
    assert contrast(WHITE, colours["primaryColor"]) >= TEXT
    assert contrast(colours["primaryColor"], colours["backgroundColor"]) >= MARK
    assert contrast(colours["primaryColor"], colours["sidebar"]["backgroundColor"]) >= MARK


@pytest.mark.parametrize("mode", MODES)
def test_marks_of_a_chart_stand_out_from_the_background(mode: str) -> None:
    colours = theme(mode)
    background = colours["backgroundColor"]
    assert [c for c in colours["chartCategoricalColors"] if contrast(c, background) < MARK] == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("vision", VISION)
def test_categories_are_told_apart_by_every_colour_vision(mode: str, vision: str) -> None:
    pairs = itertools.combinations(theme(mode)["chartCategoricalColors"], 2)
    close = [p for p in pairs if np.linalg.norm(lab(p[0], vision) - lab(p[1], vision)) < LEAST_DISTANCE]
    assert close == []


@pytest.mark.parametrize("mode", MODES)
def test_a_sequence_runs_evenly_from_the_background_to_its_opposite(mode: str) -> None:
    lightness = [lab(colour, "normal")[0] for colour in theme(mode)["chartSequentialColors"]]
    assert len(lightness) == 10  # Streamlit ignores any other number
    assert lightness == sorted(lightness, reverse=mode == "light")
