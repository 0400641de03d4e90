"""Bills as tables for a page or a file."""

import pandas as pd

from workbench.who_paid import WhoPaid

MOVED = ("application_id", "track", "region", "service_level", "stage", "before_hours", "after_hours")


def bills(found: WhoPaid) -> pd.DataFrame:
    """What each emergency cost.

    Returns
    -------
    emergency, region, submitted_at, supplied_hours (NaN while open), slipped, rescued (promises), paid_hours
    and gained_hours; a row per emergency in order of submission.
    """
    rows = [
        {
            "emergency": bill.emergency.application_id,
            "region": bill.emergency.region,
            "submitted_at": bill.emergency.submitted_at,
            "supplied_hours": bill.emergency.supplied_hours,
            "slipped": len(bill.slipped),
            "rescued": len(bill.rescued),
            "paid_hours": bill.paid_hours,
            "gained_hours": bill.gained_hours,
        }
        for bill in found.bills
    ]
    return pd.DataFrame(rows)


def slipped(found: WhoPaid) -> pd.DataFrame:
    """Promises that slipped.

    Returns
    -------
    emergency, application_id, track, region, service_level, stage, before_hours, after_hours and hours (by
    how much later), as `Moved` has them; those of each emergency together, the greatest delay first.
    """
    rows = [
        (bill.emergency.application_id, *(getattr(one, column) for column in MOVED), one.hours)
        for bill in found.bills
        for one in bill.slipped
    ]
    return pd.DataFrame(rows, columns=["emergency", *MOVED, "hours"])
