"""Judging predictions: figures beside naive rules, and what cannot be judged said in a sentence."""

import json
from pathlib import Path

import pytest

from domain.errors import InputError
from domain.eventlog import EventLog
from domain.io import read_log, write_log
from domain.terms import Terms
from models.__main__ import main
from models.evaluation import evaluate, judge_lateness
from models.protocols import dated, published
from tests.domain.logs import hour
from tests.models.histories import two_kinds

TERMS = Terms.default()


def test_a_model_that_sees_the_kind_beats_the_rules_that_do_not() -> None:
    found = evaluate(two_kinds(n=300), TERMS)
    time, late = found.remaining_time, found.lateness
    assert time["mae_days"] < 0.8 * time["mae_days_median_rule"]
    assert late is not None
    assert late["auc"] > 0.8
    assert 0.7 < time["coverage"]["p90"] <= 1


def test_a_log_without_deadlines_is_judged_by_remaining_time_only() -> None:
    log = two_kinds()
    bare = EventLog.build(
        {name: frame for name, frame in log.frames.items() if name != "deadlines"}, name="bare"
    )
    figures, notes = judge_lateness(published(bare, TERMS).late, seed=0)
    assert figures is None
    assert notes == [
        "No deadline has fallen due in both parts of the log: only the remaining time is predicted."
    ]


def test_one_class_only_is_said() -> None:
    figures, notes = judge_lateness(dated(two_kinds(due_hours=2), TERMS, hour(300)).late, seed=0)
    assert figures is None
    assert "at least 30 each, got 0 of one kind" in notes[0]


def test_ten_cases_are_refused_with_how_many_are_missing() -> None:
    with pytest.raises(InputError, match=r"at least 50 cases to learn from, got \d+: \d+ more are needed"):
        evaluate(two_kinds(n=10), TERMS)


def test_the_command_prints_the_stated_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_log(two_kinds(n=250), tmp_path / "log.parquet")
    assert (
        main(["evaluate", str(tmp_path / "log.parquet"), "--json", "--train-until", "2026-03-09T12:00"]) == 0
    )
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["protocol", "remaining_time", "lateness"]
    assert set(told["remaining_time"]) == {
        "mae_days",
        "mae_days_median_rule",
        "mae_days_recent_rule",
        "mae_days_mean_rule",
        "coverage",
        "n",
    }
    assert set(told["lateness"]) == {"auc", "brier", "ece", "auc_rate_rule", "brier_rate_rule", "n"}


def test_a_broken_choice_of_training_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "a.csv", "--train", "b.csv", "--train-until", "2026-01-01"]) == 2
    assert capsys.readouterr().err == "--train must not stand beside --train-until.\n"


def test_the_median_rule_of_the_receipt_log_is_the_published_one(shared_data: Path) -> None:
    # Only the rule is worked out here; benchmarks/predictions.py sets the model beside it.
    from models.rules import ByCount

    trial = published(read_log(shared_data / "permit_receipt" / "receipt.csv").log, TERMS).time
    rule = ByCount.learn(trial.lessons.counts, trial.lessons.hours)
    off = abs(trial.hours - rule.predict(trial.test.frame["visits_completed"].to_numpy())).mean() / 24
    assert (round(off, 2), trial.hours.size) == (1.54, 1048)
