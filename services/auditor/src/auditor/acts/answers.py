"""What inspectors ask about acts, from the index; each answer says how far the index goes."""

from datetime import datetime
from pathlib import Path

from audit.acts import Act
from contracts.auditor.acts.messages import ActDone, ActsAnswer, ActsInMediation, ActsOfUnit
from contracts.fields import instant_text
from contracts.units import area_of
from ledger.door import Answer, Page, Source

from auditor.acts.view import DATABASE, ActsIndex
from auditor.asking import number_of

MEDIATION = "mediation"


def acts_of_unit(folder: Path) -> Answer:
    """The answer from the index in this folder."""
    index = ActsIndex(folder / DATABASE)

    def answer(source: Source, question: ActsOfUnit, page: Page) -> ActsAnswer:
        return _acts(index, question, question.service, page)

    return answer


def acts_in_mediation(folder: Path) -> Answer:
    """The answer from the index in this folder."""
    index = ActsIndex(folder / DATABASE)

    def answer(source: Source, question: ActsInMediation, page: Page) -> ActsAnswer:
        return _acts(index, question, MEDIATION, page)

    return answer


def _acts(index: ActsIndex, question: ActsOfUnit | ActsInMediation, service: str | None, page: Page) -> ActsAnswer:
    reached = index.reached()
    is_area = question.unit == area_of(question.unit)
    conditions = {
        "unit GLOB ?": f"{question.unit}*" if is_area else None,
        "unit = ?": None if is_area else question.unit,
        "service = ?": service,
        "actor = ?": question.by,
        "at >= ?": _text(question.begins),
        "at < ?": _text(question.ends),
        "position < ?": None if page.after is None else number_of(page.after),
    }
    acts = index.asked(conditions, most=page.limit + 1)
    shown = acts[: page.limit]
    following = str(shown[-1].position) if len(acts) > page.limit else None
    return ActsAnswer(unit=question.unit, through=reached, acts=tuple(map(_done, shown)), next=following)


def _done(act: Act) -> ActDone:
    return ActDone(
        service=act.service,
        unit=act.unit,
        at=datetime.fromisoformat(act.at),
        actor=act.actor,
        role=act.role,
        acting_unit=act.acting_unit,
        what=act.what,
        stream=act.stream,
        revision=act.revision,
        code=act.code,
    )


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else instant_text(moment)
