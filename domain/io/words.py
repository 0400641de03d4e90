"""How tools and offices name the columns of a log: pm4py, Disco, Simod, Boston 311, Chinese registers."""

import re
from collections.abc import Mapping
from typing import Final

ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "case": (
        "case:concept:name", "case id", "case", "case_id", "caseid", "trace id",
        "application id", "application",
        "application number", "request id", "ticket id", "incident id", "order id",
        "case_enquiry_id", "case number",
        "工单号", "工单编号", "工作单编号", "申请编号", "申请单号", "申请单编号", "流程编号", "案例编号",
        "案例ID", "流程实例", "业务编号",
        "单号", "编号", "id",
    ),
    "activity": (
        "concept:name", "activity", "activity name", "task", "task name", "event",
        "event name", "step", "stage",
        "环节", "环节名称", "活动", "活动名称", "步骤", "节点", "任务",
    ),
    "enabled": (
        "enabled_time", "enabled at", "enabled", "enabled timestamp", "schedule time", "ready time",
        "到达时间", "派单时间",
    ),
    "started": (
        "start_timestamp", "start timestamp", "start_time", "start", "started at", "started",
        "start date", "start datetime", "begin", "begin time",
        "开始时间", "开工时间", "开始",
    ),
    "completed": (
        "time:timestamp", "complete timestamp", "end_time", "end timestamp",
        "completion time", "completion timestamp", "complete time", "completed at",
        "timestamp", "end", "complete", "completion", "completed", "completion date",
        "finish time", "finish timestamp", "finish", "ended at", "ended", "stop", "stop time",
        "end date", "end datetime", "event time", "time", "date",
        "完成时间", "结束时间", "发生时间", "完成", "结束", "时间",
    ),
    "lifecycle": ("lifecycle:transition", "lifecycle", "transition"),
    "instance": ("concept:instance", "activity instance id", "activity instance", "instance"),
    "resource": (
        "org:resource", "resource", "user", "employee", "agent", "performer", "worker", "assignee",
        "处理人", "处理人员", "办理人", "经办人", "受理人", "责任人", "人员", "班组",
    ),
    "department": (
        "org:group", "department", "group", "team", "role", "unit",
        "处理部门", "办理部门", "责任单位", "供电单位", "部门",
    ),
    "due": (
        "case:deadline", "deadline", "due date", "due", "due at", "target_dt",
        "target date", "sla target",
        "截止时间", "截止日期", "承诺时限", "承诺时间", "承诺完成时间", "要求完成时间", "应完成时间",
        "计划完成时间", "到期时间", "到期日期", "办理时限", "时限要求", "答复时限",
    ),
    "submitted": (
        "case:startdate", "case:start date", "submitted at", "submitted", "open_dt",
        "opened", "opened at", "open date",
        "created", "created at", "creation date", "application date", "申请时间", "受理时间",
        "提交时间", "创建时间",
    ),
    "finished": (
        "case:enddate", "case:end date", "finished at", "finished", "closed_dt", "closed",
        "closed at", "closed date",
        "resolved", "resolved at", "办结时间", "归档时间", "关闭时间", "竣工时间",
    ),
    "withdrawn": (
        "withdrawn at", "withdrawn", "cancelled", "cancelled at", "cancelled date",
        "撤销时间", "取消时间", "撤回时间",
    ),
}  # fmt: skip
"""Names of the columns of each role, the surest first."""

EVENT_IDS: Final = ("event id", "event number", "事件编号")
"""Names of columns whose values are of one event each: they tell a row told twice and tie none together."""

OF_THE_CASE: Final = ("due", "submitted", "finished", "withdrawn")

CORE_ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = {
    "track": ("track", "服务类别"),
    "category": ("category", "customer category", "用电类别", "客户类别"),
    "region": ("region", "area", "district", "neighborhood", "neighbourhood", "区域", "供电所"),
    "terrain": ("terrain", "地形"),
    "channel": ("channel", "source", "渠道", "申请渠道"),
    "urgency": ("urgency", "priority", "紧急程度", "优先级"),
    "department": ("department", "responsible department", "部门", "责任部门"),
    "capacity_kw": ("capacity kw", "capacity", "容量", "申请容量"),
    "latitude": ("latitude", "lat", "纬度"),
    "longitude": ("longitude", "lon", "lng", "经度"),
}

TYPES: Final = ("type", "request type", "kind", "类型", "申请类型", "业务类型")
"""Columns that can name the one stage of a register with one row per case."""

KNOWN_LATER: Final = (
    "ontime", "on time", "status", "case_status", "outcome", "result", "variant", "variant index",
    "状态", "是否超期", "结果",
)  # fmt: skip
"""Attributes that tell how a case ended, so they must not be known before."""

SPEAKS_OF_A_PLAN: Final = re.compile(r"plan|due|target|deadline|promis|计划|承诺|截止|要求|时限|期限|到期|应")
"""Names of dates that lie ahead and are known all the same."""

START_MARKERS: Final = frozenset({"start", "begin", "开始"})
END_MARKERS: Final = frozenset({"end", "结束"})
"""Activities that are no work but mark a case's first and last moment."""

ZONES: Final[Mapping[str, str]] = {"case_enquiry_id": "America/New_York"}
"""Columns that give a register away whose times are local: the City of Boston's service requests."""

CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


def plain(name: str) -> str:
    """Reduce a column name to its letters and digits, without the mark of a case's attribute."""
    return re.sub(r"[\W_]+", "", name.casefold().removeprefix("case:").removeprefix("(case)"))


def is_of_case(name: str) -> bool:
    """Tell whether a name is marked as an attribute of the case, as pm4py and Disco do."""
    return name.casefold().startswith(("case:", "(case)"))


def named(columns: list[str], names: tuple[str, ...]) -> str | None:
    """Find the column with the surest of the names: spelt the same, else the same letters."""
    exact = {column.casefold(): column for column in reversed(columns)}
    loose = {plain(column): column for column in reversed(columns)}
    for name in names:
        if name.casefold() in exact:
            return exact[name.casefold()]
    return next((loose[plain(name)] for name in names if ":" not in name and plain(name) in loose), None)
