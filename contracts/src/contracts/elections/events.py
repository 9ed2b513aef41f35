"""Every fact of elections, stream by stream."""

from contracts.elections.presidium_work import PRESIDIUM_FACTS
from contracts.elections.session_messages import SESSION_FACTS
from contracts.elections.term_messages import CONGRESS_FACTS

STREAM_FACTS: tuple[type, ...] = (*SESSION_FACTS, *CONGRESS_FACTS, *PRESIDIUM_FACTS)
