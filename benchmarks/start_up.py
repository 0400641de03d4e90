"""From `make run` to a page one can use, in a real browser."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

from benchmarks.measuring.command import command
from benchmarks.measuring.process import ROOT, ProgramError
from benchmarks.measuring.section import Section, at_most, compared
from tests.browser import FLAGS, find_browser

CARD = ".st-key-cards [data-testid='stMetricValue']"
LONGEST_SECONDS = 120

ABOUT = """\
After set-up: from the start of `make run` on a free port until a headless Chromium that is already open shows
the first KPI card of the Board. The browser asks for the page as soon as the port answers. Cold: the folder
of the application's data is empty, so the first log is simulated; warm: a second start with the same folder.
Starts alternate; the system's cache of files is warm in both, since the machine has just set the application
up."""


def measure(quick: bool) -> Section:
    """Start the application again and again, cold and warm in turn."""
    set_up()
    cold, warm = [], []
    with chromium() as browser:
        for _ in range(1 if quick else 5):
            with tempfile.TemporaryDirectory() as folder:
                cold.append(seconds_to_first_card(browser, Path(folder)))
                warm.append(seconds_to_first_card(browser, Path(folder)))
    lines = (
        compared("make run to the first KPI card, cold", "s", cold, target=at_most(10)),
        compared("make run to the first KPI card, warm", "s", warm, target=at_most(10)),
    )
    return Section("Start-up", ABOUT, lines, libraries=("streamlit", "playwright"))


def set_up() -> None:
    """Install what is missing, as the first `make run` does; not measured."""
    done = subprocess.run(["make", "--silent", ".venv/.ready-to-run"], cwd=ROOT, check=False)
    if done.returncode:
        raise ProgramError("The application could not be set up; see above.")


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that is open."""
    path = find_browser()
    if path is None:
        raise ProgramError("No Chromium found; install one with: .venv/bin/playwright install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def seconds_to_first_card(browser: Browser, folder: Path) -> float:
    """Start the application with its data in a folder, wait for the first card, stop it."""
    page, port = browser.new_page(), _free_port()
    start = time.perf_counter()
    with _running(port, folder):
        while not _opened(page, f"http://127.0.0.1:{port}"):
            if time.perf_counter() - start > LONGEST_SECONDS:
                raise ProgramError(
                    "The application did not answer; it said: " + _last_line(folder / "app.log")
                )
            time.sleep(0.05)
        _wait_for_card(page)
        passed = time.perf_counter() - start
    page.close()
    return passed


def _wait_for_card(page: Page) -> None:
    try:
        page.locator(CARD).first.wait_for(timeout=LONGEST_SECONDS * 1000)
    except Error as error:
        raise ProgramError(f"No KPI card appeared: {error.message.splitlines()[0]}") from error


@contextlib.contextmanager
def _running(port: int, folder: Path) -> Iterator[None]:
    environment = os.environ | {"SWITCHBOARD_VAR": str(folder)}
    with (folder / "app.log").open("w") as output:
        process = subprocess.Popen(
            ["make", "run", f"PORT={port}", "HEADLESS=1"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield
        finally:
            # make and the application it started are a group of their own.
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def _opened(page: Page, url: str) -> bool:
    try:
        page.goto(url)
    except Error:  # nobody listens yet
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _last_line(path: Path) -> str:
    return (path.read_text("utf-8", errors="replace").strip().splitlines() or ["nothing"])[-1]


if __name__ == "__main__":
    sys.exit(command("start_up", measure))
