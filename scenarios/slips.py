"""Slips of the pen that a run would pass over in silence: words that lead nowhere, chances nobody draws."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from domain.errors import nearest
from domain.moment import APPLICATION, CONTACT, STAGE, Moment
from domain.procedure import Rule
from scenarios.consistency import known
from scenarios.places import is_place, places
from scenarios.vocabulary import Described, Vocabulary, described, steps

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

ALIKE = 0.85
"""Likeness from which a word nobody uses is a slip for one in use: a letter or two of ten differ."""
_SUBJECTS = frozenset({APPLICATION, CONTACT, STAGE})


def slips(scenario: "Scenario", pulled: Mapping[str, "Scenario"], where: str) -> list[str]:
    """A sentence for each slip, in the scenario or in what a lever changes.

    Parameters
    ----------
    pulled : the scenario with each lever alone, by lever; a word that means something with a lever, such as
        the cause of a hold that another takes away, is none.
    where : subject of each sentence.
    """
    words = Vocabulary.of([scenario, *pulled.values()])
    own = [*_slips(scenario, words), *_sources(scenario, ())]
    found = [f"{where}: {sentence}." for sentence in own]
    for lever, variant in pulled.items():
        more = [*_slips(variant, words), *_sources(variant, scenario.sources)]
        found += [f"{where}, lever {lever!r} pulled: {sentence}." for sentence in more if sentence not in own]
    return found


def _slips(scenario: "Scenario", words: Vocabulary) -> Iterator[str]:
    for each in described(scenario):
        yield from _stage(each, words)
    yield from _workforce(scenario, words)
    yield from _promises(scenario, words)
    yield from _rules(scenario, words)
    yield from _routes(scenario, words)
    yield from _days(scenario)
    for name in scenario.prices:
        yield from _known(f"prices.{name}", name, words.priced, "a department, a skill or travel_hour")


def _stage(each: Described, words: Vocabulary) -> Iterator[str]:
    visited = {stage for track, stage in words.visited if track in each.tracks}
    yield from _alike(each.path, each.name, visited, "a stage that is visited")
    yield from _alike(
        f"{each.path}.department", each.stage.department, words.staffed, "a department with a desk or crews"
    )
    comes = {(track, each.name) for track in each.tracks} & words.visited
    if any(each.stage.outcomes.values()) and comes and not comes & words.closing:
        closing = ", ".join(sorted({stage for track, stage in words.closing if track in each.tracks}))
        yield (
            f"{each.path}.outcomes must stand at a stage that closes a loop ({closing or 'none does'}), "
            f"got {', '.join(each.stage.outcomes)} at {each.name!r}"
        )


def _workforce(scenario: "Scenario", words: Vocabulary) -> Iterator[str]:
    answers = "a department that answers for a stage"
    for track, flow in scenario.tracks.items():
        yield from _alike(
            f"tracks.{track}.owner", flow.owner, words.staffed, "a department with a desk or crews"
        )
    for name in scenario.workforce.desks:
        yield from _alike(f"workforce.desks.{name}", name, words.answering, answers)
    for number, group in enumerate(scenario.workforce.crews):
        path = f"workforce.crews[{number}]"
        yield from _alike(f"{path}.department", group.department, words.answering, answers)
        for skill in group.skills:
            yield from _alike(f"{path}.skills", skill, words.needed, "a skill that a stage needs")


def _promises(scenario: "Scenario", words: Vocabulary) -> Iterator[str]:
    for name, promise in scenario.service_levels.items():
        path = f"service_levels.{name}"
        limit = promise.service_level(name).limit
        for moment in (limit.start, limit.end):
            yield from _subject(f"{path}.limit", moment, words)
        for cause in limit.stops_for:
            yield from _known(f"{path}.limit", cause, words.causes, "the cause of a hold")
        yield from _condition(f"{path}.applies_to", promise.applies_to.items(), words)


def _subject(path: str, moment: Moment, words: Vocabulary) -> Iterator[str]:
    if moment.of_contact:
        yield from _known(path, moment.subject, words.contacts | {CONTACT}, "a kind of contact that comes in")
    else:
        yield from _known(path, moment.subject, words.stages | _SUBJECTS, "a stage")


def _rules(scenario: "Scenario", words: Vocabulary) -> Iterator[str]:
    for track in scenario.tracks:
        for step in steps(scenario.procedure(track).root):
            for condition, _ in step.branches if isinstance(step, Rule) else ():
                yield from _condition(f"tracks.{track}.procedure: when", condition.allowed, words)


def _routes(scenario: "Scenario", words: Vocabulary) -> Iterator[str]:
    for number, route in enumerate(scenario.routing):
        allowed = {"category": route.category or (), "urgency": route.urgency or ()}
        yield from _condition(f"routing[{number}]", allowed.items(), words)


def _days(scenario: "Scenario") -> Iterator[str]:
    """Days outside those of the run are legal, since a run may be cut short; whoever writes them errs."""
    first, last = scenario.horizon.first_day, scenario.horizon.last_day
    for number, surge in enumerate(scenario.demand.surges):
        if surge.end <= first or surge.start > last:
            came = f"{surge.start} and {surge.days} days"
            yield f"demand.surges[{number}] must have a day of the run, {first} to {last}, got {came}"
    for number, request in enumerate(scenario.demand.requests):
        if not first <= request.local.date() <= last:
            yield f"demand.requests[{number}].at must be in the run, {first} to {last}, got {request.at!r}"


def _condition(path: str, allowed: Iterable[tuple[str, Iterable[str]]], words: Vocabulary) -> Iterator[str]:
    for attribute, values in allowed:
        place = f"{path}.{attribute}"
        yield from _known(place, attribute, words.attributes, "an attribute of an application")
        for value in values if attribute in words.attributes else ():
            yield from _known(place, value, words.attributes[attribute], f"a known {attribute}")


def _sources(scenario: "Scenario", told: Collection[str]) -> Iterator[str]:
    """Sources of no place, apart from those already told of: a lever may take their place away."""
    new = [path for path in scenario.sources if path not in told]
    data = scenario.model_dump() if new else {}
    for path in new:
        if not is_place(path, data):
            yield f"sources must name places of the scenario, got {path!r}{nearest(path, places(data))}"


def _alike(path: str, word: str, choices: Collection[str], kind: str) -> Iterator[str]:
    """A word nobody else uses may be meant so; one that is nearly another is a slip for it."""
    if word not in choices and nearest(word, choices, ALIKE):
        yield from _known(path, word, choices, kind)


def _known(path: str, word: str, choices: Collection[str], kind: str) -> Iterator[str]:
    """In order, so that a sentence is the same in every process."""
    if word not in choices:
        yield from known(path, word, sorted(choices), kind)
