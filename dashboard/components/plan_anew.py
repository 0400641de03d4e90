"""A button below what is changed by hand: plan with it."""

import streamlit as st

from dashboard import plan_desk, planning
from dashboard.planning import OnDesk
from dashboard.words import t
from dashboard.words.told import told
from domain.errors import InputError


def show(key: str) -> None:
    """Draw the button; a press starts the job and draws the page anew."""
    if st.button(t("Plan with these changes"), icon=":material/route:", key=key, type="primary"):
        try:
            planning.start(OnDesk(planning.question(), plan_desk.changes(), planning.limit()))
        except InputError as error:
            st.error(told(str(error)), icon=":material/error:")
            return
        st.rerun()
