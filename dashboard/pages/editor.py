"""Write a scenario: a form and its YAML side by side, checked while it is typed, beside what it extends."""

import streamlit as st

from dashboard import drafting
from dashboard.components import editor_actions, editor_form, editor_verdict, yaml_text
from dashboard.words import t

desk = drafting.desk()
editor_actions.choose(desk.began)
draft = drafting.draft()
editor_verdict.show(draft)
form, text = st.columns([1, 1], gap="large")
with form:
    editor_form.show(draft.scenario or desk.sound, disabled=draft.scenario is None)
with text:
    yaml_text.show(t("Scenario text (YAML)"), desk.text, desk.revision, "editor_text", drafting.typed)
    editor_actions.hand_on(draft)
editor_verdict.differences(draft)
