"""The procedure of a track, with the loops that depend on what comes out of a stage."""

from collections.abc import Mapping
from typing import Any

from domain.errors import must
from domain.procedure import Procedure, Sequence, Step, Visit
from domain.procedure_mapping import read_procedure
from scenarios.stage import Stage


def procedure_of(track: str, data: object, stages: Mapping[str, Stage]) -> Procedure:
    """Read a track's process tree.

    A loop whose probability is left out is repeated for each outcome of the stage that closes it.

    Raises
    ------
    InputError : the tree breaks its grammar, naming track, place and rule; a loop has a probability of its
        own and a closing stage with outcomes.
    """
    return read_procedure(track, _filled(data, stages))


def closing_stage(step: Step) -> str | None:
    """The stage that ends a step, where that is one stage for sure."""
    match step:
        case Visit(stage):
            return stage
        case Sequence(steps):
            return closing_stage(steps[-1])
        case _:
            return None


def _filled(data: Any, stages: Mapping[str, Stage], depth: int = 60) -> Any:
    if depth == 0:
        return data
    if isinstance(data, list | tuple):
        return [_filled(entry, stages, depth - 1) for entry in data]
    if not isinstance(data, Mapping):
        return data
    below = {key: _filled(value, stages, depth - 1) for key, value in data.items()}
    loop = below.get("loop")
    if isinstance(loop, dict):
        below["loop"] = _with_probability(loop, stages)
    return below


def _with_probability(loop: dict[str, Any], stages: Mapping[str, Stage]) -> dict[str, Any]:
    """Two chances of going round again would leave open which of them decides."""
    closing = _last_word(loop.get("do"))
    outcomes = stages[closing].outcomes if closing in stages else {}
    if not outcomes:
        return loop
    must(
        "probability" not in loop,
        f"a loop must have no probability where the stage that closes it has outcomes, since those decide; "
        f"got probability {loop.get('probability')!r} and outcomes of {closing!r}: {', '.join(outcomes)}.",
    )
    return {**loop, "probability": sum(outcomes.values())}


def _last_word(data: Any) -> str:
    """The stage that closes a step which is still plain data, or ""."""
    while isinstance(data, Mapping) and isinstance(data.get("sequence"), list) and data["sequence"]:
        data = data["sequence"][-1]
    return data if isinstance(data, str) else ""
