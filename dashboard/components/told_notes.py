"""What cannot be told, and why: sentences of the models in the reader's language."""

from collections.abc import Sequence

import streamlit as st

from dashboard.words import name
from dashboard.words.told import told


def show(sentences: Sequence[str], log: str) -> None:
    """Draw each sentence.

    Parameters
    ----------
    log : name of the log they are about, which is shown as a reader calls it.
    """
    for sentence in sentences:
        st.info(told(sentence.replace(f"'{log}'", f"'{name(log)}'", 1)), icon=":material/info:")
