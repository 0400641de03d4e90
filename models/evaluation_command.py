"""``python -m models evaluate LOG``: how good predictions are on later cases, beside naive rules."""

import argparse
import json
from pathlib import Path
from typing import Any

from domain.command_line import instant_of
from domain.errors import must
from models.commands import add_command, add_log, log_of, say, terms_of
from models.evaluation import Evaluation, evaluate


def add_evaluate(commands: Any) -> None:
    """Add the command."""
    command = add_command(commands, "evaluate", _evaluate, "judge predictions on later cases of a log")
    add_log(command)
    command.add_argument(
        "--train-until", metavar="TIME", help="learn from what was known then, judge on later cases"
    )
    command.add_argument("--train", metavar="LOG", type=Path, help="learn from this log, judge on all of LOG")
    command.add_argument("--seed", type=int, default=0, metavar="N", help="of the learners (default 0)")
    command.add_argument("--json", action="store_true", help="print JSON")


def _evaluate(chosen: argparse.Namespace) -> None:
    must(chosen.train is None or chosen.train_until is None, "--train must not stand beside --train-until.")
    log = log_of(chosen.log, chosen.map)
    until = instant_of(chosen.train_until, log.time_zone) if chosen.train_until else None
    train = log_of(chosen.train, chosen.map) if chosen.train else None
    found = evaluate(log, terms_of(chosen.terms, log), until=until, train=train, seed=chosen.seed)
    for note in found.notes:
        say(note)
    print(json.dumps(found.as_data(), indent=2) if chosen.json else _table(found))


def _table(found: Evaluation) -> str:
    time, late = found.remaining_time, found.lateness
    held = ", ".join(f"{name.upper()} {share:.1%}" for name, share in time["coverage"].items())
    lines = [
        found.protocol,
        f"remaining time, n = {time['n']:,}: off by {time['mae_days']:.3f} days "
        f"(median rule {time['mae_days_median_rule']:.3f}, of recent cases "
        f"{time['mae_days_recent_rule']:.3f}, mean rule {time['mae_days_mean_rule']:.3f})",
        f"bounds that held: {held}",
    ]
    if late is not None:
        brier, of_types = late["brier"], late["brier_rate_rule"]
        of_rule = f"rate of the type {late['auc_rate_rule']:.3f}"
        lines += [
            f"lateness, n = {late['n']:,}: area {late['auc']:.3f} ({of_rule})",
            f"Brier {brier:.3f} (rule {of_types:.3f}), calibration error {late['ece']:.3f}",
        ]
    return "\n".join(lines)
