"""The application as Streamlit's own test harness runs it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import foretelling
from dashboard.navigation import page as page_file
from dashboard.shelf import shelf
from tests.browser import ROOT
from tests.dashboard.logs import put_first

Start = Callable[..., AppTest]
MAIN = ROOT / "dashboard" / "script" / "main.py"


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    """Each test begins with no open log and empty caches."""
    shelf.cache_clear()
    foretelling.kept.cache_clear()
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    shelf.cache_clear()


@pytest.fixture
def start() -> Start:
    """Start the application with a tiny log on the desk: ``start("cases", figure="finished")``."""

    def started(page: str = "board", **query: Any) -> AppTest:
        put_first()
        app = AppTest.from_file(str(MAIN), default_timeout=30)
        if page != "board":
            app.switch_page(str(page_file(page)))
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()

    return started
