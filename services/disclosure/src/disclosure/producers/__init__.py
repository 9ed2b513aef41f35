"""Which facts of other services are to be made public, a module for each producer or part of one."""

from disclosure.postings import Line
from disclosure.producers import assessment, ballots, congress, elections, mining, offices, profiles

POSTINGS: tuple[Line, ...] = (
    *elections.POSTINGS,
    *congress.POSTINGS,
    *ballots.POSTINGS,
    *offices.POSTINGS,
    *profiles.POSTINGS,
    *mining.POSTINGS,
    *assessment.POSTINGS,
)
