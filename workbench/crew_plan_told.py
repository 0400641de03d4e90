"""What the command on plans of crews prints: JSON for machines, tables for people."""

import json
from collections.abc import Mapping

import pandas as pd

from workbench.crew_plan import Planned
from workbench.study_tables import NONE, markdown

Frames = Mapping[str, pd.DataFrame]


def as_json(found: Planned, frames: Frames) -> str:
    """The plan, how good it is, and frames beside it."""
    told = {
        name: json.loads(frame.to_json(orient="records", date_format="iso")) for name, frame in frames.items()
    }
    result = found.result
    good = {"status": str(result.status), "bound": result.bound, "gap": result.gap}
    data = {"at": found.work.now.isoformat(), **good, **told, "plan": found.plan.to_mapping()}
    return json.dumps(data, indent=2, ensure_ascii=False)


def as_tables(frames: Frames) -> str:
    """A table for each frame."""
    return "\n\n".join(_table(frame) for frame in frames.values())


def _table(frame: pd.DataFrame) -> str:
    rows = [[_said(value) for value in row] for row in frame.to_numpy().tolist()]
    return markdown(list(frame.columns), rows)


def _said(value: object) -> str:
    if value is None or value is pd.NaT or value != value:
        return NONE
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return f"{value:.1f}" if isinstance(value, float) else str(value)
