"""Why the date that can be promised is another than it was: which groups of features moved it.

Each group gets what its change adds to the move, averaged over all orders in which the groups can change
(`models.shapley`): the parts add up to the whole move, the rounding to working time included. The time that
has passed between the two looks counts as a change of `elapsed`. Both dates are of the same model, so that
only what happened to the service and to the application can move them.
"""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.errors import must
from domain.eventlog import EventLog
from domain.instants import HOUR, Micros, micros_of
from domain.kpi.standing import as_instants
from models.features import Features, Group, Moments, features_at
from models.outcomes import Floats
from models.predicting import opened_at
from models.promise import promised
from models.reasons import GROUPS, columns_of
from models.recipe import types_of
from models.shapley import shares, subsets
from models.trained import TrainedModel

_AT_ONCE = 64
"""Applications worked out together: each takes 256 rows."""


def promise_moves(
    model: TrainedModel,
    log: EventLog,
    before: pd.Timestamp,
    at: pd.Timestamp,
    applications: Collection[str] | None = None,
) -> pd.DataFrame:
    """Tell how the promises of applications open at both instants moved, and why.

    Parameters
    ----------
    applications : ids; all when not given.

    Returns
    -------
    application_id, promise_before, promise_at (instants), moved_hours (positive: later), reason (the `Group`
    that moved it most in the direction of the move; unknown where it stayed), and for every group
    moved_GROUP in hours, which add up to moved_hours.

    Raises
    ------
    InputError
        When `before` is not before `at`, or the log lacks what the model reads or ends before `at`.
    """
    must(
        before < at,
        f"Promises can be compared with an earlier instant only, got {before.isoformat()} and "
        f"{at.isoformat()}.",
    )
    model.schema.must_fit(log)
    rows = np.intersect1d(
        opened_at(log, before, applications).application, opened_at(log, at, applications).application
    )
    looks = [Moments.of(rows, np.full(rows.size, int(micros_of(one)))) for one in (before, at)]
    first, second = (features_at(log, moments, model.recipe) for moments in looks)
    told = pd.DataFrame({"application_id": log.applications["application_id"].to_numpy()[rows]})
    return pd.concat([told, moves_between(model, first, second, types_of(log, looks[1]))], axis=1)


def moves_between(
    model: TrainedModel, before: Features, after: Features, types: Sequence[str]
) -> pd.DataFrame:
    """Tell how the promise moved from each row of `before` to the same row of `after`.

    Parameters
    ----------
    types : of each row.

    Returns
    -------
    The columns of `promise_moves` from promise_before on.
    """
    parts = [
        _values(model, before.take(rows), after.take(rows), [types[row] for row in rows])
        for rows in np.split(np.arange(len(before)), np.arange(_AT_ONCE, len(before), _AT_ONCE))
    ]
    values = np.concatenate(parts)
    # Differences are small numbers of microseconds, which floats hold exactly; instants are not.
    effects = shares((values - values[:, :1]).astype(np.float64)) / HOUR
    first, last = values[:, 0].copy(), values[:, -1].copy()
    return pd.DataFrame(
        {
            "promise_before": as_instants(first),
            "promise_at": as_instants(last),
            "moved_hours": (last - first) / HOUR,
            "reason": pd.Series(reason_of(effects, last - first), dtype="str"),
            **{f"moved_{group}": effects[:, place] for place, group in enumerate(GROUPS)},
        }
    )


def reason_of(effects: Floats, moved: Micros) -> npt.NDArray[np.object_]:
    """Name the group that did most in the direction of each move; None where nothing moved."""
    names: npt.NDArray[np.object_] = np.array([str(group) for group in GROUPS], dtype=object)
    if not moved.size:
        return names[:0]
    found: npt.NDArray[np.object_] = names[(effects * np.sign(moved)[:, None]).argmax(axis=1)]
    found[moved == 0] = None
    return found


def _values(model: TrainedModel, before: Features, after: Features, types: Sequence[str]) -> Micros:
    """Promises when the groups of each subset have changed; shape (rows, subsets)."""
    encoder, changed = model.duration.encoder, subsets(len(GROUPS))
    old, new = encoder.matrix(before), encoder.matrix(after)
    swapped = np.zeros((len(changed), old.shape[1]), dtype=bool)
    for place, group in enumerate(GROUPS):
        swapped[:, columns_of(encoder, before.groups, group)] |= changed[:, [place]]
    matrix = np.where(swapped[None], new[:, None], old[:, None]).reshape(-1, old.shape[1])
    passed = changed[:, GROUPS.index(Group.ELAPSED)]
    then, now = before.moments.at, after.moments.at
    at = np.where(passed[None], now[:, None], then[:, None]).ravel()
    of_row = np.repeat(np.array(types, dtype=object), len(changed)).tolist()
    hours = model.duration.offset_bounds(model.duration.raw_of(matrix), of_row)[:, -1]
    return promised(at, hours, model.recipe.calendar).reshape(len(old), len(changed))
