"""Another way to do the work of a stage: by another skill, in another time, where the land allows it."""

from scenarios.duration import Duration
from scenarios.part import Name, Part


class Mode(Part):
    """A way to do a stage's work beside the usual one; whoever takes the visit up first does it their way.

    Parameters
    ----------
    skill : of the crews that work this way, such as "drone_survey".
    duration : working time it takes them; a slow case for one way is a slow case for all.
    terrains : where it can be done; everywhere when none is given.
    """

    skill: Name
    duration: Duration
    terrains: tuple[Name, ...] = ()
