"""The application: `streamlit run streamlit_app.py` serves the pages and a few plain routes on one port."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st

from dashboard.first_log import make
from dashboard.routes import ROUTES


@asynccontextmanager
async def prepared(_app: st.App) -> AsyncIterator[dict[str, Any] | None]:
    """Begin to simulate the first log while the reader's browser is still starting."""
    threading.Thread(target=make, name="first-log", daemon=True).start()
    yield None


app = st.App("dashboard/script/main.py", routes=ROUTES, lifespan=prepared)
