"""Answers to what elections is asked, from the views."""

from collections.abc import Mapping

from ledger.door import Answer
from ledger.unit_view import unit_answers

from elections.projections.tables import MERGED, UNIT
from elections.replies.communities import COMMUNITY_ANSWERS
from elections.replies.community_changes import COMMUNITY_CHANGE_ANSWERS
from elections.replies.councils import COUNCIL_ANSWERS
from elections.replies.coverage import COVERAGE_ANSWERS
from elections.replies.deadlines import DEADLINE_ANSWERS
from elections.replies.deputies import DEPUTY_ANSWERS
from elections.replies.deputy_groups import GROUP_ANSWERS
from elections.replies.directories import DIRECTORY_ANSWERS
from elections.replies.elections import ELECTION_ANSWERS
from elections.replies.funding import FUNDING_ANSWERS
from elections.replies.grassroots import GRASSROOTS_ANSWERS
from elections.replies.handbooks import HANDBOOK_ANSWERS
from elections.replies.matters import MATTER_ANSWERS
from elections.replies.meeting_years import MEETING_YEAR_ANSWERS
from elections.replies.offices import OFFICE_ANSWERS
from elections.replies.organ_marks import MARK_ANSWERS
from elections.replies.presidium import PRESIDIUM_ANSWERS
from elections.replies.sessions import SESSION_ANSWERS
from elections.replies.subcommittees import SUBCOMMITTEE_ANSWERS
from elections.replies.suggestions import SUGGESTION_ANSWERS
from elections.replies.supervision import SUPERVISION_ANSWERS

ANSWERS: Mapping[type, Answer] = {
    **unit_answers(UNIT, MERGED),
    **DEADLINE_ANSWERS,
    **SESSION_ANSWERS,
    **ELECTION_ANSWERS,
    **OFFICE_ANSWERS,
    **DEPUTY_ANSWERS,
    **PRESIDIUM_ANSWERS,
    **SUPERVISION_ANSWERS,
    **SUGGESTION_ANSWERS,
    **MATTER_ANSWERS,
    **HANDBOOK_ANSWERS,
    **GROUP_ANSWERS,
    **MARK_ANSWERS,
    **GRASSROOTS_ANSWERS,
    **COMMUNITY_ANSWERS,
    **COMMUNITY_CHANGE_ANSWERS,
    **DIRECTORY_ANSWERS,
    **COVERAGE_ANSWERS,
    **COUNCIL_ANSWERS,
    **MEETING_YEAR_ANSWERS,
    **SUBCOMMITTEE_ANSWERS,
    **FUNDING_ANSWERS,
}
