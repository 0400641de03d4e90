"""When crews work beyond the borders of their region."""

from scenarios.part import Part, Positive, Weight


class Help(Part):
    """A rule by which idle crews help where work has waited too long; the nearest region first.

    Parameters
    ----------
    after_hours : how long work must have waited before crews of other regions take it up.
    within_minutes : longest way that is driven for it, one way.
    """

    after_hours: Weight
    within_minutes: Positive
