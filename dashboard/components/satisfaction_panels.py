"""Panels of the satisfaction page beside the drivers: scores by stage, teams, complaints."""

import pandas as pd
import streamlit as st

from dashboard.charts import satisfaction as charts
from dashboard.components import chart
from dashboard.words import LANGUAGES, language, name, t
from dashboard.words.formats import percent
from models.comments import Topics
from models.satisfaction import Satisfaction
from models.satisfaction_effects import ALL
from models.satisfaction_levels import TEAM


def scores(told: Satisfaction, stages: tuple[str, ...]) -> None:
    """Draw the mean score of each stage and dimension."""
    with st.container(border=True):
        st.subheader(t("Scores by stage"), anchor=False)
        known = set(told.levels["stage"].astype("str")) - {ALL}
        rows = [stage for stage in stages if stage in known]
        chart.show(charts.levels(told.levels, rows), t("Mean score of each stage by what was asked about"))
        st.caption(t("Mean of 1 (very dissatisfied) to 5 (very satisfied); intervals and n when pointed at."))


def teams(told: Satisfaction) -> None:
    """Draw how departments compare; none with too few customers."""
    with st.container(border=True):
        st.subheader(t("Departments compared"), anchor=False)
        ranked = told.teams[told.teams["missing"] == 0]
        if len(ranked):
            chart.show(charts.teams(ranked, "department"), t("Difference of each department from the mean"))
            st.caption(t("Against answers about the same stages; an interval across 0 shows no difference."))
        else:
            st.caption(t("No department has answers of {n} customers.", n=TEAM))
        for row in told.teams[told.teams["missing"] > 0].itertuples():
            said = t(
                "{team}: not compared, {n} customers are missing.",
                team=name(row.team, "department"),
                n=row.missing,
            )
            st.caption(said)


def complaints(topics: Topics | None) -> None:
    """List what complaints are about, those in the reader's language first."""
    with st.container(border=True):
        st.subheader(t("What customers complain of"), anchor=False)
        if topics is None:
            st.caption(t("The surveys of this log hold no comments."))
            return
        if len(topics.topics):
            trend = st.column_config.AreaChartColumn(t("By week"), y_min=0)
            st.dataframe(
                _listed(topics), hide_index=True, height="content", column_config={t("By week"): trend}
            )
            st.caption(
                t("Topics of the comments given with a score of 3 or less; each is named by its words.")
            )
        for spoken, missing in topics.too_few.items():
            st.caption(
                t(
                    "{language}: {n} more comments are needed for topics.",
                    language=LANGUAGES[spoken],
                    n=missing,
                )
            )


def _listed(topics: Topics) -> pd.DataFrame:
    stage = topics.stages.sort_values("n").drop_duplicates("topic", keep="last").set_index("topic")["stage"]
    own = topics.topics["language"] == language()
    rows, weekly = pd.concat([topics.topics[own], topics.topics[~own]]), topics.by_week()
    return pd.DataFrame(
        {
            t("Words"): [" ".join(words) for words in rows["words"]],
            t("Comments"): rows["n"].to_list(),
            t("Share"): [percent(share, 0) for share in rows["share"]],
            t("By week"): [weekly[topic] for topic in rows["topic"]],
            t("Mostly at"): [name(one) for one in rows["topic"].map(stage).fillna("")],
            t("Example"): [examples[0] for examples in rows["examples"]],
        }
    )
