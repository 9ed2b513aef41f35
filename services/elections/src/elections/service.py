"""What elections is made of: its table of contents."""

from ledger.activation import clock_decider, policy_decider
from ledger.erasure import erasure_decider
from ledger.packs import pack_decider
from ledger.particulars import opening_decider
from ledger.refusals import refusal_decider
from ledger.service import Service
from ledger.succession import succession_decider

from elections import (
    appraisals,
    area,
    community,
    community_change,
    community_matter,
    council,
    decision,
    deputy_file,
    directory,
    election,
    execution,
    funding,
    group,
    hearing,
    marks,
    meeting_year,
    office,
    presidium,
    recall,
    residents_meeting,
    resolution,
    session,
    station,
    subcommittees,
    suggestion,
    team,
    term,
    turnout,
    unit,
    village_audit,
    villagers,
)
from elections.deadlines import explain_deadline
from elections.matters.answers import matters_of_unit, steps_of_matter
from elections.matters.view import MATTERS
from elections.seated import PREPARES
from elections.tables import AGENDA, BOOKMARK

SERVICE = Service(
    "elections",
    streams=(
        unit.STREAM,
        session.STREAM,
        term.STREAM,
        presidium.STREAM,
        election.STREAM,
        office.STREAM,
        turnout.STREAM,
        recall.STREAM,
        appraisals.STREAM,
        execution.STREAM,
        resolution.STREAM,
        decision.STREAM,
        hearing.STREAM,
        residents_meeting.STREAM,
        village_audit.STREAM,
        team.STREAM,
        villagers.STREAM,
        deputy_file.STREAM,
        group.STREAM,
        station.STREAM,
        suggestion.STREAM,
        community.STREAM,
        community_change.STREAM,
        directory.STREAM,
        area.STREAM,
        council.STREAM,
        community_matter.STREAM,
        meeting_year.STREAM,
        subcommittees.STREAM,
        funding.STREAM,
        marks.STREAM,
    ),
    shared=(
        opening_decider,
        erasure_decider,
        pack_decider,
        policy_decider,
        clock_decider,
        succession_decider,
        refusal_decider,
    ),
    bookmark=BOOKMARK,
    agenda=AGENDA,
    views=(MATTERS,),
    answers=(explain_deadline, matters_of_unit, steps_of_matter),
    prepares=PREPARES,
)
