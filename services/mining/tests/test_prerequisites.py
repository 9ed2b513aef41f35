"""Vetoes are judged before any score, as of the day of the selection notice."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from contracts.calendar import Calendar
from contracts.mining.mine.messages import (
    AbnormalEntry,
    ChoosePilot,
    Incident,
    Licence,
    MineRegistered,
    PilotChosen,
    Prerequisite,
    PrerequisitesChecked,
)
from contracts.mining.words import Located
from mining.mine.prerequisites import judge
from mining.testing import EVIDENCE, HOLDER, NAME, UNIT, located, noon, standing

NOTICE = date(2025, 1, 6)
THREE_YEARS_BEFORE = date(2022, 1, 6)


def incident(happened_on: date, *, resolved_on: date | None = None, is_major: bool = True) -> Incident:
    return Incident(happened_on=happened_on, is_major=is_major, resolved_on=resolved_on, evidence=EVIDENCE)


def licence(valid_from: date, valid_to: date | None) -> Licence:
    return Licence(name="安全生产许可证", valid_from=valid_from, valid_to=valid_to, evidence=EVIDENCE)


def failed(one, notice_on: date = NOTICE, where: Located | None = None, **other) -> tuple[Prerequisite, ...]:
    story = one.registered().when(
        one.check(notice_on, standing=standing(**other), located=where or located()), at=noon(2025, 1, 8)
    )
    checked = story.after().facts[-1]
    assert isinstance(checked, PrerequisitesChecked)
    return checked.failed


def test_a_mine_is_registered_once_in_a_township(one):
    one.new().when(one.register(), at=noon(2025, 1, 2)).then(
        MineRegistered(
            unit=UNIT,
            mine=NAME,
            holder=HOLDER,
            mineral="facing_stone",
            kind="quarry",
            size="small",
            plan="宁都县矿产资源总体规划（2021—2025年）",
            registered_by="county-1",
            registered_at=noon(2025, 1, 2),
        )
    )
    one.registered().when(one.register(), at=noon(2025, 1, 3)).then_rejected("mining.mine-already-registered")
    one.new().when(one.register(unit="360730-shilong"), at=noon(2025, 1, 2)).then_rejected("mining.not-in-a-township")
    one.new().when(one.register(unit="360730101"), at=noon(2025, 1, 2)).then_rejected("mining.not-in-a-township")
    one.new().when(one.register(size="huge"), at=noon(2025, 1, 2)).then_rejected("mining.unknown-size")


def test_nothing_is_decided_of_a_mine_that_is_not_registered(one):
    one.new().when(one.check(), at=noon(2025, 1, 8)).then_rejected("mining.no-such-mine")
    one.new().when(one.tie("expert-1", HOLDER), at=noon(2025, 1, 8)).then_rejected("unknown-case")


@pytest.mark.req("G-018")
@pytest.mark.parametrize("size", ["large", "medium"])
def test_a_large_or_medium_mine_is_a_pilot_without_a_reason(one, size: str):
    story = one.new().when(one.register(size=size), at=noon(2025, 1, 2)).after()
    choose = ChoosePilot(actor="county-1", unit=UNIT)

    story.when(choose, at=noon(2025, 1, 3)).then(
        PilotChosen(unit=UNIT, reason=None, chosen_by="county-1", chosen_at=noon(2025, 1, 3))
    )
    story.when(choose, at=noon(2025, 1, 3)).after().when(choose, at=noon(2025, 1, 4)).then_rejected(
        "mining.pilot-already"
    )


@pytest.mark.req("G-018")
def test_a_small_mine_is_a_pilot_with_a_recorded_reason_only(one):
    choose = ChoosePilot(actor="county-1", unit=UNIT)

    one.registered().when(choose, at=noon(2025, 1, 3)).then_rejected("mining.pilot-reason-required", "small")
    one.registered().when(replace(choose, reason="全县仅有的露天石材矿"), at=noon(2025, 1, 3)).then(
        PilotChosen(unit=UNIT, reason="全县仅有的露天石材矿", chosen_by="county-1", chosen_at=noon(2025, 1, 3))
    )


@pytest.mark.req("G-153")
def test_a_mine_that_meets_all_goes_on_with_its_evidence_recorded(one):
    one.registered().when(one.check(), at=noon(2025, 1, 8)).then(
        PrerequisitesChecked(
            unit=UNIT,
            notice="2025-1",
            notice_on=NOTICE,
            looks_back_to=THREE_YEARS_BEFORE,
            standing=standing(),
            located=located(),
            failed=(),
            checked_by="county-1",
            checked_at=noon(2025, 1, 8),
        )
    )


@pytest.mark.req("G-153")
@pytest.mark.parametrize(
    ("changed", "veto"),
    [
        ({"licences": (licence(date(2020, 1, 1), date(2025, 1, 5)),)}, Prerequisite.VALID_LICENCES),
        ({"licences": (licence(date(2025, 1, 7), None),)}, Prerequisite.VALID_LICENCES),
        ({"penalties": (incident(date(2024, 5, 1)),)}, Prerequisite.NO_UNRESOLVED_PENALTY),
        (
            {"penalties": (incident(date(2024, 5, 1), resolved_on=date(2025, 1, 7)),)},
            Prerequisite.NO_UNRESOLVED_PENALTY,
        ),
        ({"accidents": (incident(date(2024, 5, 1), resolved_on=date(2024, 6, 1)),)}, Prerequisite.NO_MAJOR_ACCIDENT),
        ({"abnormal": (AbnormalEntry(since=date(2024, 7, 1)),)}, Prerequisite.NOT_ABNORMAL),
        ({"abnormal": (AbnormalEntry(since=date(2024, 7, 1), until=NOTICE),)}, Prerequisite.NOT_ABNORMAL),
        ({"is_operating": False}, Prerequisite.OPERATING_WITH_RESERVES),
        ({"reserves": Fraction(299, 100)}, Prerequisite.OPERATING_WITH_RESERVES),
    ],
)
def test_mi_01_one_failing_veto_bars_the_mine_and_nothing_is_scored(one, changed, veto: Prerequisite):
    story = one.registered().when(one.check(standing=standing(**changed)), at=noon(2025, 1, 8)).after()

    assert (veto,) == failed(one, **changed)
    story.when(one.begin(), at=noon(2025, 1, 10)).then_rejected("mining.prerequisite-not-met", veto.value)
    story.when(one.assess(), at=noon(2025, 1, 10)).then_rejected("mining.not-in-this-stage")


@pytest.mark.parametrize(
    "changed",
    [
        {"licences": (licence(NOTICE, NOTICE),)},
        {"penalties": (incident(date(2024, 5, 1), resolved_on=NOTICE),)},
        {"accidents": (incident(date(2024, 5, 1), is_major=False),)},
        {"abnormal": (AbnormalEntry(since=date(2024, 7, 1), until=date(2025, 1, 5)),)},
        {"abnormal": (AbnormalEntry(since=date(2025, 1, 7)),)},
        {"reserves": Fraction(3)},
    ],
)
def test_mi_01_what_holds_on_the_day_of_the_notice_is_enough(one, changed):
    assert () == failed(one, **changed)


@pytest.mark.req("G-153")
@pytest.mark.parametrize("kind", ["penalties", "accidents"])
def test_mi_02_the_window_is_three_years_back_from_the_notice(one, kind: str):
    """Its first day counts, the day before does not; nor does what happens after the notice."""

    def bars(day: date) -> bool:
        changed: dict[str, Any] = {kind: (incident(day),)}
        return bool(failed(one, **changed))

    assert [False, True, True, False] == [
        bars(day) for day in (date(2022, 1, 5), THREE_YEARS_BEFORE, NOTICE, date(2025, 1, 7))
    ]


@pytest.mark.req("G-153")
def test_mi_02_the_same_mine_has_another_verdict_for_another_notice(one):
    accident = incident(date(2022, 1, 5))
    story = one.registered()
    story = story.when(
        one.check(date(2025, 1, 4), standing=standing(accidents=(accident,))), at=noon(2025, 1, 8)
    ).after()
    story = story.when(
        one.check(date(2025, 1, 6), standing=standing(accidents=(accident,))), at=noon(2025, 1, 8)
    ).after()
    earlier, later = story.facts[-2:]

    assert (Prerequisite.NO_MAJOR_ACCIDENT,) == earlier.failed
    assert () == later.failed


@pytest.mark.req("G-016", "G-153")
@pytest.mark.parametrize("where", [located(red_line=("梅江源水源涵养区",)), located(reserve=("凌华山自然保护区",))])
def test_a_mine_in_a_protected_area_is_barred(one, where: Located):
    assert (Prerequisite.OUTSIDE_PROTECTED_AREAS,) == failed(one, where=where)


def test_without_a_data_set_of_each_kind_nothing_is_judged(one):
    half = replace(located(), overlaps=located().overlaps[:1])

    one.registered().when(one.check(located=half), at=noon(2025, 1, 8)).then_rejected(
        "mining.red-lines-required", "nature-reserve"
    )


@pytest.mark.req("G-153")
def test_without_a_scheme_nothing_is_judged(one, policy):
    story = replace(one.registered(), policy=replace(policy, prerequisites=()))

    story.when(one.check(), at=noon(2025, 1, 8)).then_rejected("mining.standard-required")


def test_where_no_rule_sets_a_window_every_accident_before_the_notice_counts(policy):
    verdict = judge(
        standing(accidents=(incident(date(1999, 1, 1)),)),
        located(),
        NOTICE,
        replace(policy, lookback_years=None),
        Calendar(),
    )

    assert (None, (Prerequisite.NO_MAJOR_ACCIDENT,)) == (verdict.looks_back_to, verdict.failed)


def test_a_notice_of_a_day_to_come_is_refused(one):
    one.registered().when(one.check(date(2025, 1, 9)), at=noon(2025, 1, 8)).then_rejected("mining.date-in-future")


def test_while_a_round_is_open_no_other_is_prepared(one):
    one.building().when(one.check(), at=noon(2025, 1, 11)).then_rejected("mining.round-is-open")
    one.building().when(one.begin(), at=noon(2025, 1, 11)).then_rejected("mining.round-is-open")


def test_a_check_for_one_notice_is_none_for_another(one):
    one.registered().when(one.begin(), at=noon(2025, 1, 10)).then_rejected("mining.prerequisite-not-met")
    one.checked().when(one.begin(notice="2025-2"), at=noon(2025, 1, 10)).then_rejected("mining.prerequisite-not-met")
