"""The rules of duties as a decider receives them, made from the packs that are active.

"Before" a session or an election is until the end of the day before it; "so many days before" (…日以前) is until the
end of the day so many days before it.

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4); draft opinion on residents'
committees, part 2 (document 5 §二(三)2(5)); Regulations on Open Government Information (信息公开条例), arts. 14-16, 26.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from contracts.bilingual import Bilingual
from contracts.calendar import Period, PeriodKind
from contracts.cases import Reckoning
from contracts.deadlines import DeadlineRule, Direction, TimeUnit
from contracts.disclosure.duty.messages import STANDING, Occasion, Rhythm, Signers
from contracts.disclosure.words import Total
from contracts.errors import Malformed, Rejected
from contracts.message import load
from contracts.packs import Parameter
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
class MatterRules:
    """`active` is None and `immediate_hours` is None where no pack gives a number.

    `government` are the catalogues whose items are government information; `petition`: who needs what share.
    """

    government: tuple[str, ...]
    active: DeadlineRule | None
    immediate_hours: int | None
    petition: Mapping[Signers, Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingRule:
    """By which clause it is owed. `before`: how long before the event; None where no day is named.

    `channels` meet it; where there are none, every channel does.
    """

    source: str
    before: DeadlineRule | None
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRules:
    """`rows`: what the first cell of a row says, to the total in the second. `books` names the row of the period."""

    items: tuple[str, ...] = ()
    rows: Mapping[str, Total]
    books: str


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


NAMED_BY = {
    Rhythm.REGULAR: "disclosure.other.regular.interval",
    Rhythm.STAGED: "disclosure.other.staged",
    Rhythm.IMMEDIATE: "disclosure.other.immediate.hours",
    Rhythm.ACTIVE: "disclosure.active.working_days",
}
"""A rhythm is known where an active pack has its parameter, were it only to say that no number is given."""


def matter_policy(resolved: ResolvedPolicy) -> MatterRules:
    known = resolved.parameters
    active, hours = known.get(NAMED_BY[Rhythm.ACTIVE]), known.get(NAMED_BY[Rhythm.IMMEDIATE])
    shares = {signers: known.get(f"disclosure.petition.{signers}") for signers in Signers}
    government = known.get("disclosure.government_affairs")
    return MatterRules(
        government=() if government is None else tuple(government.value),
        active=None
        if active is None or active.silent
        else DeadlineRule(amount=active.value, unit=TimeUnit.WORKING_DAYS, source=active.source),
        immediate_hours=None if hours is None or hours.silent else int(hours.value),
        petition={
            signers: Fraction(share.value)
            for signers, share in shares.items()
            if share is not None and not share.silent
        },
    )


_AT_ONCE = ("immediate", "on change")
_BEFORE_THE_EVENT = ("before session_open", "before next election")


@dataclass(frozen=True, slots=True)
class Order:
    """What the occasion is called, and by which parameters a pack orders its publication: the first that is active."""

    name: Bilingual
    parameters: tuple[str, ...]


_LISTS = "disclosure.posted.election_lists.due"
"""Every list and result of an election is public (D-210); by when is said where its election is, if anywhere."""


def _posted(zh: str, en: str, *occasions: str) -> Order:
    parameters = (f"disclosure.posted.{occasion}.{kind}" for occasion in occasions for kind in ("period", "due"))
    return Order(Bilingual(zh=zh, en=en), tuple(parameters))


def _named(zh: str, en: str, *parameters: str) -> Order:
    return Order(Bilingual(zh=zh, en=en), parameters)


ORDERS: Mapping[Occasion, Order] = {
    Occasion.VILLAGE_RESOLUTION: _posted("村民决议", "Village resolution", "village_resolution"),
    Occasion.VILLAGE_IMPLEMENTATION: _posted("决议实施结果", "Result of carrying it out", "village_resolution"),
    Occasion.BALLOT_RESULT: _posted("民主票决结果", "Result of a ballot", "ballot_result"),
    Occasion.SESSION_DATE: _posted("人民代表大会会议日期", "Date of a congress session", "session_date"),
    Occasion.SESSION_ANNOUNCEMENT: _posted("人民代表大会会议公告", "Announcement of a session", "session_announcement"),
    Occasion.ELECTION_RESULT: _posted("选举结果公告", "Announcement of who was elected", "election_result"),
    Occasion.OATH: _posted("宪法宣誓", "Oath of the elected", "election_result"),
    Occasion.DEPUTY_LIST: _posted("代表名单", "List of deputies", "deputy_list"),
    Occasion.DEPUTY_PROFILE: _posted("代表基本信息和履职信息", "A deputy's profile", "deputy_profile"),
    Occasion.CREDENTIALS_ENDED: _posted(
        "代表资格终止公告", "End of a deputy's credentials", "credentials_ended", "office_ended"
    ),
    Occasion.OFFICE_ENDED: _posted("罢免、辞职公告", "Recall or resignation", "office_ended", "election_result"),
    Occasion.SUGGESTION_REPORT: _posted("代表建议办理情况报告", "Handling of suggestions", "suggestion_report"),
    Occasion.VOTER_ROLL: _named("选民名单", "Roll of voters", "election.roll.days_before", _LISTS),
    Occasion.NOMINEES: _named("代表候选人名单", "Nominees", "election.direct.nominees.days_before", _LISTS),
    Occasion.FINAL_CANDIDATES: _named("正式候选人名单", "Final candidates", "election.direct.list.days_before", _LISTS),
    Occasion.VILLAGE_ROLL: _named(
        "参加选举的村民名单", "Roll of a village election", "village.roll.days_before", _LISTS
    ),
    Occasion.VILLAGE_CANDIDATES: _named(
        "村民委员会候选人名单", "Village candidates", "village.list.days_before", _LISTS
    ),
    Occasion.VILLAGE_PROXIES: _named("委托投票名单", "Proxies", "village.proxy.list_days_before", _LISTS),
    Occasion.RESIDENTS_ROLL: _named("居民选民名单", "Roll of residents", "residents_election.roll.days_before", _LISTS),
    Occasion.ELECTION_LIST: _named("候选人名单", "List of candidates", _LISTS),
    Occasion.DECLARED_RESULT: _named("选举结果和当选名单", "Result and who was elected", _LISTS),
    Occasion.VILLAGE_AUDIT: _posted("村民委员会成员经济责任审计结果", "Audit of a member", "village_audit"),
    Occasion.MINE_DIRECTORY: _posted("绿色矿山名录", "Directory of green mines", "mine_directory"),
    Occasion.MINE_STANDARDS: _posted("绿色矿山建设标准规范", "Standards of green mines", "mine_standards"),
    Occasion.MINE_PROGRESS: _posted("绿色矿业进展和典型经验", "Progress of green mining", "mine_progress"),
    Occasion.MINE_FALSIFICATION: _named("弄虚作假通报", "Circular on falsification", "mining.falsification.publish"),
    Occasion.MINE_UNDERPERFORMANCE: _named(
        "工作不到位通报", "Circular on unmet tasks", "mining.underperformance.publish"
    ),
    Occasion.MINE_ASSESSMENT: _posted("综合考核结果通报", "Result of the assessment", "mine_assessment"),
    Occasion.MINE_RESTORATION: _posted("矿区生态修复公示", "Restoration of a mine", "mine_restoration"),
    Occasion.COMMENDATION: _posted("表彰、称号", "Commendation or title", "commendation"),
    Occasion.CENTRE_CHECK: _posted("综治工作检查考核结果通报", "Result of the governance check", "centre_check"),
}


def occasion_policy(resolved: ResolvedPolicy) -> Mapping[Occasion, PostingRule]:
    """Of the occasions whose publication an active pack orders, and of no other."""
    found = {occasion: _ordering(order, resolved) for occasion, order in ORDERS.items()}
    return {
        occasion: PostingRule(
            source=parameter.source, before=_before(parameter), channels=_channels(occasion, resolved)
        )
        for occasion, parameter in found.items()
        if parameter is not None
    }


def _ordering(order: Order, resolved: ResolvedPolicy) -> Parameter | None:
    """The parameter that orders it; a pack that is silent or says no orders nothing."""
    active = [resolved.parameters[name] for name in order.parameters if name in resolved.parameters]
    return next((one for one in active if not one.silent and one.value is not False), None)


def _before(parameter: Parameter) -> DeadlineRule | None:
    if isinstance(parameter.value, int) and not isinstance(parameter.value, bool):
        return DeadlineRule(
            amount=parameter.value, unit=TimeUnit.DAYS, source=parameter.source, direction=Direction.BEFORE
        )
    if parameter.value in _BEFORE_THE_EVENT:
        return DeadlineRule(
            amount=0,
            unit=TimeUnit.DAYS,
            source=parameter.source,
            direction=Direction.BEFORE,
            named_day_included=False,
        )
    return None


def _channels(occasion: Occasion, resolved: ResolvedPolicy) -> tuple[str, ...]:
    parameter = resolved.parameters.get(f"disclosure.posted.{occasion}.channels")
    return () if parameter is None else tuple(parameter.value)


_ITEMS, _ROWS, _BOOKS = "disclosure.figures.items", "disclosure.figures.rows", "disclosure.figures.books"


def figure_policy(resolved: ResolvedPolicy) -> FigureRules:
    """No item states figures where no pack names any. `Rejected` if not every total has a name."""
    if _ITEMS not in resolved.parameters:
        return FigureRules(rows={}, books="")
    names = tuple(resolved.value(_ROWS))
    if len(set(names)) != len(Total):
        raise Rejected("invalid-policy-value", f"{_ROWS}: one name for each of {', '.join(Total)}")
    (books,) = resolved.value(_BOOKS)
    return FigureRules(items=tuple(resolved.value(_ITEMS)), rows=dict(zip(names, Total, strict=True)), books=books)
