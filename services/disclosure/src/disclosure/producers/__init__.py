"""Which facts of other services are to be made public, a module for each producer."""

from disclosure.postings import Posting
from disclosure.producers import elections

POSTINGS: tuple[Posting, ...] = (*elections.POSTINGS,)
