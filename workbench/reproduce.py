"""Run a saved study again, and say what agrees with it to the last digit and what does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from domain.errors import InputError
from scenarios import loads, to_yaml
from simulation.pool import Stop
from simulation.study import Progress, compare, growing
from workbench.saved import SavedStudy, figures_of
from workbench.versions import digest, versions

KEY = ("side", "name", "group")
"""What tells one stored figure from another."""


@dataclass(frozen=True)
class Differing:
    """Something that is not as it was.

    Attributes
    ----------
    what : a software, a scenario, or side, name, group and field of a figure.
    then, now : as stored and as found; None where there is none.
    """

    what: str
    then: Any
    now: Any


@dataclass(frozen=True)
class Reproduction:
    """A saved study beside its run again.

    Attributes
    ----------
    compared : how many numbers and verdicts.
    figures : those that differ, in the least digit.
    versions : software that differs.
    library : scenarios of today's library that differ from those stored; the stored ones were run.
    """

    compared: int
    figures: tuple[Differing, ...]
    versions: tuple[Differing, ...]
    library: tuple[Differing, ...]

    @property
    def agrees(self) -> bool:
        """Whether every figure is as it was, to the last digit."""
        return not self.figures


def reproduce(
    study: SavedStudy, workers: int, progress: Progress | None = None, stop: Stop | None = None
) -> Reproduction:
    """Run the stored scenarios again with the stored seed and compare all figures.

    Raises
    ------
    InputError : this version of the software cannot read the stored scenarios.
    """
    base, *others = (loads(text, f"Saved scenario {name!r}") for name, text in study.scenarios.items())
    runs = growing(base, others, study.replications, study.seed, workers, study.primary, stop)
    found = figures_of(compare(runs, progress))
    then, now = _values(study.figures), _values(found)
    return Reproduction(
        len(then),
        _differing(then, now),
        _differing(study.versions, versions()),
        _differing(study.digests, _library(study)),
    )


def _values(figures: tuple[Mapping[str, Any], ...]) -> dict[str, Any]:
    """Every number and verdict under a name that tells it from all others."""
    return {
        f"{' · '.join(str(row[key]) for key in KEY)} · {field}": value
        for row in figures
        for field, value in row.items()
        if field not in KEY
    }


def _differing(then: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Differing, ...]:
    return tuple(
        Differing(what, then.get(what), now.get(what))
        for what in dict.fromkeys([*then, *now])
        if then.get(what) != now.get(what)
    )


def _library(study: SavedStudy) -> dict[str, str]:
    """Digests of the scenarios that the question means today; none where it means nothing any more."""
    try:
        what_if = study.what_if(study.own_base)
        return {one.name: digest(to_yaml(one)) for one in (what_if.base(), *what_if.scenarios())}
    except InputError:
        return {}
