"""Where crews go: routes on plain ground, without a server of map tiles."""

from collections.abc import Sequence
from math import log2

import pandas as pd
import pydeck as pdk

from dashboard.words import formats, name, t

Colour = tuple[int, int, int]
COLOURS: Sequence[Colour] = (
    (11, 110, 127),
    (200, 116, 28),
    (76, 104, 190),
    (47, 147, 222),
    (138, 69, 214),
    (190, 60, 110),
    (110, 125, 40),
)
"""Of routes, each seen on light and on dark ground; which crew it is stands in the tip."""
LEFT_OUT: Colour = (179, 38, 30)
DEPOT: Colour = (125, 135, 145)
NO_TILES = 'data:application/json,{"version":8,"sources":{},"layers":[]}'
"""A style without a ground: Streamlit takes none at all for leave to fetch one from the internet."""
DEGREES, ROOM = 360.0, 0.8


def crew_map(stops: pd.DataFrame, left_out: pd.DataFrame, zone: str) -> pdk.Deck:
    """Draw a line for each crew from its depot over its visits, and points for visits left out.

    Parameters
    ----------
    stops : of `plan_frames.stops`, not empty.
    left_out : latitude, longitude, application and stage of visits that nobody does.
    """
    crews = {crew: COLOURS[n % len(COLOURS)] for n, crew in enumerate(dict.fromkeys(stops["crew"]))}
    routes = pdk.Layer(
        "PathLayer",
        _routes(stops, crews),
        get_path="path",
        get_color="colour",
        get_width=3,
        width_units="'pixels'",
        pickable=True,
    )
    points = pdk.Layer(
        "ScatterplotLayer",
        _points(stops, left_out, crews, zone),
        get_position="at",
        get_fill_color="colour",
        get_radius="pixels",
        radius_units="'pixels'",
        pickable=True,
    )
    depots = pdk.Layer(
        "ScatterplotLayer",
        _depots(stops),
        get_position="at",
        get_line_color=DEPOT,
        get_radius=8,
        radius_units="'pixels'",
        get_line_width=3,
        line_width_units="'pixels'",
        filled=False,
        stroked=True,
        pickable=True,
    )
    tip = {"text": "{tip}"}
    return pdk.Deck(
        [routes, points, depots], initial_view_state=_view(stops), map_style=NO_TILES, tooltip=tip
    )


def _routes(stops: pd.DataFrame, crews: dict[str, Colour]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for (crew, _), route in stops.groupby(["crew", "shift"], sort=False):
        path = route[["longitude", "latitude"]].to_numpy().tolist()
        found.append({"path": path, "colour": crews[str(crew)], "tip": name(crew)})
    return found


def _points(
    stops: pd.DataFrame, left_out: pd.DataFrame, crews: dict[str, Colour], zone: str
) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for one in left_out.to_dict("records"):
        tip = f"{one['application']} · {name(one['stage'])}\n{t('Not planned')}"
        found.append({"at": [one["longitude"], one["latitude"]], "colour": LEFT_OUT, "pixels": 4, "tip": tip})
    for one in stops[stops["application"] != ""].to_dict("records"):
        when = formats.instant(one["starts_at"].round("s"), zone)
        tip = f"{one['application']} · {name(one['stage'])}\n{name(one['crew'])} · {when}"
        at = [one["longitude"], one["latitude"]]
        found.append({"at": at, "colour": crews[one["crew"]], "pixels": 5, "tip": tip})
    return found


def _depots(stops: pd.DataFrame) -> list[dict[str, object]]:
    """Where routes end, each place once."""
    ends = stops.groupby(["crew", "shift"], sort=False).tail(1)[["longitude", "latitude"]].drop_duplicates()
    return [{"at": at, "tip": t("Depot")} for at in ends.to_numpy().tolist()]


def _view(stops: pd.DataFrame) -> pdk.ViewState:
    """All stops, with some room around them."""
    low, high = (stops[["latitude", "longitude"]].agg(how) for how in ("min", "max"))
    wide = max(high["longitude"] - low["longitude"], high["latitude"] - low["latitude"], 0.01)
    middle = (low + high) / 2
    return pdk.ViewState(
        latitude=middle["latitude"], longitude=middle["longitude"], zoom=log2(DEGREES / wide) - ROOM
    )
