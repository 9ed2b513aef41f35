"""What elections is made of."""

from contracts.catalogue import commands_of, facts_of
from ledger.parts import ServiceParts
from ledger.unit_view import units_view
from ledger.views import Schema

from elections.community_deciders import (
    AREA,
    COMMUNITY_CHANGE,
    COMMUNITY_MATTER,
    COUNCIL,
    DIRECTORY,
    MEETING_YEAR,
    SUBCOMMITTEES,
)
from elections.deciders import (
    APPRAISALS,
    CLOCK,
    DEPUTY_FILE,
    EXECUTION,
    GROUP,
    MARKS,
    PACK,
    POLICY,
    PRESIDIUM,
    REFUSALS,
    SESSION,
    STATION,
    SUCCESSION,
    SUGGESTION,
    TERM,
    UNIT,
)
from elections.election_deciders import ELECTION, ERASURE, OFFICE, OPENING, RECALL, TURNOUT
from elections.matter_deciders import (
    COMMUNITY,
    DECISION,
    FUNDING,
    HEARING,
    RESIDENTS_MEETING,
    RESOLUTION,
    TEAM,
    VILLAGE_AUDIT,
    VILLAGERS,
)
from elections.matter_reactions import reactions
from elections.projections.attendance import ATTENDANCES
from elections.projections.communities import COMMUNITIES
from elections.projections.community_changes import COMMUNITY_CHANGES
from elections.projections.councils import COUNCILS
from elections.projections.coverage import COVERAGE
from elections.projections.deputies import DEPUTIES
from elections.projections.deputy_groups import AGENDA_OF_GROUPS, GROUPS
from elections.projections.directories import DIRECTORIES
from elections.projections.elections import ELECTIONS
from elections.projections.funding import FUNDINGS
from elections.projections.matters import MATTERS
from elections.projections.meeting_years import MEETING_YEARS
from elections.projections.offices import OFFICES
from elections.projections.presidium import AGENDA_OF_PRESIDIUMS, PRESIDIUM_YEARS
from elections.projections.sessions import SESSIONS
from elections.projections.streams import facts_outside
from elections.projections.subcommittees import SUBCOMMITTEES as SUBCOMMITTEES_VIEW
from elections.projections.suggestions import SUGGESTIONS
from elections.projections.supervision import SUPERVISION
from elections.projections.tables import AGENDA, BOOKMARK, MERGED, METADATA
from elections.projections.tables import UNIT as UNITS
from elections.projections.teams import COMMITTEE_ELECTIONS, TEAMS
from elections.projections.term_agenda import AGENDA_OF_TERMS
from elections.projections.turnout import TURNOUT_VIEW
from elections.projections.villagers import AGENDA_OF_VILLAGERS, VILLAGERS_VIEW
from elections.reactions import own_reactions

PARTS = ServiceParts(
    name="elections",
    commands=commands_of("elections"),
    facts=facts_of("elections"),
    deciders=(
        UNIT,
        SESSION,
        ELECTION,
        OFFICE,
        TURNOUT,
        RECALL,
        OPENING,
        ERASURE,
        TERM,
        PRESIDIUM,
        APPRAISALS,
        EXECUTION,
        RESOLUTION,
        DECISION,
        HEARING,
        RESIDENTS_MEETING,
        VILLAGE_AUDIT,
        TEAM,
        VILLAGERS,
        DEPUTY_FILE,
        GROUP,
        STATION,
        SUGGESTION,
        COMMUNITY,
        COMMUNITY_CHANGE,
        DIRECTORY,
        AREA,
        COUNCIL,
        COMMUNITY_MATTER,
        MEETING_YEAR,
        SUBCOMMITTEES,
        FUNDING,
        MARKS,
        PACK,
        POLICY,
        CLOCK,
        SUCCESSION,
        REFUSALS,
    ),
    schema=Schema(
        METADATA,
        BOOKMARK,
        AGENDA,
        (
            units_view(UNITS, MERGED, facts_outside("unit")),
            SESSIONS,
            TEAMS,
            COMMITTEE_ELECTIONS,
            VILLAGERS_VIEW,
            AGENDA_OF_VILLAGERS,
            ELECTIONS,
            OFFICES,
            TURNOUT_VIEW,
            DEPUTIES,
            AGENDA_OF_TERMS,
            PRESIDIUM_YEARS,
            AGENDA_OF_PRESIDIUMS,
            SUPERVISION,
            MATTERS,
            ATTENDANCES,
            GROUPS,
            AGENDA_OF_GROUPS,
            SUGGESTIONS,
            COMMUNITIES,
            COMMUNITY_CHANGES,
            DIRECTORIES,
            COVERAGE,
            COUNCILS,
            MEETING_YEARS,
            SUBCOMMITTEES_VIEW,
            FUNDINGS,
        ),
    ),
    reactions=reactions,
    own_reactions=own_reactions,
)
