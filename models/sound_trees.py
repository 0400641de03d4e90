"""Whether the trees of a loaded estimator can be walked without leaving them.

scikit-learn follows the node numbers of a histogram tree without looking whether they exist, so a crafted
file could make a process read beyond its memory or never come back (skops warns of it). Fitting writes
children behind their parent; a walk through a tree in which that holds ends, and never leaves its nodes.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.ensemble._hist_gradient_boosting.common import PREDICTOR_RECORD_DTYPE

Nodes = npt.NDArray[Any]


def faults_of(estimator: object) -> list[str]:
    """Say what is wrong with an estimator read from a file; nothing where it is sound."""
    if not isinstance(estimator, HistGradientBoostingClassifier | HistGradientBoostingRegressor):
        return [f"the estimator is a {type(estimator).__name__}"]
    # Trees number the columns as they are once names were put first.
    named = np.asarray(estimator._bin_mapper.is_categorical_, dtype=bool)
    return [fault for tree in _trees(estimator) for fault in _of_tree(tree, named)]


def _trees(estimator: Any) -> Iterator[Any]:
    for round_ in estimator._predictors:
        yield from round_


def _of_tree(tree: Any, named: npt.NDArray[np.bool_]) -> Iterator[str]:
    nodes: Nodes = tree.nodes
    if nodes.dtype != PREDICTOR_RECORD_DTYPE or nodes.ndim != 1 or not nodes.size:
        yield "a tree has no nodes of the kind that trees are made of"
        return
    inner = np.flatnonzero(nodes["is_leaf"] == 0)
    children = np.stack([nodes["left"][inner], nodes["right"][inner]]).astype(np.int64)
    if ((children <= inner) | (children >= nodes.size)).any():
        yield "a tree has a node whose children are not behind it"
    features = nodes["feature_idx"][inner].astype(np.int64)
    if ((features < 0) | (features >= named.size)).any():
        yield "a tree asks for a feature that is not there"
        return
    yield from _of_names(tree, nodes[inner], named[features])


def _of_names(tree: Any, inner: Nodes, named: npt.NDArray[np.bool_]) -> Iterator[str]:
    by_name = inner["is_categorical"] != 0
    sets = tree.raw_left_cat_bitsets
    if (by_name & ~named).any():
        yield "a tree looks for names in a column of numbers"
    if sets.dtype != np.uint32 or sets.ndim != 2 or sets.shape[1] != 8:
        yield "a tree has sets of names of another kind"
    elif (inner["bitset_idx"][by_name].astype(np.int64) >= len(sets)).any():
        yield "a tree refers to a set of names that is not there"
