"""How to train the model again, what it was made with, and the card to take along."""

import shlex

import pandas as pd
import streamlit as st

from dashboard.foretelling import Foretold
from dashboard.shelf import OpenLog
from dashboard.words import t
from models.card import card_of
from models.stored import Stored, store


def show(found: Foretold, opened: OpenLog) -> None:
    """Draw the command, the versions and the download."""
    stored = store(found.outlook.model, found.made_at, _command(found, opened))
    with st.container(border=True):
        st.subheader(t("Train again"), anchor=False)
        st.caption(t("On this page it is done anew for each log that is opened; on the command line:"))
        st.code(stored.command, language="bash", wrap_lines=True)
        st.download_button(
            t("Download the model card"),
            card_of(stored),
            "model_card.md",
            "text/markdown",
            icon=":material/download:",
        )
        _made_with(stored)


def _command(found: Foretold, opened: OpenLog) -> str:
    seed = str(found.outlook.model.source.seed)
    return shlex.join(
        ["python", "-m", "models", "train", opened.label or "LOG", "--seed", seed, "--out", "DIR"]
    )


def _made_with(stored: Stored) -> None:
    with st.expander(t("Made with")):
        versions = pd.DataFrame(
            {t("Library"): list(stored.versions), t("Version"): list(stored.versions.values())}
        )
        st.dataframe(versions, hide_index=True)
