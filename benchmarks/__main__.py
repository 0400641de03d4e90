"""``python -m benchmarks [NAME ...]``: run the named benchmarks, all of them without a name.

Each runs in a process of its own: a measurement is not to be disturbed by what another left in memory. With
--write each puts what it found into its part of RESULTS.md.
"""

import argparse
import pkgutil
import subprocess
import sys

import benchmarks
from benchmarks.measuring.command import add_options
from domain.errors import InputError, must_be_one_of


def main(arguments: list[str] | None = None) -> int:
    """Run benchmarks one after the other.

    Returns
    -------
    int
        0; 1 where a benchmark failed; 2 where a name is unknown.
    """
    options = read_options(arguments)
    if options.list:
        print("\n".join(names()))
        return 0
    passed_on = [f"--{name}" for name in ("write", "quick") if getattr(options, name)]
    try:
        return max([run(name, passed_on) for name in chosen(options.name)], default=0)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2


def read_options(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=benchmarks.__doc__)
    parser.add_argument("name", nargs="*", help="which to run; all without a name")
    parser.add_argument("--list", action="store_true", help="only say which there are")
    add_options(parser)
    return parser.parse_args(arguments)


def names() -> list[str]:
    """Names of all benchmarks: the modules of this package; its packages are their tools."""
    modules = (m.name for m in pkgutil.iter_modules(benchmarks.__path__) if not m.ispkg)
    return sorted(name for name in modules if not name.startswith("_"))


def chosen(wanted: list[str]) -> list[str]:
    """The wanted benchmarks, all when none is named.

    Raises
    ------
    InputError
        A name that is not among them.
    """
    for name in wanted:
        must_be_one_of(name, names(), "benchmark")
    return wanted or names()


def run(name: str, options: list[str]) -> int:
    """Run one benchmark in a new process: 0 when it succeeded, else 1."""
    print(f"\n== {name}", flush=True)
    done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *options], check=False)
    return 1 if done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
