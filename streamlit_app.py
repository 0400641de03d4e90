"""The application: `streamlit run streamlit_app.py` serves the pages and a few plain routes on one port."""

import streamlit as st

from dashboard.routes import ROUTES

app = st.App("dashboard/main.py", routes=ROUTES)
