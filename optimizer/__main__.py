"""Plans and rotas on the command line: ``python -m optimizer rota FILE``."""

import argparse
import sys
from collections.abc import Sequence

from domain.command_line import exit_code
from optimizer.rota.command import add_rota


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and give its exit code; a message about bad input is one sentence on standard error."""
    chosen = _parser().parse_args(arguments)
    return exit_code(lambda: chosen.act(chosen))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m optimizer", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_rota(commands.add_parser("rota", help="a legal rota for the crews that are required"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
