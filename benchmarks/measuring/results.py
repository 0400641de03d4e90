"""RESULTS.md: one part for each benchmark between markers, and a list of what is not reached."""

from pathlib import Path

from benchmarks.measuring.section import HEADER, MISSED, UNKNOWN
from domain.errors import must
from domain.io.whole import written_whole

NOT_REACHED = "not_reached"
"""Name of the part that lists the figures that miss their target."""


def record(path: Path, name: str, text: str) -> None:
    """Put what a benchmark found into the file, in place of what it found before.

    The file is there whole or as it was.
    """
    found = replaced(path.read_text("utf-8") if path.exists() else "", name, text)
    with written_whole(path) as draft:
        draft.write_text(replaced(found, NOT_REACHED, _list_of(missed(found))), "utf-8")


def replaced(text: str, name: str, part: str) -> str:
    """The text with the part of this name replaced, or with the part at its end where it had none.

    Raises
    ------
    InputError
        When the part begins and does not end.
    """
    begin, end = f"<!-- begin: {name} -->", f"<!-- end: {name} -->"
    whole = f"{begin}\n{part.strip()}\n{end}"
    if begin not in text:
        return f"{text.rstrip()}\n\n{whole}\n".lstrip()
    before, _, rest = text.partition(begin)
    must(end in rest, f"RESULTS.md: what begins with {begin!r} must end with {end!r}.")
    return before + whole + rest.partition(end)[2]


def missed(text: str) -> list[str]:
    """The figures in a text that miss their target or could not be taken, one sentence each."""
    found, title = [], ""
    for line in text.splitlines():
        if line.startswith("## "):
            title = line.removeprefix("## ")
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == len(HEADER) and cells[-1] in (MISSED, UNKNOWN):
            what, unit, figure, target = cells[0], cells[1], cells[2] or "not measured", cells[6]
            found.append(f"{title}, {what}: {figure}; target {target} {unit}.")
    return found


def _list_of(sentences: list[str]) -> str:
    return "\n".join(f"- {sentence}" for sentence in sentences) or "Every target measured below is reached."
