"""The file of a deputy: profile, performance, reports to the voters and their ratings.

Law: Deputies Law (代表法), art. 58; district opinion on township people's congresses (document 2 §三(二)3, §三(三)3).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypedDict, assert_never

from contracts.calendar import china_day
from contracts.elections.deputy_file.messages import (
    ChangeDeputyProfile,
    CollectOpinion,
    DeputyEvaluated,
    DeputyFileCommand,
    DeputyFileFact,
    DeputyFileOpened,
    DeputyOpinionCollected,
    DeputyProfileChanged,
    DutyReportGiven,
    EnterPerformance,
    EvaluateDeputy,
    OpenDeputyFile,
    PerformanceEntered,
    RecordDutyReport,
)
from contracts.elections.deputy_file.rules import DeputyFilePolicy
from contracts.errors import Rejected, refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future

deputy_file_stream = key_of(__name__, "unit", "deputy", named="deputy")


@dataclass(frozen=True, slots=True)
class Report:
    reported_on: date
    attendance: int
    is_evaluated: bool = False


@dataclass(frozen=True, slots=True)
class DeputyFile:
    """One file; `version` 0: it is not opened."""

    version: int = 0
    entries: int = 0
    reports: Mapping[int, Report] = field(default_factory=dict)
    opinions: frozenset[str] = frozenset()


class _Key(TypedDict):
    unit: str
    deputy: str


def _key(command: DeputyFileCommand) -> _Key:
    return {"unit": command.unit, "deputy": command.deputy}


def decide(
    command: DeputyFileCommand, file: DeputyFile, rules: Rules[DeputyFilePolicy], now: datetime
) -> list[DeputyFileFact]:
    if isinstance(command, OpenDeputyFile):
        return _open(command, file, rules.policy, now)
    refuse_unless(file.version > 0, "elections.no-such-file", command.deputy)
    match command:
        case ChangeDeputyProfile():
            return [_profile(command, file, rules.policy, now)]
        case EnterPerformance():
            return [_enter(command, file, now)]
        case RecordDutyReport():
            return [_report(command, file, now)]
        case EvaluateDeputy():
            return [_evaluate(command, file, rules.policy, now)]
        case CollectOpinion():
            return [_collect(command, file, now)]
        case _:
            assert_never(command)


def _open(command: OpenDeputyFile, file: DeputyFile, policy: DeputyFilePolicy, now: datetime) -> list[DeputyFileFact]:
    refuse_unless(file.version == 0, "elections.file-exists", command.deputy)
    opened = DeputyFileOpened(**_key(command), term=command.term, district=command.district, opened_at=now)
    return [opened, _profile(command, file, policy, now)]


def _profile(
    command: OpenDeputyFile | ChangeDeputyProfile, file: DeputyFile, policy: DeputyFilePolicy, now: datetime
) -> DeputyProfileChanged:
    return DeputyProfileChanged(
        **_key(command),
        version=file.version + 1,
        profile=command.profile,
        to_publish=policy.publish_from is not None and china_day(now) >= policy.publish_from,
        changed_at=now,
    )


def _enter(command: EnterPerformance, file: DeputyFile, now: datetime) -> PerformanceEntered:
    refuse_future(command.on, now)
    return PerformanceEntered(
        **_key(command),
        number=file.entries + 1,
        kind=command.kind,
        on=command.on,
        text=command.text,
        entered_at=now,
    )


def _report(command: RecordDutyReport, file: DeputyFile, now: datetime) -> DutyReportGiven:
    refuse_future(command.reported_on, now)
    return DutyReportGiven(
        **_key(command),
        number=len(file.reports) + 1,
        reported_on=command.reported_on,
        venue=command.venue,
        attendance=command.attendance,
        text=command.text,
        recorded_at=now,
    )


def _evaluate(command: EvaluateDeputy, file: DeputyFile, policy: DeputyFilePolicy, now: datetime) -> DeputyEvaluated:
    """At a report, on the scale if there is one, by no more voters than came (E-093)."""
    report = file.reports.get(command.report)
    if report is None:
        raise Rejected("elections.report-required", str(command.report))
    refuse_unless(not report.is_evaluated, "elections.already-done", str(command.report))
    words = [each.rating for each in command.ratings]
    is_on_scale = not policy.scale or all(word in policy.scale for word in words)
    refuse_unless(is_on_scale and len(set(words)) == len(words), "elections.invalid-rating", ", ".join(words))
    voters = sum(each.voters for each in command.ratings)
    refuse_unless(voters <= report.attendance, "elections.invalid-rating", f"{voters} of {report.attendance}")
    return DeputyEvaluated(
        **_key(command),
        report=command.report,
        reported_on=report.reported_on,
        ratings=command.ratings,
        voters=voters,
        recorded_at=now,
    )


def _collect(command: CollectOpinion, file: DeputyFile, now: datetime) -> DeputyOpinionCollected:
    refuse_unless(command.opinion not in file.opinions, "elections.already-done", command.opinion)
    refuse_future(command.collected_on, now)
    return DeputyOpinionCollected(
        **_key(command),
        opinion=command.opinion,
        source=command.source,
        collected_on=command.collected_on,
        subject=command.subject,
        text=command.text,
        needs_handling=command.needs_handling,
        recorded_at=now,
    )


def evolve(file: DeputyFile, fact: DeputyFileFact) -> DeputyFile:
    match fact:
        case DeputyFileOpened():
            return file
        case DeputyProfileChanged():
            return replace(file, version=fact.version)
        case PerformanceEntered():
            return replace(file, entries=fact.number)
        case DutyReportGiven():
            return replace(file, reports={**file.reports, fact.number: Report(fact.reported_on, fact.attendance)})
        case DeputyEvaluated():
            evaluated = replace(file.reports[fact.report], is_evaluated=True)
            return replace(file, reports={**file.reports, fact.report: evaluated})
        case DeputyOpinionCollected():
            return replace(file, opinions=file.opinions | {fact.opinion})
        case _:
            assert_never(fact)
