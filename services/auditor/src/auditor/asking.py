"""What the answers about several streams share: whose records are meant, and where a page begins."""

from contracts.errors import Malformed
from contracts.units import area_of
from sqlalchemy import ColumnElement, or_


def is_of(column: ColumnElement[str], unit: str) -> ColumnElement[bool]:
    """Of the unit or of one in its area. A department is no area: of `360730-audit` only its own records are meant."""
    own: ColumnElement[bool] = column == unit
    return or_(own, column.op("GLOB")(f"{unit}[0-9-]*")) if unit == area_of(unit) else own


def number_of(token: str) -> int:
    """The number that the token of a page stands for; `Malformed` if it is none."""
    if not (token.isascii() and token.isdigit() and len(token) < 16):
        raise Malformed({"page.after": ["Not the token of a page."]})
    return int(token)
