"""Studies of levers and priors as tables in Markdown, which a terminal shows as well."""

from collections.abc import Mapping, Sequence

from scenarios.prior import Prior
from simulation.comparison import Difference
from simulation.statistics import Interval
from workbench.bills import Bill
from workbench.figures import CYCLE_TIME, ON_TIME
from workbench.levers import Contributions
from workbench.moved_promises import Moved
from workbench.priors import Ends, Robustness
from workbench.who_paid import WhoPaid

NONE = "-"
SLIPPED = ("because of", "application", "track", "region", "promise that slipped", "hours later")


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def table_of_levers(found: Contributions) -> str:
    """Each lever's contribution to mean handling time and to promises kept."""
    head = (
        "lever",
        "handling time, alone (h)",
        "verdict",
        "promises kept, alone (points)",
        "handling time, left out of all (h)",
        "promises kept, left out of all (points)",
    )
    rows = [_levers(f"`{one.lever}`", one.alone, one.left_out) for one in found.levers]
    return markdown(head, [*rows, _levers("all together", found.together, {})])


def _levers(name: str, alone: Mapping[str, Difference], left_out: Mapping[str, Difference]) -> list[str]:
    verdict = (alone[CYCLE_TIME].verdict or NONE).replace("_", " ") if CYCLE_TIME in alone else NONE
    return [
        name,
        _difference(alone.get(CYCLE_TIME), 1),
        verdict,
        _difference(alone.get(ON_TIME), 100),
        _difference(left_out.get(CYCLE_TIME), 1),
        _difference(left_out.get(ON_TIME), 100),
    ]


def _difference(one: Difference | None, times: float) -> str:
    return NONE if one is None else interval(one.difference, "{:+.1f}", times)


def table_of_priors(found: Robustness, priors: Mapping[str, Prior]) -> str:
    """The ratio as said, at each prior's ends and over all samples."""
    least, low, middle, high, most = found.range
    said = (
        f"Mean handling time of {found.other} divided by that of {found.base}: "
        f"{interval(found.as_said, '{:.3f}')} with the figures as said; over {len(found.ratios)} samples of "
        f"all priors {least:.3f} to {most:.3f}, median {middle:.3f}, 5 % to 95 %: {low:.3f} to {high:.3f}."
    )
    head = ("prior", "range", "ratio at the low end", "ratio at the high end", "rank correlation")
    return f"{said}\n\n{markdown(head, [_prior(one, priors[one.prior]) for one in found.ends])}"


def _prior(one: Ends, prior: Prior) -> list[str]:
    sign = "times " if prior.how == "times" else ""
    correlation = NONE if one.correlation is None else f"{one.correlation:+.2f}"
    ends = (interval(one.low, "{:.3f}"), interval(one.high, "{:.3f}"))
    return [f"`{one.prior}`", f"{sign}{prior.low:g} to {prior.high:g}", *ends, correlation]


def table_of_bills(found: WhoPaid) -> str:
    """What each emergency cost others, and by how much each promise slipped."""
    said = (
        f"{found.scenario}, seed {found.seed}, run {found.replication}: the first {len(found.bills)} of "
        f"{found.emergencies} emergencies, each against the same run without it."
    )
    head = ("emergency", "supplied after (h)", "slipped", "rescued", "hours paid", "hours gained")
    slips = [_slip(bill.emergency.application_id, one) for bill in found.bills for one in bill.slipped]
    tables = [said, markdown(head, [_bill(one) for one in found.bills])]
    return "\n\n".join([*tables, markdown(SLIPPED, slips)] if slips else tables)


def _bill(one: Bill) -> list[str]:
    took = one.emergency.supplied_hours
    hours = [NONE if took is None else f"{took:.1f}", str(len(one.slipped)), str(len(one.rescued))]
    paid = [f"{one.paid_hours:.1f}", f"{one.gained_hours:.1f}"]
    return [f"{one.emergency.application_id}, {one.emergency.region}", *hours, *paid]


def _slip(emergency: str, one: Moved) -> list[str]:
    promise = f"{one.service_level}, {one.stage}" if one.stage else one.service_level
    return [emergency, one.application_id, one.track, one.region, promise, f"{one.hours:+.1f}"]


def interval(found: Interval, form: str, times: float = 1) -> str:
    """An estimate with its interval; without one where the runs give none."""
    if found.mean is None:
        return NONE
    mean = form.format(found.mean * times)
    if found.low is None or found.high is None:
        return mean
    return f"{mean} ({form.format(found.low * times)} to {form.format(found.high * times)})"
