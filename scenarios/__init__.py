"""What we ask: frozen descriptions of demand, procedures, workforce and levers, and their library."""

from scenarios.load import Entry, library, load, loads, to_yaml
from scenarios.scenario import Scenario
from scenarios.schema import file_schema

__all__ = ["Entry", "Scenario", "file_schema", "library", "load", "loads", "to_yaml"]
