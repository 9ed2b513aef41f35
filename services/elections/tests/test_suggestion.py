"""Deputies' suggestions: handed over with a limit, answered by who was handed one, judged by who signed it."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA, day_ends
from contracts.elections.session.messages import DecideSession
from contracts.elections.suggestion.messages import (
    AssignSuggestion,
    HandlingReport,
    Heard,
    JudgeReply,
    MarkSuggestion,
    RemindSuggestion,
    ReplyJudged,
    ReplySuggestion,
    ReportSuggestion,
    SubmitSuggestion,
    SuggestionAssigned,
    SuggestionOverdue,
    SuggestionReminded,
    SuggestionReplied,
    SuggestionReported,
    SuggestionsOfCongress,
    SuggestionStep,
    SuggestionSubmitted,
    SuggestionSupervised,
    SuggestionTaken,
    SuperviseSuggestion,
    TakeSuggestion,
)
from contracts.elections.suggestion.rules import SuggestionPolicy, suggestion_policy
from contracts.errors import Forbidden, Malformed
from contracts.message import dump, load
from contracts.permissions import permissions_of
from contracts.policies import pack_named, resolve
from elections.seated import PREPARES
from elections.service import SERVICE
from elections.suggestion import STREAM
from ledger.door import Source
from ledger.testing.given import Case, given
from ledger.testing.machine import departures, happening, read_machine
from ledger.testing.playing import Played

PAGE = Path(__file__).parents[3] / "docs" / "requirements" / "state-machines.md"
TOWNSHIP, WATER, ROADS = "360730100", "360730100-water", "360730100-roads"
PACKS = ("cn-congress-2022", "cn-deputies-2025", "district-congress-2020")
POLICY: SuggestionPolicy = suggestion_policy(resolve(TOWNSHIP, [pack_named(name) for name in PACKS]))
KEY: dict[str, Any] = {"unit": TOWNSHIP, "term": 18, "suggestion": "s-7"}
Told = Case[Any, Any, Any, Any]


def moment(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=CHINA)


MARCH, APRIL, MAY = moment(3, 31), moment(4, 8), moment(5, 12)
DUE_ON = date(2025, 6, 30)
AFTER = day_ends(DUE_ON)

SUBMIT = SubmitSuggestion(
    **KEY,
    actor="clerk",
    kind="suggestion",
    title="修复灌渠",
    text="东门村灌渠破损，建议汛期前修复。",
    signatories=("d-1", "d-2"),
    inactive=(),
)
ASSIGN = AssignSuggestion(**KEY, actor="clerk", to=WATER, due_on=DUE_ON)
TAKE = TakeSuggestion(**KEY, actor="water", acting_unit=WATER)
SUPERVISE = SuperviseSuggestion(**KEY, actor="chair", text="请在汛期前办结。")
HEARD = Heard(on=date(2025, 5, 10), opinion="代表希望先修上游段。")
REPLY = ReplySuggestion(**KEY, actor="water", acting_unit=WATER, text="已列入计划，六月上旬完工。", heard=HEARD)
ACCEPT = JudgeReply(**KEY, actor="d-1", deputy="d-1", is_accepted=True, opinion="满意。")
RETURN = replace(ACCEPT, is_accepted=False, opinion="没有说明工期。")
REPORT = ReportSuggestion(**KEY, actor="clerk", session=4, reported_on=date(2025, 7, 20))
MARK = MarkSuggestion(**KEY, actor="service:elections")
REMIND = RemindSuggestion(**KEY, actor="service:elections")

SUBMITTED = SuggestionSubmitted(
    **KEY,
    kind="suggestion",
    title=SUBMIT.title,
    text=SUBMIT.text,
    signatories=("d-1", "d-2"),
    recorded_by="clerk",
    submitted_at=MARCH,
)
ASSIGNED = SuggestionAssigned(
    **KEY,
    to=WATER,
    is_complex=False,
    due_on=DUE_ON,
    due_at=AFTER,
    remind_at=None,
    assigned_by="clerk",
    assigned_at=APRIL,
)
OVERDUE = SuggestionOverdue(**KEY, to=WATER, due_at=AFTER, announced_at=AFTER)


def told(*steps: tuple[Any, datetime], policy: SuggestionPolicy = POLICY) -> Told:
    case = given(STREAM, policy)
    for command, at in ((SUBMIT, MARCH), *steps):
        case = case.when(command, at=at).after()
    return case


def decided(case: Told) -> list[Any]:
    return list(case.after().facts[len(case.facts) :])


def kinds(case: Told) -> list[type]:
    return [type(fact) for fact in decided(case)]


def handed_over(*steps: tuple[Any, datetime]) -> Told:
    return told((ASSIGN, APRIL), *steps)


# Submitted


@pytest.mark.req("E-075")
def test_active_deputies_submit_what_has_a_kind_a_text_and_signatories():
    new = given(STREAM, POLICY)

    new.when(SUBMIT, at=MARCH).then(SUBMITTED)
    for kind in ("criticism", "comment"):
        new.when(replace(SUBMIT, kind=kind), at=MARCH).then(replace(SUBMITTED, kind=kind))
    new.when(replace(SUBMIT, kind="wish"), at=MARCH).then_rejected("elections.unknown-kind")
    new.when(replace(SUBMIT, signatories=("d-1", "d-1")), at=MARCH).then_rejected("elections.named-twice")
    new.when(replace(SUBMIT, inactive=("d-2",)), at=MARCH).then_rejected("elections.not-active-deputy")
    told().when(SUBMIT, at=APRIL).then_rejected("elections.suggestion-exists")


@pytest.mark.req("E-075", "E-078")
@pytest.mark.parametrize("command", [SUBMIT, REPLY], ids=["submitted", "answered"])
@pytest.mark.parametrize("text", ["", " ", "\u3000"])
def test_neither_a_suggestion_nor_an_answer_is_without_a_text(command, text):
    with pytest.raises(Malformed) as refused:
        load(type(command), {**dump(command), "text": text})

    assert list(refused.value.problems) == ["text"]


# Handed over


@pytest.mark.req("E-076")
def test_it_is_handed_over_once_and_never_without_a_day():
    told().when(ASSIGN, at=APRIL).then(ASSIGNED)

    told().when(replace(ASSIGN, due_on=None), at=APRIL).then_rejected("elections.deadline-required")
    given(STREAM, POLICY).when(ASSIGN, at=APRIL).then_rejected("elections.no-such-suggestion")
    handed_over().when(ASSIGN, at=APRIL).then_rejected("elections.suggestion-handed-over")
    told().when(replace(ASSIGN, due_on=date(2025, 4, 7)), at=APRIL).then_rejected("elections.date-in-past")
    today = date(2025, 4, 8)
    told().when(replace(ASSIGN, due_on=today), at=APRIL).then(replace(ASSIGNED, due_on=today, due_at=day_ends(today)))


@pytest.mark.req("E-076")
@pytest.mark.parametrize(
    ("is_complex", "handed_on", "last"),
    [
        (False, moment(4, 8), date(2025, 7, 8)),
        (True, moment(4, 8), date(2025, 10, 8)),
        (False, moment(3, 31), date(2025, 6, 30)),
    ],
)
def test_the_limit_is_three_months_at_most_and_six_for_what_is_wide_and_difficult(is_complex, handed_on, last):
    case = given(STREAM, POLICY).when(SUBMIT, at=moment(3, 1)).after()
    in_time = replace(ASSIGN, is_complex=is_complex, due_on=last)
    day = date.resolution

    for due_on in (last - day, last):
        [fact] = decided(case.when(replace(in_time, due_on=due_on), at=handed_on))
        assert fact.due_on == due_on
    case.when(replace(in_time, due_on=last + day), at=handed_on).then_rejected("elections.limit-exceeds-statute")


@pytest.mark.req("E-076")
def test_before_the_law_on_deputies_named_it_any_day_of_the_presidium_is_the_limit():
    before = suggestion_policy(resolve(TOWNSHIP, [pack_named("district-congress-2020")]))
    late = date(2026, 3, 1)

    assert (before.longest, before.longest_complex) == (None, None)
    [fact] = decided(told(policy=before).when(replace(ASSIGN, due_on=late), at=APRIL))
    assert fact.due_on == late


# Supervised


@pytest.mark.req("E-077")
def test_the_presidium_presses_for_what_is_owed():
    supervised = SuggestionSupervised(**KEY, text=SUPERVISE.text, supervised_by="chair", supervised_at=MAY)

    handed_over().when(SUPERVISE, at=MAY).then(supervised)
    handed_over((TAKE, APRIL)).when(SUPERVISE, at=MAY).then(supervised)
    told().when(SUPERVISE, at=MAY).then_rejected("elections.suggestion-not-in-hand")
    handed_over((TAKE, APRIL), (REPLY, MAY)).when(SUPERVISE, at=MAY).then_rejected("elections.suggestion-not-in-hand")


@pytest.mark.req("E-077")
def test_who_owes_an_answer_is_reminded_so_many_days_before_where_a_pack_says_so():
    pack = pack_named("district-congress-2020")
    silent = pack.parameters["suggestion.reminder_days"]
    spoken = replace(pack, parameters={**pack.parameters, silent.name: replace(silent, silent=False, value=10)})
    reminding = suggestion_policy(resolve(TOWNSHIP, [spoken]))
    at = moment(6, 20, 0)
    case = told((ASSIGN, APRIL), policy=reminding)
    reminded = SuggestionReminded(**KEY, to=WATER, due_at=AFTER, reminded_at=at)

    case.when(REMIND, at=at - datetime.resolution).then()
    case.when(REMIND, at=at).then(reminded)
    case.when(REMIND, at=at).after().when(REMIND, at=at).then()
    case.when(TAKE, at=APRIL).after().when(REPLY, at=MAY).after().when(REMIND, at=at).then()
    handed_over().when(REMIND, at=at).then()
    told().when(REMIND, at=at).then()


@pytest.mark.req("E-077")
def test_what_is_not_answered_when_its_day_has_passed_is_overdue_and_said_so_once():
    case = handed_over((TAKE, APRIL))

    case.when(MARK, at=AFTER - datetime.resolution).then()
    case.when(MARK, at=AFTER).then(OVERDUE)
    case.when(MARK, at=AFTER).after().when(MARK, at=AFTER).then()
    handed_over().when(MARK, at=AFTER).then(OVERDUE)
    case.when(REPLY, at=MAY).after().when(MARK, at=AFTER).then()
    case.when(REPLY, at=MAY).after().when(RETURN, at=MAY).after().when(MARK, at=AFTER).then(OVERDUE)
    told().when(MARK, at=AFTER).then()


# Answered


@pytest.mark.req("E-078")
def test_only_the_unit_that_was_handed_it_takes_it_and_answers():
    taken = SuggestionTaken(**KEY, by=WATER, taken_by="water", taken_at=APRIL)
    replied = SuggestionReplied(
        **KEY, by=WATER, text=REPLY.text, heard=HEARD, due_at=AFTER, replied_by="water", replied_at=MAY
    )

    handed_over().when(TAKE, at=APRIL).then(taken)
    handed_over((TAKE, APRIL)).when(REPLY, at=MAY).then(replied)
    for command in (TAKE, REPLY):
        told().when(command, at=MAY).then_rejected("elections.suggestion-not-assigned")
        strange = replace(command, acting_unit=ROADS)
        handed_over((TAKE, APRIL)).when(strange, at=MAY).then_rejected("forbidden-unit")
    handed_over((TAKE, APRIL)).when(TAKE, at=MAY).then_rejected("elections.suggestion-not-assigned")
    handed_over().when(REPLY, at=MAY).then_rejected("elections.suggestion-not-in-hand")
    handed_over((TAKE, APRIL), (REPLY, MAY)).when(REPLY, at=MAY).then_rejected("elections.suggestion-not-in-hand")


@pytest.mark.req("E-078")
def test_a_late_answer_is_taken_and_that_it_is_late_stays():
    taken = handed_over((TAKE, APRIL))

    assert kinds(taken.when(REPLY, at=AFTER)) == [SuggestionOverdue, SuggestionReplied]
    assert kinds(taken.when(REPLY, at=AFTER - datetime.resolution)) == [SuggestionReplied]
    assert kinds(taken.when(MARK, at=AFTER).after().when(REPLY, at=AFTER)) == [SuggestionReplied]


def test_the_deputies_are_heard_before_they_are_answered():
    case = handed_over((TAKE, APRIL))

    case.when(replace(REPLY, heard=None), at=MAY).then_rejected("elections.contact-required")
    ahead = replace(HEARD, on=date(2025, 5, 13))
    case.when(replace(REPLY, heard=ahead), at=MAY).then_rejected("elections.date-in-future")
    today = replace(REPLY, heard=replace(HEARD, on=date(2025, 5, 12)))
    assert kinds(case.when(today, at=MAY)) == [SuggestionReplied]


# Judged and reported


def test_who_signed_it_accepts_the_answer_or_returns_it_to_be_handled_again():
    answered = handed_over((TAKE, APRIL), (REPLY, MAY))
    judged = ReplyJudged(**KEY, deputy="d-1", is_accepted=True, opinion="满意。", judged_at=MAY)

    answered.when(ACCEPT, at=MAY).then(judged)
    answered.when(replace(ACCEPT, deputy="d-9"), at=MAY).then_rejected("elections.not-a-signatory")
    handed_over((TAKE, APRIL)).when(ACCEPT, at=MAY).then_rejected("elections.suggestion-not-replied")
    again = answered.when(RETURN, at=MAY).after().when(TAKE, at=MAY).after()
    assert kinds(again.when(REPLY, at=MAY)) == [SuggestionReplied]


def test_a_session_hears_of_what_was_accepted_and_of_what_is_late():
    accepted = handed_over((TAKE, APRIL), (REPLY, MAY), (ACCEPT, MAY))
    july = moment(7, 20)
    reported = SuggestionReported(
        **KEY, session=4, reported_on=REPORT.reported_on, recorded_by="clerk", recorded_at=july
    )

    accepted.when(REPORT, at=july).then(reported)
    accepted.when(REPORT, at=moment(7, 19)).then_rejected("elections.date-in-future")
    accepted.when(REPORT, at=july).after().when(REPORT, at=july).then_rejected("elections.suggestion-reported-already")
    accepted.when(REPORT, at=july).after().when(replace(REPORT, session=5), at=july).then_rejected(
        "elections.suggestion-open-still"
    )
    in_time = replace(REPORT, reported_on=date(2025, 6, 30))
    handed_over((TAKE, APRIL)).when(in_time, at=AFTER - datetime.resolution).then_rejected(
        "elections.suggestion-open-still"
    )
    answered_late = handed_over((TAKE, APRIL), (REPLY, AFTER))
    answered_late.when(REPORT, at=july).then_rejected("elections.suggestion-open-still")
    late = handed_over((TAKE, APRIL)).when(in_time, at=AFTER)
    assert kinds(late) == [SuggestionOverdue, SuggestionReported]
    assert kinds(late.after().when(REPLY, at=july)) == [SuggestionReplied]


def test_it_moves_as_the_state_machine_lists_it():
    """S11. That it is late stays beside its step: what is owed and late is `overdue`, in hand or not."""
    steps = {
        SuggestionSubmitted: "submitted",
        SuggestionAssigned: "assigned",
        SuggestionTaken: "in_handling",
        SuggestionOverdue: "overdue",
        SuggestionReplied: "replied",
        SuggestionReported: "reported",
    }

    def named(fact: Any, state: Any) -> tuple[str, ...]:
        if isinstance(fact, ReplyJudged):
            return ("accepted",) if fact.is_accepted else ("returned", *(("overdue",) if state.is_late else ()))
        is_late = isinstance(fact, SuggestionTaken) and state.is_late
        return ("overdue",) if is_late else tuple(filter(None, (steps.get(type(fact)),)))

    pool = (
        *((ASSIGN, APRIL), (TAKE, MAY), (REPLY, MAY), (ACCEPT, MAY), (RETURN, MAY), (MARK, AFTER), (REPLY, AFTER)),
        *((REPORT, moment(7, 20)), (SUPERVISE, MAY)),
    )
    again, still = "the limit goes on when an answer was returned", "what is late and reported is still to be answered"
    goes_on = (("reported", "replied"), ("reported", "overdue"))

    assert "" == departures(
        read_machine(PAGE, "S11"),
        happening(told(), pool, named, begins="submitted"),
        never={},
        beyond={("returned", "overdue"): again, **dict.fromkeys(goes_on, still)},
    )


# Views


def other(name: str, command: Any) -> Any:
    return replace(command, suggestion=name)


def play(folder: Path) -> Played:
    desk = Played(SERVICE, SERVICE.answers, begins=moment(1, 1), unit="360730", folder=folder)
    desk.activate(*PACKS)
    desk.at(MARCH, SUBMIT, other("s-8", SUBMIT), other("s-9", replace(SUBMIT, kind="criticism")))
    desk.at(APRIL, ASSIGN, TAKE, other("s-8", replace(ASSIGN, to=ROADS)))
    desk.at(MAY, REPLY, RETURN, TAKE, REPLY, ACCEPT)
    desk.at(moment(7, 20), REPORT, other("s-8", REPORT))
    return desk


def asked(desk: Played, **page: Any) -> Any:
    return desk.ask(SuggestionsOfCongress(unit=TOWNSHIP, term=18), **page)


@pytest.mark.req("E-079")
def test_the_report_counts_what_was_received_handed_over_answered_accepted_and_late(tmp_path):
    desk = play(tmp_path)
    answer = asked(desk)

    assert answer.report == HandlingReport(received=3, assigned=2, replied=1, accepted=1, late=1)
    done, late, new = answer.suggestions
    assert (done.suggestion, done.step, done.to, done.is_late) == ("s-7", SuggestionStep.REPORTED, WATER, False)
    assert (done.replied_at, done.session, done.signatories) == (MAY, 4, ("d-1", "d-2"))
    assert (late.step, late.to, late.due_on, late.is_late) == (SuggestionStep.ASSIGNED, ROADS, DUE_ON, True)
    assert (late.session, late.replied_at) == (4, None)
    assert (new.kind, new.step, new.to, new.due_on) == ("criticism", SuggestionStep.SUBMITTED, None, None)
    before = desk.rows()
    desk.projector.rebuild()
    assert before == desk.rows()


@pytest.mark.req("E-079")
def test_the_door_counts_what_no_session_was_told_the_end_of(tmp_path):
    """What was late when a session was told of it is told of again, once it is answered."""
    desk = play(tmp_path)
    assert [counted(desk), counted(desk, term=19), counted(desk, unit="360730101")] == [2, 0, 0]
    late = [other("s-8", replace(command, acting_unit=ROADS)) for command in (TAKE, REPLY)]
    desk.at(moment(7, 21), *late, other("s-8", ACCEPT))
    assert counted(desk) == 2
    desk.at(moment(12, 20), other("s-8", replace(REPORT, session=5)))
    assert counted(desk) == 1


def counted(desk: Played, **of: Any) -> int:
    desk.projector.catch_up()
    with desk.views.live().reading() as connection:
        source = Source(connection, desk.store.read)
        document = PREPARES[DecideSession](source, {"unit": TOWNSHIP, "term": 18, **of}, date(2025, 12, 20))
    return int(document["suggestions"])


@pytest.mark.req("E-077")
def test_the_clock_alone_says_that_one_is_overdue_also_after_it_was_returned(tmp_path):
    desk = Played(SERVICE, SERVICE.answers, begins=moment(1, 1), unit="360730", folder=tmp_path)
    desk.activate(*PACKS)
    desk.at(MARCH, SUBMIT)
    desk.at(APRIL, ASSIGN, TAKE)
    desk.at(MAY, REPLY, RETURN)
    desk.at(AFTER - datetime.resolution)
    assert [line.is_late for line in asked(desk).suggestions] == [False]
    desk.at(AFTER)
    assert [line.is_late for line in asked(desk).suggestions] == [True]


# Who may


@pytest.mark.req("E-076", "E-077")
def test_the_presidium_hands_over_and_presses_and_no_other():
    permissions = permissions_of("elections")

    for method in ("assign_suggestion", "supervise_suggestion"):
        for role in ("CongressChair", "CongressViceChair", "PresidiumClerk"):
            permissions.refuse_unit(method, role, actor_unit=TOWNSHIP, record_unit=TOWNSHIP)
        for role in ("Deputy", "TownshipGovernment", "GovernmentDepartment", "TownshipPartyCommittee"):
            with pytest.raises(Forbidden, match="forbidden-role"):
                permissions.refuse_role(method, role)
