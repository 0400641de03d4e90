"""What is left, at the beginning of a run, of what lasts already: drawn given what has elapsed."""

from math import inf
from typing import TYPE_CHECKING

import numpy as np

from scenarios.duration import Duration, longer_than
from simulation.application import Application, Visit
from simulation.backlog import Opening
from simulation.step import Step

if TYPE_CHECKING:
    from simulation.crews import Crew
    from simulation.follow_ups import FollowUps
    from simulation.withdrawals import Withdrawals


class Rest:
    """Draws what is left for applications of a backlog."""

    def __init__(self, opening: Opening) -> None:
        self.opening, self.now = opening, opening.begin_minutes

    def work_minutes(self, visit: Visit, worked: float, crew: "Crew | None") -> float:
        """Work that is left of a visit.

        Keying papers in comes first, so the time it takes is spent before the work itself.

        Parameters
        ----------
        worked : minutes, at the pace of those who keep to the stated duration.
        crew : who is at it; None where anybody may take it up.
        """
        *before, (purpose, duration) = reversed(_parts(visit, crew))
        left = 0.0
        for earlier, takes in before:
            spent = self._longer(takes, 0.0, visit, earlier)
            left += max(spent - worked, 0.0)
            worked = max(worked - spent, 0.0)
        return left + self._longer(duration, worked, visit, purpose) - worked

    def hold(self, visit: Visit, since: float) -> None:
        """Have whoever is waited for take longer than they have taken."""
        step, row, hold = visit.step, visit.application.row, visit.step.stage.hold
        assert hold is not None
        step.hold_minutes(visit.round, row)
        whole = self._longer(hold.duration, self.now - since, visit, "hold")
        step.hold_luck[visit.round][row] = whole

    def withdrawal(self, withdrawals: "Withdrawals", application: Application, submitted: float) -> None:
        """Have a customer who has not withdrawn yet do so later, or not at all.

        Of those who would with probability s, and by now with s F, there are s (1 - F) / (1 - s F) left.
        """
        withdrawal, elapsed = withdrawals.withdrawal, self.now - submitted
        passed = float(withdrawal.after.cdf(np.array(elapsed)))
        wishes = withdrawal.share * (1 - passed) / (1 - withdrawal.share * passed) if passed < 1 else 0.0
        luck = self.opening.luck(application.number, "withdrawal", "left")
        after = (
            longer_than(withdrawal.after, np.array(elapsed), np.array(luck / wishes))
            if luck < wishes
            else inf
        )
        withdrawals.after_minutes[application.row] = float(after)

    def follow_up(self, follow_ups: "FollowUps", application: Application, finished: float) -> None:
        """Have a finished application followed up later than now."""
        luck = np.array(self.opening.luck(application.number, "follow_up", "left"))
        after = longer_than(follow_ups.after, np.array(self.now - finished), luck)
        follow_ups.after_minutes[application.row] = float(after)

    def _longer(self, duration: Duration, elapsed: float, visit: Visit, purpose: str) -> float:
        luck = self.opening.luck(visit.application.number, visit.step.name, visit.round, purpose, "left")
        return float(longer_than(duration, np.array(max(elapsed, 0.0)), np.array(luck)))


def _parts(visit: Visit, crew: "Crew | None") -> list[tuple[str, Duration]]:
    """What its working time is made of, on its land or in the way of the crew that is at it."""
    step = visit.step
    (purpose, usual), *more = step.stage.parts
    return [(purpose, _of_crew(step, crew) or _of_land(step, visit.application.region) or usual), *more]


def _of_crew(step: Step, crew: "Crew | None") -> Duration | None:
    if step.modes is None or crew is None:
        return None
    return next((way.mode.duration for way in step.modes.ways if way.is_of(crew.pool)), None)


def _of_land(step: Step, region: int) -> Duration | None:
    work = step.stage.work
    return work.terrains.get(step.lands[region]) if work is not None and step.lands else None
