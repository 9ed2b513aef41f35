"""Which areas of a GeoJSON data set a boundary meets. The door to shapely: floats end here.

A data set is a FeatureCollection (RFC 7946) of polygons, each with a `name`; coordinates are degrees of CGCS2000, which
are those of WGS 84 within less than a metre. A boundary that only touches an area does not meet it.
"""

import json
from collections.abc import Iterator
from typing import Any

from contracts.errors import Rejected, refuse_unless
from contracts.mining.words import Boundary
from shapely import Polygon, from_geojson
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

_KINDS = ("Polygon", "MultiPolygon")


def areas_met(boundary: Boundary, data_set: str) -> tuple[str, ...]:
    """The names of the areas with which the boundary has ground in common, in order, each once.

    `Rejected` if either is no ground: a ring that crosses itself, or a data set that cannot be read.
    """
    ground = Polygon([(float(point.east), float(point.north)) for point in boundary.ring])
    refuse_unless(ground.is_valid and ground.area > 0, "mining.boundary-not-simple", "The ring crosses itself.")
    return tuple(sorted({name for name, area in areas_in(data_set) if _have_ground_in_common(area, ground)}))


def areas_in(data_set: str) -> Iterator[tuple[str, BaseGeometry]]:
    """Each area by its name. `Rejected`, naming what is wrong, if the data set cannot be relied on."""
    for number, feature in enumerate(_features(data_set), 1):
        name = feature.get("properties", {}).get("name") if isinstance(feature, dict) else None
        refuse_unless(isinstance(name, str) and bool(name.strip()), "mining.red-lines-unreadable", f"{number}: no name")
        yield str(name), _area(feature, f"{number}: {name}")


def _features(data_set: str) -> list[Any]:
    try:
        document = json.loads(data_set)
    except ValueError as error:
        raise Rejected("mining.red-lines-unreadable", "Not JSON.") from error
    features = document.get("features") if isinstance(document, dict) else None
    is_collection = isinstance(features, list) and document.get("type") == "FeatureCollection"
    refuse_unless(is_collection and bool(features), "mining.red-lines-unreadable", "No collection of features.")
    return list(features or ())


def _area(feature: dict[str, Any], place: str) -> BaseGeometry:
    try:
        area = from_geojson(json.dumps(feature.get("geometry")))
    except ShapelyError as error:
        raise Rejected("mining.red-lines-unreadable", f"{place}: no geometry") from error
    is_ground = area is not None and area.geom_type in _KINDS and area.is_valid and area.area > 0
    refuse_unless(is_ground, "mining.red-lines-unreadable", f"{place}: no polygon, or it crosses itself")
    return area


def _have_ground_in_common(area: BaseGeometry, ground: Polygon) -> bool:
    return bool(area.intersects(ground)) and not bool(area.touches(ground))
