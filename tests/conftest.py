"""Shared fixtures: the real logs, hypothesis profiles, the running application and a browser."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

from tests.browser import FLAGS, ROOT, find_browser, running_app

# "quick" draws the same examples every time, so that a red run means a changed program; "full" looks further.
_COMMON: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("quick", max_examples=80, derandomize=True, **_COMMON)
settings.register_profile("full", max_examples=5_000, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Put the main module back: AppTest leaves a script there, which processes started later would run."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the real logs; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("SWITCHBOARD_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"real logs are not at {folder}; SWITCHBOARD_DATA says where they are")
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium for the whole session; without one the test skips, in CI it fails."""
    path = find_browser()
    if path is None:
        _give_up("no Chromium found; install one with: .venv/bin/playwright install chromium")
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        except Error as error:  # Playwright's own needs libraries that a bare system may lack
            _give_up(f"{path} does not start: {error.message.splitlines()[0]}")
        yield chromium
        chromium.close()


def _give_up(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"{reason} (a missing browser is a failure in CI)")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def app_url(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the application, running for the session with its data in a folder of its own.

    Asks for `browser` first: without one there is no need to start the application.
    """
    with running_app(tmp_path_factory.mktemp("var")) as url:
        yield url


@pytest.fixture
def open_page(browser: Any, app_url: str) -> Iterator[Callable[..., Any]]:
    """Open a path of the application: ``open_page("/?lang=zh", width=390, dark=True)`` -> Playwright page."""
    contexts: list[Any] = []

    def opened(path: str = "/", *, width: int = 1280, height: int = 900, dark: bool = False) -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(app_url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
