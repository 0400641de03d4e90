"""What the Board shows, without a browser."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from dashboard.components.cards import amount
from dashboard.words import formats, name, t
from domain.kpi import BoardFigures, Card

FRAMES = ("wip", "flow", "on_time", "ageing", "stages", "nodes", "edges")


def as_text(figures: BoardFigures) -> str:
    """Write the cards and the slowest stages as lines of text."""
    zone = figures.time_zone
    start, end = (formats.day(at, zone) for at in (figures.period.start, figures.period.end))
    lines = [f"{start} – {end} ({zone}), {t('{n} applications', n=figures.cases)}", ""]
    lines += [_line(card) for card in figures.cards]
    lines += ["", t("Slowest stages")]
    stages = zip(figures.stages["stage"], figures.stages["mean_hours"], figures.stages["n"], strict=True)
    lines += [f"  {name(stage)}: {formats.duration(hours)} (n = {n})" for stage, hours, n in stages]
    return "\n".join(lines)


def as_json(figures: BoardFigures) -> str:
    """Write everything the Board shows; unknown is null, instants are ISO 8601 in UTC."""
    content = {
        "period": _period(figures.period.start, figures.period.end),
        "previous": _period(figures.previous.start, figures.previous.end),
        "at": figures.at.isoformat(),
        "freq": figures.freq,
        "time_zone": figures.time_zone,
        "cases": figures.cases,
        "cards": [_card(card) for card in figures.cards],
        **{frame: _rows(getattr(figures, frame)) for frame in FRAMES},
    }
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)


def _line(card: Card) -> str:
    figure = card.figure
    return f"  {name(card.name)}: {amount(figure.mean, figure.unit)} (n = {figure.n})"


def _card(card: Card) -> dict[str, Any]:
    parts = {"figure": asdict(card.figure), "before": asdict(card.before)}
    return {"name": card.name, "better": card.better, "change": card.change, **parts}


def _period(start: pd.Timestamp, end: pd.Timestamp) -> Mapping[str, str]:
    return {"start": start.isoformat(), "end": end.isoformat()}


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows of a frame; an endless bound is null, like any value that is not known."""
    rows: list[dict[str, Any]] = json.loads(frame.to_json(orient="records", date_format="iso"))
    return rows
