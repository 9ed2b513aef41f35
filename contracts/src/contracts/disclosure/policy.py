"""The rules of disclosure as a decider receives them, made from the packs that are active.

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4); draft opinion on residents'
committees, part 2 (document 5 §二(三)2(5)); Regulations on Open Government Information (信息公开条例), arts. 14-16.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contracts.calendar import Period, PeriodKind
from contracts.cases import Reckoning
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.disclosure.figure_policy import FigureRules, figure_policy
from contracts.disclosure.matter_policy import NAMED_BY, MatterRules, matter_policy
from contracts.disclosure.matters import STANDING, Rhythm
from contracts.disclosure.occasion_policy import PostingRule, occasion_policy
from contracts.disclosure.occasions import Occasion
from contracts.errors import Malformed, Rejected
from contracts.message import load
from contracts.policies import ResolvedPolicy
from contracts.policy_values import number, words
from contracts.units import UnitKind

_BUSY_FINANCE = "VA_finance"
_MOST_PERIODS = 12
_PREFIX = {PeriodKind.HALF_YEAR: "half", PeriodKind.QUARTER: "q", PeriodKind.MONTH: "m"}


class Opens(StrEnum):
    """When a duty opens, measured by its period."""

    PERIOD_ENDED = "period-ended"
    PERIOD_BEGAN = "period-began"


@dataclass(frozen=True, slots=True)
class DueDate:
    """A day of the year, `years_after` the period's year; `rule` says how "by that day" is counted."""

    month: int
    day: int
    years_after: int
    rule: DeadlineRule

    def after(self, period: Period) -> Reckoning:
        return Reckoning(self.rule, date(period.year + self.years_after, self.month, self.day))


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of the period itself."""

    rule: DeadlineRule

    def after(self, period: Period) -> Reckoning:
        return Reckoning(self.rule, period.last_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRules:
    """One catalogue: who owes it, how often, by when (`due`: period number to due date), and its items in order.

    `responsible` is None where any unit may owe it, `only` names the units where not all of the kind do. `period` is
    None and `due` empty where it is not owed by periods.
    """

    code: str
    rhythm: Rhythm
    responsible: UnitKind | None
    only: tuple[str, ...] | None
    period: PeriodKind | None
    opens: Opens
    due: Mapping[int, DueDate | LastDay]
    calendar_channels: tuple[str, ...]
    items: tuple[str, ...]
    annual: tuple[str, ...]
    grounds: tuple[str, ...]

    def is_owed_by(self, unit: str, kind: UnitKind) -> bool:
        return self.responsible in (None, kind) and (self.only is None or unit in self.only)


@dataclass(frozen=True, slots=True)
class ContentRules:
    """Which contents may be named: their types, and how many bytes; where a pack is silent, whatever is kept."""

    types: tuple[str, ...] = ()
    most_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRules:
    """What a publication has to show. `evidence` by channel; None = no pack says anything.

    `backdating_days`: how many days before it is recorded a publication may be claimed without a finding.
    `display_days`: how long a posting stands at least.
    """

    channels: tuple[str, ...]
    evidence_required: tuple[str, ...]
    evidence: Mapping[str, ContentRules]
    backdating_days: int | None
    display_days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderRules:
    """Days before the due date to remind, days after it to tell each level above, and the offices that are reminded."""

    reminder_days: tuple[int, ...]
    escalation: Mapping[UnitKind, int]
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionRules:
    """Kinds of personal data that are not disclosed, lawful grounds, and the items that are telephones of offices."""

    kinds: tuple[str, ...]
    grounds: tuple[str, ...]
    office_telephones: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosurePolicy:
    """`catalogues` of the packs by code, `others` what no catalogue lists: REGULAR, STAGED, IMMEDIATE, ACTIVE."""

    catalogues: Mapping[str, CatalogueRules]
    others: Mapping[str, CatalogueRules]
    attachments: ContentRules
    publication: PublicationRules
    matters: MatterRules
    redaction: RedactionRules
    ladder: LadderRules
    postings: Mapping[Occasion, PostingRule]
    figures: FigureRules

    def catalogue(self, code: str) -> CatalogueRules:
        """`Rejected` if no active pack knows the catalogue."""
        rules = self.catalogues.get(code) or self.others.get(code)
        if rules is None:
            raise Rejected("disclosure.unknown-catalogue", code)
        return rules


def disclosure_policy(resolved: ResolvedPolicy) -> DisclosurePolicy:
    codes = [code for code, _ in resolved.below("disclosure.catalogs")]
    postings = occasion_policy(resolved)
    known = [rhythm for rhythm, name in NAMED_BY.items() if name in resolved.parameters]
    if postings and Rhythm.IMMEDIATE not in known:
        known.append(Rhythm.IMMEDIATE)
    return DisclosurePolicy(
        catalogues={code: _catalogue(code, resolved) for code in codes},
        others={rhythm.upper(): _other(rhythm, resolved) for rhythm in known},
        attachments=_content("disclosure.attachment", resolved),
        publication=_publication(resolved, postings),
        matters=matter_policy(resolved),
        ladder=_ladder(resolved),
        postings=postings,
        figures=figure_policy(resolved),
        redaction=RedactionRules(
            kinds=words(resolved, "disclosure.redact"),
            grounds=_every_ground(resolved),
            office_telephones=words(resolved, "disclosure.office_telephones"),
        ),
    )


def _ladder(resolved: ResolvedPolicy) -> LadderRules:
    levels = (UnitKind.TOWNSHIP, UnitKind.COUNTY)
    after = {level: number(resolved, f"disclosure.escalation.{level}.days") for level in levels}
    return LadderRules(
        reminder_days=tuple(int(days) for days in words(resolved, "disclosure.reminder_days")),
        escalation={level: days for level, days in after.items() if days is not None},
        to=words(resolved, "reminder.to"),
    )


def _publication(resolved: ResolvedPolicy, postings: Mapping[Occasion, PostingRule]) -> PublicationRules:
    general = (*words(resolved, "disclosure.channels"), *words(resolved, "disclosure.posting_channels"))
    channels = tuple(dict.fromkeys([*general, *(channel for rule in postings.values() for channel in rule.channels)]))
    return PublicationRules(
        channels=channels,
        evidence_required=words(resolved, "disclosure.evidence.required"),
        evidence={channel: _content(f"disclosure.evidence.{channel}", resolved) for channel in channels},
        backdating_days=number(resolved, "disclosure.backdating.max_days"),
        display_days=number(resolved, "disclosure.display.min_days"),
    )


def _content(name: str, resolved: ResolvedPolicy) -> ContentRules:
    return ContentRules(words(resolved, f"{name}.types"), number(resolved, f"{name}.max_bytes"))


def _catalogue(code: str, resolved: ResolvedPolicy) -> CatalogueRules:
    items = sorted((name for name, _ in resolved.below(f"disclosure.item.{code}")), key=_source_order)
    codes = tuple(f"{code}-{item}" for item in items)
    named = resolved.value(f"disclosure.period.{code}")
    period = None if named == STANDING else PeriodKind(named)
    return CatalogueRules(
        code=code,
        rhythm=Rhythm.STANDING if period is None else Rhythm.PERIODIC,
        responsible=UnitKind(resolved.value(f"disclosure.responsible.{code}")),
        only=_only(code, resolved),
        period=period,
        opens=Opens.PERIOD_BEGAN if period is None else Opens(resolved.value(f"disclosure.opens.{code}")),
        due={} if period is None else _due_dates(code, period, resolved),
        calendar_channels=words(resolved, f"disclosure.calendar_channels.{code}"),
        items=codes,
        annual=tuple(item for item in codes if item in words(resolved, "disclosure.annual_items")),
        grounds=_grounds(code, resolved),
    )


def _other(rhythm: Rhythm, resolved: ResolvedPolicy) -> CatalogueRules:
    """What no catalogue lists: any unit may owe it, under every ground that holds for government affairs."""
    return CatalogueRules(
        code=rhythm.upper(),
        rhythm=rhythm,
        responsible=None,
        only=None,
        period=None,
        opens=Opens.PERIOD_BEGAN,
        due={},
        calendar_channels=(),
        items=(),
        annual=(),
        grounds=_every_ground(resolved),
    )


def _only(code: str, resolved: ResolvedPolicy) -> tuple[str, ...] | None:
    """Monthly finance is owed by the villages that a pack marks, none where it is silent (D-203)."""
    if code != _BUSY_FINANCE:
        return None
    busy = resolved.parameters.get("village.finance.busy")
    return () if busy is None or busy.silent else tuple(busy.value)


def _due_dates(code: str, period: PeriodKind, resolved: ResolvedPolicy) -> dict[int, DueDate | LastDay]:
    """A catalogue's own due dates, or those that hold for all catalogues of its period."""
    own = dict(resolved.below(f"disclosure.due.{code}"))
    shared = dict(resolved.below("disclosure.due"))
    prefix, due = _PREFIX[period], dict[int, DueDate | LastDay]()
    if f"disclosure.due.{code}" in resolved.parameters:
        last = LastDay(_by_named_day(resolved.parameters[f"disclosure.due.{code}"].source, resolved))
        return dict.fromkeys(range(1, _MOST_PERIODS + 1), last)
    for name, parameter in {**shared, **own}.items():
        if re.fullmatch(rf"{prefix}[0-9]+", name):
            month, day = parameter.value["month_day"].split("-")
            rule = _by_named_day(parameter.source, resolved)
            due[int(name.removeprefix(prefix))] = DueDate(int(month), int(day), parameter.value["year"], rule)
    return due


def _by_named_day(source: str, resolved: ResolvedPolicy) -> DeadlineRule:
    """By the day that the source names (…日前): included, and kept on a rest day, unless a pack says otherwise."""
    names = {"deadline.inclusive": "named_day_included", "deadline.rest_day": "rest_day"}
    modes = {field: resolved.value(name) for name, field in names.items() if name in resolved.parameters}
    try:
        return load(DeadlineRule, {"amount": 0, "unit": TimeUnit.DAYS.value, "source": source, **modes})
    except Malformed as error:
        raise Rejected("invalid-policy-value", f"deadline: {error}") from error


def _grounds(code: str, resolved: ResolvedPolicy) -> tuple[str, ...]:
    """Secrecy holds for every catalogue; the statute's grounds only for government affairs (D-001, D-199)."""
    grounds = words(resolved, "disclosure.secrecy_grounds")
    if code not in words(resolved, "disclosure.government_affairs"):
        return grounds
    return _every_ground(resolved)


def _every_ground(resolved: ResolvedPolicy) -> tuple[str, ...]:
    return (
        *words(resolved, "disclosure.secrecy_grounds"),
        *words(resolved, "disclosure.lawful_grounds"),
        *words(resolved, "disclosure.optional_grounds"),
    )


def _source_order(item: str) -> tuple[int, str]:
    """1a, 1b, 2, 10a: the order of the source, not of the letters."""
    found = re.match(r"[0-9]+", item)
    assert found is not None
    return int(found[0]), item
