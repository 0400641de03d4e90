"""A field for a file, with its words in the reader's language: those of Streamlit's own are English."""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.words import t

_SAY = """<style>
.st-key-{key} [data-testid="stFileUploaderDropzoneInstructions"] {{ font-size: 0; }}
.st-key-{key} [data-testid="stFileUploaderDropzoneInstructions"] * {{ display: none; }}
.st-key-{key} [data-testid="stFileUploaderDropzoneInstructions"]::after {{
  content: "{limit}"; font-size: 0.87rem; white-space: normal;
}}
.st-key-{key} section > span button p, .st-key-{key} section > button p {{ font-size: 0; }}
.st-key-{key} section > span button p::after, .st-key-{key} section > button p::after {{
  content: "{choose}"; font-size: 0.93rem;
}}
</style>"""


def show(label: str, kinds: Sequence[str], key: str = "log_file") -> UploadedFile | None:
    """Draw the field and give the file, or None.

    Parameters
    ----------
    kinds : endings of names that may be chosen.
    key : of the field on its page.
    """
    most = int(st.get_option("server.maxUploadSize"))
    limit = t("Up to {size} MB: {kinds}", size=most, kinds=", ".join(kinds))
    st.html(_SAY.format(key=key, limit=limit, choose=t("Choose a file")))
    return st.file_uploader(label, type=list(kinds), key=key)
