"""The application: `streamlit run streamlit_app.py` serves the pages and a few plain routes on one port."""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from dashboard.routes import ROUTES

# Streamlit takes a folder `pages` beside the script for its older way of making pages, and a link to a page that
# arrives before the script has run once would show that page without its shell.
PagesManager.uses_pages_directory = False

app = st.App("dashboard/main.py", routes=ROUTES)
