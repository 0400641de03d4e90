"""What would happen: the twin that turns a scenario into an event log, and studies of its replications."""

from simulation.plan_following import Dispatcher, PlanFollowing, Trigger
from simulation.run import run

__all__ = ["Dispatcher", "PlanFollowing", "Trigger", "run"]
