"""Which facts of other services are to be made public, a module for each producer or part of one."""

from disclosure.postings import Line
from disclosure.producers import ballots, congress, elections, mining, offices

POSTINGS: tuple[Line, ...] = (
    *elections.POSTINGS,
    *congress.POSTINGS,
    *ballots.POSTINGS,
    *offices.POSTINGS,
    *mining.POSTINGS,
)
