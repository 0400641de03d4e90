"""What if: change a scenario, meet the same customers with both, see the difference with its interval."""

import streamlit as st

from dashboard import asking
from dashboard.components import what_if_answer, what_if_controls, what_if_run, what_if_saved
from dashboard.words import t
from dashboard.words.told import told

if problem := asking.unreadable():
    st.warning(f"{t('This link cannot be read; the first what-if is shown instead.')} {told(problem)}")
    asking.ask(asking.FIRST)

what_if = what_if_controls.show(asking.asked())
what_if_run.show(what_if)
what_if_answer.show(what_if)
what_if_saved.show()
