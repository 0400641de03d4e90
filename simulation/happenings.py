"""Events of the run: SimPy events that carry whom they are about, and one callback each.

A generator per application costs three times as much as these, and reads no better once work can be
interrupted.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from simpy import Environment, Event

NORMAL_PRIORITY = 1
About = TypeVar("About")


class Happening(Event, Generic[About]):
    """Something that will happen to somebody at a known instant.

    It may be used again once it has happened; whoever has at most one thing ahead needs only one object.

    Parameters
    ----------
    env : the SimPy environment.
    about : whom it happens to.
    then : what is done about it; gets the happening.

    Attributes
    ----------
    at : exact instant in minutes. The environment's own clock carries the rounding of sums; records use this.
    """

    at: float
    _ok = True
    _value: Any = None

    def __init__(self, env: Environment, about: About, then: Callable[[Any], None]) -> None:
        self.env, self.about = env, about
        self._then = [then]

    def due(self, at: float) -> None:
        """Let it happen at an instant."""
        self.at = at
        self.callbacks = self._then
        self.env.schedule(self, NORMAL_PRIORITY, at - self.env.now)  # type: ignore[arg-type]

    def call_off(self) -> None:
        """Let it not happen. It keeps its place among the events ahead, so it is not to be used again."""
        self.callbacks = []
