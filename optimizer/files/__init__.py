"""Visits, crews and plans as files."""

from optimizer.files.plans import read_plan, write_plan
from optimizer.files.read import read_problem
from optimizer.files.schema import schemas

__all__ = ["read_plan", "read_problem", "schemas", "write_plan"]
