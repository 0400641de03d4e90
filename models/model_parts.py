"""A trained model taken apart into plain data, arrays and estimators, and put together again.

Each part is stored in a form that holds nothing but what it should: plain data as JSON checked against the
types they belong to, arrays without objects, estimators by skops, which runs no code of theirs.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy.typing as npt
import pandas as pd
from pydantic import TypeAdapter

from domain.terms import Terms
from models.calibration import Calibrator
from models.conformal import LEVELS, Conformal
from models.delay import DelayModel
from models.duration import Choice, DurationModel
from models.encoding import Encoder
from models.evaluation import Evaluation
from models.features import Recipe
from models.reasons import Typical
from models.reference import Reference
from models.rules import ByCount
from models.schema import Schema
from models.trained import Source, TrainedModel

Arrays = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class Plain:
    """All of a model that is neither an array nor an estimator; instants as text.

    Attributes
    ----------
    groups : those with offsets of their own, by level.
    delay, stage_delay : encoders; None where the risk was not learned.
    """

    source: Mapping[str, Any]
    recipe: Recipe
    terms: Terms
    schema: Schema
    encoder: Encoder
    choice: Choice
    rule: ByCount
    asked: Mapping[float, float]
    groups: Mapping[float, tuple[str, ...]]
    delay: Encoder | None
    stage_delay: Encoder | None
    typical: Typical | None
    typical_time: Typical
    reference: Reference
    figures: Evaluation | None
    notes: tuple[str, ...]

    def as_json(self) -> Any:
        """Turn it into what JSON can hold."""
        return TypeAdapter(Plain).dump_python(self, mode="json")

    @classmethod
    def from_json(cls, data: object) -> "Plain":
        """Read what `as_json` gave; a value of the wrong kind is a ValueError."""
        return TypeAdapter(Plain).validate_python(data)


@dataclass(frozen=True, eq=False)
class Parts:
    """A model in parts.

    Attributes
    ----------
    estimators : scikit-learn's, by name.
    """

    plain: Plain
    arrays: Arrays
    estimators: Mapping[str, Any]


def taken_apart(model: TrainedModel) -> Parts:
    """Take a model apart."""
    time = model.duration
    risks = {"delay": model.delay, "stage_delay": model.stage_delay}
    plain = Plain(
        _source_as_data(model.source),
        model.recipe,
        model.terms,
        model.schema,
        time.encoder,
        time.choice,
        time.rule,
        time.asked,
        {level: tuple(one.scores) for level, one in time.conformal.items()},
        _encoder(model.delay),
        _encoder(model.stage_delay),
        model.typical,
        model.typical_time,
        model.reference,
        model.figures,
        model.notes,
    )
    arrays, estimators = _of_time(time)
    for name, risk in risks.items():
        if risk is not None:
            estimators[name] = risk.classifier
            arrays[f"{name}.scores"] = risk.calibrator.scores
            arrays[f"{name}.probabilities"] = risk.calibrator.probabilities
    return Parts(plain, arrays, estimators)


def put_together(parts: Parts) -> TrainedModel:
    """Put a model together; a part that is missing is a KeyError."""
    plain = parts.plain
    return TrainedModel(
        _source_of_data(plain.source),
        plain.recipe,
        plain.terms,
        plain.schema,
        DurationModel(
            plain.encoder,
            plain.choice,
            plain.rule,
            parts.estimators["point"],
            {level: parts.estimators[_bound(level)] for level in LEVELS},
            {level: _conformal(parts, level) for level in LEVELS},
            plain.asked,
        ),
        _risk(parts, "delay", plain.delay),
        _risk(parts, "stage_delay", plain.stage_delay),
        plain.typical,
        plain.typical_time,
        plain.reference,
        plain.figures,
        plain.notes,
    )


def _encoder(risk: DelayModel | None) -> Encoder | None:
    return None if risk is None else risk.encoder


def _of_time(time: DurationModel) -> tuple[dict[str, npt.NDArray[Any]], dict[str, Any]]:
    arrays = {
        f"{_bound(level)}.{place}.{what}": values
        for level, one in time.conformal.items()
        for place, group in enumerate(one.scores)
        for what, values in (("scores", one.scores[group]), ("weights", one.weights[group]))
    }
    estimators = {"point": time.point} | {_bound(level): one for level, one in time.bounds.items()}
    return arrays, estimators


def _conformal(parts: Parts, level: float) -> Conformal:
    scores, weights = (
        {
            group: parts.arrays[f"{_bound(level)}.{place}.{what}"]
            for place, group in enumerate(parts.plain.groups[level])
        }
        for what in ("scores", "weights")
    )
    return Conformal(scores, weights)


def _risk(parts: Parts, name: str, encoder: Encoder | None) -> DelayModel | None:
    if encoder is None:
        return None
    curve = Calibrator(parts.arrays[f"{name}.scores"], parts.arrays[f"{name}.probabilities"])
    return DelayModel(name == "delay", encoder, parts.estimators[name], curve)


def _bound(level: float) -> str:
    return f"p{round(100 * level)}"


def _source_as_data(source: Source) -> dict[str, Any]:
    return asdict(source) | {"since": source.since.isoformat(), "until": source.until.isoformat()}


def _source_of_data(data: Mapping[str, Any]) -> Source:
    told = dict(data)
    return Source(**told | {name: pd.Timestamp(told[name]) for name in ("since", "until")})
