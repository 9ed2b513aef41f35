"""Words every contract is written in: each type says its unit and its bounds."""

from datetime import date, datetime
from fractions import Fraction
from typing import Annotated

from marshmallow import ValidationError
from marshmallow.validate import Length, Range, Regexp


class Utf8:
    """Bounds of a text in UTF-8 bytes; blanks and invisible characters alone are no text."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, value: str) -> None:
        """Most texts are printable throughout: that is seen without looking at each character.

        Raises `UnicodeEncodeError`, too, for what has no UTF-8 form.
        """
        is_text = bool(value) and value.isprintable() and not value.isspace()
        if not is_text and not any(character.isprintable() and not character.isspace() for character in value):
            raise ValidationError("Empty text.")
        if (len(value) if value.isascii() else len(value.encode())) > self.most:
            raise ValidationError(f"Longer than {self.most} bytes of UTF-8.")


Ref = Annotated[str, Regexp(r"[a-z0-9][a-z0-9-]{0,62}\Z", error="Not an identifier.")]
"""Identifier: lower-case letters, digits and hyphens."""

Actor = Annotated[str, Regexp(r"[A-Za-z0-9][A-Za-z0-9.:-]{0,62}\Z", error="Not an actor's reference.")]
"""Pseudonymous reference of who acts. Set by the door from the token, never sent in a document."""

ActingRole = Annotated[str, Regexp(r"[A-Z][A-Za-z]{1,62}\Z", error="Not a role.")]
"""The role in which the actor acts, where a rule asks for it: field `acting_role`, set by the door from the token."""

AreaCode = Annotated[
    str,
    Regexp(r"(cn|[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?)\Z", error="Not an area code."),
]
"""National division code: 2 digits province, 4 city, 6 county, 9 township, 12 village; `cn` the nation."""

UnitCode = Annotated[
    str,
    Regexp(
        r"[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?(-[a-z0-9][a-z0-9-]{0,30})?\Z",
        error="Not a unit code.",
    ),
]
"""A unit: its area code, or `<area>-<slug>` for a department, an enterprise, a committee in that area."""

ActingUnit = Annotated[
    str,
    Regexp(r"(cn|[0-9]{2,12}(-[a-z0-9][a-z0-9-]{0,30})?)\Z", error="Not a unit or area."),
]
"""The unit for which the actor acts, where a rule asks for it: field `acting_unit`, set by the door from the token."""

Digest = Annotated[str, Regexp(r"[0-9a-f]{64}\Z", error="Not a SHA-256 digest.")]
"""SHA-256, 64 lower-case hexadecimal digits."""

Id = Annotated[
    str,
    Regexp(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z", error="Not an id."),
]
"""UUID in lower-case canonical text."""

StreamName = Annotated[str, Regexp(r"[a-z]+_[a-z]+-[A-Za-z0-9-]{1,120}\Z", error="Not a stream name.")]
"""`<service>_<stream>-<id>`."""

Count = Annotated[int, Range(min=0)]
"""A number of things: people, ballots, days. Never a share of anything."""

Name = Annotated[str, Utf8(200)]
"""A short name or title in any language."""

Text = Annotated[str, Utf8(4000)]
"""Human text in any language, never parsed. Longer content is a blob by digest."""

Share = Fraction
"""An exact part of a whole, written "1/2" on the wire. Floats are not shares."""

Instant = datetime
"""A moment; recorded in UTC with six decimals."""

Day = Annotated[
    date,
    Range(min=date(1900, 1, 1), max=date(2199, 12, 31), error="Not a day from 1900-01-01 to 2199-12-31."),
]
"""A day in China standard time, in a century that has periods, calendars and people."""

__all__ = [
    "ActingRole",
    "ActingUnit",
    "Actor",
    "AreaCode",
    "Count",
    "Day",
    "Digest",
    "Id",
    "Instant",
    "Length",
    "Name",
    "Ref",
    "Share",
    "StreamName",
    "Text",
    "UnitCode",
    "Utf8",
]
