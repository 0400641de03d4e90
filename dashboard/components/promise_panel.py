"""How promises were kept, in bins wide enough to say something."""

from dashboard import cached
from dashboard.charts.on_time import on_time
from dashboard.components import panel
from dashboard.shelf import OpenLog
from dashboard.words import t
from domain.kpi import BoardFigures, Filters
from domain.kpi.period import Freq

_WIDER: dict[Freq, Freq] = {"hour": "day", "day": "week", "week": "month"}
_ENOUGH = 10
"""Deadlines in a bin on average below which its share says little."""


def show(opened: OpenLog, filters: Filters, figures: BoardFigures) -> None:
    """Draw the trend in the Board's bins, or in wider ones while these hold too few deadlines."""
    freq, trend = figures.freq, figures.on_time
    while freq in _WIDER and trend["n"].sum() < _ENOUGH * len(trend):
        freq = _WIDER[freq]
        trend = cached.on_time(opened.key, filters, freq, opened)
    panel.show(
        t("Promises kept on time"),
        trend[trend["n"] > 0],
        lambda frame: on_time(frame, figures.time_zone, freq),
        t("The larger a point, the more deadlines were due. The band is the 95 % interval."),
        "" if opened.log.deadlines["due_at"].notna().any() else t("This log has no due dates."),
    )
