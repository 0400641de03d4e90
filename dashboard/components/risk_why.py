"""Why one application is at risk: what groups of features make of it."""

from typing import Any

import pandas as pd

from dashboard.charts.reasons import effects
from dashboard.components import panel
from dashboard.words import formats, t
from models.outlook_frames import RISK, why


def show(foretold: "pd.Series[Any]", zone: str) -> None:
    """Draw the dates of an application and what raises and lowers its risk."""
    measure, table = why(foretold)
    panel.show(
        t("Why: {number}", number=str(foretold["application_id"])),
        table,
        lambda frame: effects(frame, measure),
        f"{_dates(foretold, zone)} {_how(measure)}",
        t("Nothing sets this application apart from what is usual."),
    )


def _dates(foretold: "pd.Series[Any]", zone: str) -> str:
    at = {f"p{level}": formats.instant(foretold[f"p{level}_at"], zone) for level in (50, 80, 90)}
    return t("Half of such applications are finished by {p50}, 80 % by {p80}, 90 % by {p90}.", **at)


def _how(measure: str) -> str:
    if measure == RISK:
        return t(
            "Bars: by how much the risk would change were these features as usual; they need not add up."
        )
    return t("Bars: by how much the 90 % date would change were these features as usual.")
