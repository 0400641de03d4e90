"""Model card: what foretells the open applications, what it learned from, whether it still fits."""

import streamlit as st

from dashboard import first_log
from dashboard.components import card_drift, card_facts, card_refit, foretold, provenance, told_notes

opened = first_log.desk()
provenance.show(opened)
found = foretold.show(opened)
if found is None:
    st.stop()

zone = opened.log.time_zone
card_facts.trained_on(found, zone)
told_notes.show(found.outlook.notes, opened.log.name)
left, right = st.columns(2)
with left:
    card_facts.judged(found.outlook)
    card_facts.features(found.outlook)
    card_refit.show(found, opened)
with right:
    card_drift.show(found.outlook, zone)
