"""What peers' programs share: read features from a file, and write what was foretold of them to another."""

import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from benchmarks.measuring.process import tell


class Task(NamedTuple):
    """Features to learn from and to be asked of.

    Attributes
    ----------
    risk : foretell a probability, else a median.
    target, choose : of the rows of `learn`; `choose` marks later ones, to choose the number of trees on.
    named : columns that hold names, as numbers; -1 is unknown.
    """

    risk: bool
    learn: pd.DataFrame
    target: Any
    choose: Any
    ask: pd.DataFrame
    named: list[int]


def main(says: Callable[[Task], Any]) -> None:
    """Program: foretell what the features of the second argument ask, into the file of the third."""
    data = np.load(sys.argv[2])
    named = data["named"].tolist()
    learn, ask = (_table(data[name], named) for name in ("learn", "ask"))
    said = says(Task(sys.argv[1] == "risk", learn, data["target"], data["choose"], ask, named))
    np.save(sys.argv[3], np.asarray(said, dtype=np.float64))
    tell(count=len(said))


def _table(matrix: Any, named: list[int]) -> pd.DataFrame:
    table = pd.DataFrame(matrix).fillna(dict.fromkeys(named, -1.0))
    return table.astype(dict.fromkeys(named, "int64"))
