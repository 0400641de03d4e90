"""Why a prediction is what it is, told by groups of features.

The effect of a group is what the prediction loses when all features of the group are put to what is typical
of the looks learned from, everything else kept: exact for this replacement, without a model of the model.
Effects of groups do not add up to the prediction where groups work together; what adds up is the reason of a
move, see `models.promise_moves`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.delay import DelayModel
from models.duration import DurationModel
from models.encoding import Encoder, Matrix
from models.features import Features, Group

Floats = npt.NDArray[np.float64]


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
    matrix = model.encoder.matrix(features)
    left = features.frame[model.left_column].to_numpy(np.float64)
    own = features.groups[model.left_column]
    said = model.predict(features)

    def replaced(group: Group, other: Matrix) -> Floats:
        typically = np.where(np.isnan(left), left, typical.left_hours)
        return model.risk_of(other, typically if group == own else left)

    return _effects(said, matrix, model.encoder, typical, features.groups, replaced)


def effects_on_bound(
    model: DurationModel, typical: Typical, features: Features, groups: Sequence[str]
) -> Floats:
    """Tell by how many hours each group puts off the upper bound P90 (positive) or brings it forward.

    Parameters
    ----------
    groups : of each row, as in `DurationModel.predict_bounds`.

    Returns
    -------
    Shape (rows, groups in the order of `GROUPS`), hours.
    """
    matrix = model.encoder.matrix(features)

    def replaced(_: Group, other: Matrix) -> Floats:
        return np.asarray(model.offset_bounds(model.raw_of(other), groups)[:, -1])

    said = model.predict_bounds(features, groups)[:, -1]
    return _effects(said, matrix, model.encoder, typical, features.groups, replaced)


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
    matrix: Matrix,
    encoder: Encoder,
    typical: Typical,
    groups: Mapping[str, Group],
    replaced: Callable[[Group, Matrix], Floats],
) -> Floats:
    parts: Iterator[Floats] = (
        said - replaced(group, _with_typical(matrix, typical, columns_of(encoder, groups, group)))
        for group in GROUPS
    )
    return np.column_stack(list(parts)) if len(said) else np.empty((0, len(GROUPS)))


def _with_typical(matrix: Matrix, typical: Typical, columns: npt.NDArray[np.intp]) -> Matrix:
    other = matrix.copy()
    other[:, columns] = np.array(typical.values)[columns]
    return other


def _typical(column: Floats, *, named: bool) -> float:
    known = column[~np.isnan(column)]
    if 2 * known.size <= column.size:
        return float("nan")
    # Names are numbered by how often they were met, the most frequent first.
    return 0.0 if named else float(np.median(known))
