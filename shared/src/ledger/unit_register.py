"""The register of the units that a service keeps records for: a small decider, one stream for each unit."""

from datetime import datetime

from contracts.catalogue import Catalogue
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.unit_register import EnrolUnit, UnitEnrolled
from contracts.units import suits

from ledger.decider import Decider, RulesOf

_Unit = UnitEnrolled | None


def unit_stream(service: str, unit: str) -> str:
    return f"{service}_unit-{unit}"


def unit_decider(service: str, commands: Catalogue, facts: Catalogue) -> Decider[EnrolUnit, UnitEnrolled, _Unit, None]:
    return Decider(
        name=f"{service}.unit",
        version=1,
        takes=(EnrolUnit,),
        commands=commands,
        facts=facts,
        initial=None,
        decide=_decide,
        evolve=lambda _, fact: fact,
        stream=lambda command: unit_stream(service, command.unit),
        unit=lambda command: command.unit,
        rules=RulesOf.NONE,
        policy=lambda _: None,
    )


def _decide(command: EnrolUnit, unit: _Unit, rules: Rules[None], now: datetime) -> list[UnitEnrolled]:
    refuse_unless(unit is None, "unit-already-enrolled", command.unit)
    refuse_unless(suits(command.kind, command.unit), "unit-kind-differs", f"{command.kind}: {command.unit}")
    return [
        UnitEnrolled(
            unit=command.unit,
            kind=command.kind,
            name=command.name,
            valid_from=command.valid_from,
            enrolled_at=now,
        )
    ]
