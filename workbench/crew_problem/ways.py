"""The way between places, as the twin has it."""

from collections.abc import Sequence

from optimizer import Crew, Travel, Visit
from optimizer.travel import great_circle
from scenarios.scenario import Scenario


def travel_between(visits: Sequence[Visit], crews: Sequence[Crew], scenario: Scenario) -> Travel:
    """Times and distances between all places of a problem, with the lands of the scenario."""
    ends = [place for crew in crews for place in crew.places]
    return great_circle([*ends, *(visit.place for visit in visits)], scenario.terrains)
