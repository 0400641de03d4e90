"""Take the pictures that README shows, anew: ``python tools/doc_pictures.py [NAME]...``."""

import argparse
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from screenshots import LONGEST_WAIT_MS, ROOT, WIDTHS, launched, settle

from tests.browser import running_app

FOLDER = ROOT / "docs" / "screenshots"
COLOURS = 256
DRAWN = "canvas.marks, .vega-embed svg"


@dataclass(frozen=True)
class Picture:
    """One picture.

    Attributes
    ----------
    link : path and query of what it shows.
    height : pixels from the top.
    press : what is clicked, and what tells that the answer is there.
    """

    link: str
    height: int
    press: tuple[str, str] | None = None
    theme: str = "light"


_WHAT_IF = "scenario=one_stop&crews=survey_old_town:6&days=14&replications=6"
_PLAN = "plan_scenario=summer_peak&plan_at=2026-07-28T08:00&plan_limit=5"
_PLANNED = (".st-key-plan_start button", ".st-key-plan_publish")
PICTURES = {
    "board": Picture("/?lang=en", 1050),
    "what_if": Picture(f"/what_if?lang=en&{_WHAT_IF}", 1750, (".st-key-what_if_run button", DRAWN)),
    "editor": Picture("/editor?lang=en", 960),
    "delay_risk": Picture("/delay_risk?lang=en", 1500),
    "model_card": Picture("/model_card?lang=en", 1500),
    "dispatch": Picture(f"/dispatch?lang=en&{_PLAN}", 1790, _PLANNED),
    "dispatch_zh": Picture(f"/dispatch?lang=zh&{_PLAN}", 1790, _PLANNED, "dark"),
}


def main(arguments: list[str] | None = None) -> int:
    """Take the pictures asked for and print where they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", nargs="*", help=f"only these of {', '.join(PICTURES)}")
    asked = parser.parse_args(arguments).name or list(PICTURES)
    with tempfile.TemporaryDirectory() as folder, launched() as browser, running_app(Path(folder)) as url:
        for name in asked:
            print(take(browser, url, name))
    return 0


def take(browser: Any, url: str, name: str) -> Path:
    """Open what a picture shows, get its answer and keep what is seen, in few colours."""
    picture, file = PICTURES[name], FOLDER / f"{name}.png"
    size = {"width": WIDTHS["wide"], "height": picture.height}
    context = browser.new_context(viewport=size, color_scheme=picture.theme)
    tab = context.new_page()
    tab.goto(url + picture.link)
    settle(tab)
    if picture.press is not None:
        button, answer = picture.press
        tab.locator(button).first.click()
        tab.locator(answer).first.wait_for(timeout=LONGEST_WAIT_MS)
        settle(tab)
    tab.mouse.move(0, 0)
    tab.screenshot(path=file)
    context.close()
    Image.open(file).convert("RGB").quantize(COLOURS).save(file, optimize=True)
    return file


if __name__ == "__main__":
    sys.exit(main())
