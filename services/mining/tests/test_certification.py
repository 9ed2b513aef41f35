"""One round of certification, from building to the directory or not."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from contracts.calendar import calendar_as_known
from contracts.impartiality import TieKind
from contracts.mining.mine.messages import (
    BuildingBegun,
    ConfirmMine,
    EvaluatorAppointed,
    EvaluatorRules,
    Inadmissible,
    MaterialsReviewed,
    MineCertified,
    MineEvaluated,
    MineRejected,
    NoticePosted,
    ObjectionAnswered,
    ObjectionRecorded,
    OwnMineAssessed,
    ReviewVerdict,
    RoundRules,
)
from contracts.mining.mine.rules import mining_policy
from contracts.mining.words import MineLevel
from contracts.policies import pack_named, resolve
from mining.mine.public_notice import notice_end
from mining.testing import (
    COUNTY,
    EVALUATOR,
    EVIDENCE,
    HOLDER,
    NAME,
    SAID,
    TIP,
    UNIT,
    noon,
    team,
)

KEY: dict[str, Any] = {"unit": UNIT, "round": 1}
TENTH = noon(2025, 1, 10)
LEFT_OUT = "resource_utilisation.4"


def without(points, *items):
    return {item: given for item, given in points.items() if item not in items}


@pytest.mark.req("G-024", "G-021")
def test_a_round_begins_with_the_rules_it_will_follow(one):
    rules = RoundRules(
        standard=replace(one.standard, exempt=(LEFT_OUT,)),
        evaluator=EvaluatorRules(team=5, team_senior=2, professionals=15, senior_share=Fraction(3, 10)),
        levels=(MineLevel.COUNTY, MineLevel.MUNICIPAL),
        notice_working_days=7,
    )

    one.checked().when(one.begin(), at=noon(2025, 1, 10)).then(
        BuildingBegun(
            **KEY,
            notice="2025-1",
            notice_on=date(2025, 1, 6),
            rules=rules,
            rectification=None,
            begun_by="jinshi-1",
            begun_at=noon(2025, 1, 10),
        )
    )


@pytest.mark.req("G-024")
def test_a_standard_that_no_pack_holds_is_refused(one):
    one.checked().when(one.begin(standard="other"), at=noon(2025, 1, 10)).then_rejected("mining.standard-required")


def begins_under(one, policy, code: str | None, at: datetime = TENTH) -> None:
    story = replace(one.checked(), policy=policy).when(one.begin(), at=at)
    if code is None:
        assert story.after()
    else:
        story.then_rejected(code)


def with_standard(policy, **other):
    standard = policy.standards["ningdu-2024"]
    return replace(policy, standards={"ningdu-2024": replace(standard, **other)})


@pytest.mark.req("G-066")
def test_no_round_begins_after_the_opinion_has_ended(one, policy):
    begins_under(one, policy, None, at=noon(2029, 12, 31))
    begins_under(one, policy, "mining.policy-expired", at=noon(2030, 1, 1))


@pytest.mark.req("G-066")
def test_the_citys_opinion_ended_with_2022_unless_a_successor_is_configured(one):
    """Its pack is not in force any more; what is active then names no dimensions."""
    city = resolve("360730", [pack_named("city-green-mines-2018"), pack_named("cn-mine-scheme-2020")])
    rest = mining_policy(
        resolve("360730", [pack_named("cn-mine-scheme-2024"), pack_named("ningdu-mine-standard-2024")])
    )

    assert date(2022, 12, 31) == mining_policy(city).valid_to
    begins_under(one, rest, "mining.policy-expired")


@pytest.mark.req("G-031")
def test_without_a_pass_mark_no_round_begins_and_none_is_invented(one, policy):
    begins_under(one, with_standard(policy, pass_points=None), "mining.pass-mark-unset")
    assert mining_policy(resolve("360730", [pack_named("city-green-mines-2018")])).pass_mark is None


def test_what_the_standard_leaves_open_is_that_of_the_scheme_and_never_less(one, policy):
    stricter = replace(policy.scheme, pass_points=Fraction(80), level1_share=Fraction(3, 4))

    begins_under(one, replace(with_standard(policy, pass_points=None), scheme=stricter), None)
    begins_under(one, replace(policy, scheme=stricter), None)
    for lower in ({"pass_points": Fraction(79)}, {"level1_share": Fraction(74, 100)}):
        lowered = replace(with_standard(policy, **lower), scheme=stricter)
        begins_under(one, lowered, "mining.standard-differs-from-scheme")


@pytest.mark.parametrize("sum_", [99, 101])
def test_mi_03_the_items_add_up_to_the_points_of_the_scheme(one, policy, sum_: int):
    items = {**policy.standards["ningdu-2024"].items, "ecology.1": Fraction(6 + sum_ - 100)}

    begins_under(one, with_standard(policy, items=items), "mining.standard-differs-from-scheme")


def test_a_national_standard_has_the_number_of_items_of_its_scheme(one, policy):
    """49 in 2024; a municipal one may have others."""
    begins_under(one, with_standard(policy, level=MineLevel.NATIONAL), "mining.standard-differs-from-scheme")
    exact = replace(policy.scheme, items=24)
    begins_under(one, replace(with_standard(policy, level=MineLevel.NATIONAL), scheme=exact), None)


@pytest.mark.req("G-031")
def test_a_standard_without_one_of_the_six_dimensions_is_refused(one, policy):
    items = {f"ecology.{key}": most for key, most in enumerate(policy.standards["ningdu-2024"].items.values(), 1)}

    begins_under(one, with_standard(policy, items=items), "mining.dimensions-incomplete")


def test_a_standard_is_used_from_its_day_on(one, policy):
    begins_under(one, with_standard(policy, in_force_from=date(2025, 1, 10)), None)
    begins_under(one, with_standard(policy, in_force_from=date(2025, 1, 11)), "mining.standard-not-in-force")


def test_items_can_be_left_out_only_by_a_formula(one, policy):
    begins_under(one, with_standard(policy, not_applicable=None), "mining.formula-unset")


@pytest.mark.req("G-066")
def test_a_running_round_keeps_its_rules_when_others_are_activated_or_end(one, policy):
    """Even with nothing in force any more the round goes to its end."""
    nothing = mining_policy(resolve("360730", []))

    certified = replace(one.posted(), policy=nothing).when(one.certify(), at=noon(2025, 3, 14)).after()

    assert isinstance(certified.facts[-1], MineCertified)


@pytest.mark.req("G-019", "G-021")
def test_mi_06_the_enterprise_assesses_itself_first(one):
    found = one.building().when(one.assess(), at=noon(2025, 2, 5)).after().facts[-1]

    assert isinstance(found, OwnMineAssessed)
    assert (Fraction(100), True, ()) == (found.result.total, found.result.is_passed, found.result.short)
    one.building().when(one.appoint(), at=noon(2025, 2, 5)).then_rejected("mining.not-in-this-stage")
    one.building().when(one.evaluate(), at=noon(2025, 2, 5)).then_rejected("mining.not-in-this-stage")
    one.registered().when(one.assess(), at=noon(2025, 2, 5)).then_rejected("mining.not-in-this-stage")


def test_a_quarry_may_leave_out_what_a_quarry_cannot_have_with_a_justification(one):
    points = without(one.full_marks(resource_utilisation_1=3), LEFT_OUT)
    story = one.building().when(one.assess(points=points, not_applicable={LEFT_OUT: "无选矿工序"}), at=noon(2025, 2, 5))
    found = story.after().facts[-1]

    assert {LEFT_OUT: "无选矿工序"} == found.not_applicable
    assert Fraction(14 * 22, 17) == found.result.dimensions["resource_utilisation"]
    left = one.assess(points=without(one.full_marks(), "ecology.4"), not_applicable={"ecology.4": "无"})
    one.building().when(left, at=noon(2025, 2, 5)).then_rejected("mining.item-is-applicable")


def test_the_evaluator_is_appointed_with_its_team(one):
    one.assessed().when(one.appoint(), at=noon(2025, 2, 10)).then(
        EvaluatorAppointed(
            **KEY,
            evaluator=EVALUATOR,
            team=team(),
            professionals=20,
            senior_professionals=6,
            paid_by=COUNTY,
            appointed_by="county-1",
            appointed_at=noon(2025, 2, 10),
        )
    )


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"team": team(4)}, "mining.team-too-small"),
        ({"team": (*team(4), team(4)[3])}, "mining.team-too-small"),
        ({"team": team(is_senior=False)}, "mining.team-not-qualified"),
        ({"team": team(is_mid_level=False)}, "mining.team-not-qualified"),
        ({"team": team(is_full_time=False)}, "mining.leader-not-full-time"),
        ({"team": team(is_leader=False)}, "mining.leader-not-full-time"),
        ({"professionals": 14, "senior_professionals": 14}, "mining.evaluator-too-small"),
        ({"professionals": 20, "senior_professionals": 5}, "mining.evaluator-too-small"),
        ({"has_helped_mine": True}, "mining.evaluator-helped-mine"),
        ({"paid_by": UNIT}, "mining.evaluator-paid-by-mine"),
        ({"paid_by": HOLDER}, "mining.evaluator-paid-by-mine"),
        ({"evaluator": HOLDER}, "mining.recusal-required"),
    ],
)
def test_mi_07_an_evaluator_that_is_not_able_or_not_independent_is_refused(one, other, code: str):
    one.assessed().when(one.appoint(**other), at=noon(2025, 2, 10)).then_rejected(code)


@pytest.mark.parametrize(
    "other", [{"professionals": 15, "senior_professionals": 5}, {"professionals": 20, "senior_professionals": 6}]
)
def test_mi_07_fifteen_professionals_and_three_tenths_senior_ones_are_enough(one, other):
    assert one.assessed().when(one.appoint(**other), at=noon(2025, 2, 10)).after()


@pytest.mark.parametrize(
    ("holder", "to", "kind"),
    [
        (EVALUATOR, HOLDER, TieKind.BELONGS),
        (HOLDER, EVALUATOR, TieKind.BELONGS),
        ("expert-3", UNIT, TieKind.BELONGS),
        ("expert-3", HOLDER, TieKind.INTEREST),
    ],
)
def test_mi_07_an_evaluator_bound_to_the_mine_is_refused_at_its_appointment_and_later(
    one, holder: str, to: str, kind: TieKind
):
    bound = one.tie(holder, to, kind)
    story = one.assessed().when(bound, at=noon(2025, 2, 8)).after()

    story.when(one.appoint(), at=noon(2025, 2, 10)).then_rejected("mining.recusal-required")
    late = one.appointed().when(bound, at=noon(2025, 2, 15)).after()
    late.when(one.evaluate(actor="expert-3"), at=noon(2025, 2, 20)).then_rejected("mining.recusal-required")


def test_mi_07_who_pays_is_not_bound_to_the_mine(one):
    story = one.assessed().when(one.tie("360730-fund", HOLDER), at=noon(2025, 2, 8)).after()

    story.when(one.appoint(paid_by="360730-fund"), at=noon(2025, 2, 10)).then_rejected("mining.evaluator-paid-by-mine")


@pytest.mark.req("G-021", "G-031")
def test_the_third_party_evaluates_item_by_item(one):
    found = one.appointed().when(one.evaluate(), at=noon(2025, 2, 20)).after().facts[-1]

    assert isinstance(found, MineEvaluated)
    assert (EVALUATOR, Fraction(99), True, ()) == (
        found.evaluator,
        found.result.total,
        found.result.is_passed,
        found.divergent,
    )
    one.appointed().when(one.evaluate(actor="stranger"), at=noon(2025, 2, 20)).then_rejected("mining.not-of-the-team")


def test_mi_06_a_great_difference_is_explained_from_the_site(one):
    points = one.full_marks(ecology_1=4)
    note = {"ecology.1": "排土场植被覆盖率现场实测不足"}

    one.appointed().when(one.evaluate(points=points), at=noon(2025, 2, 20)).then_rejected(
        "mining.site-note-required", "ecology.1"
    )
    found = one.appointed().when(one.evaluate(points=points, site_notes=note), at=noon(2025, 2, 20)).after().facts[-1]
    assert (("ecology.1",), note) == (found.divergent, found.site_notes)


def reviewed(level: MineLevel, actor: str, day: int, verdict=ReviewVerdict.FORWARD, reason=None) -> MaterialsReviewed:
    return MaterialsReviewed(
        **KEY, level=level, verdict=verdict, reason=reason, reviewed_by=actor, reviewed_at=noon(2025, 2, day)
    )


def test_the_county_reviews_before_the_city(one):
    one.evaluated().when(one.recommend(), at=noon(2025, 2, 24)).then(reviewed(MineLevel.COUNTY, "county-2", 24))
    one.recommended().when(one.review(), at=noon(2025, 2, 27)).then(reviewed(MineLevel.MUNICIPAL, "city-1", 27))


def test_mi_09_no_level_is_skipped(one):
    province = ConfirmMine(actor="province-1", unit=UNIT, verdict=ReviewVerdict.FORWARD)

    one.evaluated().when(one.review(), at=noon(2025, 2, 24)).then_rejected("mining.level-skipped")
    one.evaluated().when(one.post(), at=noon(2025, 3, 3)).then_rejected("mining.level-skipped")
    one.recommended().when(one.post(), at=noon(2025, 3, 3)).then_rejected("mining.level-skipped")
    one.recommended().when(one.certify(), at=noon(2025, 3, 14)).then_rejected("mining.level-skipped")
    one.reviewed().when(province, at=noon(2025, 2, 28)).then_rejected("mining.level-skipped")


def test_mi_09_nobody_acts_at_two_levels(one):
    one.recommended().when(one.review(actor="county-2"), at=noon(2025, 2, 27)).then_rejected(
        "mining.same-person-at-two-levels"
    )
    one.evaluated().when(one.recommend(actor="expert-1"), at=noon(2025, 2, 24)).then_rejected(
        "mining.same-person-at-two-levels"
    )
    one.evaluated().when(one.recommend(actor="jinshi-1"), at=noon(2025, 2, 24)).then_rejected(
        "mining.same-person-at-two-levels"
    )
    one.posted().when(one.certify(actor="county-2"), at=noon(2025, 3, 14)).then_rejected(
        "mining.same-person-at-two-levels"
    )
    inside = one.appoint(team=(*team(4), replace(team()[4], person="jinshi-1")))
    one.assessed().when(inside, at=noon(2025, 2, 10)).then_rejected("mining.same-person-at-two-levels")


def test_mi_09_materials_go_back_one_level_with_a_reason(one):
    back = one.review(verdict=ReviewVerdict.BACK, reason="缺复垦影像")

    one.recommended().when(one.review(verdict=ReviewVerdict.BACK), at=noon(2025, 2, 27)).then_rejected(
        "mining.reason-required"
    )
    story = one.recommended().when(back, at=noon(2025, 2, 27)).after()
    story.when(one.review(), at=noon(2025, 2, 28)).then_rejected("mining.level-skipped")
    story.when(one.recommend(), at=noon(2025, 2, 28)).then(reviewed(MineLevel.COUNTY, "county-2", 28))


def test_below_the_county_is_the_third_party(one):
    back = one.recommend(verdict=ReviewVerdict.BACK, reason="评分依据不足")
    story = one.evaluated().when(back, at=noon(2025, 2, 24)).after()

    story.when(one.recommend(), at=noon(2025, 2, 25)).then_rejected("mining.not-in-this-stage")
    again = story.when(one.evaluate(), at=noon(2025, 2, 26)).after()
    again.when(one.recommend(), at=noon(2025, 2, 27)).then(reviewed(MineLevel.COUNTY, "county-2", 27))


def test_the_review_is_over_once_the_list_is_posted(one):
    one.posted().when(one.review(), at=noon(2025, 3, 4)).then_rejected("mining.notice-already-posted")


def test_mi_10_the_notice_runs_seven_working_days_of_which_the_first_counts(one):
    one.reviewed().when(one.post(), at=noon(2025, 3, 3)).then(
        NoticePosted(
            **KEY,
            from_on=date(2025, 3, 3),
            working_days=7,
            last_on=date(2025, 3, 11),
            ends_at=noon(2025, 3, 12).replace(hour=0),
            is_provisional=True,
            posted_by="city-2",
            posted_at=noon(2025, 3, 3),
        )
    )


@pytest.mark.parametrize(
    ("from_on", "days", "last_on"),
    [(date(2020, 10, 14), 5, date(2020, 10, 20)), (date(2023, 11, 7), 7, date(2023, 11, 15))],
    ids=["Shanxi 2020", "Jingdezhen 2023"],
)
def test_mi_10_notices_that_were_posted_end_as_they_ended(from_on: date, days: int, last_on: date):
    assert last_on == notice_end(from_on, days, calendar_as_known(from_on)).due_on


def test_where_no_rule_says_how_long_the_case_does(one, policy):
    open_ = replace(policy, notice_working_days=None)
    story = replace(one.checked(), policy=open_)
    for command, day in (
        (one.begin(), noon(2025, 1, 10)),
        (one.assess(), noon(2025, 2, 5)),
        (one.appoint(), noon(2025, 2, 10)),
        (one.evaluate(), noon(2025, 2, 20)),
        (one.recommend(), noon(2025, 2, 24)),
        (one.review(), noon(2025, 2, 27)),
    ):
        story = story.when(command, at=day).after()

    story.when(one.post(), at=noon(2025, 3, 3)).then_rejected("mining.notice-days-unset")
    story.when(one.post(working_days=0), at=noon(2025, 3, 3)).then_rejected("mining.notice-days-unset")
    found = story.when(one.post(working_days=5), at=noon(2025, 3, 3)).after().facts[-1]
    assert (5, date(2025, 3, 7)) == (found.working_days, found.last_on)


def test_a_notice_is_not_shorter_than_the_rule_and_posted_once(one):
    one.reviewed().when(one.post(working_days=6), at=noon(2025, 3, 3)).then_rejected("mining.notice-too-short")
    longer = one.reviewed().when(one.post(working_days=8), at=noon(2025, 3, 3)).after().facts[-1]
    assert date(2025, 3, 12) == longer.last_on
    one.posted().when(one.post(), at=noon(2025, 3, 4)).then_rejected("mining.notice-already-posted")


def test_a_notice_is_posted_after_the_evaluation_and_not_in_advance(one):
    one.reviewed().when(one.post(date(2025, 3, 4)), at=noon(2025, 3, 3)).then_rejected("mining.date-in-future")
    one.reviewed().when(one.post(date(2025, 2, 19)), at=noon(2025, 3, 3)).then_rejected("mining.day-too-early")


@pytest.mark.parametrize(
    ("received_on", "is_signed", "inadmissible"),
    [
        (date(2025, 3, 11), True, None),
        (date(2025, 3, 12), True, Inadmissible.LATE),
        (date(2025, 3, 11), False, Inadmissible.ANONYMOUS),
    ],
)
def test_mi_10_an_anonymous_or_late_objection_is_kept_and_does_not_count(one, received_on, is_signed, inadmissible):
    at = noon(2025, 3, 12)
    story = one.posted().when(one.object(received_on, is_signed=is_signed), at=at)

    story.then(
        ObjectionRecorded(
            **KEY,
            tip=TIP,
            received_on=received_on,
            inadmissible=inadmissible,
            text=SAID,
            recorded_by="city-2",
            recorded_at=at,
        )
    )
    listing = story.after().when(one.certify(), at=noon(2025, 3, 14))
    if inadmissible is None:
        listing.then_rejected("mining.objection-unanswered", TIP)
    else:
        assert isinstance(listing.after().facts[-1], MineCertified)
        story.after().when(one.answer(), at=at).then_rejected("mining.no-such-objection")


def test_mi_10_an_objection_is_answered_once_and_bars_the_listing_if_upheld(one):
    objected = one.posted().when(one.object(), at=noon(2025, 3, 4)).after()
    answered = objected.when(one.answer(), at=noon(2025, 3, 6))

    answered.then(
        ObjectionAnswered(
            **KEY, tip=TIP, is_upheld=False, text="经核查，不属实。", answered_by="city-2", answered_at=noon(2025, 3, 6)
        )
    )
    answered.after().when(one.answer(), at=noon(2025, 3, 7)).then_rejected("mining.no-such-objection")
    assert answered.after().when(one.certify(), at=noon(2025, 3, 14)).after()
    upheld = objected.when(one.answer(is_upheld=True), at=noon(2025, 3, 6)).after()
    upheld.when(one.certify(), at=noon(2025, 3, 14)).then_rejected("mining.objection-upheld")


def test_objections_come_while_a_notice_is_posted_each_with_a_name_of_its_own(one):
    one.reviewed().when(one.object(), at=noon(2025, 3, 4)).then_rejected("mining.notice-required")
    one.posted().when(one.object(date(2025, 3, 2)), at=noon(2025, 3, 4)).then_rejected("mining.day-too-early")
    one.posted().when(one.object(date(2025, 3, 5)), at=noon(2025, 3, 4)).then_rejected("mining.date-in-future")
    twice = one.posted().when(one.object(), at=noon(2025, 3, 4)).after()
    twice.when(one.object(), at=noon(2025, 3, 5)).then_rejected("mining.tip-already-submitted")


@pytest.mark.req("G-021", "G-064")
def test_a_mine_is_listed_with_all_that_a_reader_needs(one):
    one.posted().when(one.certify(), at=noon(2025, 3, 14)).then(
        MineCertified(
            **KEY,
            mine=NAME,
            holder=HOLDER,
            standard="ningdu-2024",
            total=Fraction(99),
            certified_on=date(2025, 3, 14),
            evidence=EVIDENCE,
            clause="3 §七(三)",
            certified_by="city-2",
            certified_at=noon(2025, 3, 14),
        )
    )


def test_a_mine_is_listed_after_the_notice_and_not_in_advance(one):
    last_moment = noon(2025, 3, 11).replace(hour=23, minute=59)

    one.reviewed().when(one.certify(), at=noon(2025, 3, 14)).then_rejected("mining.notice-required")
    one.posted().when(one.certify(date(2025, 3, 11)), at=last_moment).then_rejected("mining.notice-still-runs")
    one.posted().when(one.certify(date(2025, 3, 11)), at=noon(2025, 3, 12)).then_rejected("mining.day-too-early")
    one.posted().when(one.certify(date(2025, 3, 13)), at=noon(2025, 3, 12)).then_rejected("mining.date-in-future")
    assert one.posted().when(one.certify(date(2025, 3, 12)), at=noon(2025, 3, 12).replace(hour=0)).after()


@pytest.mark.req("G-031")
def test_a_result_below_the_pass_mark_is_not_posted_and_the_mine_is_rejected(one):
    low = one.full_marks(ecology_1=0, ecology_2=0, ecology_3=0)
    notes = dict.fromkeys(("ecology.1", "ecology.2", "ecology.3"), "现场未见")
    story = one.evaluated(points=low, site_notes=notes)
    for command in (one.recommend(), one.review()):
        story = story.when(command, at=noon(2025, 2, 27)).after()

    story.when(one.post(), at=noon(2025, 3, 3)).then_rejected("mining.result-not-met", "83 points; ecology")
    rejected = story.when(one.reject(), at=noon(2025, 3, 3))
    rejected.then(MineRejected(**KEY, reason="未达标", rejected_by="city-2", rejected_at=noon(2025, 3, 3)))
    again = rejected.after().when(one.check(notice="2025-2"), at=noon(2025, 4, 1)).after()
    again.when(one.begin(notice="2025-2"), at=noon(2025, 4, 2)).then_rejected("mining.rectification-required")
    begun = again.when(one.begin(notice="2025-2", rectification="完成复绿"), at=noon(2025, 4, 2)).after().facts[-1]
    assert (2, "完成复绿") == (begun.round, begun.rectification)


def test_a_new_round_begins_afresh_with_who_acts_at_which_level(one):
    """Who reviewed for the county once may have gone to the city since."""
    story = one.evaluated().when(one.reject(), at=noon(2025, 2, 21)).after()
    for command in (
        one.check(),
        one.begin(rectification="已补"),
        one.assess(),
        one.appoint(),
        one.evaluate(),
        one.recommend(actor="city-1"),
    ):
        story = story.when(command, at=noon(2025, 3, 3)).after()

    assert isinstance(story.facts[-1], MaterialsReviewed)
