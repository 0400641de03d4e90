"""What is done for applications after their end."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scenarios.follow_up import FollowUp
from simulation.application import Application
from simulation.customers import Customers
from simulation.happenings import Happening
from simulation.route import End, Place
from simulation.step import Step

if TYPE_CHECKING:
    from simulation.service import Service


class FollowUps:
    """The visits of a track's applications after their end, and when each of them is due."""

    def __init__(self, follow_up: FollowUp, step: Step, customers: Customers) -> None:
        # Nothing follows: an application that has ended is not moved on.
        self.place, self.after = Place(step, End(), closes=False), follow_up.after
        drawn = customers.uniforms("follow_up", "after")
        self.after_minutes: list[float] = follow_up.after.minutes(drawn).tolist()

    def await_due(self, service: "Service", application: Application, now: float) -> None:
        """Come back to an application that finishes now."""
        at = now + self.after_minutes[application.row]
        Happening(service.env, (service, application), self._is_due).due(at)

    def _is_due(self, due: "Happening[tuple[Service, Application]]") -> None:
        service, application = due.about
        self.place.enter(service, application, due.at)


def follow_ups_of(
    follow_up: FollowUp | None, steps: Sequence[Step], customers: Customers
) -> FollowUps | None:
    """The follow-ups of a track; None where there are none."""
    if follow_up is None:
        return None
    (step,) = (step for step in steps if step.name == follow_up.stage)
    return FollowUps(follow_up, step, customers)
