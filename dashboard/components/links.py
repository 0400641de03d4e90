"""Links between pages that take along what the address is to hold."""

import streamlit as st

from dashboard.navigation import address_of, page


def back(key: str, label: str) -> None:
    """Draw a link back to a page."""
    st.page_link(page(key), label=label, icon=":material/arrow_back:", query_params=address_of(key))
