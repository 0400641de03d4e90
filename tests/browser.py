"""Find a browser and start the application for the tests that drive it.

``python -m tests.browser`` prints the browser's path, or exits with status 1 where there is none.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60

FLAGS = [
    "--no-sandbox",  # tests run as root in containers
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # A page that needs anything from outside would fail here and not only at a customer without internet.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def find_browser() -> str | None:
    """Path of an installed Chromium: the system's, else Playwright's own, else None."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    return _playwright_browser()


def _playwright_browser() -> str | None:
    from playwright.sync_api import sync_playwright  # half a second that a system browser saves

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


@contextmanager
def running_app(folder: Path) -> Iterator[str]:
    """Run the application on a free port, with its data in `folder`, and yield its address."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    with (folder / "app.log").open("w") as output, _started(port, folder, output) as process:
        try:
            _wait_until_healthy(url, process, folder / "app.log")
            yield url
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _started(port: int, folder: Path, output: IO[str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    options = [f"--server.port={port}", "--server.headless=true", "--server.fileWatcherType=none"]
    environment = os.environ | {"SWITCHBOARD_VAR": str(folder)}
    return subprocess.Popen(
        command + options, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
    )


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _healthy(url):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the application did not start; it said:\n{log.read_text()}")
        time.sleep(0.2)


def _healthy(url: str) -> bool:
    try:
        with urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


if __name__ == "__main__":
    found = find_browser()
    print(found or "no browser")
    sys.exit(0 if found else 1)
