"""What an application cost: hours of work and travel at the price of who did them."""

import numpy as np
import numpy.typing as npt

from domain.eventlog import EventLog
from domain.instants import HOUR
from domain.kpi.coded import Coded, summed
from domain.kpi.contact_columns import Handling
from domain.kpi.duty_columns import Duty
from domain.kpi.interval import Floats
from domain.kpi.spells import NEVER, Resources, Spells
from domain.terms import Terms

_TRAVEL = "travel_hour"


def application_costs(
    log: EventLog, terms: Terms, spells: Spells, handling: Handling, duty: Duty, resources: Resources
) -> Floats:
    """Cost of all work and travel of each application, and of the work on its contacts, in CNY.

    The price of an hour is that of the resource's skill, else of its department, as duty tells them; else of
    the department of the visit or contact. An hour of travel has the price "travel_hour" where the terms give
    one: people and vehicle together, whoever travels. Of a contact the hours count in which whoever handles
    it is on duty.

    Returns
    -------
    NaN for an application of which no work is recorded, or some that has no price or has not ended.
    """
    prices = _resource_prices(log, terms, resources)
    own = handling.application >= 0
    application = np.concatenate(
        [log.visits["application"].to_numpy()[spells.visit], handling.application[own]]
    )
    cost = np.concatenate(
        [_of_visits(log, terms, spells, prices), _of_contacts(log, terms, handling, duty, prices)[own]]
    )
    return _by_application(application, cost, len(log))


def _of_visits(log: EventLog, terms: Terms, spells: Spells, prices: Floats) -> Floats:
    hours = np.where(spells.end < NEVER, (spells.end - spells.start) / HOUR, np.nan)
    price = prices[spells.resource]
    fallback = _prices(Coded.of(log.visits["department"]), terms)[spells.visit]
    price = np.where(np.isnan(price), fallback, price)
    return np.asarray(hours * np.where(spells.travel, terms.prices.get(_TRAVEL, price), price))


def _of_contacts(log: EventLog, terms: Terms, handling: Handling, duty: Duty, prices: Floats) -> Floats:
    length = handling.end - handling.start
    served = duty.served(handling.resource, handling.start, handling.end)
    # Whoever was never on duty then, as far as the log knows, worked on without a rest.
    hours = np.where(handling.end < NEVER, np.where(served > 0, served, length) / HOUR, np.nan)
    price = prices[handling.resource]
    fallback = _prices(Coded.of(log.contacts["department"]), terms)[handling.contact]
    return np.asarray(hours * np.where(np.isnan(price), fallback, price))


def _resource_prices(log: EventLog, terms: Terms, resources: Resources) -> Floats:
    """Price of each resource code; NaN where none is known."""
    skill, department = (_prices(Coded.of(log.duty[name]), terms) for name in ("skill", "department"))
    price = np.where(np.isnan(skill), department, skill)
    result = np.full(len(resources.of_duty.names), np.nan)
    known = np.flatnonzero(~np.isnan(price))[::-1]
    # In reverse, so that the first shift of a resource decides.
    result[resources.of_duty.codes[known]] = price[known]
    result[-1] = np.nan
    return result


def _prices(coded: Coded, terms: Terms) -> Floats:
    by_code = np.array([float(terms.prices.get(name, np.nan)) for name in (*coded.known, "")])
    return np.asarray(by_code[coded.codes])


def _by_application(application: npt.NDArray[np.int32], cost: Floats, size: int) -> Floats:
    # A NaN among the weights makes the sum of its application NaN, which is what is meant.
    total = summed(application, cost, size)
    return np.where(np.bincount(application, minlength=size) > 0, total, np.nan)
