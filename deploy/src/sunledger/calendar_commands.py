"""`sunledger calendar` and `sunledger explain`: which days are worked, and why a deadline is the day it is."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, TypeVar

import typer
from contracts.calendar import CHINA, Calendar, calendar_as_known
from contracts.deadlines import DeadlineRule, Direction, RestDay, Stop, TimeUnit
from contracts.errors import Malformed
from contracts.explanations import DayMark, ExplainedDay, Explanation, NoticeReliedOn, explain_deadline
from contracts.message import load
from contracts.notices import shipped_notices
from contracts.workdays import CalendarDay, DayKind
from rich.console import Console
from rich.table import Table
from rich.text import Text

T = TypeVar("T")

app = typer.Typer()
out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

MONTHS_BESIDE_EACH_OTHER = 2
EVERYTHING = date.max
"""As known on a day after all: with every notice that this release carries."""

STYLES = {
    DayKind.WORKDAY: "",
    DayKind.WEEKEND: "dim",
    DayKind.HOLIDAY: "bold red",
    DayKind.MAKE_UP_WORKDAY: "bold yellow",
}
SIGNS = {DayKind.WORKDAY: " ", DayKind.WEEKEND: " ", DayKind.HOLIDAY: "休", DayKind.MAKE_UP_WORKDAY: "班"}

SAYS = {
    DayMark.START: "the first day is not counted",
    DayMark.NAMED: "the day that the rule names",
    DayMark.COUNTED: "counted",
    DayMark.MAKE_UP_WORKDAY: "counted: a weekend that is worked",
    DayMark.WEEKEND: "weekend",
    DayMark.HOLIDAY: "day off",
    DayMark.STOPPED: "the clock stood still",
    DayMark.EXCLUDED: "must be done before this day",
    DayMark.MOVED: "rest day: the end moves",
    DayMark.LAST: "the last day",
}

AsKnown = Annotated[str, typer.Option("--as-known", help="Answer as known on this day, e.g. 2020-01-20.")]


@app.command()
def calendar(
    year: Annotated[int, typer.Argument(min=1950, max=2999, help="Year, e.g. 2026.")], as_known: AsKnown = ""
) -> None:
    """The twelve months of a year: days off (休), worked weekends (班), and the notices behind them."""
    known = _calendar(as_known)
    page = Table.grid(padding=(0, 4))
    for first in range(1, 13, MONTHS_BESIDE_EACH_OTHER):
        page.add_row(*(_month(year, month, known) for month in range(first, first + MONTHS_BESIDE_EACH_OTHER)))
        page.add_row("")
    out.print(page)
    first_day, last_day = date(year, 1, 1), date(year, 12, 31)
    working = known.working_days_between(first_day - timedelta(days=1), last_day)
    out.print(f"{working.days} working days; 休 day off, 班 worked weekend.", highlight=False)
    for notice in known.relied_on(first_day, last_day):
        out.print(f"{notice.source}, published {notice.published} ({notice.confidence}): {notice.zh}", highlight=False)
    if working.is_provisional:
        out.print(f"[yellow]Provisional:[/] {_unsettled(year, known)}", highlight=False)


@app.command()
def explain(
    start: Annotated[str, typer.Argument(help="The day from which it is counted, or the event; e.g. 2020-01-10.")],
    amount: Annotated[int, typer.Argument(help="How many; 0 for the named day itself.")],
    unit: Annotated[TimeUnit, typer.Argument(help="What is counted.")] = TimeUnit.DAYS,
    before: Annotated[bool, typer.Option("--before", help="A minimum of full days before an event.")] = False,
    first_day: Annotated[bool, typer.Option("--first-day", help="The first day counts.")] = False,
    exclusive: Annotated[bool, typer.Option("--exclusive", help="Done before the named day begins.")] = False,
    rest_day: Annotated[RestDay, typer.Option(help="What becomes of a last day that is a rest day.")] = RestDay.KEEP,
    stop: Annotated[list[str], typer.Option(help="AFTER..UNTIL: the clock stood still; may be repeated.")] = [],  # noqa: B006
    source: Annotated[str, typer.Option(help="The clause that is applied.")] = "not given",
    as_known: AsKnown = "",
) -> None:
    """Why a deadline is the day it is: every day with its reason, and the notices relied on."""
    document = {
        "amount": amount,
        "unit": unit.value,
        "direction": (Direction.BEFORE if before else Direction.AFTER).value,
        "first_day_counts": first_day,
        "named_day_included": not exclusive,
        "rest_day": rest_day.value,
        "source": source,
    }
    rule = _or_usage(lambda: load(DeadlineRule, document))
    asked = rule, _day(start), _calendar(as_known), [_stop(text) for text in stop]
    print_explanation(_or_usage(lambda: explain_deadline(*asked)))


def _month(year: int, month: int, known: Calendar) -> Table:
    table = Table(title=f"{year}-{month:02}", box=None, padding=(0, 0, 0, 1), title_style="bold")
    for weekday in "一二三四五六日":
        table.add_column(weekday, width=4, no_wrap=True)
    day, week = date(year, month, 1), [Text("")] * 7
    while day.month == month and day.year == year:
        week[day.weekday()] = _cell(known.day(day))
        day += timedelta(days=1)
        if day.weekday() == 0 or day.month != month:
            table.add_row(*week)
            week = [Text("")] * 7
    return table


def _cell(day: CalendarDay) -> Text:
    return Text(f"{day.day.day:>2}{SIGNS[day.kind]}", style=STYLES[day.kind])


def _unsettled(year: int, known: Calendar) -> str:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    open_days = [day for day in days if day.year == year and known.day(day).is_provisional]
    return f"no notice settles {open_days[0]} to {open_days[-1]} yet; the weekend rule alone holds there."


def print_explanation(explanation: Explanation) -> None:
    due = explanation.deadline
    table = Table("day", "", "count", "why", box=None, pad_edge=False)
    table.add_column("notice", no_wrap=True)
    for line in explanation.days:
        style = "bold green" if line.day == due.due_on else STYLES[line.kind]
        number = "" if line.number is None else str(line.number)
        table.add_row(str(line.day), f"{line.day:%a}", number, _reason(line), line.notice or "", style=style)
    out.print(table, highlight=False)
    out.print(f"\nClause: {explanation.rule.source}", highlight=False, markup=False)
    for notice in explanation.notices:
        out.print(f"Relied on: {_relied(notice)}", highlight=False, markup=False)
    out.print(f"Calendar: {explanation.calendar}", highlight=False)
    late_from = due.due_at.astimezone(CHINA)
    out.print(f"[bold]Due on {due.due_on} ({due.due_on:%A})[/], late from {late_from:%Y-%m-%d %H:%M} in China.")
    if due.is_provisional:
        out.print("[yellow]Provisional:[/] a holiday notice still to come may move it.", highlight=False)


def _reason(line: ExplainedDay) -> str:
    festival = f" ({line.festival_zh} {line.festival_en})" if line.festival_zh else ""
    held = f" ({line.stopped_by})" if line.stopped_by else ""
    return f"{SAYS[line.mark]}{festival}{held}".strip()


def _relied(notice: NoticeReliedOn) -> str:
    return f"{notice.source}, known from {notice.known_from} ({notice.confidence}): {notice.zh}"


def _calendar(as_known: str) -> Calendar:
    known = calendar_as_known(_day(as_known) if as_known else EVERYTHING)
    if not known.notices:
        err.print(f"No notice was known then; the first is of {shipped_notices()[0].known_from}.", highlight=False)
    return known


def _stop(text: str) -> Stop:
    match = re.fullmatch(r"(.+)\.\.(.+)", text)
    if match is None:
        raise typer.BadParameter(f"{text}: not AFTER..UNTIL.")
    after, until = _day(match[1]), _day(match[2])
    return _or_usage(lambda: Stop(stopped_by="stopped by hand", after=after, until=until))


def _day(text: str) -> date:
    return _or_usage(lambda: date.fromisoformat(text))


def _or_usage(read: Callable[[], T]) -> T:
    try:
        return read()
    except (ValueError, Malformed) as error:
        raise typer.BadParameter(str(error)) from error
