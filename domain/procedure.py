"""The way of an application through the stages: a process tree of sequence, choice, parallel and loop."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isclose
from typing import TypeAlias

from domain.condition import Condition
from domain.errors import must

SILENT = "silent"
NO_ATTRIBUTES: Mapping[str, str] = {}


@dataclass(frozen=True)
class Silent:
    """A step in which nothing happens: the empty branch of a choice."""


@dataclass(frozen=True)
class Visit:
    """One visit to a stage.

    Parameters
    ----------
    stage : identifier of the stage.
    """

    stage: str

    def __post_init__(self) -> None:
        must(bool(self.stage.strip()), "A stage must have a name, got none.")
        must(
            self.stage != SILENT,
            f"A stage must not be named {SILENT!r}, the step without a visit.",
        )


@dataclass(frozen=True)
class Sequence:
    """One step after the other; at least one."""

    steps: tuple["Step", ...]

    def __post_init__(self) -> None:
        must(bool(self.steps), "A sequence must have at least one step, got none.")


@dataclass(frozen=True)
class Parallel:
    """All branches at once; what follows waits for the last of them (AND-join). At least two."""

    branches: tuple["Step", ...]

    def __post_init__(self) -> None:
        must(
            len(self.branches) >= 2,
            f"A parallel step must have at least 2 branches, got {len(self.branches)}.",
        )


@dataclass(frozen=True)
class Choice:
    """One branch, drawn by chance.

    Parameters
    ----------
    branches : (probability, step) pairs, at least two; the probabilities lie in 0..1 and sum to 1.
    """

    branches: tuple[tuple[float, "Step"], ...]

    def __post_init__(self) -> None:
        must(len(self.branches) >= 2, f"A choice must have at least 2 branches, got {len(self.branches)}.")
        for probability, _ in self.branches:
            must(0 <= probability <= 1, f"A probability must lie between 0 and 1, got {probability}.")
        total = sum(probability for probability, _ in self.branches)
        must(isclose(total, 1, abs_tol=1e-9), f"The probabilities of a choice must sum to 1, got {total:g}.")


@dataclass(frozen=True)
class Rule:
    """The first branch whose condition the application satisfies, else the otherwise branch.

    Parameters
    ----------
    branches : (condition, step) pairs in order, at least one.
    otherwise : when no condition holds; nothing happens unless given.
    """

    branches: tuple[tuple[Condition, "Step"], ...]
    otherwise: "Step" = Silent()

    def __post_init__(self) -> None:
        must(bool(self.branches), "A rule must have at least one condition, got none.")

    def taken(self, attributes: Mapping[str, str]) -> "Step":
        """The branch that an application with these attributes takes."""
        return next(
            (step for condition, step in self.branches if condition.holds(attributes)), self.otherwise
        )


@dataclass(frozen=True)
class Loop:
    """A step that is done once and, with a probability, again after its redo step.

    Parameters
    ----------
    do : the step.
    redo : done before each repetition.
    probability : of a repetition, each time `do` is completed; 0 to less than 1.
    max : most repetitions, None for no limit.
    """

    do: "Step"
    redo: "Step"
    probability: float
    max: int | None = None

    def __post_init__(self) -> None:
        chance = self.probability
        must(0 <= chance < 1, f"A loop's probability must be at least 0 and less than 1, got {chance}.")
        must(self.max is None or self.max >= 1, f"A loop's max must be at least 1, got {self.max}.")

    @property
    def expected_redos(self) -> float:
        """Mean number of repetitions: p + p^2 + ... + p^max."""
        chance = self.probability
        return chance / (1 - chance) * (1 - (chance**self.max if self.max else 0))


Step: TypeAlias = "Silent | Visit | Sequence | Parallel | Choice | Rule | Loop"


@dataclass(frozen=True)
class Procedure:
    """How the applications of one track run.

    Parameters
    ----------
    track : identifier.
    root : the whole tree.
    """

    track: str
    root: Step

    def stages(self) -> tuple[str, ...]:
        """Stages that can be visited, each once, in the order of the tree."""
        return tuple(dict.fromkeys(_stages(self.root)))

    def expected_visits(self, attributes: Mapping[str, str] = NO_ATTRIBUTES) -> dict[str, float]:
        """Mean visits per application to each stage, 0 for a stage these applications never reach.

        Parameters
        ----------
        attributes : of the application, for the rules of the tree; what is absent satisfies no condition.
        """
        visits = dict.fromkeys(self.stages(), 0.0)
        for stage, weight in _weighted(self.root, 1.0, attributes):
            visits[stage] += weight
        return visits


def children(step: Step) -> tuple[Step, ...]:
    """The steps directly below, in order."""
    match step:
        case Sequence(steps) | Parallel(steps):
            return steps
        case Choice(branches):
            return tuple(below for _, below in branches)
        case Rule(branches, otherwise):
            return (*(below for _, below in branches), otherwise)
        case Loop(do, redo):
            return (do, redo)
        case _:
            return ()


def _stages(step: Step) -> Iterator[str]:
    if isinstance(step, Visit):
        yield step.stage
    for below in children(step):
        yield from _stages(below)


def _weighted(step: Step, weight: float, attributes: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    """Each stage with the mean number of visits it gets through one place in the tree."""
    if isinstance(step, Visit):
        yield step.stage, weight
    for below, share in _shares(step, attributes):
        yield from _weighted(below, weight * share, attributes)


def _shares(step: Step, attributes: Mapping[str, str]) -> Iterator[tuple[Step, float]]:
    match step:
        case Choice(branches):
            yield from ((below, probability) for probability, below in branches)
        case Rule():
            yield step.taken(attributes), 1.0
        case Loop(do, redo):
            yield from ((do, 1 + step.expected_redos), (redo, step.expected_redos))
        case _:
            yield from ((below, 1.0) for below in children(step))
