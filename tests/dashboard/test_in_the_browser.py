"""Every page in a real browser: it draws, says nothing in the wrong language, and fits a phone."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from dashboard.navigation import PAGES, Page

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Any]
WAIT = 60_000
PHONE = 390


def settled(tab: Any) -> Any:
    """The page once its script has ended."""
    tab.locator("h1").wait_for(timeout=WAIT)
    tab.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=WAIT)
    return tab


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_a_link_opens_the_page_in_its_shell(open_page: OpenPage, entry: Page) -> None:
    tab = settled(open_page(f"{entry.path}?lang=en"))
    assert tab.locator("h1").inner_text() == entry.title
    assert tab.locator("[data-testid=stException]").count() == 0
    tab.get_by_text("简体中文").wait_for(timeout=WAIT)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_a_page_fits_a_phone(open_page: OpenPage, entry: Page) -> None:
    tab = settled(open_page(f"{entry.path}?lang=zh", width=PHONE))
    main = tab.locator("[data-testid=stMain]")
    assert main.evaluate("element => element.scrollWidth") <= PHONE


def test_the_board_draws_cards_and_charts(open_page: OpenPage) -> None:
    tab = settled(open_page("/?lang=en"))
    tab.locator(".st-key-cards").wait_for(timeout=WAIT)
    tab.get_by_text("Simulated data").first.wait_for(timeout=WAIT)
    charts = tab.locator("[data-testid=stVegaLiteChart] svg")
    charts.nth(5).wait_for(timeout=WAIT)
    heights = [charts.nth(i).bounding_box()["height"] for i in range(charts.count())]
    assert min(heights) > 100


@pytest.mark.parametrize("dark", [False, True])
def test_words_in_the_process_map_can_be_read_in_light_and_dark(open_page: OpenPage, dark: bool) -> None:
    tab = settled(open_page("/?lang=en", dark=dark))
    word = tab.locator(".st-key-process_map svg .mark-text.role-mark text").first
    word.wait_for(timeout=WAIT)
    red = int(re.findall(r"\d+", word.evaluate("element => getComputedStyle(element).fill"))[0])
    assert (red > 200) == dark


def test_a_click_on_a_card_a_row_and_back_keeps_the_filters(open_page: OpenPage) -> None:
    tab = settled(open_page("/?lang=en&track=hv"))
    tab.locator(".st-key-card_submitted button").first.click(timeout=WAIT)
    tab.wait_for_url("**/cases?*figure=submitted*", timeout=WAIT)
    assert "track=hv" in tab.url
    settled(tab).go_back()
    tab.locator(".st-key-cards").wait_for(timeout=WAIT)
    assert "track=hv" in tab.url


def test_a_click_on_a_bar_shows_the_applications_behind_it(open_page: OpenPage) -> None:
    tab = settled(open_page("/?lang=en"))
    bar = tab.locator(
        "[aria-roledescription=bar][aria-label*='Construction'][aria-label*='for the customer']"
    )
    bar.first.click(timeout=WAIT)
    tab.wait_for_url("**/cases?*figure=customer_time*", timeout=WAIT)
    assert "group=stage%3Dconstruction" in tab.url


def test_a_click_on_a_box_or_a_count_of_the_map_shows_what_is_behind_it(open_page: OpenPage) -> None:
    tab = settled(open_page("/?lang=en"))
    words = tab.locator(".st-key-process_map svg .mark-text.role-mark text")
    words.filter(has_text="Acceptance").click(timeout=WAIT, force=True)
    tab.wait_for_url("**/cases?*figure=visits*group=stage%3Dacceptance*", timeout=WAIT)
    settled(tab).go_back()
    words.filter(has_text=re.compile(r"^[\d,]+$")).last.click(timeout=WAIT)
    tab.wait_for_url("**/cases?*figure=transition*", timeout=WAIT)


def test_a_switch_of_language_translates_the_page_and_its_address(open_page: OpenPage) -> None:
    tab = settled(open_page("/import_log?lang=en"))
    tab.get_by_text("简体中文").click()
    tab.get_by_role("heading", name="导入日志").wait_for(timeout=WAIT)
    assert "lang=zh" in tab.url
