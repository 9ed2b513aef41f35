"""Which facts of other services are to be made public, by when and through what, as the active packs say.

Law: see `contracts.disclosure.occasions`. "Before" a session or an election is until the end of the day before it; "so
many days before" (…日以前) is until the end of the day so many days before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.bilingual import Bilingual
from contracts.deadlines import DeadlineRule, Direction, TimeUnit
from contracts.disclosure.occasions import Occasion
from contracts.packs import Parameter
from contracts.policies import ResolvedPolicy

_AT_ONCE = ("immediate", "on change")
_BEFORE_THE_EVENT = ("before session_open", "before next election")


@dataclass(frozen=True, slots=True)
class Order:
    """What the occasion is called, and by which parameters a pack orders its publication: the first that is active."""

    name: Bilingual
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingRule:
    """By which clause it is owed. `before`: how long before the event; None where no day is named.

    `channels` meet it; where there are none, every channel does.
    """

    source: str
    before: DeadlineRule | None
    channels: tuple[str, ...]


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
