"""Plans and rotas on the command line: `python -m optimizer --help`."""

import argparse
import sys
from collections.abc import Callable, Sequence

from domain.command_line import exit_code
from optimizer.commands.benchmark import add_benchmark
from optimizer.commands.check import BrokenRulesError, add_check
from optimizer.commands.marginal import add_marginal
from optimizer.commands.plan import NoPlanError, add_plan
from optimizer.commands.reasons import add_reasons
from optimizer.commands.replan import add_replan
from optimizer.commands.schema import add_schema
from optimizer.commands.slots import add_slots
from optimizer.rota.command import add_rota
from optimizer.travel_server import ServerError

COMMANDS: Sequence[tuple[str, Callable[[argparse.ArgumentParser], None], str]] = (
    ("plan", add_plan, "who goes where when"),
    ("replan", add_replan, "the rest of a plan, after what has happened"),
    ("slots", add_slots, "the cheapest windows for one more visit"),
    ("check", add_check, "which rules a plan breaks, and what it costs"),
    ("reasons", add_reasons, "what would plan each visit on time that is left out or late"),
    ("marginal", add_marginal, "what one more crew-hour of each skill and region would save"),
    ("benchmark", add_benchmark, "a public instance solved, in its list's own figure"),
    ("schema", add_schema, "JSON Schema of a file of visits or crews"),
    ("rota", add_rota, "a legal rota for the crews that are required"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code; a message about bad input is one sentence on standard error."""
    chosen = _parser().parse_args(arguments)
    return exit_code(lambda: chosen.act(chosen), BrokenRulesError, NoPlanError, ServerError)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m optimizer", description="Plans and rotas.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, add, text in COMMANDS:
        add(commands.add_parser(name, help=text, description=text))
    return parser


if __name__ == "__main__":
    sys.exit(main())
