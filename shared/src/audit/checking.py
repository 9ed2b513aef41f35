"""`check`: every deadline and share of the streams that are known here, reckoned anew beside the services' own."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledger.packs import learn_pack
from ledger.store import START, Recorded, Store

from audit.checks import CHECKS
from audit.checks.seen import Look, Seen, ServiceCheck, forget_rules
from audit.finding import Finding, in_order
from audit.pages import AsItStood, read_ahead

MOST_FINDINGS = 10_000

Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Checked:
    """`looked_at`: facts that a check has looked at, by service. `without`: facts of services that have no check."""

    facts: int
    looked_at: Mapping[str, int]
    without: Mapping[str, int]
    findings: tuple[Finding, ...]
    through: int

    def document(self) -> dict[str, Any]:
        return {
            "facts": self.facts,
            "looked_at": dict(self.looked_at),
            "without_checks": dict(self.without),
            "through": self.through,
            "findings": [finding.document() for finding in self.findings],
        }


def check(
    store: Store,
    *,
    checks: Mapping[str, Callable[[], Sequence[ServiceCheck]]] = CHECKS,
    tell: Tell = lambda _: None,
) -> Checked:
    """All of the record, up to where the store stands now. Raises `StoreUnavailable`."""
    through = store.last_position()
    checking = _Checking([rule for make in checks.values() for rule in make()], frozenset(checks))
    try:
        for facts in read_ahead(AsItStood(store, through), START):
            for fact in facts:
                checking.take(fact)
            tell(checking.facts)
    finally:
        forget_rules()
    found = tuple(in_order(checking.findings))
    return Checked(checking.facts, checking.looked_at, checking.without, found, through)


class _Checking:
    """One pass: hands each fact to the checks that read its type."""

    def __init__(self, checks: Sequence[ServiceCheck], services: frozenset[str]) -> None:
        self.facts = 0
        self.looked_at: Counter[str] = Counter()
        self.without: Counter[str] = Counter()
        self.findings: list[Finding] = []
        self._services = services
        self._looks: defaultdict[str, list[Look]] = defaultdict(list)
        for one in checks:
            for name, look in one.reads.items():
                self._looks[name].append(look)
        self._named = {name.rpartition(".v")[0] for name in self._looks}

    def take(self, fact: Recorded) -> None:
        self.facts += 1
        learn_pack(fact)
        service = fact.stream.partition("_")[0]
        if service not in self._services:
            self.without[service] += 1
        looks = self._looks.get(fact.type, ())
        if not looks and fact.type.rpartition(".v")[0] in self._named:
            self._say([Finding("unchecked", _place(fact), f"no check knows {fact.type}")])
        self.looked_at[service] += bool(looks)
        seen = Seen(fact)
        for look in looks:
            try:
                self._say(list(look(seen)))
            except (ValueError, LookupError, TypeError, AttributeError, OverflowError) as error:
                self._say([Finding("unchecked", _place(fact), f"{type(error).__name__}: {error}"[:300])])

    def _say(self, findings: Sequence[Finding]) -> None:
        self.findings += findings[: MOST_FINDINGS - len(self.findings)]


def _place(fact: Recorded) -> str:
    return f"{fact.stream}@{fact.revision}"
