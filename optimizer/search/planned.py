"""Routes as a plan."""

from domain.plan import Plan
from optimizer.arrays import Translated
from optimizer.search.out import put_off
from optimizer.search.routes import Routes, lists_of
from optimizer.translate import plan_of


def planned(translated: Translated, routes: Routes) -> Plan:
    """The plan of routes; crews leave as late as costs nothing where that is paid for."""
    begin = routes.begin.copy()
    put_off(translated.arrays, routes, begin)
    return plan_of(translated, lists_of(routes), begin)
