"""One ledger, one figure: what is published of the books equals what was committed to when they were closed."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.blobs import Blob
from contracts.calendar import CHINA
from contracts.disclosure.books.messages import (
    BooksClosed,
    BooksOfUnit,
    CloseBooks,
    CompareFigures,
    CorrectBooks,
    FiguresCompared,
    FiguresDiffer,
    Statement,
)
from contracts.disclosure.duty.messages import (
    CheckItems,
    CorrectItems,
    DraftItems,
    FiguresPublished,
    FiguresStated,
    PublishItems,
    SubmitDuty,
)
from contracts.disclosure.duty.rules import disclosure_policy, figure_policy
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.disclosure.words import Balance, Entry, EntryKind, Figures, Table, Total, Verdict
from contracts.errors import Malformed, Rejected
from contracts.policies import pack_named, resolve
from contracts.units import UnitKind
from disclosure.books import STREAM
from disclosure.duty.figures import fen_of
from disclosure.service import SERVICE
from ledger.testing.given import given
from ledger.testing.playing import Played

COMMUNITY = "360730100001"
NOW = datetime(2025, 9, 10, 9, tzinfo=CHINA)
CLOSED_AT = datetime(2025, 9, 1, tzinfo=CHINA)
LEDGER = Blob(digest="c" * 64, size=20480, media_type="application/pdf")
BALANCE = Balance(opening=1_000_000, income=250_000, expenditure=180_050, closing=1_069_950)
FIGURES = Figures(income=250_000, closing=1_069_950)
STATED = Statement(catalogue="CA", period="2025Q3", item="CA-4", version=1)
PACKS = ("county-2011", "county-2011-figures", "community-draft")
KEY: Any = {"unit": COMMUNITY, "period": "2025-08"}


def closing(**changes: Any) -> CloseBooks:
    return CloseBooks(**{"actor": "clerk", **KEY, "balance": BALANCE, "ledger": LEDGER, **changes})


def correcting(**changes: Any) -> CorrectBooks:
    fields: dict[str, Any] = {"actor": "clerk", **KEY, "balance": BALANCE, "ledger": LEDGER, "reason": "漏记"}
    return CorrectBooks(**{**fields, **changes})


def comparing(figures: Figures = FIGURES, **changes: Any) -> CompareFigures:
    return CompareFigures(**{"actor": "service:disclosure", **KEY, "stated": STATED, "figures": figures, **changes})


def closed(at: datetime = NOW, **changes: Any) -> BooksClosed:
    fields: dict[str, Any] = {"version": 1, "balance": BALANCE, "ledger": LEDGER, "reason": None}
    return BooksClosed(**{**KEY, **fields, "closed_by": "clerk", "closed_at": at, **changes})


def compared(figures: Figures = FIGURES, **changes: Any) -> FiguresCompared:
    return FiguresCompared(**{**KEY, "stated": STATED, "figures": figures, "books": 1, "compared_at": NOW, **changes})


def differ(*totals: Total, figures: Figures = FIGURES, **changes: Any) -> FiguresDiffer:
    return FiguresDiffer(
        **{**KEY, "stated": STATED, "published": figures, "committed": BALANCE, "totals": totals, **changes}
    )


def book(*facts: Any) -> Any:
    return given(STREAM, None, *facts)


# The books


def test_books_are_closed_once_their_period_has_ended():
    book().when(closing(), at=CLOSED_AT - timedelta(microseconds=1)).then_rejected("disclosure.period-not-ended")
    book().when(closing(), at=CLOSED_AT).then(closed(CLOSED_AT))


def test_only_months_quarters_and_half_years_have_books():
    book().when(closing(period="standing"), at=NOW).then_rejected("disclosure.wrong-period")
    book().when(closing(period="2025Q2"), at=NOW).then(closed(period="2025Q2"))


def test_closed_books_are_corrected_with_a_reason_and_never_closed_again():
    case = book(closed())

    case.when(closing(), at=NOW).then_rejected("disclosure.books-closed-already", "2025-08")
    case.when(correcting(), at=NOW).then_rejected("disclosure.nothing-changed", "2025-08")
    other = replace(LEDGER, digest="d" * 64)
    case.when(correcting(ledger=other), at=NOW).then(closed(version=2, ledger=other, reason="漏记"))


def test_books_that_are_not_closed_cannot_be_corrected():
    book().when(correcting(), at=NOW).then_rejected("disclosure.books-not-closed", "2025-08")


def test_a_balance_that_does_not_add_up_is_no_balance():
    with pytest.raises(Malformed):
        Balance(opening=1, income=2, expenditure=3, closing=1)
    assert Balance(opening=1, income=2, expenditure=3, closing=0).closing == 0


# Figures against the books (DI-16)


def test_di_16_equal_figures_are_compared_and_nothing_is_found():
    book(closed()).when(comparing(), at=NOW).then(compared())


@pytest.mark.parametrize("off", [-1, 1])
def test_di_16_a_difference_of_one_fen_is_a_finding(off: int):
    figures = replace(FIGURES, income=250_000 + off)

    book(closed()).when(comparing(figures), at=NOW).then(compared(figures), differ(Total.INCOME, figures=figures))


def test_di_16_every_total_that_differs_is_named_and_none_that_is_not_stated():
    figures = Figures(opening=1, income=250_000, closing=2)

    book(closed()).when(comparing(figures), at=NOW).then(
        compared(figures), differ(Total.OPENING, Total.CLOSING, figures=figures)
    )


def test_di_16_figures_published_before_the_books_were_closed_are_a_finding():
    book().when(comparing(), at=NOW).then(compared(books=None), differ(Total.INCOME, Total.CLOSING, committed=None))


def test_di_16_what_was_published_before_is_compared_when_the_books_are_closed():
    early = (compared(books=None), differ(Total.INCOME, Total.CLOSING, committed=None))

    book(*early).when(closing(), at=NOW).then(closed(), compared())


def test_di_16_corrected_books_are_held_against_what_stands_published():
    news = Balance(opening=1_000_000, income=260_000, expenditure=180_050, closing=1_079_950)

    book(closed(), compared()).when(correcting(balance=news), at=NOW).then(
        closed(version=2, balance=news, reason="漏记"),
        compared(books=2),
        differ(Total.INCOME, Total.CLOSING, committed=news),
    )


def test_di_16_a_repeated_comparison_changes_nothing_and_a_newer_version_takes_its_place():
    case = book(closed(), compared())
    newer = replace(STATED, version=2)

    case.when(comparing(), at=NOW).then()
    case.when(comparing(stated=newer), at=NOW).then(compared(stated=newer))


# Amounts


@pytest.mark.parametrize(
    ("written", "fen"),
    [("0", 0), ("12", 1200), ("12.5", 1250), ("12.05", 1205), ("-3.10", -310), ("1,234,567.89", 123_456_789)],
)
def test_an_amount_is_yuan_with_at_most_two_decimals(written: str, fen: int):
    assert fen == fen_of(written, "CA-4")


@pytest.mark.parametrize("written", ["", "12.345", "十二", "1e3", "--1", "12.", "+1", "1234567890123"])
def test_what_is_no_amount_is_refused(written: str):
    with pytest.raises(Rejected) as refusal:
        fen_of(written, "CA-4")
    assert "disclosure.amount-unreadable" == refusal.value.code


# Figures in entries


@pytest.fixture
def finance(residents):
    policy = disclosure_policy(resolve("360730", [pack_named(name) for name in PACKS]))
    return replace(residents, policy=policy)


def statement(*rows: tuple[str, str], item: str = "CA-4") -> Entry:
    return Entry(item=item, kind=EntryKind.CONTENT, table=Table(columns=("项目", "金额"), rows=rows))


def said(duty: Any, figures: Figures, books: str = "2025Q3", version: int = 1) -> FiguresStated:
    return FiguresStated(**duty.key(), item="CA-4", version=version, books=books, figures=figures)


def test_a_finance_item_states_its_totals_in_its_table(finance):
    entry = statement(("期初结余", "10000"), ("收入合计", "2500.00"), ("备注", "无"), ("期末结余", "-1.5"))

    finance.opened().when(finance.draft(entry), at=NOW).then(
        finance.drafted(1, entry, at=NOW),
        said(finance, Figures(opening=1_000_000, income=250_000, closing=-150)),
    )


def test_a_statement_may_name_the_period_of_its_books(finance):
    entry = statement(("账期", "2025-08"), ("收入合计", "2500"))

    finance.opened().when(finance.draft(entry), at=NOW).then(
        finance.drafted(1, entry, at=NOW), said(finance, Figures(income=250_000), books="2025-08")
    )


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((("备注", "无"),), "disclosure.figures-required"),
        ((("收入合计", "约两千"),), "disclosure.amount-unreadable"),
        ((("账期", "八月"), ("收入合计", "2500")), "disclosure.wrong-period"),
    ],
)
def test_a_finance_item_without_readable_totals_is_refused(finance, rows, code: str):
    finance.opened().when(finance.draft(statement(*rows)), at=NOW).then_rejected(code)


def test_a_finance_item_of_text_alone_is_refused(finance, say):
    finance.opened().when(finance.draft(say.content("CA-4")), at=NOW).then_rejected("disclosure.figures-required")


def test_other_items_and_nothing_to_report_state_no_totals(finance, say):
    entries = (say.content("CA-1"), say.nothing("CA-4"))

    finance.opened().when(finance.draft(*entries), at=NOW).then(finance.drafted(1, *entries, at=NOW))


def test_where_no_pack_names_finance_items_none_states_totals(residents, say):
    residents.opened().when(residents.draft(say.content("CA-4")), at=NOW).then(
        residents.drafted(1, say.content("CA-4"), at=NOW)
    )


def test_every_total_has_a_name_of_its_own():
    pack = pack_named("county-2011-figures")
    rows = pack.parameters["disclosure.figures.rows"]
    short = replace(pack, parameters={**pack.parameters, rows.name: replace(rows, value=["收入合计"])})

    assert list(Total) == list(figure_policy(resolve("360730", [pack])).rows.values())
    with pytest.raises(Rejected):
        figure_policy(resolve("360730", [short]))


def test_published_figures_are_those_of_the_version_that_was_published(finance, say):
    entry = statement(("收入合计", "2500"))
    case = finance.all_drafted(entry=entry).when(finance.submit(), at=NOW).after()
    case = case.when(finance.check(*map(say.passed, finance.items)), at=NOW).after()

    published = [
        fact for fact in case.when(finance.publish(), at=NOW).after().facts if isinstance(fact, FiguresPublished)
    ]

    assert [
        FiguresPublished(**finance.key(), item="CA-4", version=1, books="2025Q3", figures=Figures(income=250_000))
    ] == published


# All together


@pytest.fixture
def office(tmp_path: Path) -> Played:
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 7, 1, tzinfo=CHINA), unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    name = Bilingual(zh="城北社区", en="Chengbei Community")
    enrol = EnrolUnit(actor="desk", unit=COMMUNITY, kind=UnitKind.COMMUNITY, name=name, valid_from=date(2025, 7, 1))
    played.at(datetime(2025, 7, 1, 8, tzinfo=CHINA), enrol)
    return played


def publish(office: Played, at: datetime, income: str) -> None:
    key: Any = {"unit": COMMUNITY, "catalogue": "CA", "period": "2025Q3"}
    entry = statement(("账期", "2025-08"), ("收入合计", income))
    others = [Entry(item=f"CA-{n}", kind=EntryKind.NOTHING_TO_REPORT, reason="无") for n in (1, 2, 3, 5, 6)]
    verdicts = tuple(Verdict(item=f"CA-{n}", passed=True) for n in range(1, 7))
    office.at(
        at,
        DraftItems(**key, actor="clerk", entries=(entry, *others)),
        SubmitDuty(**key, actor="clerk"),
        CheckItems(**key, actor="reviewer", verdicts=verdicts),
        PublishItems(**key, actor="clerk", items=(), channels=("board",), claimed_on=at.date()),
    )


def correct(office: Played, at: datetime, income: str) -> None:
    key: Any = {"unit": COMMUNITY, "catalogue": "CA", "period": "2025Q3"}
    entry = statement(("账期", "2025-08"), ("收入合计", income))
    office.at(
        at,
        CorrectItems(**key, actor="clerk", entries=(entry,), reason="数字有误"),
        CheckItems(**key, actor="reviewer", verdicts=(Verdict(item="CA-4", passed=True),)),
        PublishItems(**key, actor="clerk", items=("CA-4",), channels=("board",), claimed_on=at.date()),
    )


def agreement(office: Played) -> list[tuple[int, bool | None]]:
    [line] = office.ask(BooksOfUnit(unit=COMMUNITY)).books
    return [(shown.stated.version, shown.agrees) for shown in line.published]


def test_di_16_what_is_on_the_wall_is_flagged_by_itself_until_it_is_what_is_in_the_books(office: Played):
    publish(office, NOW - timedelta(days=1), "2400")
    assert [(1, None)] == agreement(office)

    office.at(NOW, closing())
    assert [(1, False)] == agreement(office)

    correct(office, NOW + timedelta(days=1), "2500")
    assert [(2, True)] == agreement(office)


def test_a_repeated_look_at_the_own_facts_compares_nothing_twice(office: Played):
    publish(office, NOW, "2500")
    before = office.recorded()
    for fact in before:
        react = SERVICE.own_reactions(office.handlers).get(fact.type)
        if react is not None:
            react(fact)

    assert before == office.recorded()


def test_books_of_a_unit_are_paged_newest_first_and_rebuilt_to_equal_rows(office: Played):
    for month in ("2025-06", "2025-07", "2025-08"):
        office.at(NOW, closing(period=month))
    first = office.ask(BooksOfUnit(unit=COMMUNITY), limit=2)
    second = office.ask(BooksOfUnit(unit=COMMUNITY), limit=2, after=first.next)
    rows = office.rows()
    office.projector.rebuild()

    assert ["2025-08", "2025-07", "2025-06"] == [line.period for line in (*first.books, *second.books)]
    assert (BALANCE, LEDGER) == (second.books[0].balance, second.books[0].ledger)
    assert rows == office.rows()
