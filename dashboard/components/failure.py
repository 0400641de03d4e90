"""What went wrong, in one sentence."""

import streamlit as st

from dashboard.words import t
from dashboard.words.told import told


def show(error: Exception) -> None:
    """Draw the sentence of an error about the reader's input."""
    st.error(told(str(error)), icon=":material/error:")
    st.caption(t("Nothing was changed. Mend the file or the mapping and try again."))
