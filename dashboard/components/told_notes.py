"""What cannot be told, and why: sentences of the models in the reader's language."""

from collections.abc import Sequence

import streamlit as st

from dashboard.words.told import told


def show(sentences: Sequence[str]) -> None:
    """Draw each sentence."""
    for sentence in sentences:
        st.info(told(sentence), icon=":material/info:")
