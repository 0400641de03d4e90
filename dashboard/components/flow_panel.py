"""How many applications came and went."""

from dashboard.charts.work_in_progress import flow
from dashboard.components import panel
from dashboard.words import t
from domain.kpi import BoardFigures


def show(figures: BoardFigures) -> None:
    """Draw the counts of each bin, and say where the bins at the ends are no whole ones."""
    cut = figures.freq in ("week", "month")
    panel.show(
        t("Applications that came and went"),
        figures.flow,
        lambda frame: flow(frame, figures.time_zone, figures.freq),
        t("The first and the last point count only their days within the period.") if cut else "",
    )
