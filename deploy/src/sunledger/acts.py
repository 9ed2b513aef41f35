"""What people of an example do beside the duties, told in a file act by act."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from contracts.calendar import CHINA
from contracts.catalogue import Catalogue
from contracts.message import Json, load
from contracts.sealed import Sealer, is_sealed, seal_in

from sunledger.plot import Act

_MATTERS = ("request", "objection", "submission", "election", "post")
"""What names the matter that an act belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldAct:
    """One act as the file tells it: the document is that of a caller, with its particulars as text."""

    at: datetime
    name: str
    role: str
    actor_unit: str
    command: str
    document: Json

    @property
    def service(self) -> str:
        return self.command.partition(".")[0]

    @property
    def unit(self) -> str:
        return str(self.document["unit"])

    @property
    def about(self) -> str:
        """Whom it concerns: where one unit assesses another, the other."""
        return (
            str(self.document["subject"]) if self.service == "assessment" and "subject" in self.document else self.unit
        )

    def sealed_by(self, kind: type, sealer: Sealer | None) -> Act:
        own = {"acting_role": self.role, "acting_unit": self.actor_unit or self.unit}
        known = {field.name for field in fields(kind)}
        said = {**self.document, **{name: value for name, value in own.items() if name in known}}
        document = said if sealer is None else seal_in(kind, said, sealer)
        return Act(self.at, self.name, load(kind, document), self.role, self.service, self.actor_unit)


def acts_told(told: Iterable[ToldAct], catalogues: Mapping[str, Catalogue], sealer: Sealer | None) -> Iterator[Act]:
    """The acts as commands; `catalogues` by service.

    Without keys, what has to be sealed is left out, and with it what is said of the same matter afterwards.
    """
    left_out: set[str] = set()
    for each in told:
        kind = catalogues[each.service].kind_of(each.command)
        matter = next((each.document[name] for name in _MATTERS if name in each.document), each.name)
        if sealer is None and is_sealed(kind):
            left_out.add(matter)
        if matter not in left_out:
            yield each.sealed_by(kind, sealer)


def read_acts(file: Path) -> tuple[ToldAct, ...]:
    """In the order of the file; moments without a zone are China's."""
    return tuple(
        ToldAct(
            at=act["at"].replace(tzinfo=CHINA),
            name=act["name"],
            role=act["role"],
            actor_unit=act.get("actor_unit", ""),
            command=act["command"],
            document={"actor": act["actor"], **_plain(act["document"])},
        )
        for act in tomllib.loads(file.read_text("utf-8"))["act"]
    )


def _plain(value: Any) -> Any:
    """Dates as text, as a caller writes them."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
