"""A text to type YAML into; it tells the page what is typed while it is typed.

Streamlit's own text area tells only when the reader leaves it.
"""

from collections.abc import Callable

import streamlit as st

PAUSE_MILLISECONDS = 350
_HTML = """
<label for="text"></label>
<textarea id="text" spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off"></textarea>
"""
_CSS = """
label { display: block; font-size: 0.875rem; margin-bottom: 0.4rem; color: var(--st-text-color); }
textarea {
  box-sizing: border-box; width: 100%; height: 34rem; resize: vertical; padding: 0.7rem 0.9rem;
  font-family: var(--st-code-font, monospace); font-size: 0.875rem; line-height: 1.5;
  color: var(--st-text-color); background: var(--st-secondary-background-color);
  border: 1px solid color-mix(in srgb, var(--st-text-color) 45%, transparent); border-radius: 0.5rem;
}
textarea:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
"""
_JS = """
export default function ({ data, parentElement, setStateValue }) {
  const area = parentElement.querySelector("textarea");
  parentElement.querySelector("label").textContent = data.label;
  if (area.dataset.revision !== String(data.revision)) {
    area.dataset.revision = String(data.revision);
    if (area.value !== data.text) area.value = data.text;
  }
  const tell = () => setStateValue("typed", { text: area.value, revision: data.revision });
  area.oninput = () => {
    clearTimeout(area.pause);
    area.pause = setTimeout(tell, data.pause);
  };
  area.onblur = () => { if (area.pause) { clearTimeout(area.pause); area.pause = null; tell(); } };
}
"""
_renderer = st.components.v2.component("switchboard_yaml_text", html=_HTML, css=_CSS, js=_JS)


def show(label: str, text: str, revision: int, key: str, typed: Callable[[str], None]) -> None:
    """Draw the text.

    Parameters
    ----------
    label : what those who hear the page are told it is.
    revision : another number than before replaces what stands in the browser by `text`.
    typed : called with the whole text a moment after each pause in typing.
    """

    def heard() -> None:
        said = st.session_state[key].get("typed")
        # What was still on its way when the form changed the text is older than the text.
        if said and said["revision"] == revision:
            typed(said["text"])

    _renderer(
        data={"label": label, "text": text, "revision": revision, "pause": PAUSE_MILLISECONDS},
        key=key,
        on_typed_change=heard,
    )
