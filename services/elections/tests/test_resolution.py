"""Four deliberations, two disclosures: in order, each by its own body, and nothing before it is public."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from contracts.disclosure.words import Cause
from contracts.elections.matters.messages import BallotDecided
from contracts.elections.resolution.messages import (
    AdoptResolution,
    Authorisation,
    CloseResolution,
    ConsultResolution,
    DeliberationHeld,
    Disclosure,
    Households,
    ImplementationStarted,
    OrderCorrection,
    ProposeResolution,
    RecordDisclosure,
    RecordImplementation,
    ResolutionClosed,
    ResolutionDisclosed,
    ResolutionNotAdopted,
    ResolutionProposed,
    ResolutionStopped,
    ResultDisclosed,
    ReviewResolution,
    RevokeResolution,
    StartImplementation,
    Step,
    StopGround,
    VillageMatter,
    VillageMatterImplemented,
    VillageResolutionAdopted,
    WithdrawProposal,
)
from contracts.elections.words import Body, Meeting
from elections.resolution import STREAM
from ledger.testing.given import given

from services.elections.tests.meetings import NOON, TITLE, VILLAGE, met

KEY: dict[str, Any] = {"unit": VILLAGE, "resolution": "road-2025"}
TEXT = "自筹资金修建三条通组公路，总长四公里。"
WORDS = Authorisation(given_on=date(2025, 3, 8), text="授权村民代表会议讨论决定本年度公益事业。")
CAUSE = Cause(stream="disclosure_duty-x", type="disclosure.occasion-disclosed.v1", digest="a" * 64)

BRANCH, COMMITTEES, PARTY = (
    met(Body.PARTY_BRANCH, 2),
    met(Body.TWO_COMMITTEES, 4),
    met(Body.PARTY_MEMBERS, 6),
)
VILLAGERS = met(Body.REPRESENTATIVES, 9, by_ballot=True)
ASSEMBLY = met(Body.ASSEMBLY, 12, entitled=900, attended=451, agreed=226, against=200, abstained=25, by_ballot=True)

PROPOSED = ResolutionProposed(
    **KEY, title=TITLE, matter=VillageMatter.PUBLIC_UNDERTAKINGS, text=TEXT, meeting=BRANCH, proposed_at=NOON
)
CONSULTED = DeliberationHeld(**KEY, step=Step.CONSULTATION, meeting=COMMITTEES, held_at=NOON)
REVIEWED = DeliberationHeld(**KEY, step=Step.REVIEW, meeting=PARTY, held_at=NOON)
ADOPTED = VillageResolutionAdopted(
    **KEY,
    title=TITLE,
    matter=VillageMatter.PUBLIC_UNDERTAKINGS,
    text=TEXT,
    meeting=VILLAGERS,
    authorisation=WORDS,
    adopted_at=NOON,
)
PUBLIC = ResolutionDisclosed(**KEY, cause=CAUSE, published_at=NOON)
STARTED = ImplementationStarted(**KEY, begun_on=date(2025, 6, 13), started_at=NOON)
DONE = VillageMatterImplemented(
    **KEY, title=TITLE, finished_on=date(2025, 6, 18), result="三条公路竣工。", implemented_at=NOON
)
SHOWN = ResultDisclosed(**KEY, cause=CAUSE, published_at=NOON)
CLOSED = ResolutionClosed(**KEY, closed_at=NOON)
REVIEWED_RUN = (PROPOSED, CONSULTED, REVIEWED)
RESOLVED_RUN = (*REVIEWED_RUN, ADOPTED)
WHOLE_RUN = (*RESOLVED_RUN, PUBLIC, STARTED, DONE, SHOWN, CLOSED)


def propose(**changes):
    document = {"title": TITLE, "matter": VillageMatter.PUBLIC_UNDERTAKINGS, "text": TEXT, "meeting": BRANCH}
    return ProposeResolution(actor="secretary", **{**KEY, **document, **changes})


def consult(meeting: Meeting = COMMITTEES, reason: str | None = None) -> ConsultResolution:
    return ConsultResolution(actor="chair", **KEY, meeting=meeting, reason=reason)


def review(meeting: Meeting = PARTY) -> ReviewResolution:
    return ReviewResolution(actor="secretary", **KEY, meeting=meeting)


def adopt(meeting: Meeting = VILLAGERS, **changes) -> AdoptResolution:
    document = {"authorisation": WORDS, "notice_on": date(2025, 6, 2), "reason": None}
    return AdoptResolution(actor="chair", **KEY, meeting=meeting, **{**document, **changes})


def disclosed(what: Disclosure) -> RecordDisclosure:
    return RecordDisclosure(actor="service:elections", **KEY, disclosed=what, published_at=NOON, cause=CAUSE)


def start(begun_on: date = date(2025, 6, 13)) -> StartImplementation:
    return StartImplementation(actor="chair", **KEY, begun_on=begun_on)


def finish(finished_on: date = date(2025, 6, 18)) -> RecordImplementation:
    return RecordImplementation(actor="chair", **KEY, finished_on=finished_on, result="三条公路竣工。")


def ballot(meeting: Meeting, *, is_adopted: bool) -> BallotDecided:
    return BallotDecided(
        unit=VILLAGE,
        case="road-2025",
        title=TITLE,
        body=meeting.body,
        agreed=meeting.agreed,
        against=meeting.against,
        abstained=meeting.abstained,
        is_adopted=is_adopted,
        held_on=meeting.held_on,
        decided_at=NOON,
    )


@pytest.mark.req("E-115", "E-116", "E-117", "E-118", "E-119", "E-122")
def test_a_resolution_goes_through_its_four_deliberations_in_order(resolutions):
    given(STREAM, resolutions).when(propose(), at=NOON).then(PROPOSED)
    given(STREAM, resolutions, PROPOSED).when(consult(), at=NOON).then(CONSULTED)
    given(STREAM, resolutions, PROPOSED, CONSULTED).when(review(), at=NOON).then(REVIEWED)
    given(STREAM, resolutions, *REVIEWED_RUN).when(adopt(), at=NOON).then(ADOPTED, ballot(VILLAGERS, is_adopted=True))


@pytest.mark.req("E-120", "E-121")
def test_it_is_carried_out_once_it_is_public_and_closed_once_its_result_is(resolutions):
    given(STREAM, resolutions, *RESOLVED_RUN).when(disclosed(Disclosure.RESOLUTION), at=NOON).then(PUBLIC)
    given(STREAM, resolutions, *RESOLVED_RUN, PUBLIC).when(start(), at=NOON).then(STARTED)
    given(STREAM, resolutions, *RESOLVED_RUN, PUBLIC, STARTED).when(finish(), at=NOON).then(DONE)
    given(STREAM, resolutions, *WHOLE_RUN[:-2]).when(disclosed(Disclosure.RESULT), at=NOON).then(SHOWN)
    close = CloseResolution(actor="service:elections", **KEY)
    given(STREAM, resolutions, *WHOLE_RUN[:-1]).when(close, at=NOON).then(CLOSED)


@pytest.mark.req("E-122")
@pytest.mark.parametrize("steps", range(5))
def test_el_37_a_step_is_neither_skipped_nor_taken_again(resolutions, steps):
    history = RESOLVED_RUN[:steps]
    commands = (propose(), consult(), review(), adopt())
    for place, command in enumerate(commands):
        if place != steps:
            given(STREAM, resolutions, *history).when(command, at=NOON).then_rejected("elections.invalid-transition")


@pytest.mark.req("E-122")
def test_the_days_of_the_steps_do_not_go_back(resolutions):
    case = given(STREAM, resolutions, PROPOSED)
    same_day, day_before = replace(COMMITTEES, held_on=BRANCH.held_on), replace(COMMITTEES, held_on=date(2025, 6, 1))

    case.when(consult(same_day), at=NOON).then(replace(CONSULTED, meeting=same_day))
    case.when(consult(day_before), at=NOON).then_rejected("elections.invalid-transition")


def test_no_meeting_lies_in_the_future(resolutions):
    today, tomorrow = NOON.date(), NOON.date() + timedelta(days=1)

    meeting = replace(BRANCH, held_on=today)
    given(STREAM, resolutions).when(propose(meeting=meeting), at=NOON).then(replace(PROPOSED, meeting=meeting))
    late = propose(meeting=replace(BRANCH, held_on=tomorrow))
    given(STREAM, resolutions).when(late, at=NOON).then_rejected("elections.date-in-future")


@pytest.mark.req("E-116", "E-117", "E-118")
@pytest.mark.parametrize("steps", range(3))
def test_each_party_step_has_one_body(resolutions, steps):
    builders = (lambda meeting: propose(meeting=meeting), consult, review)
    expected = (Body.PARTY_BRANCH, Body.TWO_COMMITTEES, Body.PARTY_MEMBERS)[steps]
    for body in Body:
        if body is not expected:
            command = builders[steps](met(body, 8))
            given(STREAM, resolutions, *RESOLVED_RUN[:steps]).when(command, at=NOON).then_rejected(
                "elections.wrong-body"
            )


@pytest.mark.req("E-119")
@pytest.mark.parametrize("body", [body for body in Body if body not in (Body.REPRESENTATIVES, Body.ASSEMBLY)])
def test_only_the_villagers_or_their_representatives_resolve(resolutions, body):
    command = adopt(replace(VILLAGERS, body=body))

    given(STREAM, resolutions, *REVIEWED_RUN).when(command, at=NOON).then_rejected("elections.wrong-body")


@pytest.mark.parametrize(("agreed", "against", "is_held"), [(13, 12, True), (12, 12, False), (11, 12, False)])
@pytest.mark.req("E-122")
def test_a_step_without_a_majority_ends_the_run(resolutions, agreed, against, is_held):
    meeting = replace(COMMITTEES, agreed=agreed, against=against)
    ended = ResolutionNotAdopted(
        **KEY, step=Step.CONSULTATION, meeting=meeting, reason="资金来源不明。", decided_at=NOON
    )

    case = given(STREAM, resolutions, PROPOSED).when(consult(meeting, "资金来源不明。"), at=NOON)
    case.then(replace(CONSULTED, meeting=meeting) if is_held else ended)
    if not is_held:
        case.after().when(review(), at=NOON).then_rejected("elections.invalid-transition")


def test_what_the_branch_does_not_agree_to_is_not_proposed(resolutions):
    tie = replace(BRANCH, agreed=10, against=10)

    given(STREAM, resolutions).when(propose(meeting=tie), at=NOON).then_rejected("elections.proposal-not-agreed")


@pytest.mark.req("E-338")
@pytest.mark.parametrize(("agreed", "is_adopted"), [(225, False), (226, True), (227, True)])
def test_el_13_more_than_half_of_those_attending_resolve(resolutions, agreed, is_adopted):
    meeting = replace(ASSEMBLY, agreed=agreed, abstained=20, against=200)

    ended = ResolutionNotAdopted(**KEY, step=Step.RESOLUTION, meeting=meeting, reason=None, decided_at=NOON)

    given(STREAM, resolutions, *REVIEWED_RUN).when(adopt(meeting), at=NOON).then(
        replace(ADOPTED, meeting=meeting) if is_adopted else ended, ballot(meeting, is_adopted=is_adopted)
    )


@pytest.mark.req("E-338")
@pytest.mark.parametrize(("attended", "is_enough"), [(450, False), (451, True)])
def test_more_than_half_of_the_adults_are_an_assembly(resolutions, attended, is_enough):
    meeting = replace(ASSEMBLY, attended=attended, agreed=300, against=10, abstained=0)
    case = given(STREAM, resolutions, *REVIEWED_RUN).when(adopt(meeting), at=NOON)
    if is_enough:
        case.then(replace(ADOPTED, meeting=meeting), ballot(meeting, is_adopted=True))
    else:
        case.then_rejected("elections.quorum-not-met")


@pytest.mark.req("E-338")
@pytest.mark.parametrize(("households", "is_enough"), [(199, False), (200, True)])
def test_representatives_of_two_thirds_of_the_households_are_one_as_well(resolutions, households, is_enough):
    meeting = replace(ASSEMBLY, attended=210, agreed=150, against=10, abstained=0)
    command = adopt(meeting, households=Households(entitled=300, attended=households))
    case = given(STREAM, resolutions, *REVIEWED_RUN).when(command, at=NOON)
    if is_enough:
        case.then(replace(ADOPTED, meeting=meeting), ballot(meeting, is_adopted=True))
    else:
        case.then_rejected("elections.quorum-not-met")


def test_no_more_households_attend_than_there_are(resolutions):
    command = adopt(ASSEMBLY, households=Households(entitled=300, attended=301))

    given(STREAM, resolutions, *REVIEWED_RUN).when(command, at=NOON).then_rejected(
        "elections.attendance-exceeds-entitled"
    )


@pytest.mark.req("E-338")
@pytest.mark.parametrize(("notice_on", "is_early"), [(2, True), (3, False), (None, False)])
def test_an_assembly_is_called_ten_days_before(resolutions, notice_on, is_early):
    command = adopt(ASSEMBLY, notice_on=None if notice_on is None else date(2025, 6, notice_on))
    case = given(STREAM, resolutions, *REVIEWED_RUN).when(command, at=NOON)
    if is_early:
        case.then(replace(ADOPTED, meeting=ASSEMBLY), ballot(ASSEMBLY, is_adopted=True))
    else:
        case.then_rejected("elections.notice-too-short")


@pytest.mark.parametrize(("attended", "is_enough"), [(26, False), (27, True)])
def test_two_thirds_of_the_representatives_are_a_meeting(resolutions, attended, is_enough):
    meeting = replace(VILLAGERS, attended=attended, agreed=20, against=2, abstained=0)
    case = given(STREAM, resolutions, *REVIEWED_RUN).when(adopt(meeting), at=NOON)
    if is_enough:
        case.then(replace(ADOPTED, meeting=meeting), ballot(meeting, is_adopted=True))
    else:
        case.then_rejected("elections.quorum-not-met")


@pytest.mark.req("E-337")
@pytest.mark.parametrize("matter", list(VillageMatter))
def test_representatives_need_the_assemblys_authorisation_for_what_is_reserved_to_it(resolutions, matter):
    history = (replace(PROPOSED, matter=matter), CONSULTED, REVIEWED)
    adopted = replace(ADOPTED, matter=matter, authorisation=None)
    without = given(STREAM, resolutions, *history).when(adopt(authorisation=None), at=NOON)
    if matter is VillageMatter.OTHER:
        without.then(adopted, ballot(VILLAGERS, is_adopted=True))
    else:
        without.then_rejected("elections.authorisation-required")
    assembly = adopt(ASSEMBLY, authorisation=None)
    given(STREAM, resolutions, *history).when(assembly, at=NOON).then(
        replace(adopted, meeting=ASSEMBLY), ballot(ASSEMBLY, is_adopted=True)
    )


@pytest.mark.req("E-337")
def test_nine_kinds_of_matters_are_reserved_to_the_assembly():
    assert len(VillageMatter) - 1 == 9


@pytest.mark.req("E-337")
def test_an_authorisation_comes_before_the_meeting_that_uses_it(resolutions):
    same_day = replace(WORDS, given_on=VILLAGERS.held_on)
    too_late = replace(WORDS, given_on=VILLAGERS.held_on + timedelta(days=1))

    case = given(STREAM, resolutions, *REVIEWED_RUN)
    case.when(adopt(authorisation=same_day), at=NOON).then(
        replace(ADOPTED, authorisation=same_day), ballot(VILLAGERS, is_adopted=True)
    )
    case.when(adopt(authorisation=too_late), at=NOON).then_rejected("elections.authorisation-required")


@pytest.mark.req("E-110")
def test_el_37_the_villagers_vote_by_ballot_where_it_is_introduced(resolutions):
    by_hands = replace(VILLAGERS, by_ballot=False)
    not_introduced = replace(resolutions, is_ballot_required=False)

    given(STREAM, resolutions, *REVIEWED_RUN).when(adopt(by_hands), at=NOON).then_rejected("elections.ballot-required")
    given(STREAM, not_introduced, *REVIEWED_RUN).when(adopt(by_hands), at=NOON).then(replace(ADOPTED, meeting=by_hands))


@pytest.mark.req("E-110")
def test_a_ballot_of_another_body_decides_nothing(resolutions):
    others = replace(resolutions, ballot_bodies=(Body.PARTY_MEMBERS, Body.ASSEMBLY))

    given(STREAM, others, *REVIEWED_RUN).when(adopt(), at=NOON).then_rejected("elections.wrong-body")


@pytest.mark.req("E-111")
def test_a_ballot_that_fails_is_told_as_well(resolutions):
    meeting = replace(VILLAGERS, agreed=15, against=15, abstained=0)
    ended = ResolutionNotAdopted(**KEY, step=Step.RESOLUTION, meeting=meeting, reason="未过半数。", decided_at=NOON)

    given(STREAM, resolutions, *REVIEWED_RUN).when(adopt(meeting, reason="未过半数。"), at=NOON).then(
        ended, ballot(meeting, is_adopted=False)
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"attended": 41}, "attendance-exceeds-entitled"),
        ({"agreed": 21, "abstained": 5}, "votes-exceed-attendance"),
        ({"agreed": 0, "against": 0}, "no-votes"),
    ],
)
def test_a_meetings_numbers_agree(resolutions, changes, code):
    meeting = replace(COMMITTEES, **changes)

    given(STREAM, resolutions, PROPOSED).when(consult(meeting), at=NOON).then_rejected(f"elections.{code}")


@pytest.mark.req("E-115", "E-120")
@pytest.mark.parametrize(
    ("steps", "code"),
    [
        (0, "elections.four-two-not-completed"),
        (1, "elections.four-two-not-completed"),
        (3, "elections.four-two-not-completed"),
        (4, "elections.resolution-not-disclosed"),
        (6, "elections.invalid-transition"),
        (9, "elections.invalid-transition"),
    ],
)
def test_el_37_nothing_is_carried_out_before_it_is_resolved_and_public(resolutions, steps, code):
    given(STREAM, resolutions, *WHOLE_RUN[:steps]).when(start(), at=NOON).then_rejected(code)


@pytest.mark.req("E-121")
@pytest.mark.parametrize(
    ("steps", "code"),
    [(7, "elections.result-not-disclosed"), (6, "elections.invalid-transition"), (9, "elections.invalid-transition")],
)
def test_el_37_a_matter_is_not_closed_before_its_result_is_public(resolutions, steps, code):
    close = CloseResolution(actor="chair", **KEY)

    given(STREAM, resolutions, *WHOLE_RUN[:steps]).when(close, at=NOON).then_rejected(code)


def test_what_is_public_of_another_stage_or_twice_changes_nothing(resolutions):
    for steps in range(len(WHOLE_RUN) + 1):
        for what in Disclosure:
            if (steps, what) not in ((4, Disclosure.RESOLUTION), (7, Disclosure.RESULT)):
                given(STREAM, resolutions, *WHOLE_RUN[:steps]).when(disclosed(what), at=NOON).then()


def stopped(ground: StopGround, **changes) -> ResolutionStopped:
    document = {"body": None, "clause": None, "was_adopted": True, "stopped_on": date(2025, 6, 15)}
    return ResolutionStopped(
        **KEY, title=TITLE, ground=ground, reason="另行规划。", stopped_at=NOON, **{**document, **changes}
    )


@pytest.mark.req("E-340")
@pytest.mark.parametrize("steps", range(1, 10))
def test_the_branch_withdraws_only_what_the_villagers_have_not_resolved(resolutions, steps):
    command = WithdrawProposal(actor="secretary", **KEY, withdrawn_on=date(2025, 6, 15), reason="另行规划。")
    case = given(STREAM, resolutions, *WHOLE_RUN[:steps]).when(command, at=NOON)
    if steps <= 3:
        case.then(stopped(StopGround.WITHDRAWN, was_adopted=False))
    else:
        case.then_rejected("elections.invalid-transition")


@pytest.mark.req("E-340")
@pytest.mark.parametrize("steps", range(1, 10))
def test_the_township_corrects_only_what_is_resolved_and_not_done(resolutions, steps):
    command = OrderCorrection(
        actor="mayor", **KEY, ordered_on=date(2025, 6, 15), clause="村组法27", reason="另行规划。"
    )
    case = given(STREAM, resolutions, *WHOLE_RUN[:steps]).when(command, at=NOON)
    if 4 <= steps <= 6:
        case.then(stopped(StopGround.ORDER_OF_CORRECTION, clause="村组法27"))
    else:
        case.then_rejected("elections.invalid-transition")


RECALLED = replace(ASSEMBLY, held_on=date(2025, 6, 15))


def revoke(meeting: Meeting = RECALLED, **changes) -> RevokeResolution:
    document = {"notice_on": date(2025, 6, 5), "authorisation": None}
    return RevokeResolution(actor="chair", **KEY, meeting=meeting, reason="另行规划。", **{**document, **changes})


@pytest.mark.req("E-340")
def test_the_assembly_takes_back_what_is_not_carried_out(resolutions):
    for steps in (4, 5, 6):
        given(STREAM, resolutions, *WHOLE_RUN[:steps]).when(revoke(), at=NOON).then(
            stopped(StopGround.REVOKED, body=Body.ASSEMBLY)
        )
    for steps in (3, 7, 9):
        given(STREAM, resolutions, *WHOLE_RUN[:steps]).when(revoke(), at=NOON).then_rejected(
            "elections.invalid-transition"
        )


@pytest.mark.req("E-340")
def test_representatives_revoke_only_as_authorised(resolutions):
    meeting = replace(VILLAGERS, held_on=date(2025, 6, 15))
    history = (replace(PROPOSED, matter=VillageMatter.OTHER), *RESOLVED_RUN[1:])
    case = given(STREAM, resolutions, *history)

    case.when(revoke(meeting), at=NOON).then_rejected("elections.authorisation-required")
    case.when(revoke(meeting, authorisation=WORDS), at=NOON).then(
        stopped(StopGround.REVOKED, body=Body.REPRESENTATIVES)
    )


def test_a_revocation_needs_what_a_resolution_needs(resolutions):
    case = given(STREAM, resolutions, *RESOLVED_RUN)
    meeting = revoke().meeting

    case.when(revoke(replace(meeting, agreed=225, against=200, abstained=20)), at=NOON).then_rejected(
        "elections.revocation-not-agreed"
    )
    case.when(revoke(notice_on=date(2025, 6, 6)), at=NOON).then_rejected("elections.notice-too-short")
    case.when(revoke(replace(meeting, attended=450, abstained=20)), at=NOON).then_rejected("elections.quorum-not-met")
    case.when(revoke(replace(meeting, body=Body.PARTY_MEMBERS)), at=NOON).then_rejected("elections.wrong-body")


@pytest.mark.parametrize("day", [date(2025, 6, 21), date(2025, 6, 1)])
def test_a_run_does_not_end_tomorrow_or_before_its_last_step(resolutions, day):
    code = "date-in-future" if day > NOON.date() else "invalid-transition"
    command = WithdrawProposal(actor="secretary", **KEY, withdrawn_on=day, reason="另行规划。")

    given(STREAM, resolutions, PROPOSED).when(command, at=NOON).then_rejected(f"elections.{code}")


@pytest.mark.parametrize(
    ("steps", "command"), [(5, lambda day: start(begun_on=day)), (6, lambda day: finish(finished_on=day))]
)
def test_work_does_not_lie_in_the_future_or_before_the_last_step(resolutions, steps, command):
    case = given(STREAM, resolutions, *WHOLE_RUN[:steps])

    case.when(command(date(2025, 6, 21)), at=NOON).then_rejected("elections.date-in-future")
    case.when(command(date(2025, 6, 8)), at=NOON).then_rejected("elections.invalid-transition")


def test_only_what_was_begun_is_finished(resolutions):
    given(STREAM, resolutions, *WHOLE_RUN[:5]).when(finish(), at=NOON).then_rejected("elections.invalid-transition")
