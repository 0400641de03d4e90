import re

from tests.test_architecture import ROOT

PEERS = ("catboost", "ciw", "lightgbm", "pm4py", "salabim")


def test_peers_are_pinned_exactly_and_apart_from_what_the_product_needs() -> None:
    lines = (ROOT / "benchmarks" / "requirements-peers.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
    assert set(PEERS) <= {pin.partition("==")[0].lower() for pin in pins}
    for file in ("requirements.txt", "requirements-dev.txt"):
        assert not re.search(rf"^({'|'.join(PEERS)})==", (ROOT / file).read_text("utf-8"), re.M | re.I)


def test_only_the_programs_that_run_a_peer_import_it() -> None:
    importing = re.compile(rf"^\s*(import|from) ({'|'.join(PEERS)})\b", re.MULTILINE)
    folders = [path for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")]
    sources = [path for folder in folders for path in folder.rglob("*.py")]
    found = {str(path.relative_to(ROOT)) for path in sources if importing.search(path.read_text("utf-8"))}
    programs = {"foretell_catboost", "foretell_lightgbm", "read_pm4py", "tandem_ciw", "tandem_salabim"}
    assert found == {f"benchmarks/contestants/{name}.py" for name in programs}
