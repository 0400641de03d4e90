"""Public logs that nobody here made, laid out by the published protocol."""

from collections.abc import Mapping
from typing import NamedTuple

from benchmarks.measuring.material import real_data
from domain.io import read_log
from domain.terms import Terms
from models.protocols import Trial, published


class Public(NamedTuple):
    """A log and the best published mean absolute error of the remaining time, in days; None where unknown."""

    path: str
    published_days: float | None = None
    by: str = ""


LOGS: Mapping[str, Public] = {
    "Receipt": Public("permit_receipt/receipt.csv", 1.46, "PGTNet, published"),
    "Boston": Public("requests_boston311/boston311_2011_q3.csv.gz"),
    "ACR": Public("simulation_logs/AcademicCredentials_ConsultaDataMining201618.csv"),
    "Production": Public("simulation_logs/Production.csv"),
    "LoanApp (synthetic)": Public("simulation_logs/LoanApp_simplified_train.csv.gz"),
}


def trial_of(public: Public) -> Trial | None:
    """Lay a log out; None where it is not at hand."""
    path = real_data(public.path)
    if path is None:
        return None
    log = read_log(path).log
    return published(log, Terms.default(log.time_zone))
