"""Customers who call while they wait: enquiries and complaints, which take the time of a desk."""

from typing import Annotated

from pydantic import Field

from scenarios.duration import Duration
from scenarios.part import Name, Part, Share

ENQUIRY, COMPLAINT = "enquiry", "complaint"
"""Kinds of contacts that customers begin."""
PerOpenDay = Annotated[float, Field(strict=True, ge=0, le=24, allow_inf_nan=False)]


class Enquiry(Part):
    """Questions about an application that is open.

    Parameters
    ----------
    per_open_day : mean number a day while an application is open, by day and by night; none after its end.
    duration : desk time of an enquiry.
    self_service : share answered at once without the desk, as routine questions can be.
    prepared : desk time of the rest where they are handed over with their context; `duration` where absent.
    """

    per_open_day: PerOpenDay
    duration: Duration
    self_service: Share = 0.0
    prepared: Duration | None = None

    @property
    def desk_time(self) -> Duration:
        """Desk time of what the desk has to answer."""
        return self.prepared or self.duration


class Complaint(Part):
    """Complaints about promises missed.

    Parameters
    ----------
    when_late : probability that a customer complains of a promise as soon as it is missed; the promise may be
        any of the scenario's `service_levels` but those about contacts.
    duration : desk time of a complaint.
    """

    when_late: Share
    duration: Duration


class Contacts(Part):
    """Enquiries and complaints, each where given, and the desk in whose queue they wait beside its work.

    Parameters
    ----------
    desk : department whose desk answers.
    priority : among work that waits there, a lower number is taken first.
    """

    desk: Name
    priority: Annotated[int, Field(strict=True, ge=0, le=99)] = 1
    enquiry: Enquiry | None = None
    complaint: Complaint | None = None
