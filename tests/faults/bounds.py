"""Everything that was made for the bounds of rules, with the packs that it was decided by."""

from collections.abc import Iterator, Sequence

import bounds_of_centres as centres
import bounds_of_changes as changes
import bounds_of_communities as communities
import bounds_of_conduct as conduct
import bounds_of_congresses as congresses
import bounds_of_councils as councils
import bounds_of_coverage as coverage
import bounds_of_days_and_votes as days
import bounds_of_directories as directories
import bounds_of_elections as elections
import bounds_of_funding as funding
import bounds_of_haves as haves
import bounds_of_meetings as meetings
import bounds_of_mines_and_months as mines
import bounds_of_numbers as numbers
import bounds_of_records as records
import bounds_of_rounds_and_boards as boards
import bounds_of_stations as stations
import bounds_of_subcommittees as subcommittees
import bounds_of_suggestions as suggestions
from made_records import Made

Case = tuple[Sequence[str], Sequence[Made]]


def everything() -> Iterator[Case]:
    for packs, facts, _ in (*days.BOUNDS.values(), *numbers.BOUNDS.values(), *elections.BOUNDS.values()):
        yield packs, facts
    alone = (
        *((congresses.PACKS, facts) for facts, _ in congresses.BOUNDS.values()),
        *((suggestions.PACKS, facts) for facts, _ in suggestions.BOUNDS.values()),
        *((communities.PACKS, facts) for facts, _ in communities.BOUNDS.values()),
        *((centres.PACKS, facts) for facts, _ in centres.BOUNDS.values()),
        *((stations.PACKS, facts) for facts, _ in stations.BOUNDS.values()),
        *((haves.PACKS, facts) for facts, _ in haves.BOUNDS.values()),
        *((changes.PACKS, facts) for facts, _ in changes.BOUNDS.values()),
        *((directories.PACKS, facts) for facts, _ in directories.BOUNDS.values()),
        *((coverage.PACKS, facts) for facts, _ in coverage.BOUNDS.values()),
        *((councils.PACKS, facts) for facts, _ in councils.BOUNDS.values()),
        *((meetings.PACKS, facts) for facts, _ in meetings.BOUNDS.values()),
        *((subcommittees.PACKS, facts) for facts, _ in subcommittees.BOUNDS.values()),
        *((funding.PACKS, facts) for facts, _ in funding.BOUNDS.values()),
        *((conduct.PACKS, [conduct.kept(), conduct.cadre("c"), *facts]) for facts, _ in conduct.BOUNDS.values()),
        *((records.COUNTY, facts) for facts, _ in records.POSTINGS.values()),
        *((mines.CENTRE, facts) for facts, _ in (*mines.MONTHS.values(), *mines.LEADERLESS.values())),
        *((mines.MINES, [fact]) for fact, _ in mines.TARGETS.values()),
        *((("community-draft-standards",), [fact]) for fact, _ in boards.SIZES.values()),
        *((("community-draft",), facts) for facts, _ in boards.BOARDS.values()),
        *((boards.REPORTED, facts) for facts, _ in boards.REPORTS.values()),
    )
    yield from alone
