"""Take pictures of every page: light and dark, English and Chinese, wide and phone.

``python tools/screenshots.py OUTDIR [--log FILE] [--page KEY]... [--quick]``
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlparse

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from dashboard.navigation import PAGES  # noqa: E402
from domain.io import read_log  # noqa: E402
from tests.browser import FLAGS, find_browser, running_app  # noqa: E402

WIDTHS = {"wide": 1440, "phone": 390}
SETTLE_MS = 1_500
LONGEST_WAIT_MS = 300_000


@dataclass(frozen=True)
class Look:
    """One way of looking at a page."""

    language: str
    theme: str
    size: str

    @property
    def name(self) -> str:
        """How files of this look are called."""
        return f"{self.language}-{self.theme}-{self.size}"


def main(arguments: list[str] | None = None) -> int:
    """Take the pictures asked for and print where they are."""
    asked = _parser().parse_args(arguments)
    asked.outdir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, launched() as browser, running_app(Path(name)) as url:
        for look in looks(asked.quick):
            for file in shoot(browser, url, Path(name), look, asked):
                print(file)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--log", type=Path, help="upload this log first and show it")
    parser.add_argument(
        "--page", action="append", choices=[page.key for page in PAGES], help="only this page"
    )
    parser.add_argument("--height", type=int, help="only the top of each page, so many pixels high")
    parser.add_argument("--quick", action="store_true", help="only English light wide and Chinese dark phone")
    return parser


def looks(quick: bool) -> list[Look]:
    """Give the ways of looking."""
    if quick:
        return [Look("en", "light", "wide"), Look("zh", "dark", "phone")]
    return [Look(*each) for each in product(("en", "zh"), ("light", "dark"), WIDTHS)]


@contextmanager
def launched() -> Iterator[Any]:
    """A browser for as long as it is needed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield browser
        browser.close()


def shoot(browser: Any, url: str, folder: Path, look: Look, asked: argparse.Namespace) -> Iterator[Path]:
    """Visit the pages in one session and take a picture of each, from top to bottom."""
    size = {"width": WIDTHS[look.size], "height": asked.height or 900}
    context = browser.new_context(viewport=size, color_scheme=look.theme)
    tab = context.new_page()
    if asked.log:
        upload(tab, url, asked.log)
    log = parse_qs(urlparse(tab.url).query).get("log", [""])[0] if asked.log else ""
    tab.goto(url)
    tab.locator(".st-key-cards").wait_for(timeout=LONGEST_WAIT_MS)
    application = an_application(folder, asked.log)
    for page in PAGES:
        if asked.page and page.key not in asked.page:
            continue
        query = {"lang": look.language, "log": log, "id": application if page.key == "case" else ""}
        tab.set_viewport_size(size)
        tab.goto(f"{url}{page.path}?{urlencode({k: v for k, v in query.items() if v})}")
        settle(tab)
        file = asked.outdir / f"{page.key}-{look.name}.png"
        if not asked.height:
            whole(tab)
        tab.screenshot(path=file)
        yield file
    context.close()


def upload(tab: Any, url: str, log: Path) -> None:
    """Open a log on the import page and wait for the Board."""
    tab.goto(f"{url}/import_log?lang=en")
    tab.set_input_files("input[type=file]", log)
    button = tab.get_by_role("button", name="Read the log")
    button.wait_for(timeout=LONGEST_WAIT_MS)
    settle(tab)
    button.click()
    tab.locator(".st-key-cards").wait_for(timeout=LONGEST_WAIT_MS)


def an_application(folder: Path, log: Path | None) -> str:
    """Number of the application whose timeline is shown: the one with most visits."""
    shown = read_log(log or next(folder.rglob("*.parquet"))).log
    return str(shown.applications["application_id"][shown.visits["application"].value_counts().index[0]])


def settle(tab: Any) -> None:
    """Wait until the script has ended and the charts are drawn; learn from the log where that is offered."""
    tab.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=LONGEST_WAIT_MS)
    offer = tab.locator(".st-key-foretell button")
    if offer.count():
        offer.click()
        offer.wait_for(state="detached", timeout=LONGEST_WAIT_MS)
        tab.wait_for_timeout(SETTLE_MS)
    tab.locator(".st-key-foretelling_cancel").wait_for(state="detached", timeout=LONGEST_WAIT_MS)
    tab.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=LONGEST_WAIT_MS)
    tab.wait_for_timeout(SETTLE_MS)


def whole(tab: Any) -> None:
    """Make the window as high as the page: Streamlit scrolls inside it."""
    height = tab.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    tab.set_viewport_size({"width": tab.viewport_size["width"], "height": int(height) + 20})
    tab.wait_for_timeout(SETTLE_MS)


if __name__ == "__main__":
    sys.exit(main())
