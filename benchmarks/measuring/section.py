"""What a benchmark found, as a table and the words around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.measuring.spread import Spread, ratio, spread

REACHED, MISSED, UNKNOWN = "reached", "**not reached**", "**not measured**"
HEADER = (
    "Measured",
    "Unit",
    "Median (lowest to highest; n)",
    "Peer",
    "Its median",
    "Ours / peer",
    "Target",
    "",
)


@dataclass(frozen=True)
class Target:
    """A figure to reach; the median is judged."""

    limit: float
    at_least: bool

    def __str__(self) -> str:
        return f"at {'least' if self.at_least else 'most'} {number(self.limit)}"

    def verdict(self, found: Spread | None) -> str:
        """Say whether a figure reaches it."""
        if found is None:
            return UNKNOWN
        reached = found.median >= self.limit if self.at_least else found.median <= self.limit
        return REACHED if reached else MISSED


def at_least(limit: float) -> Target:
    """More is better."""
    return Target(limit, at_least=True)


def at_most(limit: float) -> Target:
    """Less is better."""
    return Target(limit, at_least=False)


@dataclass(frozen=True)
class Line:
    """One figure, alone or beside a peer's.

    Attributes
    ----------
    what, unit : what was measured, in what.
    ours : None where it could not be measured; `peer` then says why.
    peer : who is beside, or why nobody is.
    theirs, ratio : the peer's figure, and ours / theirs taken pair by pair.
    target : None where the figure is only reported.
    """

    what: str
    unit: str
    ours: Spread | None
    peer: str = ""
    theirs: Spread | None = None
    ratio: Spread | None = None
    target: Target | None = None

    def cells(self) -> list[str]:
        """The row of the table."""
        return [
            self.what,
            self.unit,
            _whole(self.ours),
            self.peer,
            number(self.theirs.median) if self.theirs else "",
            _whole(self.ratio),
            str(self.target or ""),
            self.target.verdict(self.ours) if self.target else "",
        ]


def compared(
    what: str,
    unit: str,
    ours: Sequence[float],
    peer: str = "",
    theirs: Sequence[float] = (),
    target: Target | None = None,
) -> Line:
    """Make a line of the repeats of both sides; the peer's may be missing."""
    if not theirs:
        return Line(what, unit, spread(ours), peer, target=target)
    return Line(what, unit, spread(ours), peer, spread(theirs), ratio(ours, theirs), target)


def compared_to_reach(
    what: str, unit: str, ours: Sequence[float], peer: str, theirs: Sequence[float], target: Target
) -> tuple[Line, Line]:
    """Make two lines of the repeats of both sides: the figures, and the ratio ours / theirs to be reached."""
    beside = compared(what, unit, ours, peer, theirs)
    return beside, Line(f"{what}: ours / {peer}", "ratio", ratio(ours, theirs), target=target)


@dataclass(frozen=True)
class Section:
    """What a benchmark found.

    Attributes
    ----------
    title, about : what was measured and how.
    lines : rows of the table.
    notes : what a reader must know to judge it.
    libraries : distributions whose versions matter.
    holds : whether what the benchmark proves holds; a figure that misses its target does not break it.
    """

    title: str
    about: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    holds: bool = True

    def markdown(self, *taken: str) -> str:
        """Write it down.

        Parameters
        ----------
        taken : when, how and on what it was measured.
        """
        rows = [list(HEADER), ["---"] * len(HEADER), *(line.cells() for line in self.lines)]
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        listed = "\n".join(f"- {note}" for note in (*self.notes, *taken))
        return f"## {self.title}\n\n{self.about}\n\n{table}\n\n{listed}\n"


def number(figure: float) -> str:
    """Write a figure with three digits that count, and thousands apart."""
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"


def _whole(figures: Spread | None) -> str:
    if figures is None:
        return ""
    if figures.n == 1:
        return number(figures.median)
    return f"{number(figures.median)} ({number(figures.low)} to {number(figures.high)}; {figures.n})"
