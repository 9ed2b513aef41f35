"""Conferring and losing the titles of a community: by the rule, from the closed sheet, in the same year.

Law: draft opinion on residents' committees, part 3 (document 5 §三(二), §三(三)). Requirements A-282 to A-285.
"""

from datetime import datetime
from fractions import Fraction

from contracts.assessment.community.messages import (
    AcceptanceRefused,
    CommunityFact,
    CommunityTitleConferred,
    CommunityTitleLost,
    ConferDemonstration,
    DecideAcceptance,
    SheetTaken,
    WithdrawTitle,
)
from contracts.assessment.community.rules import TitlePolicy
from contracts.assessment.words import Title
from contracts.calendar import china_day
from contracts.errors import refuse_unless

from assessment.community.state import Community, Level, Round

_HUNDRED = 100


def accept(
    command: DecideAcceptance, community: Community, listed: Round, policy: TitlePolicy, now: datetime
) -> CommunityTitleConferred | AcceptanceRefused:
    refuse_unless(listed.is_applied, "assessment.application-required", str(command.year))
    refuse_unless(not listed.is_decided, "assessment.already-decided", str(command.year))
    missing = [method for method in policy.methods if method not in listed.methods]
    required = policy.methods_required
    refuse_unless(required is not None, "assessment.threshold-not-configured", "C.methods.required")
    assert required is not None
    refuse_unless(len(listed.methods) >= required, "assessment.methods-incomplete", ", ".join(missing))
    sheet = _counted(listed, command.year)
    refuse_unless(china_day(now).year == command.year, "assessment.year-over", str(command.year))
    community.refuse_partial(command.actor, command.unit, Level.ACCEPTANCE, policy)
    if _is_qualified(sheet, policy):
        return _conferred(command, Title.QUALIFIED, community, sheet, now)
    return AcceptanceRefused(
        unit=command.unit,
        year=command.year,
        unmet_mandatory=sheet.unmet_mandatory,
        vetoed=sheet.vetoed,
        digest=sheet.digest,
        reason=command.reason,
        refused_by=command.actor,
        refused_at=now,
    )


def _is_qualified(sheet: SheetTaken, policy: TitlePolicy) -> bool:
    """All mandatory indicators met (AMB-26), as the pack puts it: the share of them that has to be reached."""
    least = policy.qualified
    refuse_unless(least is not None, "assessment.threshold-not-configured", "C.title.qualified.min_mandatory")
    assert least is not None
    reached = sheet.mandatory_share is not None and sheet.mandatory_share >= least
    return reached and not sheet.vetoed


def demonstrate(
    command: ConferDemonstration, community: Community, listed: Round, policy: TitlePolicy, now: datetime
) -> CommunityTitleConferred:
    refuse_unless(Title.QUALIFIED in community.held, "assessment.not-qualified", command.unit)
    refuse_unless(Title.DEMONSTRATION not in community.held, "assessment.already-demonstration", command.unit)
    least = policy.demonstration
    refuse_unless(least is not None, "assessment.threshold-not-configured", "C.title.demonstration.min")
    assert least is not None
    sheet = _counted(listed, command.year)
    refuse_unless(_reaches(sheet.score, least), "assessment.standard-not-reached", f"{sheet.score} of {least} points")
    refuse_unless(china_day(now).year == command.year, "assessment.year-over", str(command.year))
    community.refuse_partial(command.actor, command.unit, Level.ACCEPTANCE, policy)
    return _conferred(command, Title.DEMONSTRATION, community, sheet, now)


def _reaches(score: Fraction | None, least: Fraction) -> bool:
    """`least` in points of a hundred; exact, so that 74.95 is not 75."""
    return score is not None and score * _HUNDRED >= least


def _counted(listed: Round, year: int) -> SheetTaken:
    refuse_unless(listed.sheet is not None, "assessment.results-missing", f"The sheet of {year} is not closed.")
    assert listed.sheet is not None
    return listed.sheet


def _conferred(
    command: DecideAcceptance | ConferDemonstration,
    title: Title,
    community: Community,
    sheet: SheetTaken,
    now: datetime,
) -> CommunityTitleConferred:
    return CommunityTitleConferred(
        unit=command.unit,
        title=title,
        year=command.year,
        time=community.times.get(title, 0) + 1,
        score=sheet.score,
        digest=sheet.digest,
        reason=command.reason,
        conferred_by=command.actor,
        conferred_at=now,
    )


def withdraw(command: WithdrawTitle, community: Community, now: datetime) -> list[CommunityFact]:
    """Without the qualified title there is no demonstration title."""
    refuse_unless(command.title in community.held, "assessment.no-such-title", command.title)
    both = command.title is Title.QUALIFIED and Title.DEMONSTRATION in community.held
    lost = (Title.DEMONSTRATION, Title.QUALIFIED) if both else (command.title,)
    return [
        CommunityTitleLost(
            unit=command.unit,
            title=title,
            reason=command.reason,
            withdrawn_by=command.actor,
            lost_at=now,
        )
        for title in lost
    ]
