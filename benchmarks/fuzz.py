"""The long proof: every property, the readers' and the scenario loader's first, on 5,000 random examples."""

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass

from benchmarks.measuring.command import command
from benchmarks.measuring.process import ROOT
from benchmarks.measuring.section import Line, Section, at_most
from benchmarks.measuring.spread import spread

READERS, LOADER = "tests/domain/io", "tests/scenarios"
GROUPS = {
    "Readers of log files": [READERS],
    "Scenario files": [LOADER],
    "All other properties": ["tests", f"--ignore={READERS}", f"--ignore={LOADER}"],
}

ABOUT = """\
Hypothesis draws new examples each time: 5,000 a property (fewer where a test says so), among them broken,
truncated and hostile files. A property fails on any wrong answer and on any error but the product's own
sentence about bad input. A failure makes the benchmark fail, and hypothesis keeps the example."""


@dataclass(frozen=True)
class Proof:
    """What one run of properties gave; `said` is all that pytest printed."""

    properties: int
    failures: int
    examples: int
    seconds: float
    said: str

    @property
    def holds(self) -> bool:
        """Whether there were properties and none failed."""
        return self.failures == 0 and self.properties > 0


def measure(quick: bool) -> Section:
    """Prove each group."""
    proofs = {name: prove(arguments, "quick" if quick else "full") for name, arguments in GROUPS.items()}
    for proof in proofs.values():
        if not proof.holds:
            print(proof.said, file=sys.stderr)
    lines = tuple(_line(name, proof) for name, proof in proofs.items())
    holds = all(proof.holds for proof in proofs.values())
    return Section("Proof on random examples", ABOUT, lines, libraries=("hypothesis",), holds=holds)


def prove(arguments: list[str], profile: str) -> Proof:
    """Run the properties among some tests."""
    options = ["-m", "hypothesis and not browser", "-n", "2", "--no-cov", "--hypothesis-show-statistics"]
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options, *arguments],
        cwd=ROOT,
        env=os.environ | {"HYPOTHESIS_PROFILE": profile},
        capture_output=True,
        text=True,
        check=False,
    )
    return proof_of(done.stdout + done.stderr, time.perf_counter() - start)


def proof_of(said: str, seconds: float) -> Proof:
    """Read what pytest printed: its last line, and the statistics of every property."""
    last = (said.strip().splitlines() or [""])[-1]
    passed, *bad = (_count(last, word) for word in ("passed", "failed", "errors?"))
    examples = sum(int(count.replace(",", "")) for count in re.findall(r"- ([\d,]+) passing", said))
    return Proof(passed + sum(bad), sum(bad), examples, seconds, said)


def _count(line: str, word: str) -> int:
    found = re.search(rf"(\d+) {word}\b", line)
    return int(found[1]) if found else 0


def _line(name: str, proof: Proof) -> Line:
    what = (
        f"{name}: {proof.properties} properties, {proof.examples:,} examples passed, {proof.seconds:,.0f} s"
    )
    return Line(what, "failures", spread([proof.failures]), target=at_most(0))


if __name__ == "__main__":
    sys.exit(command("fuzz", measure))
