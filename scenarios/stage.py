"""What happens at a stage: somebody waited for, papers handed over, work done by a desk or a crew."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from domain.errors import InputError, must
from scenarios.appointment import Appointment
from scenarios.duration import Duration
from scenarios.mode import Mode
from scenarios.part import Name, Part, Positive, Share, Switch

ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Unfinished = Literal["resume", "overtime", "do_not_start"]


def minutes_of(at: str) -> int:
    """Minutes after midnight of a time of day, such as 570 of "09:30"."""
    hour, minute = map(int, at.split(":"))
    return hour * 60 + minute


class HandOver(Part):
    """Papers that wait for the next round of the internal post and are keyed in again on arrival.

    Parameters
    ----------
    at : local time of the daily round.
    roster : the round is made on days on which this roster is on duty at that time.
    rekeying : desk time to key the papers in, added to the work of the stage.
    by_post : share of papers that wait for the round; the others are carried over at once.
    """

    at: ClockTime
    roster: Name
    rekeying: Duration | None = None
    by_post: Share = 1.0


class Hold(Part):
    """Time in which the company waits for somebody else before it can work on.

    Parameters
    ----------
    cause : whom for; a cause that begins with "customer" is the customer's time.
    duration : how long they take.
    lapse_after_hours : the company waits no longer than this and then does the stage's work (a call); None:
        for ever.
    """

    cause: Name
    duration: Duration
    lapse_after_hours: Positive | None = None


class Work(Part):
    """Work of a desk or of a crew.

    Parameters
    ----------
    desk : department whose desk works; crews and desks exclude each other.
    skill : skill of the crew that goes to the customer.
    duration : working time the stage takes, without waiting and travel.
    unfinished : what happens at the end of a shift: "resume" next shift, finish in "overtime", or
        "do_not_start" what is not expected to be done in time.
    only_after_lapse : the work is needed only when the stage's hold has lapsed.
    terrains : terrain -> working time where the land is such, instead of `duration`.
    modes : other ways to do the work, each with crews of its own.
    """

    desk: Name | None = None
    skill: Name | None = None
    duration: Duration
    unfinished: Unfinished = "resume"
    only_after_lapse: Switch = False
    terrains: dict[Name, Duration] = Field(default_factory=dict)
    modes: tuple[Mode, ...] = ()

    @property
    def skills(self) -> tuple[str, ...]:
        """Skills by which crews can do it; none for work of a desk."""
        return () if self.skill is None else (self.skill, *(mode.skill for mode in self.modes))

    @model_validator(mode="after")
    def _fits_by_its_duration(self) -> "Work":
        if self.terrains and self.unfinished == "do_not_start":
            raise InputError(
                "terrains must not go with unfinished 'do_not_start', which goes by the duration"
            )
        return self

    @model_validator(mode="after")
    def _modes_are_of_crews(self) -> "Work":
        if self.modes and self.skill is None:
            raise InputError("modes must go with a skill: a desk has one way to work")
        for mode in self.modes:
            if self.skills.count(mode.skill) > 1:
                raise InputError(f"modes must each have a skill of their own, got {mode.skill!r} twice")
        return self

    @model_validator(mode="after")
    def _one_performer(self) -> "Work":
        if (self.desk is None) == (self.skill is None):
            raise InputError("exactly one of desk and skill must be given")
        return self


class Stage(Part):
    """One kind of stage: first its hold, its hand-over, its appointment, then its work, each where given.

    Parameters
    ----------
    department : that answers for the stage.
    outcomes : what may come out of it beside success -> probability; where the stage closes a loop of the
        procedure, any of them sends the application round again. A stage that closes none has none.
    errors_of : stage whose work the outcomes tell about, since that of an inexperienced crew has more errors;
        the stage itself where absent.
    """

    department: Name
    hand_over: HandOver | None = None
    hold: Hold | None = None
    appointment: Appointment | None = None
    work: Work | None = None
    outcomes: dict[Name, Share] = Field(default_factory=dict)
    errors_of: Name | None = None

    @property
    def parts(self) -> list[tuple[str, Duration]]:
        """What its working time is made of: purpose and duration."""
        if self.work is None:
            return []
        rekeying = self.hand_over.rekeying if self.hand_over else None
        return [("work", self.work.duration), *([("rekeying", rekeying)] if rekeying else [])]

    @property
    def expected_minutes(self) -> float:
        """Expected working time."""
        return sum(duration.mean_minutes for _, duration in self.parts)

    @model_validator(mode="after")
    def _may_succeed(self) -> "Stage":
        total = sum(self.outcomes.values())
        must(total < 1, f"outcomes must have probabilities that sum to less than 1, got {total:g}")
        return self

    @model_validator(mode="after")
    def _lapse_leads_to_work(self) -> "Stage":
        lapses = self.hold is not None and self.hold.lapse_after_hours is not None
        if self.work is not None and self.work.only_after_lapse and not lapses:
            raise InputError("work.only_after_lapse must go with a hold.lapse_after_hours")
        return self

    @model_validator(mode="after")
    def _somebody_comes(self) -> "Stage":
        must(self.appointment is None or self.work is not None, "appointment must go with work")
        return self
