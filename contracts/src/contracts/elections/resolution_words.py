"""Words of village resolutions.

Law: county opinion on township standardisation, part 4 item 2 (document 1 §四2三要, 四议两公开); Organic Law of the
Villagers' Committees, arts. 21-27 (村民委员会组织法 第二十一条至第二十七条).
"""

from enum import StrEnum

from contracts.message import shape
from contracts.vocabulary import Count, Day, Text


class VillageMatter(StrEnum):
    """What is resolved. All but `OTHER` need the villagers' assembly or its authorisation (村组法 第二十四条)."""

    LOST_WORK_ALLOWANCES = "lost_work_allowances"
    COLLECTIVE_INCOME = "collective_income"
    PUBLIC_UNDERTAKINGS = "public_undertakings"
    LAND_CONTRACTING = "land_contracting"
    COLLECTIVE_PROJECTS = "collective_projects"
    HOMESTEADS = "homesteads"
    REQUISITION_COMPENSATION = "requisition_compensation"
    COLLECTIVE_PROPERTY = "collective_property"
    RESERVED_BY_ASSEMBLY = "reserved_by_assembly"
    OTHER = "other"


class Step(StrEnum):
    """The four deliberations (四议), in their order."""

    PROPOSAL = "party_branch_proposal"
    CONSULTATION = "two_committees_consultation"
    REVIEW = "party_assembly_review"
    RESOLUTION = "villagers_resolution"


class Disclosure(StrEnum):
    """The two disclosures (两公开)."""

    RESOLUTION = "resolution"
    RESULT = "result"


class StopGround(StrEnum):
    """Why a run ended without its close: withdrawn by the Party organisation, revoked by the villagers, corrected."""

    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"
    ORDER_OF_CORRECTION = "order_of_correction"


@shape
class Households:
    """How many households the village has, and how many sent a representative (户代表)."""

    entitled: Count
    attended: Count


@shape
class Authorisation:
    """The assembly let the representatives decide on this matter (授权): the day of its resolution, and its words."""

    given_on: Day
    text: Text
