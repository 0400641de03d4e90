"""Satisfaction: how satisfied customers are, what goes with it, what they complain of."""

import streamlit as st

from dashboard import cached, first_log
from dashboard.components import (
    empty,
    provenance,
    satisfaction_cards,
    satisfaction_choices,
    satisfaction_drivers,
    satisfaction_panels,
    survey_upload,
)
from dashboard.words import t

opened = first_log.desk()
provenance.show(opened)
if opened.log.surveys.empty:
    empty.show(
        t("This log holds no surveys"), t("Open a log whose customers were asked, or a file of surveys.")
    )
    survey_upload.show(opened)
    st.stop()

stages = cached.stages(opened.key, opened)
stage, dimension = satisfaction_choices.show(stages, cached.dimensions(opened.key, opened))
with st.spinner(t("Comparing answers with what was lived through")):
    told = cached.satisfaction(opened.key, stage, opened)
satisfaction_cards.show(told, dimension, stage)

left, right = st.columns(2)
with left:
    satisfaction_drivers.show(told, dimension)
    satisfaction_panels.teams(told)
with right:
    satisfaction_panels.scores(told, stages)
    satisfaction_panels.complaints(cached.topics(opened.key, opened))
survey_upload.show(opened)
