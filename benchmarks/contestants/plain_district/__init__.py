"""The district in plain SimPy, as most models are written: a process for each application and each crew."""

from benchmarks.contestants.plain_district.model import District

__all__ = ["District"]
