"""What a closed sheet came to, as the case that it was opened for takes it."""

from fractions import Fraction
from typing import TypedDict

from contracts.assessment.sheet.messages import SheetClosed


class CameTo(TypedDict):
    sheet: str
    unmet_mandatory: tuple[str, ...]
    vetoed: tuple[str, ...]
    mandatory_share: Fraction | None
    score: Fraction | None
    digest: str


def came_to(fact: SheetClosed, sheet: str) -> CameTo:
    """`sheet`: the stream of the sheet, in which the fact is recorded."""
    return {
        "sheet": sheet,
        "unmet_mandatory": fact.unmet_mandatory,
        "vetoed": fact.vetoed,
        "mandatory_share": fact.mandatory_share,
        "score": fact.score,
        "digest": fact.digest,
    }
