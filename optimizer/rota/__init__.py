"""Who is on duty when: a legal weekly rota for what a planner requires."""

from optimizer.rota.plan import Duty, Rota, Unmet, plan_rota
from optimizer.rota.task import RotaTask, rota_schema, rota_task

__all__ = ["Duty", "Rota", "RotaTask", "Unmet", "plan_rota", "rota_schema", "rota_task"]
