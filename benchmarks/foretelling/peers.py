"""LightGBM and CatBoost on the same features, in an environment of their own: features go over as a file."""

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.foretelling.cases import Floats
from benchmarks.measuring.process import PEERS, peer_version, report_of
from models.encoding import Encoder
from models.features import Features
from models.outcomes import Flags

LIBRARIES = {"LightGBM": "lightgbm", "CatBoost": "catboost"}


@cache
def installed() -> Mapping[str, str]:
    """Names of the peers that are there, with their versions, and the libraries they are."""
    found = {name: (library, peer_version(library)) for name, library in LIBRARIES.items()}
    return {f"{name} {version}": library for name, (library, version) in found.items() if version}


def foretold(
    learned: Features, target: Floats, choose: Flags, asked: Features, *, risk: bool
) -> dict[str, Floats]:
    """What each peer says of the looks asked for.

    Parameters
    ----------
    target : whether late (1, 0), or a value whose median is asked for.
    choose : rows of later cases, on which the number of trees is chosen before all rows teach.
    """
    encoder = Encoder.learn(learned)
    with tempfile.TemporaryDirectory() as folder:
        source, goal = Path(folder) / "features.npz", Path(folder) / "said.npy"
        named = np.flatnonzero(encoder.categorical)
        learn, ask = encoder.matrix(learned), encoder.matrix(asked)
        np.savez(source, target=target, choose=choose, named=named, learn=learn, ask=ask)
        return {name: _said(library, source, goal, risk=risk) for name, library in installed().items()}


def _said(library: str, source: Path, goal: Path, *, risk: bool) -> Floats:
    program = f"benchmarks.contestants.foretell_{library}"
    report_of(program, "risk" if risk else "median", source, goal, python=PEERS)
    return np.asarray(np.load(goal))
