"""Files of visits and crews as what is planned."""

import streamlit as st

from dashboard import plan_files
from dashboard.components import file_field
from dashboard.words import t
from dashboard.words.told import told
from domain.errors import InputError

_KINDS = ("csv", "json")


def show() -> bool:
    """Draw the two fields; whether there is something to plan from."""
    left, right = st.columns(2)
    with left:
        visits = file_field.show(t("File of visits"), _KINDS, "plan_visits_file")
    with right:
        crews = file_field.show(t("File of crews"), _KINDS, "plan_crews_file")
    if visits is not None and crews is not None:
        try:
            plan_files.take(visits, crews)
        except InputError as error:
            st.error(told(str(error)), icon=":material/error:")
            return False
    return _told()


def _told() -> bool:
    kept = plan_files.pair()
    if kept is None:
        st.caption(
            t(
                "CSV or JSON, as `python -m optimizer plan` takes them; `python -m optimizer schema visits` "
                "and `schema crews` tell every column. Ways are great circles with the detour of the land."
            )
        )
        return False
    visits, crews = kept.names
    st.caption(
        t(
            "{visits}: {n} visits. {crews}: {m} crews.",
            visits=visits,
            crews=crews,
            n=len(kept.problem.visits),
            m=len(kept.problem.crews),
        )
    )
    return True
