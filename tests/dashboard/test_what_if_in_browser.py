"""A small what-if from its link to its interval, in a real browser."""

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

LINK = "/what_if?scenario=one_stop&crews=installation_harbour_park:1&demand=0.2&days=5&replications=3"
INTERVAL = re.compile(r"[+−]\d[\d.,]* (h|d|min) \([+−]?[\d.,]+ to [+−]?[\d.,]+\)")
PATIENCE_MS = 120_000
FIRST_ROW_PIXELS = 52
SETTLE_MS = 1_500


def test_a_link_runs_to_an_interval_a_verdict_and_charts(open_page: Callable[..., Any]) -> None:
    page = open_page(LINK + "&lang=en")
    page.get_by_text("Installation, Harbour park: 3 → 1").wait_for(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Run", exact=False).first.click()
    page.get_by_role("button", name="Scenario (YAML)").wait_for(timeout=PATIENCE_MS)
    assert INTERVAL.search(page.inner_text("body"))
    assert page.get_by_text("runs: n = 3").count() > 0
    page.locator("canvas.marks, .vega-embed svg").first.wait_for(timeout=PATIENCE_MS)
    assert "run=" in page.url
    page.reload()
    page.get_by_role("button", name="Scenario (YAML)").wait_for(timeout=PATIENCE_MS)


def test_a_day_plays_pauses_and_is_told_in_words(open_page: Callable[..., Any]) -> None:
    page = open_page(LINK + "&lang=en")
    page.get_by_role("button", name="Run", exact=True).click()
    page.get_by_role("button", name="Scenario (YAML)").wait_for(timeout=PATIENCE_MS)
    page.get_by_text("Watch", exact=True).click()
    play = page.get_by_role("button", name="Play")
    play.wait_for(timeout=PATIENCE_MS)
    slider = page.get_by_role("slider", name="Time of day")
    assert slider.get_attribute("aria-valuetext") == "08:00"
    play.press("Enter")
    page.wait_for_timeout(SETTLE_MS)
    page.get_by_role("button", name="Pause").press("Space")
    minute = int(slider.input_value())
    assert minute > 8 * 60
    slider.press("ArrowRight")
    assert int(slider.input_value()) == minute + 1
    told = page.get_by_role("img", name=re.compile("submitted and .* finished so far today"))
    assert "Waiting" in told.get_attribute("aria-label")


def test_the_page_fits_a_phone_in_chinese(open_page: Callable[..., Any]) -> None:
    page = open_page(LINK + "&lang=zh", width=390, dark=True)
    page.get_by_role("button", name="开始推演").wait_for(timeout=PATIENCE_MS)
    assert page.get_by_text("临港园区装表接电班组：3 → 1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_number_typed_into_the_crew_table_stands_in_the_address_until_it_is_reset(
    open_page: Callable[..., Any],
) -> None:
    page = open_page("/what_if?scenario=one_stop&lang=en")
    page.get_by_text("Nothing differs from the base yet.").wait_for(timeout=PATIENCE_MS)
    _type_into_first_cell(page, "9")
    page.get_by_text("Site survey, Old town: 4 → 9").wait_for(timeout=PATIENCE_MS)
    page.wait_for_url(re.compile("survey_old_town"), timeout=PATIENCE_MS)
    page.get_by_role("button", name="Reset").click()
    page.get_by_text("Nothing differs from the base yet.").wait_for(timeout=PATIENCE_MS)


def test_a_number_of_crews_cannot_be_taken_out(open_page: Callable[..., Any]) -> None:
    page = open_page("/what_if?scenario=one_stop&crews=survey_old_town:6&lang=en")
    page.get_by_text("Site survey, Old town: 4 → 6").wait_for(timeout=PATIENCE_MS)
    _type_into_first_cell(page, "7")
    page.get_by_text("Site survey, Old town: 4 → 7").wait_for(timeout=PATIENCE_MS)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Delete")
    page.wait_for_timeout(SETTLE_MS)
    assert page.get_by_text("Site survey, Old town: 4 → 7").count() == 1
    assert "None" not in page.get_by_test_id("stDataFrame").first.inner_text()


def _type_into_first_cell(page: Any, text: str) -> None:
    """Type a number; the table is a canvas that takes no clicks until it has been painted where it stays."""
    table, field = page.get_by_test_id("stDataFrame").first, page.locator("#portal input")
    for _ in range(20):
        page.wait_for_timeout(500)
        box = table.bounding_box()
        page.mouse.click(box["x"] + 0.15 * box["width"], box["y"] + FIRST_ROW_PIXELS)
        page.keyboard.type(text)
        page.wait_for_timeout(300)
        if field.count():
            break
    page.keyboard.press("Enter")
