"""One application: its way through the stages, its promises, what is open."""

import streamlit as st

from dashboard import address, first_log
from dashboard.charts.timeline import long_after, timeline
from dashboard.components import case_facts, empty, foretold_case, links, panel, provenance
from dashboard.words import t
from domain import kpi
from domain.errors import InputError

opened = first_log.desk()
log = opened.log
provenance.show(opened)
links.back("cases", t("Back to the applications"))
number = case_facts.ask(address.first("id"))
if not number:
    empty.show(t("Which application?"), t("Type its number above, or choose one in a table of applications."))
    st.stop()

try:
    entries = kpi.timeline(log, number)
except InputError:
    st.error(t("This log has no application {number}.", number=number), icon=":material/search_off:")
    st.stop()

case_facts.show(opened, number)
foretold_case.show(opened, number)
until, zone = log.observed_until, log.time_zone
later = long_after(entries)
panel.show(
    t("Its way through the stages"),
    entries[~later],
    lambda frame: timeline(frame, until, zone),
    note=case_facts.of_later(entries[later], zone),
)
case_facts.table(entries, zone)
