"""Imports point one way, each big library stays in its one package, functions and files stay short."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FUNCTION = 45
LONGEST_FILE = 300

_MIDDLE = {"simulation", "optimizer", "models"}
_BELOW_WORKBENCH = {"domain", "scenarios"} | _MIDDLE

MAY_IMPORT = {
    "domain": set(),
    "scenarios": {"domain"},
    "simulation": {"domain", "scenarios"},
    "optimizer": {"domain", "scenarios"},
    "models": {"domain", "scenarios"},
    "workbench": _BELOW_WORKBENCH,
    "operations": _BELOW_WORKBENCH | {"workbench"},
    "dashboard": _BELOW_WORKBENCH | {"workbench", "operations"},
    "streamlit_app": _BELOW_WORKBENCH | {"workbench", "operations", "dashboard"},
}
OURS = set(MAY_IMPORT) | {"tests", "benchmarks"}

HOME_OF = {
    "simpy": {"simulation"},
    "ortools": {"optimizer"},
    "sklearn": {"models"},
    "skops": {"models"},
    "sqlalchemy": {"operations"},
    "streamlit": {"dashboard", "streamlit_app"},
    "altair": {"dashboard", "streamlit_app"},
}

MODULES = sorted(
    path.relative_to(ROOT)
    for package in MAY_IMPORT
    for path in (*ROOT.glob(f"{package}.py"), *(ROOT / package).rglob("*.py"))
)


def import_faults(module: Path, source: str) -> list[str]:
    """Imports of one module that break a rule, in words."""
    package = module.parts[0].removesuffix(".py")
    faults = (_fault(package, name) for name in _imported(source))
    return [f"{module}: {fault}" for fault in faults if fault]


def _fault(package: str, name: str) -> str | None:
    if name in OURS and name != package and name not in MAY_IMPORT[package]:
        return f"{package} must not import {name}"
    if package not in HOME_OF.get(name, {package}):
        return f"{name} belongs to {' and '.join(sorted(HOME_OF[name]))}, not to {package}"
    return None


def _imported(source: str) -> Iterator[str]:
    """First part of every imported name, those of functions and `import_module("...")` included."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from (alias.name.split(".")[0] for alias in names)
            case ast.ImportFrom(module=str(name), level=0):
                yield name.split(".")[0]
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield name.split(".")[0]


def size_faults(module: Path, source: str) -> list[str]:
    """Functions and files of one module that are longer than allowed, in words."""
    lines = source.count("\n")
    long_file = [f"{module}: {lines} lines, at most {LONGEST_FILE}"] if lines > LONGEST_FILE else []
    return long_file + [
        f"{module}:{node.lineno} {node.name}: {length} lines, at most {LONGEST_FUNCTION}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_keeps_to_the_architecture(module: Path) -> None:
    source = (ROOT / module).read_text(encoding="utf-8")
    assert import_faults(module, source) + size_faults(module, source) == []


def test_every_package_is_looked_at() -> None:
    assert {module.parts[0].removesuffix(".py") for module in MODULES} >= set(MAY_IMPORT) - {"streamlit_app"}


@pytest.mark.parametrize(
    ("module", "source", "fault"),
    [
        ("domain/a.py", "from scenarios.load import load", "domain must not import scenarios"),
        ("models/a.py", "def f():\n    import simulation", "models must not import simulation"),
        ("workbench/a.py", "import dashboard.state", "workbench must not import dashboard"),
        ("domain/a.py", "from tests import conftest", "domain must not import tests"),
        ("workbench/a.py", "import simpy", "simpy belongs to simulation, not to workbench"),
        ("models/a.py", "import ortools.sat", "ortools belongs to optimizer, not to models"),
        ("domain/a.py", "import_module('sklearn')", "sklearn belongs to models, not to domain"),
        (
            "workbench/a.py",
            "importlib.import_module('altair')",
            "altair belongs to dashboard and streamlit_app, not to workbench",
        ),
    ],
)
def test_a_planted_import_is_found(module: str, source: str, fault: str) -> None:
    assert import_faults(Path(module), source) == [f"{module}: {fault}"]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("dashboard/pages/a.py", "import streamlit, altair, domain.kpi, workbench, operations"),
        ("streamlit_app.py", "import streamlit\nfrom dashboard import main"),
        ("simulation/a.py", "import simpy\nfrom . import run\nfrom simulation.run import run"),
    ],
)
def test_an_allowed_import_is_let_pass(module: str, source: str) -> None:
    assert import_faults(Path(module), source) == []


def test_a_planted_long_function_and_file_are_found() -> None:
    # One line of `def` and 45 of body make 46; 46 lines and 255 blank ones make 301.
    function = "def long():\n" + "    pass\n" * 45
    assert size_faults(Path("a.py"), function + "\n" * 255) == [
        "a.py: 301 lines, at most 300",
        "a.py:1 long: 46 lines, at most 45",
    ]
    assert size_faults(Path("a.py"), "def short():\n" + "    pass\n" * 44) == []
