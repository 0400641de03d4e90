"""What of a process the map shows."""

from collections import Counter
from collections.abc import Collection, Mapping

import pandas as pd

from dashboard.charts.layers import Edge

START, END = "\x00start", "\x00end"
AT_MOST = 24
"""Stages that a map can hold so that one still finds one's way."""
_HARDLY_ANY = 0.05


def weights_of(edges: pd.DataFrame) -> dict[Edge, float]:
    """Count of each transition of a frame whose "" stands for the beginning and the end."""
    pairs = zip(edges["from_stage"].astype(str), edges["to_stage"].astype(str), edges["count"], strict=True)
    return {(source or START, target or END): float(count) for source, target, count in pairs}


def is_register(edges: pd.DataFrame) -> bool:
    """Whether hardly any application goes from one stage to another, so that there is no way to draw."""
    weights = weights_of(edges)
    inner = sum(weight for edge, weight in weights.items() if not {START, END} & set(edge))
    return inner < _HARDLY_ANY * sum(weights.values())


def shown(weights: Mapping[Edge, float], share: float) -> dict[Edge, float]:
    """Choose the transitions to draw: the commonest, until they make up `share` of all.

    Only those among the `AT_MOST` stages that are entered most often. A shown stage always has its commonest
    way in and out.
    """
    among = _busiest(weights)
    drawable = {edge: weight for edge, weight in weights.items() if among.issuperset(edge)}
    kept: dict[Edge, float] = {}
    enough = share * sum(drawable.values())
    for edge in sorted(drawable, key=lambda e: -drawable[e]):
        if sum(kept.values()) < enough or not kept:
            kept[edge] = drawable[edge]
    return _joined(kept, drawable)


def stages(edges: Collection[Edge]) -> set[str]:
    """Stages at the ends of some transitions."""
    return {node for edge in edges for node in edge} - {START, END}


def _busiest(weights: Mapping[Edge, float]) -> set[str]:
    entered: Counter[str] = Counter()
    for (_, target), weight in weights.items():
        entered[target] += int(weight)
    busiest = sorted(stages(weights), key=lambda stage: (-entered[stage], stage))[:AT_MOST]
    return {START, END, *busiest}


def _joined(kept: Mapping[Edge, float], weights: Mapping[Edge, float]) -> dict[Edge, float]:
    """These transitions and the commonest way into and out of each stage; stages this adds are joined too."""
    joined, seen = dict(kept), set[str]()
    while waiting := stages(joined) - seen:
        ways = [way for stage in sorted(waiting) for way in _ways(stage, stages(joined), weights)]
        joined |= {way: weights[way] for way in ways}
        seen |= waiting
    return joined


def _ways(stage: str, known: Collection[str], weights: Mapping[Edge, float]) -> list[Edge]:
    """The commonest way into and out of a stage, from and to stages already shown where there is one."""
    found = []
    for own in (0, 1):
        ways = [edge for edge in weights if edge[own] == stage and edge[1 - own] != stage]
        among = [edge for edge in ways if edge[1 - own] in {*known, START, END}]
        if ways:
            found.append(max(among or ways, key=lambda edge: weights[edge]))
    return found
