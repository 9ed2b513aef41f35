"""What was recorded elsewhere becomes a case.

What is said of a publication (event flow 20) or of a mine (flow 35), what a deputy collected (flow 16), a petition in
the form of a request for information (flow 55), and what a visit found, where it needs handling.

The matter's own identifier is its submission, so that it is one case however often it is handed over. What another
service was told stays sealed under that service's key; who reads it asks there.

Law: county opinion on township standardisation (document 1 §四6三要), of what a visit found.
"""

from collections.abc import Iterator
from datetime import date

from contracts.calendar import china_day
from contracts.disclosure.objection.messages import ObjectionSubmitted
from contracts.disclosure.request.messages import RequestIsPetition
from contracts.elections.deputy_file.messages import DeputyOpinionCollected
from contracts.mediation.case.messages import CaseKind, Origin, Party, Receiver, RegisterCase
from contracts.mediation.visit.messages import VisitRecorded
from contracts.mining.mine.messages import MineTipSubmitted
from contracts.sealed import Sealed
from ledger.reaction import Reaction, Seen

_ONLINE, _BY_LETTER, _IN_PERSON, _DEPUTY = "internet", "letter", "in_person", "deputy_reception"


def register_objection(said: ObjectionSubmitted, seen: Seen) -> Iterator[RegisterCase]:
    yield _register(
        seen,
        unit=said.unit,
        reference=said.objection,
        kind=CaseKind.OPINION,
        channel=_ONLINE,
        party=Party(party=said.submitted_by),
        received_on=china_day(said.submitted_at),
        subject=f"{said.kind}: {said.catalogue} {said.period} {said.item}",
        matter=said.text,
    )


def register_petition(petition: RequestIsPetition, seen: Seen) -> Iterator[RegisterCase]:
    yield _register(
        seen,
        unit=petition.unit,
        reference=petition.request,
        kind=CaseKind.LETTER,
        channel=_BY_LETTER,
        party=Party(party=petition.requester, name=petition.name, contact=petition.contact),
        received_on=petition.told_on,
        subject=petition.subject,
        matter=petition.words,
    )


def register_tip(tip: MineTipSubmitted, seen: Seen) -> Iterator[RegisterCase]:
    yield _register(
        seen,
        unit=tip.unit,
        reference=tip.tip,
        kind=CaseKind.OPINION,
        channel=_ONLINE,
        party=Party(party=tip.submitted_by),
        received_on=tip.submitted_on,
        subject=f"tip: {tip.mine.zh}",
        matter=tip.text,
    )


def register_collected(opinion: DeputyOpinionCollected, seen: Seen) -> Iterator[RegisterCase]:
    if opinion.needs_handling:
        yield _register(
            seen,
            unit=opinion.unit,
            reference=opinion.opinion,
            kind=CaseKind.OPINION,
            channel=_DEPUTY,
            party=Party(party=opinion.source),
            received_on=opinion.collected_on,
            subject=opinion.subject,
            matter=opinion.text,
        )


def register_visited(visit: VisitRecorded, seen: Seen) -> Iterator[RegisterCase]:
    if visit.needs_handling:
        yield _register(
            seen,
            unit=visit.unit,
            reference=visit.submission,
            kind=CaseKind.OPINION,
            channel=_IN_PERSON,
            party=Party(party=visit.household),
            received_on=visit.visited_on,
            subject=visit.subject,
            matter=visit.findings,
        )


def _register(
    seen: Seen,
    *,
    unit: str,
    reference: str,
    kind: CaseKind,
    channel: str,
    party: Party,
    received_on: date,
    subject: str,
    matter: Sealed | None,
) -> RegisterCase:
    cause = seen.recorded
    return RegisterCase(
        actor=seen.actor,
        unit=unit,
        submission=reference,
        kind=kind,
        channel=channel,
        received_by=Receiver.OTHER,
        received_on=received_on,
        subject=subject,
        parties=(party,),
        matter=matter,
        origin=Origin(
            service=cause.stream.partition("_")[0], stream=cause.stream, fact=str(cause.id), reference=reference
        ),
    )


REGISTERING = tuple(
    Reaction(function, ids={RegisterCase: "register-case"})
    for function in (register_objection, register_petition, register_tip, register_collected, register_visited)
)
