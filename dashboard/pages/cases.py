"""The applications behind a figure of the Board."""

import streamlit as st

from dashboard import address, cached, first_log, foretelling
from dashboard.components import case_table, drill_down, empty, filter_bar, links, provenance
from dashboard.navigation import go
from dashboard.words import t

opened = first_log.desk()
provenance.show(opened)
links.back("board", t("Back to the Board"))
figure = address.first(drill_down.FIGURE) or ""
filters = filter_bar.show(opened, in_period=bool(figure))
group = address.first(drill_down.GROUP) or drill_down.ALL

cases = cached.behind(opened.key, filters, figure, group, opened)
case_table.heading(figure, group, len(cases))
if cases.empty:
    empty.show(t("No application is behind this figure"), t("Choose another period on the Board."))
    st.stop()

chosen = case_table.show(cases, opened.log.time_zone, foretelling.ready(opened))
if chosen is not None:
    address.hand_on("id", chosen)
    go("case")
