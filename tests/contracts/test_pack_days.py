"""The packs that services follow hold from their first day to their last, and count from the day they were known."""

from datetime import date, timedelta

import pytest
from contracts.overlay import in_force_as_known
from contracts.policies import pack_named, shipped_packs
from contracts.policy_lint import used_parameters

ONE_DAY = timedelta(days=1)
EVER = date.max
OPINION_OF_THE_COUNTY, DRAFT, CENTRE, CONGRESS = (
    date(2011, 10, 21),
    date(2011, 1, 1),
    date(2012, 3, 24),
    date(2020, 7, 24),
)

# First day in force, last day if there is one, day from which the text was known.
DAYS = {
    "bj-village-elections-2012": (date(2012, 1, 1), None, date(2012, 1, 1)),
    "city-green-mines-2018": (date(2018, 1, 1), date(2022, 12, 31), date(2018, 1, 1)),
    "city-green-mines-2018-counted": (date(2018, 1, 1), date(2022, 12, 31), date(2018, 1, 1)),
    "city-green-mines-2018-notices": (date(2018, 1, 1), date(2022, 12, 31), date(2018, 1, 1)),
    "cn-civil-procedure-2023": (date(2024, 1, 1), None, date(2024, 1, 1)),
    "cn-congress-2022": (date(2022, 3, 12), None, date(2022, 3, 12)),
    "cn-deputies-2025": (date(2025, 3, 12), None, date(2025, 3, 12)),
    "cn-deputies-2025-mandate": (date(2025, 3, 12), None, date(2025, 3, 12)),
    "cn-elections-2020": (date(2020, 10, 18), None, date(2020, 10, 18)),
    "cn-land-transfer-1990": (date(1990, 5, 19), None, date(1990, 5, 19)),
    "cn-mediation-2010": (date(2011, 1, 1), None, date(2011, 1, 1)),
    "cn-mediation-work-2002": (date(2002, 11, 1), None, date(2002, 11, 1)),
    "cn-minerals-2024": (date(2025, 7, 1), None, date(2024, 11, 8)),
    "cn-open-government-2019": (date(2019, 5, 15), None, date(2019, 5, 15)),
    "cn-open-government-2019-requests": (date(2019, 5, 15), None, date(2019, 5, 15)),
    "cn-residents-2026": (date(2026, 1, 1), None, date(2025, 10, 28)),
    "cn-personal-information-2021": (date(2021, 11, 1), None, date(2021, 8, 20)),
    "cn-petitions-2022": (date(2022, 5, 1), None, date(2022, 5, 1)),
    "cn-mine-listing-2020": (date(2020, 6, 1), None, date(2020, 6, 1)),
    "cn-mine-scheme-2020": (date(2020, 6, 1), date(2024, 3, 31), date(2020, 6, 1)),
    "cn-mine-scheme-2024": (date(2024, 4, 1), None, date(2024, 4, 1)),
    "cn-recusal-2022": (date(2022, 5, 1), None, date(2022, 5, 1)),
    "cn-village-finance": (date(2018, 12, 29), None, date(2018, 12, 29)),
    "cn-villagers-2018": (date(2018, 12, 29), date(2025, 12, 31), date(2018, 12, 29)),
    "cn-villagers-2018-elections": (date(2018, 12, 29), date(2025, 12, 31), date(2018, 12, 29)),
    "cn-villagers-2026": (date(2026, 1, 1), None, date(2025, 10, 28)),
    "cn-residents-2018": (date(2018, 12, 29), date(2025, 12, 31), date(2018, 12, 29)),
    "cn-voting-2018": (date(2018, 12, 29), None, date(2018, 12, 29)),
    "cn-villagers-2018-representatives": (date(2018, 12, 29), date(2025, 12, 31), date(2018, 12, 29)),
    "cn-villagers-2026-representatives": (date(2026, 1, 1), None, date(2025, 10, 28)),
    "cn-residents-2018-groups": (date(2018, 12, 29), date(2025, 12, 31), date(2018, 12, 29)),
    "cn-residents-2026-groups": (date(2026, 1, 1), None, date(2025, 10, 28)),
    "cn-villagers-2018-meetings": (date(2018, 12, 29), date(2025, 12, 31), date(2018, 12, 29)),
    "cn-villagers-2026-meetings": (date(2026, 1, 1), None, date(2025, 10, 28)),
    "cn-villagers-2018-proxies": (date(2018, 12, 29), date(2025, 12, 31), date(2018, 12, 29)),
    "cn-villagers-2026-proxies": (date(2026, 1, 1), None, date(2025, 10, 28)),
    "county-2011-standards": (OPINION_OF_THE_COUNTY, None, OPINION_OF_THE_COUNTY),
    "township-centre-2012-notices": (CENTRE, None, CENTRE),
    "township-centre-2012-scheme": (CENTRE, None, CENTRE),
    "township-centre-2012-scheme-counted": (CENTRE, None, CENTRE + ONE_DAY),
    "city-green-mines-2018-scheme": (date(2018, 1, 1), date(2022, 12, 31), date(2018, 1, 1)),
    "township-centre-2012-scheme-units": (CENTRE, None, CENTRE + 2 * ONE_DAY),
    "district-congress-2020-scheme": (CONGRESS, None, CONGRESS),
    "district-congress-2020-scheme-quarters": (CONGRESS, None, CONGRESS + ONE_DAY),
    "county-2011-scheme": (OPINION_OF_THE_COUNTY, None, OPINION_OF_THE_COUNTY),
    "community-draft-scheme": (DRAFT, None, DRAFT),
    "community-draft-scheme-persons": (DRAFT, None, DRAFT + ONE_DAY),
    "community-draft": (DRAFT, None, DRAFT),
    "community-draft-standards": (DRAFT, None, DRAFT),
    "community-draft-assessment": (DRAFT, None, DRAFT),
    "community-draft-posted": (DRAFT, None, DRAFT),
    "community-draft-rules": (DRAFT, None, DRAFT),
    "county-2011": (OPINION_OF_THE_COUNTY, None, OPINION_OF_THE_COUNTY),
    "county-2011-assessment": (OPINION_OF_THE_COUNTY, None, OPINION_OF_THE_COUNTY),
    "county-2011-channels": (OPINION_OF_THE_COUNTY, None, OPINION_OF_THE_COUNTY),
    "county-2011-figures": (date(2018, 12, 29), None, date(2018, 12, 29)),
    "county-2011-elections": (OPINION_OF_THE_COUNTY, None, OPINION_OF_THE_COUNTY),
    "county-2011-posted": (OPINION_OF_THE_COUNTY, None, OPINION_OF_THE_COUNTY),
    "county-2011-posting": (OPINION_OF_THE_COUNTY, None, OPINION_OF_THE_COUNTY),
    "county-2011-practice": (OPINION_OF_THE_COUNTY, None, OPINION_OF_THE_COUNTY),
    "county-2011-results": (OPINION_OF_THE_COUNTY, None, OPINION_OF_THE_COUNTY),
    "county-2011-rules": (OPINION_OF_THE_COUNTY, None, OPINION_OF_THE_COUNTY),
    "county-2011-services": (OPINION_OF_THE_COUNTY, None, OPINION_OF_THE_COUNTY),
    "county-2011-supervision": (OPINION_OF_THE_COUNTY, None, OPINION_OF_THE_COUNTY),
    "county-busy-finance": (date(2024, 10, 1), None, date(2024, 10, 1)),
    "district-congress-2020": (CONGRESS, None, CONGRESS),
    "district-congress-2020-practice": (CONGRESS, None, CONGRESS),
    "district-congress-2020-rules": (CONGRESS, None, CONGRESS),
    "ganzhou-mine-notices-2024": (date(2024, 7, 1), None, date(2024, 7, 1)),
    "ningdu-green-mines-2024": (date(2024, 7, 1), None, date(2024, 7, 1)),
    "ningdu-mine-standard-2024": (date(2024, 7, 1), None, date(2024, 7, 1)),
    "sh-village-elections-2020": (date(2020, 1, 1), None, date(2020, 1, 1)),
    "township-centre-2012": (CENTRE, None, CENTRE),
    "township-centre-2012-rules": (CENTRE, None, CENTRE),
    "zj-village-elections-2020": (date(2020, 1, 1), None, date(2020, 1, 1)),
}


def test_every_pack_that_a_decider_reads_is_here():
    packs = list(shipped_packs().values())
    used = used_parameters(packs)

    assert set(DAYS) == {pack.id for pack in packs if used & set(pack.parameters)}


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.req("X-013")
def test_a_pack_holds_from_its_first_day_to_its_last(name: str):
    first, last, _ = DAYS[name]
    pack = pack_named(name)

    assert in_force_as_known([pack], first - ONE_DAY, EVER) == []
    assert in_force_as_known([pack], first, EVER) == [pack]
    if last is None:
        assert in_force_as_known([pack], EVER, EVER) == [pack]
    else:
        assert in_force_as_known([pack], last, EVER) == [pack]
        assert in_force_as_known([pack], last + ONE_DAY, EVER) == []


@pytest.mark.parametrize("name", DAYS)
@pytest.mark.req("X-013")
def test_a_pack_counts_from_the_day_it_was_known(name: str):
    first, _, known = DAYS[name]
    pack = pack_named(name)

    assert in_force_as_known([pack], first, known - ONE_DAY) == []
    assert in_force_as_known([pack], first, known) == [pack]
