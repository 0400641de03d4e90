"""The words that mean something in a scenario, with or without one of its levers."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from domain.procedure import Loop, Step, children
from scenarios.contacts import COMPLAINT, ENQUIRY
from scenarios.coordination import COORDINATION
from scenarios.flow import closing_stage
from scenarios.stage import Stage

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

TRAVEL_HOUR = "travel_hour"
Words = frozenset[str]
Pairs = frozenset[tuple[str, str]]


class Described(NamedTuple):
    """A stage as the scenario describes it, for all tracks or for one.

    Parameters
    ----------
    path : where the scenario says so.
    tracks : for which this is what happens at the stage.
    """

    path: str
    name: str
    tracks: tuple[str, ...]
    stage: Stage


@dataclass(frozen=True)
class Vocabulary:
    """Words by what they mean.

    Parameters
    ----------
    stages : that are described.
    visited : (track, stage) pairs of the procedures.
    closing : (track, stage) pairs in which the stage closes a loop.
    causes : of holds.
    contacts : kinds of contacts that come in.
    staffed : departments with a desk or crews.
    answering : departments that answer for a stage or own a case.
    needed, offered : skills that a stage needs; that crews have.
    attributes : of an application, each with its values.
    """

    stages: Words
    visited: Pairs
    closing: Pairs
    causes: Words
    contacts: Words
    staffed: Words
    answering: Words
    needed: Words
    offered: Words
    attributes: Mapping[str, Words]

    @classmethod
    def of(cls, variants: Collection["Scenario"]) -> "Vocabulary":
        """The words of all variants together."""
        return cls(
            **{field: _union(words, variants) for field, words in _WORDS.items()},
            attributes={name: _union(values, variants) for name, values in _ATTRIBUTES.items()},
        )

    @property
    def priced(self) -> Words:
        """What an hour may have a price for."""
        return self.staffed | self.answering | self.needed | self.offered | {TRAVEL_HOUR}


def described(scenario: "Scenario") -> Iterator[Described]:
    """All stages the scenario describes."""
    for name, stage in scenario.stages.items():
        tracks = tuple(track for track, flow in scenario.tracks.items() if name not in flow.stages)
        yield Described(f"stages.{name}", name, tracks, stage)
    for track, flow in scenario.tracks.items():
        for name, stage in flow.stages.items():
            yield Described(f"tracks.{track}.stages.{name}", name, (track,), stage)


def steps(step: Step) -> Iterator[Step]:
    """A step of a procedure and all below it."""
    yield step
    for below in children(step):
        yield from steps(below)


def _union(words: Callable[["Scenario"], Iterable[Any]], variants: Iterable["Scenario"]) -> frozenset[Any]:
    return frozenset(word for variant in variants for word in words(variant))


def _visited(scenario: "Scenario") -> Iterator[tuple[str, str]]:
    return ((track, stage) for track in scenario.tracks for stage in scenario.visited(track))


def _closing(scenario: "Scenario") -> Iterator[tuple[str, str]]:
    for track in scenario.tracks:
        loops = (step for step in steps(scenario.procedure(track).root) if isinstance(step, Loop))
        yield from ((track, stage) for loop in loops if (stage := closing_stage(loop.do)))


def _staffed(scenario: "Scenario") -> Iterator[str]:
    yield from scenario.workforce.desks
    yield from (group.department for group in scenario.workforce.crews)


def _contacts(scenario: "Scenario") -> Iterator[str]:
    contacts = scenario.contacts
    if contacts is not None:
        yield from (kind for kind in (ENQUIRY, COMPLAINT) if getattr(contacts, kind) is not None)
    if scenario.coordination is not None:
        yield COORDINATION


def _answering(scenario: "Scenario") -> Iterator[str]:
    yield from (each.stage.department for each in described(scenario))
    yield from (track.owner for track in scenario.tracks.values())
    yield from (part.desk for part in (scenario.contacts, scenario.coordination) if part is not None)


_WORDS: Mapping[str, Callable[["Scenario"], Iterable[Any]]] = {
    "stages": lambda scenario: (each.name for each in described(scenario)),
    "visited": _visited,
    "closing": _closing,
    "causes": lambda scenario: (each.stage.hold.cause for each in described(scenario) if each.stage.hold),
    "contacts": _contacts,
    "staffed": _staffed,
    "answering": _answering,
    "needed": lambda scenario: (
        skill for each in described(scenario) if each.stage.work for skill in each.stage.work.skills
    ),
    "offered": lambda scenario: (skill for group in scenario.workforce.crews for skill in group.skills),
}
_ATTRIBUTES: Mapping[str, Callable[["Scenario"], Iterable[str]]] = {
    "track": lambda scenario: scenario.tracks,
    "category": lambda scenario: (stream.category for stream in scenario.demand.streams.values()),
    "region": lambda scenario: scenario.regions,
    "terrain": lambda scenario: scenario.terrains,
    "channel": lambda scenario: (
        name for stream in scenario.demand.streams.values() for name in stream.channels
    ),
    "urgency": lambda scenario: (name for stream in scenario.demand.kinds() for name in stream.urgency),
    "department": lambda scenario: (track.owner for track in scenario.tracks.values()),
}
