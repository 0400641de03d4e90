"""What pages and commands show of an outlook, ready to be drawn."""

from dataclasses import dataclass

import pandas as pd

from models.alarms import Costs
from models.evaluation import Evaluation
from models.outlook import WHOLE, Outlook
from models.reasons import GROUPS

RISK, HOURS = "risk", "hours"
"""What a group of features changes: the risk (share of 1), or the hours to P90."""


def listed(found: Outlook, kind: str) -> pd.DataFrame:
    """List the open applications by one kind of deadline.

    Parameters
    ----------
    kind : of deadline, see `models.outlook`.

    Returns
    -------
    The rows of `found.open` with told_risk and told_due_at, those of this kind: the highest risk first among
    those whose deadline lies ahead, then those already past it, then those without one.
    """
    prefix = "" if kind == WHOLE else "stage_"
    told = found.open.assign(told_risk=found.open[f"{prefix}risk"], told_due_at=found.open[f"{prefix}due_at"])
    turn = (told["told_due_at"] <= found.at).astype(int) + 2 * told["told_risk"].isna()
    order = told.assign(turn=turn, risk_less=-told["told_risk"], sooner=told["told_due_at"])
    order = order.sort_values(["turn", "risk_less", "sooner", "p90_at"], kind="stable")
    return told.loc[order.index].reset_index(drop=True)


@dataclass(frozen=True)
class Ahead:
    """Open applications by what is foretold of one kind of deadline.

    Attributes
    ----------
    open : all of them.
    ahead, past : whose deadline lies ahead, or has passed.
    expected : of those ahead, how many are expected to miss it: the sum of their risks.
    alarms : of those ahead, how many have a risk from which an alarm pays.
    """

    open: int
    ahead: int
    past: int
    expected: float
    alarms: int


def ahead(found: Outlook, kind: str, costs: Costs) -> Ahead:
    """Count the open applications.

    Parameters
    ----------
    kind : of deadline, see `models.outlook`.
    """
    rows = listed(found, kind)
    due, risk = rows["told_due_at"], rows["told_risk"]
    to_come = risk[(due > found.at) & risk.notna()]
    return Ahead(
        len(found.open),
        len(to_come),
        int((due <= found.at).sum()),
        float(to_come.sum()),
        int((to_come >= costs.threshold).sum()),
    )


def why(foretold: "pd.Series[float]") -> tuple[str, pd.DataFrame]:
    """Say what the groups of features make of one application.

    Parameters
    ----------
    foretold : its row, see `models.predicting`.

    Returns
    -------
    What is changed (risk, where one is told, else hours), and group, effect; the strongest raising first.
    """
    measure = RISK if pd.notna(foretold[f"{RISK}_{GROUPS[0]}"]) else HOURS
    effects = [float(foretold[f"{measure}_{group}"]) for group in GROUPS]
    table = pd.DataFrame({"group": [str(group) for group in GROUPS], "effect": effects})
    shown = table[table["effect"].abs() > 0]
    return measure, shown.sort_values("effect", ascending=False, kind="stable", ignore_index=True)


def figures(judged: Evaluation | None) -> pd.DataFrame:
    """List how good a model was on later cases, each figure beside the naive rule.

    Returns
    -------
    measure, unit (days, share or none), model, rule (value of the naive rule; what is stated, for a
    coverage), n.
    """
    rows: list[tuple[str, str, float, float, int]] = []
    if judged is not None:
        time, late = judged.remaining_time, judged.lateness
        rows.append(("mae", "days", time["mae_days"], time["mae_days_median_rule"], time["n"]))
        rows += [
            (f"finished_by_{name}", "share", share, float(name[1:]) / 100, time["n"])
            for name, share in time["coverage"].items()
        ]
        if late is not None:
            rows.append(("late_area", "", late["auc"], late["auc_rate_rule"], late["n"]))
            rows.append(("late_brier", "", late["brier"], late["brier_rate_rule"], late["n"]))
            rows.append(("late_calibration_error", "share", late["ece"], float("nan"), late["n"]))
    return pd.DataFrame(rows, columns=["measure", "unit", "model", "rule", "n"])


def features_read(found: Outlook) -> pd.DataFrame:
    """List the features that the model reads: group, column."""
    columns = {
        column: str(found.groups[column])
        for part in (found.model.duration, found.model.delay, found.model.stage_delay)
        if part is not None
        for column in part.encoder.columns
    }
    table = pd.DataFrame({"group": list(columns.values()), "column": list(columns)})
    order = {str(group): place for place, group in enumerate(GROUPS)}
    return table.sort_values("group", key=lambda names: names.map(order), kind="stable", ignore_index=True)
