"""Standards that are public, and the documents of their management."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.mining.standards.messages import (
    PublishStandard,
    RegisterRules,
    RuleDocument,
    RulesRegistered,
    StandardPublished,
)
from contracts.mining.words import MineLevel
from ledger.testing.given import given
from mining.standards import STREAM
from mining.testing import EVIDENCE, noon

CITY, TITLE = "3608", Bilingual(zh="绿色矿山评价标准", en="Standard of green mines")
AT = noon(2024, 7, 10)
PUBLISH = PublishStandard(
    actor="city-1", unit=CITY, standard="ningdu-2024", title=TITLE, published_on=date(2024, 7, 10)
)
PUBLISHED = StandardPublished(
    unit=CITY,
    standard="ningdu-2024",
    title=TITLE,
    level=MineLevel.MUNICIPAL,
    industry="non-metallic",
    in_force_from=date(2024, 7, 1),
    items=24,
    published_on=date(2024, 7, 10),
    clause="3 §七(三)",
    published_by="city-1",
    published_at=AT,
)


@pytest.mark.req("G-024")
def test_a_standard_is_published_with_its_level_industry_and_day(policy):
    given(STREAM, policy).when(PUBLISH, at=AT).then(PUBLISHED)


def test_a_standard_is_published_once_and_never_for_a_day_to_come(policy):
    given(STREAM, policy, PUBLISHED).when(PUBLISH, at=AT).then_rejected("mining.standard-already-published")
    early = replace(PUBLISH, published_on=date(2024, 7, 11))
    given(STREAM, policy).when(early, at=AT).then_rejected("mining.date-in-future")


@pytest.mark.req("G-024")
def test_only_what_an_active_pack_holds_is_published(policy):
    strange = replace(PUBLISH, standard="another")

    given(STREAM, policy).when(strange, at=AT).then_rejected("mining.standard-required")


@pytest.mark.req("G-032")
@pytest.mark.parametrize("document", list(RuleDocument))
def test_conditions_evaluation_and_supervision_are_registered_as_documents(policy, document: RuleDocument):
    issued: dict[str, Any] = {
        "unit": CITY,
        "document": document,
        "title": TITLE,
        "issued_on": date(2024, 7, 10),
        "content": EVIDENCE,
    }
    register = RegisterRules(actor="city-1", **issued)

    given(STREAM, policy, PUBLISHED).when(register, at=AT).then(
        RulesRegistered(**issued, registered_by="city-1", registered_at=AT)
    )
    early = replace(register, issued_on=date(2024, 7, 11))
    given(STREAM, policy).when(early, at=AT).then_rejected("mining.date-in-future")
