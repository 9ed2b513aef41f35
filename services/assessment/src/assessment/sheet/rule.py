"""One score sheet: which results may be recorded by whom, and what they come to when it is closed.

Law: documents 1 §五1, §五4, 4 §三(七), 4 §六(一), 5 §三(二). Nobody records their own final result (AMB-49), fields
have owners (A-018), and what other services' facts decide is not typed (A-003).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, assert_never

from contracts.assessment.sheet.messages import (
    AnnotateResult,
    CloseSheet,
    LateMeasureNoted,
    OpenSheet,
    RecordResult,
    ResultAnnotated,
    ResultRecorded,
    SheetClosed,
    SheetCommand,
    SheetFact,
    SheetOpened,
    TakeMeasure,
    Verdict,
)
from contracts.assessment.sheet.rules import IndicatorRule, Scheme, SchemePolicy
from contracts.assessment.words import SchemeCode
from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import Part, key_of

from assessment.sheet.assessors import refuse_stranger
from assessment.sheet.score import counted, total, verdict_of

_ByAssessor = RecordResult | AnnotateResult | CloseSheet


def _subject(command: Any) -> str:
    """Who records a result is named by its own unit, which is not the one that is assessed."""
    unit: str = command.subject if isinstance(command, _ByAssessor) else command.unit
    return unit


sheet_stream = key_of(__name__, Part("unit", of=_subject), "scheme", "term")


def unit_of_sheet(stream: str) -> str:
    """Whose sheet it is, out of the name of its stream."""
    return stream.removeprefix(sheet_stream.prefix).rsplit("-", 2)[0]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`results`: indicator to the result that stands; `seen`: the causes that were taken."""

    opened: SheetOpened | None = None
    results: Mapping[str, ResultRecorded] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    is_closed: bool = False


def decide(command: SheetCommand, sheet: Sheet, rules: Rules[SchemePolicy], now: datetime) -> Sequence[SheetFact]:
    if isinstance(command, OpenSheet):
        return _open(command, sheet, rules.policy, now)
    refuse_unless(sheet.opened is not None, "assessment.no-such-sheet", f"{command.scheme} {command.term}")
    assert sheet.opened is not None
    scheme = rules.policy.scheme(command.scheme)
    match command:
        case RecordResult():
            return [_record(command, sheet.opened, sheet, rules.policy, now)]
        case AnnotateResult():
            return [_annotate(command, sheet.opened, sheet, rules.policy, now)]
        case TakeMeasure():
            return _take(command, sheet, scheme, now)
        case CloseSheet():
            return [_close(command, sheet.opened, sheet, rules.policy, now)]
        case _:
            assert_never(command)


def _open(command: OpenSheet, sheet: Sheet, policy: SchemePolicy, now: datetime) -> list[SheetFact]:
    if sheet.opened is not None:
        return []
    scheme = policy.scheme(command.scheme)
    return [
        SheetOpened(
            unit=command.unit,
            scheme=command.scheme,
            term=command.term,
            case=command.case,
            assessor=command.assessor,
            digest=scheme.digest,
            derived=tuple(sorted(code for code, rule in scheme.indicators.items() if rule.is_derived)),
            opened_at=now,
        )
    ]


def _record(
    command: RecordResult, opened: SheetOpened, sheet: Sheet, policy: SchemePolicy, now: datetime
) -> ResultRecorded:
    scheme = policy.scheme(command.scheme)
    rule = scheme.rule(command.indicator)
    refuse_unless(not sheet.is_closed, "assessment.sheet-already-closed", command.term)
    refuse_stranger(command.unit, opened, rule.field, policy)
    _refuse_written(command, rule, sheet)
    refuse_unless(command.assessed_on <= china_day(now), "assessment.date-in-future", str(command.assessed_on))
    verdict = _judged(command, rule)
    refuse_unless(bool(command.evidence), "assessment.evidence-required", f"{rule.code} {verdict}")
    return ResultRecorded(
        unit=command.subject,
        scheme=command.scheme,
        term=command.term,
        indicator=rule.code,
        modality=rule.modality,
        verdict=verdict,
        value=command.value,
        evidence=command.evidence,
        cause=None,
        assessor=command.unit,
        assessed_on=command.assessed_on,
        note=command.note,
        digest=scheme.digest,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _refuse_written(command: RecordResult, rule: IndicatorRule, sheet: Sheet) -> None:
    """Of what is computed a hand may only say that it does not apply, as long as nothing was counted."""
    is_left_out = command.verdict is Verdict.NOT_APPLICABLE and not _is_computed(sheet, rule.code)
    is_allowed = not rule.is_derived or is_left_out
    refuse_unless(is_allowed, "assessment.derived-indicator", f"{rule.code} is computed; annotate it.")


def _is_computed(sheet: Sheet, code: str) -> bool:
    standing = sheet.results.get(code)
    return standing is not None and standing.cause is not None


def _judged(command: RecordResult, rule: IndicatorRule) -> Verdict:
    """A counted value decides by itself; elsewhere a person does."""
    if command.verdict is Verdict.NOT_APPLICABLE:
        refuse_unless(command.note is not None, "assessment.note-required", "Why does it not apply?")
        refuse_unless(command.value is None, "assessment.verdict-follows-value", rule.code)
        return Verdict.NOT_APPLICABLE
    if not rule.is_counted:
        refuse_unless(command.verdict is not None, "assessment.verdict-required", rule.code)
        assert command.verdict is not None
        return command.verdict
    refuse_unless(command.value is not None, "assessment.value-required", rule.code)
    refuse_unless(command.verdict is None, "assessment.verdict-follows-value", rule.code)
    assert command.value is not None
    return verdict_of(rule, command.value)


def _annotate(
    command: AnnotateResult, opened: SheetOpened, sheet: Sheet, policy: SchemePolicy, now: datetime
) -> ResultAnnotated:
    rule = policy.scheme(command.scheme).rule(command.indicator)
    refuse_stranger(command.unit, opened, rule.field, policy)
    refuse_unless(command.indicator in sheet.results, "assessment.no-such-result", command.indicator)
    return ResultAnnotated(
        unit=command.subject,
        scheme=command.scheme,
        term=command.term,
        indicator=command.indicator,
        reason=command.reason,
        annotated_by=command.actor,
        annotated_at=now,
    )


def _take(command: TakeMeasure, sheet: Sheet, scheme: Scheme, now: datetime) -> list[SheetFact]:
    """No value, or the same value as before, changes nothing.

    A closed sheet only shows what came late, and so does one whose evidence is frozen (S17).
    """
    rule = scheme.indicators.get(command.indicator)
    if rule is None or not rule.is_derived or command.cause.fact in sheet.seen:
        return []
    value = counted(command.hits, command.total, rule)
    if value is None:
        return []
    verdict = verdict_of(rule, value)
    standing = sheet.results.get(rule.code)
    if standing is not None and standing.value == value:
        return []
    if sheet.is_closed or (scheme.code is SchemeCode.CENTRE and _is_computed(sheet, rule.code)):
        return [
            LateMeasureNoted(
                unit=command.unit,
                scheme=command.scheme,
                term=command.term,
                indicator=rule.code,
                verdict=verdict,
                value=value,
                cause=command.cause,
                noted_at=now,
            )
        ]
    return [
        ResultRecorded(
            unit=command.unit,
            scheme=command.scheme,
            term=command.term,
            indicator=rule.code,
            modality=rule.modality,
            verdict=verdict,
            value=value,
            evidence=(),
            cause=command.cause,
            assessor=None,
            assessed_on=None,
            note=None,
            digest=scheme.digest,
            recorded_by=command.actor,
            recorded_at=now,
        )
    ]


def _close(command: CloseSheet, opened: SheetOpened, sheet: Sheet, policy: SchemePolicy, now: datetime) -> SheetClosed:
    scheme = policy.scheme(command.scheme)
    refuse_unless(not sheet.is_closed, "assessment.sheet-already-closed", command.term)
    refuse_stranger(command.unit, opened, None, policy)
    missing = [code for code, rule in scheme.indicators.items() if rule.is_owed and code not in sheet.results]
    refuse_unless(not missing, "assessment.results-missing", ", ".join(missing))
    came_to = total(scheme, {code: result.verdict for code, result in sheet.results.items()})
    return SheetClosed(
        unit=command.subject,
        scheme=command.scheme,
        term=command.term,
        case=opened.case,
        met=came_to.met,
        not_met=came_to.not_met,
        not_applicable=came_to.not_applicable,
        unmet_mandatory=came_to.unmet_mandatory,
        vetoed=came_to.vetoed,
        mandatory_share=came_to.mandatory_share,
        score=came_to.score,
        digest=scheme.digest,
        closed_by=command.actor,
        closed_at=now,
    )


def evolve(sheet: Sheet, fact: SheetFact) -> Sheet:
    match fact:
        case SheetOpened():
            return Sheet(opened=fact)
        case ResultRecorded():
            seen = sheet.seen if fact.cause is None else sheet.seen | {fact.cause.fact}
            return replace(sheet, results={**sheet.results, fact.indicator: fact}, seen=seen)
        case LateMeasureNoted():
            return replace(sheet, seen=sheet.seen | {fact.cause.fact})
        case SheetClosed():
            return replace(sheet, is_closed=True)
        case ResultAnnotated():
            return sheet
        case _:
            assert_never(fact)
