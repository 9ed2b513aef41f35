"""Who may record results: the owner of a field, the office above the district, the assessor of a centre's subject.

Law: documents 1 §五1 (field owners), 4 §三(七) with AMB-49 (nobody gives their own final result), 5 §三(一) (the city
accepts, not the district). Requirements A-018, A-206, A-277.
"""

from typing import assert_never

from contracts.assessment.sheet.messages import SheetOpened
from contracts.assessment.sheet.rules import SchemePolicy
from contracts.assessment.words import SchemeCode
from contracts.errors import refuse_unless
from contracts.units import area_of, is_below

_COUNTY_DIGITS = 6


def refuse_stranger(assessor: str, sheet: SheetOpened, field: str | None, policy: SchemePolicy) -> None:
    """`field` None: the whole sheet is meant, not one field of it."""
    refuse_unless(not _is_itself(assessor, sheet.unit), "assessment.self-assessment", f"{assessor} is assessed here.")
    match sheet.scheme:
        case SchemeCode.TOWNSHIP:
            _refuse_other_field(assessor, sheet.unit, field, policy)
        case SchemeCode.COMMUNITY:
            district = area_of(sheet.unit)[:_COUNTY_DIGITS]
            is_above = is_below(district, area_of(assessor))
            refuse_unless(is_above, "assessment.not-in-charge", f"{assessor} is not above {district}.")
        case SchemeCode.CENTRE | SchemeCode.CONGRESS | SchemeCode.MINE:
            refuse_unless(assessor == sheet.assessor, "assessment.not-in-charge", f"{sheet.assessor} assesses.")
        case _:
            assert_never(sheet.scheme)


def _is_itself(assessor: str, subject: str) -> bool:
    """The subject, or one of its own offices."""
    return assessor == subject or ("-" not in subject and area_of(assessor).startswith(subject))


def _refuse_other_field(assessor: str, subject: str, field: str | None, policy: SchemePolicy) -> None:
    """A department of the county, named as the packs name the field's owner."""
    county, _, name = assessor.partition("-")
    refuse_unless(is_below(subject, county), "assessment.not-in-charge", f"{subject} is not in {county}.")
    if field is None:
        return
    owner = policy.owners.get(field)
    refuse_unless(name.replace("-", "_") == owner, "assessment.forbidden-field", f"{field} belongs to {owner}.")
