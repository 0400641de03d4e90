"""Predictions: remaining time and lateness on public logs, the way to the best possible score, and speed."""

import sys

from benchmarks.foretelling import district, risks, times
from benchmarks.foretelling.logs import LOGS, trial_of
from benchmarks.foretelling.peers import LIBRARIES, installed
from benchmarks.measuring.command import command
from benchmarks.measuring.process import report_of
from benchmarks.measuring.section import Line, Section, Target, at_most, compared

EVENTS, OPEN = 1_000_000, 100_000
TRAIN_SECONDS, SCORE_SECONDS, MEMORY = at_most(60), at_most(1), at_most(2_000)
QUICK_LOG = "LoanApp (synthetic)"

ABOUT = """\
Cases in the order of their first event: 64 % teach, the next 16 % choose, the last 20 % judge. Remaining time
is asked at every prefix of two visits to all but one of cases of three or more, up to the last visit (Boston,
a register of one visit to each case: when cases open, to their end); lateness at every look before the due
instant. Features, forgetting, the window of the rule, its share in the estimate and the curve that makes
scores probabilities are chosen by the code on cases before the judging ones; the level of risks and bounds
then follows what has become known by the instant of each prediction. LightGBM and CatBoost read the same
features, choose their number of trees on the same validation cases and then learn from all; they follow
nothing. Brackets hold 95 % intervals by the bootstrap over cases and the number of looks. The district is
`one_stop`: the best possible score is that of the share of futures, played from the state with only what was
known, in which an application is late; intervals are over runs. Speed and memory are those of a process of
its own on two cores, its reading of the log apart."""


def measure(quick: bool) -> Section:
    """Measure public logs, the district, and speed."""
    lines, notes = _public(quick)
    lines += district.lines(district.QUICK if quick else district.FULL)
    lines += _speed(quick)
    peers = ", ".join(installed()) or f"{' and '.join(LIBRARIES)} are not installed"
    libraries = ("scikit-learn", "numpy", "pandas")
    return Section("Predictions", ABOUT, tuple(lines), (*notes, f"Peers: {peers}."), libraries)


def _public(quick: bool) -> tuple[list[Line], list[str]]:
    lines: list[Line] = []
    notes: list[str] = []
    for name, public in LOGS.items():
        if quick and name != QUICK_LOG:
            continue
        trial = trial_of(public)
        if trial is None:
            lines.append(Line(f"{name}: remaining time", "days", None, "the file is not at hand"))
            continue
        found, note = times.lines_of(name, public, trial.time)
        lines += [*found, *risks.lines_of(name, trial.late)]
        notes.append(note)
    return lines, notes


def _speed(quick: bool) -> list[Line]:
    events, wanted = (20_000, 2_000) if quick else (EVENTS, OPEN)
    asked = (events, wanted, "--quick") if quick else (events, wanted)
    report = report_of("benchmarks.contestants.predict_switchboard", *asked)

    def line(what: str, unit: str, figure: str, target: Target | None) -> Line:
        return compared(what, unit, [report[figure]], target=target)

    scored = f"score {report['open']:,.0f} open applications"
    return [
        line(f"train on {report['events']:,.0f} events, judging included", "s", "train", TRAIN_SECONDS),
        line(scored, "s", "score", SCORE_SECONDS),
        line(f"{scored}, reasons of 1,000 told", "s", "explain", None),
        line("memory of both", "MB", "peak_mb", MEMORY),
    ]


if __name__ == "__main__":
    sys.exit(command("predictions", measure))
