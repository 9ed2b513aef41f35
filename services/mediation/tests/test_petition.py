"""Letters, visits and opinions: representatives, and the days of the regulation."""

from datetime import date, datetime

import pytest
from contracts.calendar import CHINA, day_ends
from contracts.mediation.vocabulary import CaseKind

NOON = datetime(2025, 3, 4, 12, tzinfo=CHINA)


def test_the_days_of_the_regulation(policy):
    rules = policy.petition
    tell, back, review, recheck = rules.tell, rules.object, rules.ask_review, rules.ask_recheck

    assert (tell.amount, back.amount, review.amount, recheck.amount) == (15, 5, 30, 30)
    assert (rules.finish_days, rules.extension_days, rules.review_days, rules.recheck_days) == (60, 30, 30, 30)
    assert rules.most_representatives == 5
    assert rules.classes == ("suggestion", "accusation", "claim")


@pytest.mark.req("M-182")
def test_a_sixth_representative_of_a_common_matter_is_refused(book, new):
    def visit(number: int):
        parties = tuple(book.party(f"person-{each}") for each in range(number))
        return book.register(kind=CaseKind.VISIT, parties=parties, group=True)

    assert len(new.when(visit(5), at=NOON).after().facts[0].parties) == 5
    new.when(visit(6), at=NOON).then_rejected("mediation.too-many-representatives")


@pytest.mark.parametrize("kind", [CaseKind.LETTER, CaseKind.VISIT])
def test_who_writes_or_comes_is_told_within_fifteen_days(book, new, kind):
    [fact] = new.when(book.register(kind=kind), at=NOON).after().facts

    assert (fact.tell_on, fact.tell_by) == (date(2025, 3, 18), day_ends(date(2025, 3, 18)))
    [opinion] = new.when(book.register(kind=CaseKind.OPINION), at=NOON).after().facts
    assert opinion.tell_on is None
