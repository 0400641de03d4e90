"""The KPIs by name."""

from collections.abc import Mapping

from domain.kpi import of_applications, of_duty, of_promises, of_surveys, of_visits
from domain.kpi.indicator import Kpi
from domain.kpi.statistic import Statistic

KPIS: Mapping[str, Kpi] = {
    kpi.name: kpi
    for kpi in (
        Kpi("submitted", "cases", None, "Submitted", Statistic.COUNT, of_applications.submitted),
        Kpi("finished", "cases", "higher", "Finished", Statistic.COUNT, of_applications.finished),
        Kpi("withdrawn", "cases", "lower", "Withdrawn", Statistic.COUNT, of_applications.withdrawn),
        Kpi(
            "open_applications", "cases", "lower", "Open", Statistic.COUNT, of_applications.open_applications
        ),
        Kpi(
            "throughput_per_day",
            "cases/day",
            "higher",
            "Finished per day",
            Statistic.PER_DAY,
            of_applications.finished,
        ),
        Kpi(
            "work_in_progress",
            "cases",
            "lower",
            "Work in progress, mean",
            Statistic.TIME_AVERAGE,
            of_applications.work_in_progress,
        ),
        Kpi(
            "cycle_time_mean",
            "hours",
            "lower",
            "Cycle time, mean",
            Statistic.MEAN,
            of_applications.cycle_time,
        ),
        Kpi(
            "cycle_time_median",
            "hours",
            "lower",
            "Cycle time, median",
            Statistic.MEDIAN,
            of_applications.cycle_time,
        ),
        Kpi(
            "cycle_time_p90",
            "hours",
            "lower",
            "Cycle time, 90th percentile",
            Statistic.P90,
            of_applications.cycle_time,
        ),
        Kpi(
            "waiting_time", "hours", "lower", "Waiting time per visit", Statistic.MEAN, of_visits.waiting_time
        ),
        Kpi(
            "working_time", "hours", "lower", "Working time per visit", Statistic.MEAN, of_visits.working_time
        ),
        Kpi("travel_time", "hours", "lower", "Travel time per visit", Statistic.MEAN, of_visits.travel_time),
        Kpi(
            "customer_time",
            "hours",
            "lower",
            "Customer time per visit",
            Statistic.MEAN,
            of_visits.customer_time,
        ),
        Kpi("on_time_rate", "share", "higher", "On time", Statistic.SHARE, of_promises.on_time_rate),
        Kpi(
            "completed_on_time_rate",
            "share",
            "higher",
            "Completed on time",
            Statistic.SHARE,
            of_promises.completed_on_time_rate,
        ),
        Kpi("open_past_due", "cases", "lower", "Open past due", Statistic.COUNT, of_promises.open_past_due),
        Kpi(
            "ageing_median",
            "hours",
            "lower",
            "Age of open work, median",
            Statistic.MEDIAN,
            of_applications.ageing,
        ),
        Kpi(
            "ageing_p90",
            "hours",
            "lower",
            "Age of open work, 90th percentile",
            Statistic.P90,
            of_applications.ageing,
        ),
        Kpi("utilisation", "share", None, "Utilisation", Statistic.RATIO, of_duty.utilisation),
        Kpi("rework_rate", "share", "lower", "Rework", Statistic.SHARE, of_visits.rework_rate),
        Kpi(
            "first_time_right_rate",
            "share",
            "higher",
            "Right first time",
            Statistic.SHARE,
            of_visits.first_time_right_rate,
        ),
        Kpi(
            "appointment_kept_rate",
            "share",
            "higher",
            "Appointments kept",
            Statistic.SHARE,
            of_promises.appointment_kept_rate,
        ),
        Kpi("satisfaction_mean", "score", "higher", "Satisfaction", Statistic.MEAN, of_surveys.satisfaction),
        Kpi(
            "dissatisfied_share",
            "share",
            "lower",
            "Dissatisfied or average",
            Statistic.SHARE,
            of_surveys.dissatisfied,
        ),
        Kpi(
            "survey_response_rate",
            "share",
            None,
            "Surveys answered",
            Statistic.SHARE,
            of_surveys.survey_response,
        ),
        Kpi(
            "cost_per_application",
            "CNY",
            "lower",
            "Cost per application",
            Statistic.MEAN,
            of_applications.cost_per_application,
        ),
    )
}
"""All KPIs by name, in the order in which they are told."""
