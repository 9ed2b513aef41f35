"""A dispute from the window up the ladder: who organises which rung, consent, refusal, the ways out, the file."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA, day_ends
from contracts.impartiality import LiftTie, RecordTie, Tie, TieKind, TieRecorded
from contracts.mediation.case.messages import (
    ArchiveCase,
    Archived,
    AttemptFailed,
    AttemptStarted,
    CaseArchived,
    CaseClosed,
    CaseKind,
    CaseReferredExternal,
    CaseSigned,
    CaseWithdrawn,
    CloseCause,
    ContinueMediation,
    DisputeType,
    EffectNotTracked,
    EffectTracked,
    ExternalOutcomeRecorded,
    MarkDue,
    MediationContinued,
    MediationTerminated,
    MediatorReplaced,
    Receiver,
    RecordExternalOutcome,
    ReferExternal,
    ReplaceMediator,
    Reported,
    ReportResult,
    ReportRisk,
    ResultReported,
    Risk,
    RiskReported,
    Route,
    RoutesTold,
    Standing,
    StopCause,
    StopMediation,
    SubmissionRepeated,
    Substitution,
    TellRoutes,
    TrackEffect,
    WithdrawCase,
)
from contracts.mediation.words import Level

TOWNSHIP, VILLAGE, JUDICIAL, LAND_OFFICE = "360730101", "360730101201", "360730101-judicial", "360730101-land"
MONDAY, TUESDAY = date(2025, 3, 3), date(2025, 3, 4)
MOMENT = timedelta(microseconds=1)
ROUTES = (Route.ARBITRATION, Route.ADMINISTRATIVE, Route.COURT)
ONE, OTHER = BOTH = ("person-7", "person-8")
PEOPLES = ("judicial_office", "centre_deputy_director", "centre_director")
ADMINISTRATIVE = ("competent_unit", "deputy_director+departments", "director+departments")
NOON = datetime(2025, 3, 4, 12, tzinfo=CHINA)
KEY: dict[str, Any] = {"unit": TOWNSHIP, "submission": "visit-2025-0103"}


def stop(book, by: str = ONE, **other: Any) -> StopMediation:
    stopped: StopMediation = book.say(StopMediation, **{"by": by, "routes_told": ROUTES, "told": BOTH, **other})
    return stopped


# The acceptance hall


@pytest.mark.req("M-058", "M-013", "M-022")
def test_a_matter_is_registered_with_parties_matter_day_and_channel(book):
    registered = book.register()

    book.after().when(registered, at=NOON).then()
    [fact] = book.after().facts
    assert (fact.kind, fact.channel, fact.received_on) == (CaseKind.DISPUTE, "in_person", MONDAY)
    assert (fact.parties, fact.matter) == (registered.parties, registered.matter)
    assert not fact.received_outside_centre


@pytest.mark.req("M-058", "M-082")
@pytest.mark.parametrize("kind", [CaseKind.DISPUTE, CaseKind.OPINION])
@pytest.mark.parametrize("missing", [{"parties": ()}, {"matter": None}])
def test_without_parties_or_matter_nothing_is_registered(book, new, kind, missing):
    new.when(book.register(kind=kind, **missing), at=NOON).then_rejected("mediation.registration-incomplete")


@pytest.mark.req("M-038")
@pytest.mark.parametrize("missing", [{"parties": ()}, {"matter": None}, {"dispute": None}, {"place": None}])
def test_a_screened_item_needs_parties_type_and_place(book, new, missing):
    new.when(book.register(screened=True, **missing), at=NOON).then_rejected("mediation.ledger-incomplete")
    [fact] = new.when(book.register(screened=True), at=NOON).after().facts

    assert fact.screened


@pytest.mark.req("M-013")
@pytest.mark.parametrize("receiver", [receiver for receiver in Receiver if receiver is not Receiver.CENTRE])
def test_what_another_office_received_is_in_the_same_register_and_flagged(book, new, receiver):
    [fact] = new.when(book.register(received_by=receiver), at=NOON).after().facts

    assert fact.received_outside_centre


@pytest.mark.req("M-080")
def test_a_channel_is_one_of_the_fifteen(book, new):
    channels = book.policy.channels

    assert len(channels) == len(set(channels)) == 15
    for channel in channels:
        [fact] = new.when(book.register(channel=channel), at=NOON).after().facts
        assert fact.channel == channel
    new.when(book.register(channel="rumour"), at=NOON).then_rejected("mediation.invalid-channel")


def test_what_is_no_registration_is_refused(book, new):
    twice = (book.party(ONE), book.party(ONE))

    new.when(book.register(parties=twice), at=NOON).then_rejected("mediation.party-twice")
    new.when(book.register(received_on=date(2025, 3, 5)), at=NOON).then_rejected("mediation.date-in-future")
    new.when(book.sign(), at=NOON).then_rejected("mediation.no-such-case")
    tie = book.say(RecordTie, case="mediation_case-360730101-visit-2025-0103", tie=TIE)
    new.when(tie, at=NOON).then_rejected("unknown-case")


def test_a_kind_that_no_pack_lists_is_refused(book, new):
    fewer = replace(book.policy, kinds=("letter",))
    replace(new, policy=fewer).when(book.register(), at=NOON).then_rejected("mediation.unknown-kind")


def test_me_01_the_same_submission_again_is_one_case_whatever_the_channel(book):
    again = book.register(channel="letter", received_by=Receiver.STATION, received_on=TUESDAY)
    repeated = SubmissionRepeated(
        **KEY,
        channel="letter",
        received_by=Receiver.STATION,
        received_on=TUESDAY,
        recorded_by="staff-1",
        recorded_at=NOON,
    )

    book.after().when(again, at=NOON).then(repeated)
    book.after(again).when(again, at=NOON).then()
    book.after().when(book.register(kind=CaseKind.VISIT), at=NOON).then_rejected("mediation.submission-of-another-kind")
    book.after().when(book.register(channel="rumour"), at=NOON).then_rejected("mediation.invalid-channel")


@pytest.mark.req("M-086")
def test_a_dispute_on_property_service_has_its_four_parties(book, new):
    four = tuple(
        book.party(f"ref-{number}", standing=standing)
        for number, standing in enumerate(set(Standing) - {Standing.PARTY}, start=1)
    )
    about = {"dispute": DisputeType.PROPERTY_SERVICE}

    assert new.when(book.register(parties=four, **about), at=NOON).after().facts
    for left_out in range(4):
        three = four[:left_out] + four[left_out + 1 :]
        three_parties = book.register(parties=three, **about)
        new.when(three_parties, at=NOON).then_rejected("mediation.registration-incomplete")


# On the spot


@pytest.mark.req("M-059")
def test_me_02_what_is_settled_at_the_window_is_closed_there(book):
    on_spot = book.start("on_spot")
    case = book.after(on_spot)
    facts = case.when(book.reach(), at=NOON).after().facts

    assert facts[-1] == CaseClosed(
        **KEY,
        kind=CaseKind.DISPUTE,
        cause=CloseCause.AGREED,
        level=Level.TOWNSHIP,
        rung="on_spot",
        attempts=1,
        closed_at=NOON,
    )
    case.when(book.reach(text=None), at=NOON).then_rejected("mediation.settlement-required")


@pytest.mark.req("M-059", "M-060")
def test_what_cannot_be_settled_at_the_window_is_signed(book):
    signed = CaseSigned(**KEY, text="同意分流", substitution=None, signed_by="deputy-1", signed_at=NOON)

    book.after(book.start("on_spot"), book.fail()).when(book.sign(), at=NOON).then(signed)
    book.after().when(book.sign(), at=NOON).then(signed)
    book.after(book.start("on_spot")).when(book.sign(), at=NOON).then_rejected("mediation.invalid-transition")


def test_the_spot_is_tried_once(book):
    failed = book.after(book.start("on_spot"), book.fail())

    failed.when(book.start("on_spot"), at=NOON).then_rejected("mediation.invalid-ladder-step")
    book.after().when(book.start("judicial_office"), at=NOON).then_rejected("mediation.invalid-ladder-step")


@pytest.mark.req("M-085")
@pytest.mark.parametrize(
    ("unit", "level"), [(TOWNSHIP, Level.TOWNSHIP), (VILLAGE, Level.VILLAGE), (f"{VILLAGE}-group3", Level.GROUP)]
)
def test_a_case_keeps_the_level_it_reached(book, unit, level):
    book.unit = unit
    station = {"acting_role": "VillageStationHead", "acting_unit": unit}
    closed = book.after(book.start("on_spot", **station)).when(book.reach(unit), at=NOON).after()
    handed = book.at_rung(1).when(book.reach(JUDICIAL), at=NOON).after()

    assert closed.facts[-1].level is level
    assert handed.facts[-1].level is Level.TOWNSHIP


# The ladders


@pytest.mark.req("M-063", "M-064", "M-065", "M-067", "M-068", "M-069")
@pytest.mark.parametrize("ladder", [PEOPLES, ADMINISTRATIVE])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_rung_begins_after_the_one_before_has_failed(book, ladder, number):
    case = book.at_rung(number, () if ladder is PEOPLES else ladder)
    started = case.facts[-1]

    assert isinstance(started, AttemptStarted)
    assert (started.rung, started.attempt) == (ladder[number - 1], number)


@pytest.mark.req("M-071")
@pytest.mark.parametrize("ladder", [PEOPLES, ADMINISTRATIVE])
@pytest.mark.parametrize("failed", [0, 1, 2])
def test_me_03_no_rung_is_skipped_repeated_or_taken_from_the_other_ladder(book, ladder, failed):
    case = book.at_rung(failed, () if ladder is PEOPLES else ladder) if failed else None
    unit = (JUDICIAL if ladder is PEOPLES else LAND_OFFICE) if failed == 1 else TOWNSHIP
    case_class, handler = (
        ("people_mediation", JUDICIAL) if ladder is PEOPLES else ("administrative_mediation", LAND_OFFICE)
    )
    after = book.triaged(case_class, handler) if case is None else case.when(book.fail(unit), at=NOON).after()
    for rung in {*PEOPLES, *ADMINISTRATIVE, "on_spot", "arbitration_or_court"} - {ladder[failed]}:
        after.when(book.start(rung), at=NOON).then_rejected("mediation.invalid-ladder-step")


@pytest.mark.req("M-071")
@pytest.mark.parametrize("ladder", [PEOPLES, ADMINISTRATIVE])
@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize(
    "role", ["JudicialOffice", "CompetentUnit", "CentreStaff", "CentreDeputyDirector", "CentreDirector"]
)
def test_a_rung_is_organised_by_its_own_office_and_no_other(book, ladder, number, role):
    own = {
        1: "JudicialOffice" if ladder is PEOPLES else "CompetentUnit",
        2: "CentreDeputyDirector",
        3: "CentreDirector",
    }
    if role == own[number]:
        return
    unit = JUDICIAL if ladder is PEOPLES else LAND_OFFICE
    case_class = "people_mediation" if ladder is PEOPLES else "administrative_mediation"
    before = book.triaged(case_class, unit)
    if number > 1:
        running = book.at_rung(number - 1, () if ladder is PEOPLES else ladder)
        before = running.when(book.fail(unit if number == 2 else TOWNSHIP), at=NOON).after()

    before.when(book.start(ladder[number - 1], acting_role=role), at=NOON).then_rejected("forbidden-role")


def test_the_first_rung_is_the_units_that_has_the_case(book):
    other = book.start(acting_unit="360730102-judicial")

    book.triaged().when(other, at=NOON).then_rejected("forbidden-unit")


@pytest.mark.req("M-068", "M-069")
def test_the_deputy_director_and_the_director_organise_the_departments(book):
    for number in (2, 3):
        unit = LAND_OFFICE if number == 2 else TOWNSHIP
        failed = book.at_rung(number - 1, ADMINISTRATIVE).when(book.fail(unit), at=NOON).after()
        alone = book.start(ADMINISTRATIVE[number - 1], departments=())

        failed.when(alone, at=NOON).then_rejected("mediation.departments-required")


@pytest.mark.req("M-048")
def test_a_method_is_peoples_judicial_or_administrative(book):
    case = book.triaged()
    for method in ("people", "judicial", "administrative"):
        started = case.when(book.start(method=method), at=NOON).after().facts[-1]
        assert started.method == method
    case.when(book.start(method="divine"), at=NOON).then_rejected("mediation.invalid-method")


@pytest.mark.req("M-176")
def test_mediation_is_free(book):
    book.triaged().when(book.start(fee_fen=1), at=NOON).then_rejected("mediation.fee-not-allowed")


@pytest.mark.req("M-072")
def test_an_attempt_fails_with_a_reason(book):
    failed = AttemptFailed(
        **KEY,
        attempt=1,
        rung="judicial_office",
        reason="双方对界址意见不一",
        is_last=False,
        routes_told=(),
        failed_by="staff-1",
        failed_at=NOON,
    )

    book.at_rung(1).when(book.fail(JUDICIAL), at=NOON).then(failed)
    book.at_rung(1).when(book.fail(JUDICIAL, reason=None), at=NOON).then_rejected("mediation.reason-required")
    book.triaged().when(book.fail(JUDICIAL), at=NOON).then_rejected("mediation.no-attempt-runs")
    book.at_rung(1).when(book.start(), at=NOON).then_rejected("mediation.invalid-ladder-step")


def test_only_the_unit_that_organises_an_attempt_says_how_it_ends(book):
    book.at_rung(1).when(book.fail(LAND_OFFICE), at=NOON).then_rejected("forbidden-unit")
    book.at_rung(1).when(book.reach(TOWNSHIP), at=NOON).then_rejected("forbidden-unit")
    book.at_rung(2).when(book.fail(JUDICIAL), at=NOON).then_rejected("forbidden-unit")


@pytest.mark.req("M-066", "M-070")
@pytest.mark.parametrize("ladder", [(), ADMINISTRATIVE])
def test_after_the_last_rung_all_are_told_of_the_routes_and_only_the_parties_go_on(book, ladder):
    case = book.at_rung(3, ladder)
    ended = case.when(book.fail_last(), at=NOON).after()

    assert ended.facts[-1].is_last
    assert ended.facts[-1].routes_told == ROUTES
    for rung in (*PEOPLES, "arbitration_or_court"):
        ended.when(book.start(rung), at=NOON).then_rejected("mediation.invalid-transition")
    case.when(book.fail_last(told=(ONE,)), at=NOON).then_rejected("mediation.routes-not-told")
    case.when(book.fail_last(routes_told=ROUTES[:2]), at=NOON).then_rejected("mediation.routes-not-told")


# Voluntary


@pytest.mark.req("M-169")
def test_no_rung_begins_without_the_consent_of_all_parties(book):
    book.triaged().when(book.start(consents=(ONE,)), at=NOON).then_rejected("mediation.consent-missing")
    failed = book.at_rung(1).when(book.fail(JUDICIAL), at=NOON).after()
    failed.when(book.start(PEOPLES[1], consents=(OTHER,)), at=NOON).then_rejected("mediation.consent-missing")


@pytest.mark.req("M-169")
@pytest.mark.parametrize("rung", [0, 1, 2, 3])
def test_me_04_a_party_stops_at_any_rung_and_no_rung_begins_against_its_will(book, rung):
    case = book.at_rung(rung) if rung else book.triaged()
    terminated = MediationTerminated(
        **KEY,
        cause=StopCause.STOPPED if rung else StopCause.REFUSED,
        rung=PEOPLES[rung - 1] if rung else None,
        by=OTHER,
        routes_told=ROUTES,
        terminated_at=NOON,
    )

    case.when(stop(book, OTHER), at=NOON).then(terminated)
    stopped = case.when(stop(book, OTHER), at=NOON).after()
    for following in PEOPLES:
        stopped.when(book.start(following), at=NOON).then_rejected("mediation.party-refused")


@pytest.mark.req("M-169")
def test_mediation_is_refused_before_it_has_begun(book):
    for case in (book.after(), book.after(book.sign())):
        assert case.when(stop(book), at=NOON).after().facts[-1].cause is StopCause.REFUSED


@pytest.mark.req("M-169")
@pytest.mark.parametrize("untold", [{"told": (ONE,)}, {"routes_told": (Route.COURT, Route.ARBITRATION)}, {"told": ()}])
def test_mediation_does_not_end_before_all_are_told_of_all_routes(book, untold):
    book.at_rung(1).when(stop(book, **untold), at=NOON).then_rejected("mediation.routes-not-told")


def test_only_a_party_stops_and_only_for_itself(book):
    case = book.at_rung(1)

    case.when(stop(book, "person-9"), at=NOON).then_rejected("mediation.not-a-party")
    case.when(stop(book, ONE, acting_unit="360731"), at=NOON).then_rejected("forbidden-unit")
    by_herself = stop(book, ONE, actor=ONE, acting_role="Petitioner", acting_unit="360731")
    assert case.when(by_herself, at=NOON).after().facts[-1].by == ONE
    for_other = stop(book, ONE, actor=OTHER, acting_role="Petitioner")
    case.when(for_other, at=NOON).then_rejected("forbidden-role")


def test_what_is_handled_and_not_mediated_cannot_be_stopped(book):
    book.triaged("other", LAND_OFFICE).when(stop(book), at=NOON).then_rejected("mediation.invalid-transition")


@pytest.mark.req("M-170", "M-066")
@pytest.mark.parametrize("rung", [-2, -1, 0, 1, 2, 3])
def test_a_party_goes_to_court_at_any_time_and_a_running_attempt_ends(book, rung):
    before = {-2: book.after, -1: lambda: book.after(book.sign()), 0: book.triaged}
    case = before[rung]() if rung < 1 else book.at_rung(rung)
    refer = book.say(ReferExternal, route=Route.COURT, body="县人民法院", by=ONE, went_on=MONDAY)
    referred = CaseReferredExternal(
        **KEY,
        route=Route.COURT,
        body="县人民法院",
        by=ONE,
        went_on=MONDAY,
        attempts=max(rung, 0),
        recorded_by="staff-1",
        recorded_at=NOON,
    )

    case.when(refer, at=NOON).then(referred)
    gone = case.when(refer, at=NOON).after()
    gone.when(book.fail(TOWNSHIP), at=NOON).then_rejected("mediation.no-attempt-runs")
    gone.when(book.start(), at=NOON).then_rejected("mediation.invalid-transition")


def test_only_a_party_goes_elsewhere_and_a_terminated_case_may_too(book):
    refer = {"route": Route.ARBITRATION, "body": "土地仲裁委员会", "by": ONE, "went_on": MONDAY}
    ended = book.at_rung(1).when(stop(book), at=NOON).after()

    assert isinstance(ended.when(book.say(ReferExternal, **refer), at=NOON).after().facts[-1], CaseReferredExternal)
    stranger = book.say(ReferExternal, **{**refer, "by": "person-9"})
    book.after().when(stranger, at=NOON).then_rejected("mediation.not-a-party")
    tomorrow = book.say(ReferExternal, **{**refer, "went_on": date(2025, 3, 5)})
    book.after().when(tomorrow, at=NOON).then_rejected("mediation.date-in-future")
    before = book.say(ReferExternal, **{**refer, "went_on": date(2025, 3, 2)})
    book.after().when(before, at=NOON).then_rejected("mediation.day-too-early")
    for_other = book.say(ReferExternal, **refer, actor=OTHER, acting_role="Petitioner")
    book.after().when(for_other, at=NOON).then_rejected("forbidden-role")


@pytest.mark.req("M-073")
def test_a_case_that_went_to_court_stays_there_until_its_outcome_is_recorded(book):
    refer = book.say(ReferExternal, route=Route.COURT, body="县人民法院", by=ONE, went_on=MONDAY)
    gone = book.at_rung(2).when(refer, at=NOON).after()
    said = {"body": "县人民法院", "outcome": "法庭主持调解达成协议"}
    outcome = book.say(RecordExternalOutcome, **said, decided_on=TUESDAY)
    recorded = ExternalOutcomeRecorded(**KEY, **said, decided_on=TUESDAY, recorded_by="staff-1", recorded_at=NOON)
    closed = CaseClosed(
        **KEY,
        kind=CaseKind.DISPUTE,
        cause=CloseCause.EXTERNAL,
        level=Level.BEYOND,
        rung="centre_deputy_director",
        attempts=2,
        closed_at=NOON,
    )

    gone.when(outcome, at=NOON).then(recorded, closed)
    track = book.say(TrackEffect, text="已履行", looked_on=TUESDAY)
    gone.when(track, at=NOON).then_rejected("mediation.invalid-transition")
    early = book.say(RecordExternalOutcome, **said, decided_on=date(2025, 3, 2))
    gone.when(early, at=NOON).then_rejected("mediation.day-too-early")
    book.after().when(outcome, at=NOON).then_rejected("mediation.invalid-transition")


# The mediator

TIE = Tie(holder="mediator-1", to=OTHER, kind=TieKind.SIBLING)
STREAM = "mediation_case-360730101-visit-2025-0103"


@pytest.mark.req("M-171")
def test_a_mediator_whom_not_all_accept_does_not_begin(book):
    one_only = book.start(accepted_by=(ONE,))

    book.triaged().when(one_only, at=NOON).then_rejected("mediation.mediator-not-accepted")


@pytest.mark.req("M-171")
def test_me_05_one_bound_to_a_party_is_refused_as_mediator_and_replaced_on_request(book):
    record = book.say(RecordTie, case=STREAM, tie=TIE)
    replaced = MediatorReplaced(
        **KEY, attempt=1, mediator="mediator-2", reason="系当事人兄弟", replaced_by="staff-1", replaced_at=NOON
    )

    tied = book.after(record, book.sign(), book.triage())
    assert (
        TieRecorded(unit=TOWNSHIP, tie=TIE, recorded_by="staff-1", recorded_at=tied.facts[1].recorded_at) in tied.facts
    )
    tied.when(book.start(), at=NOON).then_rejected("mediation.recusal-required")
    running = tied.when(book.start(mediator="mediator-2"), at=NOON).after()
    back = {"mediator": "mediator-1", "accepted_by": BOTH, "reason": "改选", "acting_unit": JUDICIAL}
    running.when(book.say(ReplaceMediator, **back), at=NOON).then_rejected("mediation.recusal-required")
    late = book.at_rung(1).when(record, at=NOON).after()
    other = {**back, "mediator": "mediator-2", "reason": "系当事人兄弟"}
    late.when(book.say(ReplaceMediator, **other), at=NOON).then(replaced)
    unaccepted = book.say(ReplaceMediator, **{**other, "accepted_by": (ONE,)})
    late.when(unaccepted, at=NOON).then_rejected("mediation.mediator-not-accepted")
    book.triaged().when(book.say(ReplaceMediator, **other), at=NOON).then_rejected("mediation.no-attempt-runs")


@pytest.mark.req("M-171")
def test_a_party_is_not_its_own_mediator(book):
    book.triaged().when(book.start(mediator=ONE), at=NOON).then_rejected("mediation.recusal-required")


def test_a_tie_is_lifted_by_another_and_bars_no_longer(book):
    tied = book.after(book.say(RecordTie, case=STREAM, tie=TIE), book.sign(), book.triage())
    lift = book.say(LiftTie, case=STREAM, tie=TIE, reason="查明并非亲属")

    lifted = tied.when(lift, at=NOON).after()
    assert isinstance(lifted.when(book.start(), at=NOON).after().facts[-1], AttemptStarted)


# The month


def month(book):
    """An attempt of people's mediation that began on the third of March."""
    return book.at_rung(1)


@pytest.mark.req("M-072")
def test_the_time_of_mediation_is_a_month_and_later_rungs_do_not_begin_it_anew(book):
    case = month(book)
    second = case.when(book.fail(JUDICIAL), at=NOON).after().when(book.start(PEOPLES[1]), at=NOON).after()

    assert (case.facts[-1].finish_on, case.facts[-1].finish_by) == (date(2025, 4, 3), day_ends(date(2025, 4, 3)))
    assert second.facts[-1].finish_on is None
    assert book.at_rung(1, ADMINISTRATIVE).facts[-1].finish_on is None
    assert book.after(book.start("on_spot")).facts[-1].finish_on is None


def test_me_18_mediation_whose_time_is_over_ends_by_itself_and_the_parties_are_told_then(book):
    end = day_ends(date(2025, 4, 3))
    terminated = MediationTerminated(
        **KEY, cause=StopCause.EXPIRED, rung="judicial_office", by=None, routes_told=(), terminated_at=end
    )
    case, mark = month(book), book.say(MarkDue, actor="clock")
    ended = case.when(mark, at=end).after()
    tell = book.say(TellRoutes, routes_told=ROUTES, told=BOTH)

    case.when(mark, at=end - MOMENT).then()
    case.when(mark, at=end).then(terminated)
    ended.when(mark, at=end).then()
    ended.when(tell, at=end).then(RoutesTold(**KEY, routes_told=ROUTES, told_by="staff-1", told_at=end))
    one_told = book.say(TellRoutes, routes_told=ROUTES, told=(ONE,))
    ended.when(one_told, at=end).then_rejected("mediation.routes-not-told")
    told = ended.when(tell, at=end).after()
    told.when(tell, at=end).then_rejected("mediation.routes-told-already")
    ended.when(book.start(PEOPLES[1]), at=end).then_rejected("mediation.invalid-transition")


def test_a_command_after_the_time_first_records_that_it_is_over(book):
    end = day_ends(date(2025, 4, 3))
    case = month(book)

    case.when(book.fail(JUDICIAL), at=end).then_rejected("mediation.no-attempt-runs")
    risk = book.say(
        ReportRisk, risk=Risk.ESCALATION, measures="专人疏导", reported_to=(), reported_on=MONDAY, acting_unit=TOWNSHIP
    )
    kinds = [type(fact) for fact in case.when(risk, at=end).after().facts[len(case.facts) :]]
    assert kinds == [MediationTerminated, RiskReported]


def test_mediation_goes_on_after_its_time_only_if_all_parties_want_it(book):
    until = date(2025, 4, 20)
    go_on = book.say(ContinueMediation, consents=BOTH, until=until)
    continued = MediationContinued(
        **KEY, finish_on=until, finish_by=day_ends(until), recorded_by="staff-1", recorded_at=NOON
    )
    case = month(book)

    case.when(go_on, at=NOON).then(continued)
    longer = case.when(go_on, at=NOON).after()
    longer.when(book.say(MarkDue), at=day_ends(date(2025, 4, 3))).then()
    assert longer.when(book.say(MarkDue), at=day_ends(until)).after().facts[-1].cause is StopCause.EXPIRED
    one = book.say(ContinueMediation, consents=(ONE,), until=until)
    case.when(one, at=NOON).then_rejected("mediation.consent-missing")
    shorter = book.say(ContinueMediation, consents=BOTH, until=date(2025, 4, 3))
    case.when(shorter, at=NOON).then_rejected("mediation.day-too-early")
    book.at_rung(1, ADMINISTRATIVE).when(go_on, at=NOON).then_rejected("mediation.no-time-runs")


# The end


@pytest.mark.req("M-026", "M-075", "M-047")
def test_a_file_is_whole_or_not_kept(book):
    closed = book.at_rung(1).when(book.reach(JUDICIAL), at=NOON).after()
    whole = (Archived.REGISTER, Archived.TRANSFER_FORM, Archived.ATTEMPTS, Archived.AGREEMENT)
    archived = CaseArchived(**KEY, documents=whole, archived_by="staff-1", archived_at=NOON)

    closed.when(book.say(ArchiveCase, documents=whole), at=NOON).then(EffectNotTracked(**KEY, found_at=NOON), archived)
    for left_out in whole:
        rest = tuple(document for document in whole if document is not left_out)
        closed.when(book.say(ArchiveCase, documents=rest), at=NOON).then_rejected("mediation.archive-incomplete")
    track = book.say(TrackEffect, text="已回访", looked_on=TUESDAY)
    tracked = closed.when(track, at=NOON).after()
    assert tracked.facts[-1] == EffectTracked(
        **KEY, text="已回访", looked_on=TUESDAY, tracked_by="staff-1", tracked_at=NOON
    )
    full = (*whole, Archived.TRACKING)
    tracked.when(book.say(ArchiveCase, documents=full), at=NOON).then(
        CaseArchived(**KEY, documents=full, archived_by="staff-1", archived_at=NOON)
    )
    tracked.when(book.say(ArchiveCase, documents=whole), at=NOON).then_rejected("mediation.archive-incomplete")
    early = book.say(TrackEffect, text="已回访", looked_on=MONDAY)
    closed.when(early, at=NOON).then_rejected("mediation.day-too-early")


@pytest.mark.req("M-026")
def test_a_case_settled_at_the_window_was_not_handed_over_and_is_no_finding(book):
    closed = book.after(book.start("on_spot")).when(book.reach(), at=NOON).after()
    documents = (Archived.REGISTER, Archived.ATTEMPTS, Archived.AGREEMENT)

    closed.when(book.say(ArchiveCase, documents=documents), at=NOON).then(
        CaseArchived(**KEY, documents=documents, archived_by="staff-1", archived_at=NOON)
    )


def test_a_terminated_case_is_tracked_before_it_is_filed(book):
    ended = book.at_rung(1).when(stop(book), at=NOON).after()
    documents = (Archived.REGISTER, Archived.TRANSFER_FORM, Archived.ATTEMPTS, Archived.TRACKING)
    archive = book.say(ArchiveCase, documents=documents)

    ended.when(archive, at=NOON).then_rejected("mediation.invalid-transition")
    tracked = ended.when(book.say(TrackEffect, text="未再起争执", looked_on=TUESDAY), at=NOON).after()
    assert isinstance(tracked.when(archive, at=NOON).after().facts[-1], CaseArchived)
    book.after().when(archive, at=NOON).then_rejected("mediation.invalid-transition")


@pytest.mark.req("M-061", "M-062")
def test_what_is_neither_ladders_is_settled_by_the_units_result(book):
    case = book.triaged("other", LAND_OFFICE)
    result = book.say(ReportResult, acting_unit=LAND_OFFICE, actor="land-1", text="已责令恢复原状")
    reported = ResultReported(
        **KEY,
        handler=LAND_OFFICE,
        text="已责令恢复原状",
        opinion=None,
        due_at=day_ends(date(2025, 5, 30)),
        reported_by="land-1",
        reported_at=NOON,
    )
    closed = CaseClosed(
        **KEY,
        kind=CaseKind.DISPUTE,
        cause=CloseCause.HANDLED,
        level=Level.TOWNSHIP,
        rung=None,
        attempts=0,
        closed_at=NOON,
    )

    case.when(result, at=NOON).then(reported, closed)
    case.when(book.start("competent_unit"), at=NOON).then_rejected("mediation.invalid-ladder-step")
    mediated = book.say(ReportResult, acting_unit=JUDICIAL, text="已调解")
    book.triaged().when(mediated, at=NOON).then_rejected("mediation.invalid-transition")


def test_parties_take_a_case_back_before_it_is_handled(book):
    back = book.say(WithdrawCase, by=BOTH, reason="双方自行和解")
    withdrawn = CaseWithdrawn(**KEY, by=BOTH, reason="双方自行和解", recorded_by="staff-1", recorded_at=NOON)

    for case in (book.after(), book.after(book.sign()), book.triaged()):
        case.when(back, at=NOON).then(withdrawn)
    book.at_rung(1).when(back, at=NOON).then_rejected("mediation.invalid-transition")
    one = book.say(WithdrawCase, by=(ONE,), reason="不想再提")
    book.after().when(one, at=NOON).then_rejected("mediation.consent-missing")
    withdrawn_case = book.after().when(back, at=NOON).after()
    withdrawn_case.when(book.sign(), at=NOON).then_rejected("mediation.invalid-transition")


# Risks


@pytest.mark.req("M-177")
@pytest.mark.parametrize("risk", [Risk.PUBLIC_SECURITY, Risk.CRIMINAL])
def test_a_risk_of_crime_is_reported_to_the_police(book, risk):
    said = {"risk": risk, "measures": "劝离现场", "reported_on": MONDAY}
    police = (Reported.POLICE,)

    book.at_rung(1).when(book.say(ReportRisk, **said, reported_to=police), at=NOON).then(
        RiskReported(**KEY, **said, reported_to=police, reported_by="staff-1", recorded_at=NOON)
    )
    nobody = book.say(ReportRisk, **said, reported_to=(Reported.GOVERNMENT,))
    book.at_rung(1).when(nobody, at=NOON).then_rejected("mediation.report-to-police-required")


@pytest.mark.req("X-024")
@pytest.mark.parametrize("strange", ["360730-land", "360730101-school", "360730102", "360730101201"])
def test_a_unit_that_was_not_handed_the_case_does_nothing_about_it(book, strange):
    said = {"risk": Risk.CRIMINAL, "measures": "劝离现场", "reported_on": MONDAY, "reported_to": (Reported.POLICE,)}

    case = book.at_rung(1)
    case.when(book.say(ReportRisk, **said, acting_unit=strange), at=NOON).then_rejected("forbidden-unit")
    for concerned in (TOWNSHIP, JUDICIAL, "360730"):
        case.when(book.say(ReportRisk, **said, acting_unit=concerned), at=NOON).after()


@pytest.mark.req("M-184")
def test_a_major_matter_is_reported_at_once_to_all_above_and_beside_triage(book):
    upward = (Reported.PARTY_COMMITTEE, Reported.GOVERNMENT, Reported.DEPARTMENT)
    said = {"risk": Risk.MAJOR, "measures": "领导到场", "reported_on": MONDAY}

    reported = book.after().when(book.say(ReportRisk, **said, reported_to=upward), at=NOON).after()
    assert isinstance(reported.facts[-1], RiskReported)
    for left_out in upward:
        rest = tuple(each for each in upward if each is not left_out)
        fewer = book.say(ReportRisk, **said, reported_to=rest)
        book.after().when(fewer, at=NOON).then_rejected("mediation.report-upward-required")
    stranger = book.say(ReportRisk, **said, reported_to=upward, acting_unit="360731")
    book.after().when(stranger, at=NOON).then_rejected("forbidden-unit")


# Substitution


@pytest.mark.req("M-060")
@pytest.mark.parametrize("role", ["CentreStaff", "DutyLeader", "JudicialOffice", "CompetentUnit", "CentreDirector"])
def test_nobody_but_the_deputy_director_signs_and_hands_over(book, role):
    book.after().when(book.sign(acting_role=role), at=NOON).then_rejected("forbidden-role")
    book.after(book.sign()).when(book.triage(acting_role=role), at=NOON).then_rejected("forbidden-role")


@pytest.mark.req("M-060")
@pytest.mark.parametrize("why", list(Substitution))
def test_the_director_signs_in_the_place_of_one_who_is_away_and_it_is_recorded(book, why):
    instead = {"acting_role": "CentreDirector", "actor": "director-1", "substitution": why}
    case = book.after(book.sign(**instead), book.triage(**instead))

    assert [fact.substitution for fact in case.facts[1:]] == [why, why]


def test_a_petition_is_not_mediated(book, new):
    letter = new.when(book.register(kind=CaseKind.LETTER), at=NOON).after()

    letter.when(book.sign(), at=NOON).then_rejected("mediation.not-a-dispute")
    letter.when(book.start("on_spot"), at=NOON).then_rejected("mediation.not-a-dispute")
    letter.when(book.reach(), at=NOON).then_rejected("mediation.not-a-dispute")


# The lists of the source, as the packs hold them


@pytest.mark.req("M-161..M-164", "M-165..M-168")
def test_the_ladders_are_those_of_the_source_rung_by_rung(book):
    ladders = {word: [rung.name for rung in rungs] for word, rungs in book.policy.ladders.items()}

    assert ladders == {
        "people_mediation": ["judicial_office", "centre_deputy_director", "centre_director", "arbitration_or_court"],
        "administrative_mediation": [
            "competent_unit",
            "deputy_director+departments",
            "director+departments",
            "arbitration_or_court",
        ],
        "other": [],
    }
    assert [rung.by_parties for rung in book.policy.ladders["people_mediation"]] == [False, False, False, True]


@pytest.mark.req("M-139..M-141")
def test_the_methods_are_those_of_the_source(book):
    assert set(book.policy.methods) == {"people", "judicial", "administrative"}


@pytest.mark.req("M-087")
def test_a_communitys_committee_settles_at_home_and_its_dispute_goes_up_the_ladder_of_people(policy, book):
    community = "360730100001"
    book.unit = community
    committee = {"acting_role": "CommunityMediationCommittee", "acting_unit": community}
    tried = book.after(book.start("on_spot", **committee), book.fail(community))
    settled = book.after(book.start("on_spot", **committee)).when(book.reach(community), at=NOON).after()
    for step in (book.sign(), book.triage()):
        tried = tried.when(step, at=NOON).after()

    assert settled.facts[-1].level is Level.VILLAGE
    assert tried.when(book.start(), at=NOON).after().facts[-1].rung == "judicial_office"


@pytest.mark.req("M-076")
def test_the_file_of_an_opinion_has_source_content_day_unit_and_channel(book, new):
    came = {"kind": CaseKind.OPINION, "channel": "suggestion_box", "received_by": Receiver.COMMITTEE}
    book.unit = VILLAGE
    [fact] = new.when(book.register(**came), at=NOON).after().facts

    assert (fact.unit, fact.channel, fact.received_on) == (VILLAGE, "suggestion_box", MONDAY)
    assert ([party.party for party in fact.parties], fact.matter) == ([*BOTH], book.register().matter)
