"""Customers who withdraw while their application is open."""

from collections.abc import Sequence
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from scenarios.withdrawal import Withdrawal
from simulation.application import Application
from simulation.customers import Customers
from simulation.happenings import Happening
from simulation.step import Step

if TYPE_CHECKING:
    from simulation.service import Service


class Withdrawals:
    """Who of a track withdraws when, if it comes to that.

    Parameters
    ----------
    steps : of the track.
    """

    def __init__(self, withdrawal: Withdrawal, steps: Sequence[Step], customers: Customers) -> None:
        self.withdrawal, self.steps = withdrawal, steps
        self.too_late = [step.index for step in steps if step.name == withdrawal.before]
        wishes = customers.uniforms("withdrawal", "wishes") < withdrawal.share
        after_minutes = withdrawal.after.minutes(customers.uniforms("withdrawal", "after"))
        self.after_minutes: list[float] = np.where(wishes, after_minutes, inf).tolist()

    def await_wish(self, service: "Service", application: Application, submitted: float) -> None:
        """Let a customer who would withdraw do so in time."""
        at = submitted + self.after_minutes[application.row]
        if at < inf:
            Happening(service.env, (service, application), self._wishes).due(at)

    def _wishes(self, wish: "Happening[tuple[Service, Application]]") -> None:
        service, application = wish.about
        if application.is_open and not any(application.visited[step] for step in self.too_late):
            service.withdraw(application, wish.at)
            self._clear_queues(application)

    def _clear_queues(self, application: Application) -> None:
        """Withdrawals are rare: looking through queues costs less than knowing each visit's own."""
        for step in self.steps:
            if step.queues:
                step.queues[application.region].void(lambda visit: visit.goes_with(application))
            if step.appointments is not None:
                step.appointments.cancel(application)


def withdrawals_of(
    withdrawal: Withdrawal | None, steps: Sequence[Step], customers: Customers
) -> Withdrawals | None:
    """The withdrawals of a track; None where there are none."""
    return None if withdrawal is None else Withdrawals(withdrawal, steps, customers)
