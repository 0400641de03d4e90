"""What the service is: the event log every figure is a function of, working time, promises and procedures.

Live, imported and simulated histories are one `EventLog`; `domain.kpi` reads figures from it and `domain.io`
brings it from and to files.
"""

from domain.calendar import WorkingCalendar
from domain.errors import InputError
from domain.eventlog import EventLog, Known, Origin
from domain.service_level import ServiceLevel
from domain.terms import Terms

__all__ = ["EventLog", "InputError", "Known", "Origin", "ServiceLevel", "Terms", "WorkingCalendar"]
