"""What reaches a running case: one pack, in place of earlier versions of its own text, and nothing else."""

from datetime import date

import pytest
from contracts.overlay import rebound
from contracts.packs import Pack, read_pack
from contracts.policies import pack_named, resolve

PACK = """
[pack]
id = "{id}"
area = "{area}"
in_force_from = {begins}
{ends}
known_from = {begins}
source = "{source}"
title = "法"
{corrects}
[village.roll.days_before]
value = {days}
unit = "day"
source = "村组法14"
row = "E-367"
confidence = "sure"
"""


def pack(
    name: str, days: int, begins: str = "2020-01-01", *, area: str = "cn", source: str = "法", **more: str
) -> Pack:
    ends = f"in_force_to = {more['ends']}" if "ends" in more else ""
    corrects = f'corrects = "{more["corrects"]}"' if "corrects" in more else ""
    return read_pack(
        PACK.format(id=name, area=area, begins=begins, days=days, source=source, ends=ends, corrects=corrects)
    )


OLD = pack("old", 20, ends="2025-12-31")
NEW = pack("new", 25, "2026-01-01")
LOCAL = pack("local", 30, area="360730", source="1")


def names(followed: tuple[Pack, ...], reaching: Pack) -> list[str]:
    return [each.id for each in rebound(resolve("360730", followed), reaching).packs]


def test_a_later_version_takes_the_place_of_the_one_before():
    assert names((OLD, LOCAL), NEW) == ["local", "new"]


def test_a_correction_takes_the_place_of_what_it_corrects():
    assert names((OLD, LOCAL), pack("fixed", 21, source="other", corrects="old")) == ["local", "fixed"]


@pytest.mark.parametrize(
    "beside",
    [
        pack("beside", 20, source="法"),
        pack("other-text", 20, source="另一法", ends="2025-12-31"),
        pack("other-area", 20, area="36", ends="2025-12-31"),
    ],
    ids=lambda each: each.id,
)
def test_everything_else_stays(beside: Pack):
    assert names((beside, LOCAL), NEW) == [beside.id, "local", "new"]


def test_two_parts_of_one_text_that_hold_together_stay_together():
    first, second = "county-2011", "county-2011-services"

    assert names((pack_named(first),), pack_named(second)) == [first, second]


def test_the_law_of_2026_takes_the_place_of_both_parts_of_the_law_before():
    before = (pack_named("cn-villagers-2018"), pack_named("cn-villagers-2018-elections"), pack_named("county-2011"))

    assert names(before, pack_named("cn-villagers-2026")) == ["county-2011", "cn-villagers-2026"]


def test_a_pack_that_is_followed_already_changes_nothing():
    followed = resolve("360730", (OLD, LOCAL))

    assert rebound(followed, OLD) is followed


def test_the_rules_are_laid_over_each_other_anew():
    assert rebound(resolve("360730", (OLD, LOCAL)), NEW).value("village.roll.days_before") == 30
    assert rebound(resolve("360730", (OLD,)), NEW).value("village.roll.days_before") == 25
    assert OLD.is_in_force(date(2025, 12, 31))
