"""Why a prediction is what it is, told by groups of features.

The effect of a group is what the prediction loses when all features of the group are put to what is typical
of the looks learned from, everything else kept: exact for this replacement, without a model of the model.
Effects of groups do not add up to the prediction where groups work together; what adds up is the reason of a
move, see `models.promise_moves`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.delay import DelayModel
from models.duration import DurationModel
from models.encoding import Encoder, Matrix
from models.features import Features, Group

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

_AT_ONCE = 2_000
"""Rows asked about together, each with every group replaced."""


@dataclass(frozen=True)
class Typical:
    """What is typical of the looks a model learned from.

    Attributes
    ----------
    values : by column of the encoder: the median of numbers, the most frequent name; unknown (NaN) where it
        is unknown of most.
    left_hours : median time left to the deadlines of applications that have one.
    """

    values: tuple[float, ...]
    left_hours: float

    @classmethod
    def learn(cls, encoder: Encoder, features: Features, left_column: str = "left_hours") -> "Typical":
        """Take medians and most frequent names."""
        matrix = encoder.matrix(features)
        named = np.array(encoder.categorical, dtype=bool)
        values = tuple(
            _typical(matrix[:, place], named=bool(named[place])) for place in range(matrix.shape[1])
        )
        left = features.frame[left_column].dropna()
        return cls(values, float(left.median()) if len(left) else float("nan"))


GROUPS: Sequence[Group] = tuple(Group)
"""The groups whose effects are told, in the order of the columns of effects."""


def effects_on_risk(model: DelayModel, typical: Typical, features: Features) -> Floats:
    """Tell by how much each group raises the risk (positive) or lowers it.

    Returns
    -------
    Shape (rows, groups in the order of `GROUPS`), from -1 to 1; NaN where there is no deadline.
    """
    left = features.frame[model.left_column].to_numpy(np.float64)
    own = GROUPS.index(features.groups[model.left_column])

    def said(matrix: Matrix, rows: Rows, groups: Rows) -> Floats:
        known = np.where(np.isnan(left[rows]), np.nan, typical.left_hours)
        return model.risk_of(matrix, np.where(groups == own, known, left[rows]))

    return _effects(model.predict(features), model.encoder, typical, features, said)


def effects_on_bound(
    model: DurationModel, typical: Typical, features: Features, types: Sequence[str]
) -> Floats:
    """Tell by how many hours each group puts off the upper bound P90 (positive) or brings it forward.

    Parameters
    ----------
    types : of each row, as the groups of `DurationModel.predict_bounds`.

    Returns
    -------
    Shape (rows, groups in the order of `GROUPS`), hours.
    """

    def said(matrix: Matrix, rows: Rows, _: Rows) -> Floats:
        return model.offset_bounds(model.raw_of(matrix), [types[row] for row in rows])[:, -1]

    bound = model.predict_bounds(features, types)[:, -1]
    return _effects(bound, model.encoder, typical, features, said)


def strongest(effects: Floats) -> npt.NDArray[np.object_]:
    """Name the group that raises each row most; None where none raises it."""
    largest = np.nan_to_num(effects, nan=-np.inf)
    if not len(largest):
        return np.empty(0, dtype=object)
    place = largest.argmax(axis=1)
    names: npt.NDArray[np.object_] = np.array([str(group) for group in GROUPS], dtype=object)[place]
    names[largest.max(axis=1) <= 0] = None
    return names


def columns_of(encoder: Encoder, groups: Mapping[str, Group], group: Group) -> npt.NDArray[np.intp]:
    """Places of a group's columns among those of an encoder."""
    return np.flatnonzero([groups[name] == group for name in encoder.columns])


def _effects(
    said: Floats,
    encoder: Encoder,
    typical: Typical,
    features: Features,
    ask: Callable[[Matrix, Rows, Rows], Floats],
) -> Floats:
    """Ask for every row with every group replaced, many rows at once: a question costs more than its rows."""
    places = np.array([GROUPS.index(features.groups[name]) for name in encoder.columns], dtype=np.int64)
    replaced = places == np.arange(len(GROUPS))[:, None]
    matrix, values = encoder.matrix(features), np.array(typical.values)
    found = np.empty((len(said), len(GROUPS)))
    for start in range(0, len(said), _AT_ONCE):
        rows = np.arange(start, min(start + _AT_ONCE, len(said)))
        other = np.where(replaced, values, matrix[rows, None]).reshape(-1, values.size)
        groups = np.tile(np.arange(len(GROUPS)), rows.size)
        found[rows] = ask(other, np.repeat(rows, len(GROUPS)), groups).reshape(rows.size, len(GROUPS))
    return said[:, None] - found


def _typical(column: Floats, *, named: bool) -> float:
    known = column[~np.isnan(column)]
    if 2 * known.size <= column.size:
        return float("nan")
    # Names are numbered by how often they were met, the most frequent first.
    return 0.0 if named else float(np.median(known))
