"""The pages as data: the application, its tests and its screenshots walk this list."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import streamlit as st

from dashboard import address, state
from dashboard.words import languages, mark, t
from workbench.link import KEYS

_PAGES = Path(__file__).resolve().parent / "pages"


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes
    ----------
    key : its file in `dashboard/pages` and its address.
    title : English source of its title.
    icon : Material symbol.
    listed : whether the menu shows it; the others are reached from a page.
    of_log : whether it shows the log on the desk; the reader then chooses the log there.
    asks : keys of `dashboard.address` that this page keeps beside language and log.
    """

    key: str
    title: str
    icon: str
    listed: bool = True
    of_log: bool = True
    asks: tuple[str, ...] = ()

    @property
    def keeps(self) -> tuple[str, ...]:
        """Every key that stays in the address of this page."""
        return (languages.KEY, state.LOG, *self.asks)

    @property
    def file(self) -> Path:
        """The script of the page."""
        return _PAGES / f"{self.key}.py"

    @property
    def path(self) -> str:
        """Its address; the first page stands at the root."""
        return "/" if self is PAGES[0] else f"/{self.key}"


_FILTERS = ("period", "from", "to", "track", "department", "region", "having")
_BEHIND = (*_FILTERS, "figure", "group")
_WHAT_IF = (*KEYS, "run", "variant")
_PLAN = (
    "plan_source", "plan_scenario", "plan_at", "plan_days", "plan_limit", "plan_view", "plan", "plan_before",
)  # fmt: skip

PAGES: Sequence[Page] = (
    Page("board", mark("Board"), ":material/dashboard:", asks=(*_FILTERS, "edges")),
    Page(
        "delay_risk",
        mark("Delay risk"),
        ":material/notification_important:",
        asks=("deadline_of", "missed_costs", "looks_hourly"),
    ),
    Page(
        "satisfaction",
        mark("Satisfaction"),
        ":material/sentiment_satisfied:",
        asks=("of_stage", "asked_about"),
    ),
    Page("what_if", mark("What-if"), ":material/experiment:", of_log=False, asks=_WHAT_IF),
    Page("dispatch", mark("Dispatch"), ":material/route:", asks=_PLAN),
    Page("model_card", mark("Model card"), ":material/badge:"),
    Page("editor", mark("Scenarios"), ":material/edit_document:", of_log=False, asks=("draft",)),
    Page("import_log", mark("Open a log"), ":material/upload_file:", of_log=False),
    Page(
        "cases",
        mark("Applications"),
        ":material/list_alt:",
        listed=False,
        asks=_BEHIND,
    ),
    Page(
        "case",
        mark("One application"),
        ":material/timeline:",
        listed=False,
        asks=(*_BEHIND, "id"),
    ),
)


def page(key: str) -> Path:
    """Give the file of a page, as `st.switch_page` and `st.page_link` take it."""
    return next(entry.file for entry in PAGES if entry.key == key)


def go(key: str) -> NoReturn:
    """Switch to a page, with what its address is to hold.

    Streamlit 1.67 enters the new query under the old path before it enters the new path: the first step back
    shows the page one came from with keys it does not heed, the second its own address.
    """
    st.switch_page(page(key), query_params=address_of(key))


def address_of(key: str) -> dict[str, list[str]]:
    """What the address of a page holds, as `st.page_link` takes it."""
    entry = next(entry for entry in PAGES if entry.key == key)
    return {name: list(address.get(name)) for name in entry.keeps if address.get(name)}


def menu() -> tuple[Page, "st.Page"]:
    """Show the menu in the reader's language; give the page asked for and its script to run."""
    scripts = {entry.key: _script(entry) for entry in PAGES}
    chosen = st.navigation(list(scripts.values()), position="top")
    return next(entry for entry in PAGES if scripts[entry.key] == chosen), chosen


def _script(entry: Page) -> "st.Page":
    return st.Page(
        entry.file,
        title=t(entry.title),
        icon=entry.icon,
        url_path=entry.key,
        default=entry is PAGES[0],
        visibility="visible" if entry.listed else "hidden",
    )
