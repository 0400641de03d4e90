"""Delay risk: which open applications will miss their promise, why, and how far that may be believed."""

import streamlit as st

from dashboard import first_log
from dashboard.components import (
    foretold,
    provenance,
    risk_cards,
    risk_choices,
    risk_past,
    risk_table,
    risk_why,
    told_notes,
)

opened = first_log.desk()
provenance.show(opened)
found = foretold.show(opened)
if found is None:
    st.stop()

zone = opened.log.time_zone
asked = risk_choices.show(found.outlook)
risk_cards.show(found.outlook, asked)
left, right = st.columns([5, 3])
with left:
    chosen = risk_table.show(found.outlook, asked.kind, zone)
if chosen is not None:
    with right:
        risk_why.show(chosen, zone)
told_notes.show(found.outlook.notes, opened.log.name)
risk_past.show(found, asked, zone)
