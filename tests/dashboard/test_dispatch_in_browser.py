"""A plan from its choices to its map, in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

LINK = "/dispatch?plan_scenario=summer_peak&plan_at=2026-07-13T08:00&plan_limit=1"
PATIENCE_MS = 120_000


def test_a_plan_is_drawn_asked_about_and_published_on_a_phone_in_chinese(
    open_page: Callable[..., Any],
) -> None:
    page = open_page(LINK + "&lang=zh", width=390, dark=True)
    page.get_by_role("button", name="排班", exact=False).first.click()
    page.get_by_role("button", name="发布（JSON）").wait_for(timeout=PATIENCE_MS)
    page.locator("canvas.marks, .vega-embed svg").first.wait_for(timeout=PATIENCE_MS)
    page.locator("[data-testid=stDeckGlJsonChart] canvas").first.wait_for(timeout=PATIENCE_MS)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert "plan=" in page.url
    page.reload()
    page.get_by_role("button", name="发布（JSON）").wait_for(timeout=PATIENCE_MS)
