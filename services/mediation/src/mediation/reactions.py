"""What other services recorded becomes a case here: what is said of a publication (event flow 20) or of a mine (flow
35), what a deputy collected (flow 16), and a petition in the form of a request for information (flow 55). What
assessment found of the centre is noted (flow 43).

The matter's own identifier is its submission, so that it is one case however often it is handed over. What was said
stays sealed under the other service's key; who reads it asks there.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from contracts.assessment.centre.messages import HalfYearCheckCompleted, SubjectPenalised, SubjectRewarded
from contracts.calendar import PeriodKind, china_day, period_of
from contracts.catalogue import Catalogue, commands_of, facts_of
from contracts.disclosure.objection.messages import ObjectionSubmitted
from contracts.disclosure.request.messages import RequestIsPetition
from contracts.elections.deputy_file.messages import DeputyOpinionCollected
from contracts.fields import instant_text
from contracts.mediation.case.messages import CaseKind, Receiver, RegisterCase
from contracts.mediation.check.messages import Consequence, NoteCheck, NoteConsequence
from contracts.mediation.month.messages import IncidentRecorded
from contracts.mediation.outcomes.messages import CountIncident
from contracts.mediation.visit.messages import VisitRecorded
from contracts.message import Json, dump
from contracts.mining.mine.messages import MineTipSubmitted
from ledger.parts import Handlers, React
from ledger.reactions import derived_command_id
from ledger.store import Recorded

from mediation.deciders import case_stream, check_stream, outcomes_stream

_ONLINE, _BY_LETTER, _IN_PERSON, _DEPUTY = "internet", "letter", "in_person", "deputy_reception"
_MASS = "mass"


def reactions(handlers: Handlers) -> Mapping[str, React]:
    def said(recorded: Recorded) -> None:
        fact: ObjectionSubmitted = _read(facts_of("disclosure"), recorded)
        matter = {"kind": CaseKind.OPINION.value, "channel": _ONLINE, "matter": dump(fact.text)}
        about = f"{fact.kind}: {fact.catalogue} {fact.period} {fact.item}"
        parties = [{"party": fact.submitted_by}]
        _register(handlers, recorded, fact.unit, fact.objection, parties, china_day(fact.submitted_at), about, matter)

    def petitioned(recorded: Recorded) -> None:
        fact: RequestIsPetition = _read(facts_of("disclosure"), recorded)
        words = None if fact.words is None else dump(fact.words)
        matter = {"kind": CaseKind.LETTER.value, "channel": _BY_LETTER, "matter": words}
        party = {"party": fact.requester, "name": dump(fact.name), "contact": dump(fact.contact)}
        _register(handlers, recorded, fact.unit, fact.request, [party], fact.told_on, fact.subject, matter)

    def tipped(recorded: Recorded) -> None:
        fact: MineTipSubmitted = _read(facts_of("mining"), recorded)
        matter = {"kind": CaseKind.OPINION.value, "channel": _ONLINE, "matter": dump(fact.text)}
        parties = [{"party": fact.submitted_by}]
        _register(handlers, recorded, fact.unit, fact.tip, parties, fact.submitted_on, f"tip: {fact.mine.zh}", matter)

    def collected(recorded: Recorded) -> None:
        fact: DeputyOpinionCollected = _read(facts_of("elections"), recorded)
        if fact.needs_handling:
            matter = {"kind": CaseKind.OPINION.value, "channel": _DEPUTY, "matter": dump(fact.text)}
            parties = [{"party": fact.source}]
            _register(handlers, recorded, fact.unit, fact.opinion, parties, fact.collected_on, fact.subject, matter)

    def checked(recorded: Recorded) -> None:
        fact: HalfYearCheckCompleted = _read(facts_of("assessment"), recorded)
        results = [
            {
                "subject": result.subject,
                "responsible": result.responsible,
                "unmet": len(result.unmet_mandatory),
                "score": dump(result)["score"],
                "digest": result.digest,
            }
            for result in fact.results
        ]
        said = {"half": fact.term, "results": results, "completed_at": instant_text(fact.completed_at)}
        _note(handlers, recorded, NoteCheck, fact, said)

    def followed(recorded: Recorded) -> None:
        fact: SubjectRewarded | SubjectPenalised = _read(facts_of("assessment"), recorded)
        consequence = Consequence.REWARD if isinstance(fact, SubjectRewarded) else Consequence.PENALTY
        said = {"subject": fact.subject, "consequence": consequence.value, "reason": fact.reason}
        _note(handlers, recorded, NoteConsequence, fact, {**said, "decided_at": instant_text(fact.decided_at)})

    return {
        facts_of("assessment").type_named(HalfYearCheckCompleted): checked,
        facts_of("assessment").type_named(SubjectRewarded): followed,
        facts_of("assessment").type_named(SubjectPenalised): followed,
        facts_of("elections").type_named(DeputyOpinionCollected): collected,
        facts_of("mining").type_named(MineTipSubmitted): tipped,
        facts_of("disclosure").type_named(ObjectionSubmitted): said,
        facts_of("disclosure").type_named(RequestIsPetition): petitioned,
    }


def own_reactions(handlers: Handlers) -> Mapping[str, React]:
    """A mass incident counts for its half-year (document 4 §六(三)); what a visit found becomes a case where it needs
    handling (document 1 §四6三要)."""

    def happened(recorded: Recorded) -> None:
        fact: IncidentRecorded = _read(facts_of("mediation"), recorded)
        if fact.kind != _MASS:
            return
        half = period_of(china_day(fact.happened_at), PeriodKind.HALF_YEAR)
        document = {"unit": fact.unit, "half": str(half), "incident": fact.incident}
        command_id = derived_command_id(recorded.id, "count-incident", outcomes_stream(fact.unit))
        command_type = commands_of("mediation").type_named(CountIncident)
        handlers.handle_own(command_type, document, command_id=command_id, cause=recorded)

    def visited(recorded: Recorded) -> None:
        fact: VisitRecorded = _read(facts_of("mediation"), recorded)
        if fact.needs_handling:
            matter = {"kind": CaseKind.OPINION.value, "channel": _IN_PERSON, "matter": dump(fact.findings)}
            parties = [{"party": fact.household}]
            _register(handlers, recorded, fact.unit, fact.submission, parties, fact.visited_on, fact.subject, matter)

    return {
        facts_of("mediation").type_named(IncidentRecorded): happened,
        facts_of("mediation").type_named(VisitRecorded): visited,
    }


def _note(
    handlers: Handlers,
    recorded: Recorded,
    kind: type,
    fact: HalfYearCheckCompleted | SubjectRewarded | SubjectPenalised,
    said: Json,
) -> None:
    cause = {"stream": recorded.stream, "fact": str(recorded.id)}
    document = {"unit": fact.unit, "year": fact.year, **said, "cause": cause}
    command_type = commands_of("mediation").type_named(kind)
    command_id = derived_command_id(recorded.id, command_type, check_stream(fact.unit, fact.year))
    handlers.handle_own(command_type, document, command_id=command_id, cause=recorded)


def _register(
    handlers: Handlers,
    recorded: Recorded,
    unit: str,
    reference: str,
    parties: list[Json],
    received_on: date,
    subject: str,
    matter: Json,
) -> None:
    document = {
        "unit": unit,
        "submission": reference,
        "received_by": Receiver.OTHER.value,
        "received_on": received_on.isoformat(),
        "subject": subject,
        "parties": parties,
        "origin": {
            "service": recorded.stream.partition("_")[0],
            "stream": recorded.stream,
            "fact": str(recorded.id),
            "reference": reference,
        },
        **matter,
    }
    command_id = derived_command_id(recorded.id, "register-case", case_stream(unit, reference))
    handlers.handle_own(
        commands_of("mediation").type_named(RegisterCase), document, command_id=command_id, cause=recorded
    )


def _read(facts: Catalogue, recorded: Recorded) -> Any:
    return facts.read(recorded.type, json.loads(recorded.data))
