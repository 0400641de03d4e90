"""Public instances of routing with time windows and skills, each in its list's own convention."""

from optimizer.instances.instance import Format, Instance
from optimizer.instances.read import read_instance

__all__ = ["Format", "Instance", "read_instance"]
