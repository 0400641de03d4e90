"""Typing a scenario in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PATIENCE_MS = 60_000
AREA = "textarea#text"


def test_the_text_is_checked_while_it_is_typed_and_the_form_follows(open_page: Callable[..., Any]) -> None:
    page = open_page("/editor?lang=en")
    area = page.locator(AREA)
    area.wait_for(timeout=PATIENCE_MS)
    area.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("levers: {drons: true}\n")
    page.get_by_text("levers.drons must name a lever that exists").wait_for(timeout=PATIENCE_MS)
    for _ in range(len("drons: true}\n")):
        page.keyboard.press("Backspace")
    page.keyboard.type("data_sharing: false}\n")
    page.get_by_text("levers.data_sharing").wait_for(state="attached", timeout=PATIENCE_MS)
    assert area.evaluate("area => area === area.getRootNode().activeElement")


def test_the_form_writes_into_the_text(open_page: Callable[..., Any]) -> None:
    page = open_page("/editor?lang=en")
    page.locator(AREA).wait_for(timeout=PATIENCE_MS)
    page.get_by_label("Title, English").fill("July")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => [...document.querySelectorAll('*')].some(e => e.shadowRoot?.querySelector('textarea')"
        "?.value.includes('en: July'))",
        timeout=PATIENCE_MS,
    )


def test_the_page_fits_a_phone_in_chinese(open_page: Callable[..., Any]) -> None:
    page = open_page("/editor?lang=zh", width=390, dark=True)
    page.locator(AREA).wait_for(timeout=PATIENCE_MS)
    assert page.get_by_text("情景有效：一站式服务。").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
