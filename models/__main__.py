"""Predictions on the command line: `python -m models --help`."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

from domain.command_line import exit_code
from models.drift_command import add_drift
from models.evaluation_command import add_evaluate
from models.outlook_command import add_outlook
from models.predict_command import add_predict
from models.promises_command import add_promises
from models.satisfaction_command import add_satisfaction
from models.train_command import add_card, add_train

COMMANDS: Final[tuple[Callable[[Any], None], ...]] = (
    add_train,
    add_evaluate,
    add_predict,
    add_card,
    add_drift,
    add_outlook,
    add_promises,
    add_satisfaction,
)
"""Each adds its command to the parser."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns
    -------
    Exit code, see `exit_code`.
    """
    parser = argparse.ArgumentParser(prog="python -m models", description="What history teaches.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in COMMANDS:
        add(commands)
    chosen = parser.parse_args(arguments)
    return exit_code(lambda: chosen.run(chosen))


if __name__ == "__main__":
    sys.exit(main())
