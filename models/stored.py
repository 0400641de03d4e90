"""A trained model with what must be known of its making."""

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version

import pandas as pd

from models.trained import TrainedModel

_LIBRARIES = ("numpy", "pandas", "scikit-learn", "skops")


@dataclass(frozen=True, eq=False)
class Stored:
    """A model as it lies in its folder.

    Attributes
    ----------
    created_at : when it was made.
    command : what makes it again, from newer data where the log has grown.
    versions : library -> version it was made with.
    """

    model: TrainedModel
    created_at: pd.Timestamp
    command: str
    versions: Mapping[str, str]


def store(model: TrainedModel, created_at: pd.Timestamp, command: str) -> Stored:
    """Describe a model that was made with the libraries of this process."""
    versions = {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}}
    return Stored(model, created_at, command, versions)
