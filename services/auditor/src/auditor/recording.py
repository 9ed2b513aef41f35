"""What an audit met becomes facts: one finding for a check and a place, settled when it is not met any more.

The commands' ids follow from the audit and the position it went up to, so that a run that is recorded twice, or was
interrupted on the way, is recorded once.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize
from uuid import UUID, uuid5

from audit.finding import FAULTS, Finding
from contracts.auditor.audits.messages import EndAudit
from contracts.auditor.finding.messages import RecordFinding, SettleFinding
from contracts.auditor.inventory.messages import RecordInventory
from contracts.auditor.words import Audit
from contracts.calendar import china_day
from contracts.canonical import digest_of
from contracts.errors import Malformed
from contracts.message import Json, load
from contracts.units import NATION
from ledger.clock import monotonic, sleep
from ledger.parts import NAMESPACE, Handlers, service_actor
from ledger.store import Store
from ledger.views import Views

from auditor.audits.answers import last_run
from auditor.finding.answers import open_findings
from auditor.inventory.rule import inventory_stream

MOST_RECORDED = 1000
"""Findings of one audit that become facts of their own; the rest is counted, and stands in the report."""

VIEWS_WITHIN_S = 5.0
"""Views that are not there in time are asked as they are: what they miss is settled by the next audit."""

MOST_DETAIL = 900
MOST_PLACE = 300
OWN = "auditor_"
LOOKED_AT = 50
"""Facts among which something new is looked for since the last audit."""

_FACT = re.compile(r"(?P<stream>[a-z]+_[^@]+?)(@(?P<revision>[0-9]{1,9}))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an audit ended: `facts` were read up to `through`, `findings` were met."""

    audit: Audit
    facts: int
    through: int
    findings: Sequence[Finding]


class Recording:
    """Writes outcomes into the auditor's own streams, and knows from its views what is open."""

    def __init__(self, handlers: Handlers, store: Store, views: Views) -> None:
        self._handlers = handlers
        self._store = store
        self._views = views
        self._awaited = -1

    def keep(self, outcome: Outcome) -> None:
        """Raises `StoreUnavailable`, `Unavailable` and `Busy`; doing it again is harmless."""
        self._await_views()
        met = list({(one.check, _place(one)): one for one in outcome.findings}.values())
        with self._views.live().reading() as connection:
            before, last = open_findings(connection, outcome.audit), last_run(connection, outcome.audit)
        news = sum(self._record(outcome, finding) for finding in met[:MOST_RECORDED])
        still = {(finding.check, _place(finding)) for finding in met}
        for check, place, unit in before:
            if (check, place) not in still:
                news += self._settle(outcome, check, place, unit)
        if news or last is None or last.findings != len(met) or self._is_news(last.through, outcome.through):
            self._end(outcome, len(met))

    def lacks_inventory(self) -> bool:
        """Of today, in China."""
        today = china_day(self._handlers.clock.now())
        made = self._store.read(inventory_stream(today.year))
        return not made or json.loads(made[-1].data)["day"] < today.isoformat()

    def keep_inventory(self, size: int, streams: int, root: bytes) -> None:
        """Raises `StoreUnavailable`, `Unavailable` and `Busy`; doing it again is harmless."""
        document = {
            "day": china_day(self._handlers.clock.now()).isoformat(),
            "size": size,
            "streams": streams,
            "root": root.hex(),
        }
        self._send(RecordInventory, document)

    def _is_news(self, after: int, through: int) -> bool:
        """Somebody else has recorded something: what the auditor records itself is no reason to record an audit."""
        facts = self._store.read_all(("",), after=after, limit=LOOKED_AT)
        since = [fact for fact in facts if fact.position <= through]
        return len(since) == LOOKED_AT or any(not fact.stream.startswith(OWN) for fact in since)

    def _record(self, outcome: Outcome, finding: Finding) -> int:
        document = {
            "unit": self._unit_of(finding.place),
            "audit": outcome.audit.value,
            "check": finding.check,
            "place": _place(finding),
            "detail": _text(finding.detail or FAULTS[finding.check], MOST_DETAIL),
            "index": finding.index,
            "through": outcome.through,
        }
        return self._send(RecordFinding, document)

    def _settle(self, outcome: Outcome, check: str, place: str, unit: str) -> int:
        document = {"unit": unit, "check": check, "place": place, "through": outcome.through}
        return self._send(SettleFinding, document)

    def _end(self, outcome: Outcome, met: int) -> None:
        document = {
            "audit": outcome.audit.value,
            "day": china_day(self._handlers.clock.now()).isoformat(),
            "facts": outcome.facts,
            "findings": met,
            "left_out": max(0, met - MOST_RECORDED),
            "through": outcome.through,
        }
        self._send(EndAudit, document)

    def _send(self, kind: type, document: Json) -> int:
        """How many facts it gave. The id follows from what is said, so that saying it twice is saying it once."""
        name = self._handlers.parts.commands.type_named(kind)
        command_id: UUID = uuid5(NAMESPACE, f"{name}/{digest_of(document)}")
        reply = self._handlers.handle_own(name, document, command_id=command_id, cause=None)
        self._awaited = max(self._awaited, reply.position)
        return len(reply.facts)

    def _unit_of(self, place: str) -> str:
        """Whose record is at this place, as far as it can be read there; `cn` if not."""
        match = _FACT.fullmatch(place)
        if match is None:
            return NATION
        revision = int(match["revision"] or 0)
        facts = self._store.read(match["stream"], after=revision - 1)
        try:
            return _believed(json.loads(facts[0].metadata)["unit"])
        except (IndexError, ValueError, KeyError, TypeError):
            return NATION

    def _await_views(self) -> None:
        """What the last audit recorded must be in the views before what is open is asked for."""
        until = monotonic() + VIEWS_WITHIN_S
        while self._views.live().bookmark() < self._awaited and monotonic() < until:
            sleep(0.05)


def _place(finding: Finding) -> str:
    """Two places that only differ behind the bound are one."""
    return _text(finding.place, MOST_PLACE)


def _text(value: str, most: int) -> str:
    """As the contracts take it, whatever a store that was tampered with says: NFC, bounded in bytes, never empty."""
    whole = normalize("NFC", value.encode(errors="replace").decode())
    cut = normalize("NFC", whole.encode()[:most].decode(errors="ignore"))
    return cut if any(one.isprintable() and not one.isspace() for one in cut) else "?"


def _believed(unit: object) -> str:
    """A record that was tampered with may say anything."""
    probe = {"actor": service_actor("auditor"), "unit": unit, "check": "form", "place": "?", "through": 0}
    try:
        command: SettleFinding = load(SettleFinding, probe)
    except Malformed:
        return NATION
    return command.unit
