"""A procedure as plain data, the way a scenario file writes it.

step = stage name
| silent
| {sequence: [step, ...]}
| {parallel: [step, step, ...]}
| {choice: [{probability: 0.3, then: step}, {probability: 0.7, then: step}]}
| {rule: [{when: {terrain: [mountain, industrial]}, then: step}, ..., {otherwise: step}]}
| {loop: {do: step, redo: step, probability: 0.1, max: 3}}      (max may be left out)
"""

from collections.abc import Callable, Collection, Mapping

from domain.condition import Condition
from domain.errors import InputError, must, must_be_one_of
from domain.procedure import (
    SILENT,
    Choice,
    Loop,
    Parallel,
    Procedure,
    Rule,
    Sequence,
    Silent,
    Step,
    Visit,
)

DEEPEST = 50


def read_procedure(track: str, data: object) -> Procedure:
    """Read the process tree of a track.

    Raises
    ------
    InputError : the track, the path to the step, the rule, what came and the nearest valid word.
    """
    return Procedure(track, _read(data, f"Procedure {track!r}", DEEPEST))


def _read(data: object, where: str, depth: int) -> Step:
    must(depth > 0, f"{where} must not be nested deeper than {DEEPEST} steps.")
    if isinstance(data, str):
        return Silent() if data == SILENT else _made(where, Visit, data)
    kind, content = _only_entry(data, where)
    must_be_one_of(kind, list(_READERS), f"{where}: step")
    return _READERS[kind](content, f"{where}: {kind}", depth - 1)


def _read_sequence(data: object, where: str, depth: int) -> Step:
    return _made(where, Sequence, _steps(data, where, depth))


def _read_parallel(data: object, where: str, depth: int) -> Step:
    return _made(where, Parallel, _steps(data, where, depth))


def _read_choice(data: object, where: str, depth: int) -> Step:
    branches = []
    for number, entry in enumerate(_list(data, where), 1):
        at = f"{where}[{number}]"
        keys = _keys(entry, at, needed=("probability", "then"))
        branches.append((_number(keys["probability"], at), _read(keys["then"], at, depth)))
    return _made(where, Choice, tuple(branches))


def _read_rule(data: object, where: str, depth: int) -> Step:
    entries = _list(data, where)
    otherwise: Step = Silent()
    if entries and isinstance(entries[-1], Mapping) and "otherwise" in entries[-1]:
        last = _keys(entries.pop(), f"{where}[{len(entries) + 1}]", needed=("otherwise",))
        otherwise = _read(last["otherwise"], f"{where}: otherwise", depth)
    branches = []
    for number, entry in enumerate(entries, 1):
        at = f"{where}[{number}]"
        keys = _keys(entry, at, needed=("when", "then"))
        branches.append((Condition.from_mapping(keys["when"], f"{at}: when"), _read(keys["then"], at, depth)))
    return _made(where, Rule, tuple(branches), otherwise)


def _read_loop(data: object, where: str, depth: int) -> Step:
    keys = _keys(data, where, needed=("do", "redo", "probability"), optional=("max",))
    do, redo = (_read(keys[key], f"{where}: {key}", depth) for key in ("do", "redo"))
    most = keys.get("max")
    whole = most is None or (isinstance(most, int) and not isinstance(most, bool))
    must(whole, f"{where}: max must be a whole number, got {most!r}.")
    return _made(where, Loop, do, redo, _number(keys["probability"], where), most)


_READERS: Mapping[str, Callable[[object, str, int], Step]] = {
    "sequence": _read_sequence,
    "parallel": _read_parallel,
    "choice": _read_choice,
    "rule": _read_rule,
    "loop": _read_loop,
}


def _steps(data: object, where: str, depth: int) -> tuple[Step, ...]:
    return tuple(
        _read(step, f"{where}[{number}]", depth) for number, step in enumerate(_list(data, where), 1)
    )


def _list(data: object, where: str) -> list[object]:
    if not isinstance(data, list | tuple):
        raise InputError(f"{where} must be a list of steps, got {data!r}.")
    return list(data)


def _only_entry(data: object, where: str) -> tuple[str, object]:
    if not isinstance(data, Mapping) or len(data) != 1:
        raise InputError(
            f"{where}: a step must be a stage name or one of {', '.join(_READERS)}, got {data!r}."
        )
    return next(iter(data.items()))


def _keys(
    data: object, where: str, needed: Collection[str], optional: Collection[str] = ()
) -> Mapping[str, object]:
    if not isinstance(data, Mapping):
        raise InputError(f"{where} must have the keys {', '.join(needed)}, got {data!r}.")
    for key in data:
        must_be_one_of(key, [*needed, *optional], f"{where}: key")
    for key in needed:
        must(key in data, f"{where} must have the key {key!r}, got {', '.join(data) or 'none'}.")
    return data


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{where}: probability must be a number from 0 to 1, got {value!r}.")
    return float(value)


def _made(where: str, kind: Callable[..., Step], *parts: object) -> Step:
    try:
        return kind(*parts)
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
