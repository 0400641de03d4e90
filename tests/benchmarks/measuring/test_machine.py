import platform
from importlib.metadata import version

from benchmarks.measuring.machine import machine


def test_the_machine_is_described_without_its_name() -> None:
    said = machine(["numpy"])
    assert said.endswith(f"Python {platform.python_version()}; numpy {version('numpy')}.")
    assert "cores of" in said
    assert platform.node() not in said.replace(platform.system(), "")
