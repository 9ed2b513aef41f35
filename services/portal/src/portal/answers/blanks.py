"""Forms to print, fill in and hand in: what people say to their offices is recorded there, not through these pages.

Law: county opinion on township standardisation, part 4 items 2, 4 and 5 (乡镇规范化建设意见 四2三要、四4、四5);
opinion on green mines, part 7 item 3 (绿色矿山建设意见 七(三)); Regulations on Open Government Information, art. 29
(信息公开条例 第二十九条); Regulation on Petition Work, art. 23 (信访工作条例 第二十三条).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from contracts.disclosure.duty.messages import STANDING
from contracts.mediation.case.messages import OF_ACCEPTANCE
from sqlalchemy import bindparam, select

from portal.answers.in_force import Said, said_by
from portal.answers.lines import unit_line, unit_of
from portal.answers.offered import RECEIVING, Blank, blanks_known, offered, said_of
from portal.answers.published import items_of
from portal.answers.question import AT_ONCE, Answer, Document, Missing, Question, paged
from portal.projections.tables import DUTY

_POSTED = select(DUTY.c.stream).where(
    DUTY.c.unit == bindparam("unit"), DUTY.c.catalogue == bindparam("catalogue"), DUTY.c.period == STANDING
)


def blanks(question: Question) -> Answer:
    """Which forms there are, and the units that take any of them."""
    forms = offered(question)
    kinds = sorted({kind.value for blank in forms for kind in blank.receivers})
    rows = question.ask(RECEIVING.limit(AT_ONCE + 1).offset((question.page - 1) * AT_ONCE), kinds=kinds)
    units = [unit_line(row) for row in rows]
    lines = [_of_unit(unit, blank) for unit in units for blank in forms if unit["kind"] in blank.receivers]
    document = {"forms": [_named(blank) for blank in forms], **paged(question, units)}
    return Answer(document=document, lines=lines)


def blanks_of(question: Question) -> Answer:
    """The forms that a unit takes. `Missing` if it takes none."""
    unit = unit_of(question, question.parts["unit"])
    taken = [blank for blank in offered(question) if unit["kind"] in blank.receivers]
    if not taken:
        raise Missing
    document = {"unit": unit, "forms": [_named(blank) for blank in taken], "guidance": _guidance(taken)}
    return Answer(document=document, lines=[_of_unit(unit, blank) for blank in taken])


def blank(question: Question) -> Answer:
    """One form of a unit with what is asked, where to hand it in, by when it is answered, and under which text."""
    unit = unit_of(question, question.parts["unit"])
    one = blanks_known().get(question.parts["blank"])
    if one is None or unit["kind"] not in one.receivers or not said_of(question, one, one.grounds):
        raise Missing
    asked = [_asked(question, one, each) for each in one.asked]
    document = {
        "unit": unit,
        **_named(one),
        "service": one.service,
        "command": one.command,
        "asked": asked,
        "channels": _channels(question, one),
        "telephones": _telephones(question, one, unit["code"]),
        "limits": [_limit(question, one, name) for name in one.limits],
        "grounds": [_text(said) for said in said_of(question, one, one.grounds)],
        "guidance": _guidance([one]),
    }
    return Answer(document=document, lines=[_line(unit, one, each) for each in asked])


def has_blanks(question: Question, unit: str) -> bool:
    kind = unit_of(question, unit)["kind"]
    return any(kind in blank.receivers for blank in offered(question))


def _asked(question: Question, blank: Blank, asked: Mapping[str, Any]) -> Document:
    choices = list(asked.get("choices", ()))
    if "choices_of" in asked:
        choices = [value for said in said_of(question, blank, [asked["choices_of"]]) for value in said.parameter.value]
    return {
        "field": asked["field"],
        "required": asked["required"],
        "lines": asked.get("lines", 0),
        "choices": choices,
        "named": asked.get("named"),
        "becomes": asked["becomes"],
    }


def _channels(question: Question, blank: Blank) -> list[Document]:
    """By which ways it may come; `counts_from` says which day counts as that of receipt, where a text says so."""
    channels: list[Document] = []
    for begins in blank.channels:
        for said in said_by(question, blank.service, begins):
            if isinstance(said.parameter.value, list | tuple):
                channels += [{"channel": each, "counts_from": None} for each in said.parameter.value]
            else:
                name = said.parameter.name.removeprefix(begins)
                channels.append({"channel": name, "counts_from": said.parameter.value})
    return [each for each in channels if each["channel"] in blank.only] if blank.only else channels


def _telephones(question: Question, blank: Blank, unit: str) -> list[Document]:
    """The lines that the unit has posted (岗位牌), each None while it has not."""
    items: dict[str, Document] = {}
    for catalogue in {code.partition("-")[0] for code in blank.telephones}:
        for row in question.ask(_POSTED, unit=unit, catalogue=catalogue):
            items |= {item["item"]: item for item in items_of(question, row.stream)}
    return [_telephone(code, items.get(code)) for code in blank.telephones]


def _telephone(code: str, item: Document | None) -> Document:
    versions = item["versions"] if item else []
    return {"line": code, "text": versions[0]["text"] if versions else None, "number": code.partition("-")[2]}


def _limit(question: Question, blank: Blank, name: str) -> Document:
    """`value` None: no text that is in force says by when."""
    said = said_of(question, blank, [name])
    return {
        "limit": name,
        "value": None if not said or said[0].parameter.silent else said[0].parameter.value,
        "text": _text(said[0]) if said else None,
    }


def _text(said: Said) -> Document:
    return {"title": dict(said.pack.title), "source": said.parameter.source}


def _named(blank: Blank) -> Document:
    return {"form": blank.name, "receivers": [kind.value for kind in blank.receivers]}


def _guidance(blanks: Sequence[Blank]) -> dict[str, str] | None:
    """How wishes are expressed in a rational and lawful form, as every receipt says it."""
    if not any(blank.has_guidance for blank in blanks):
        return None
    return {"zh": OF_ACCEPTANCE.zh, "en": OF_ACCEPTANCE.en}


def _of_unit(unit: Document, blank: Blank) -> Document:
    return {"unit": unit["code"], "unit_name": unit["name"], "form": blank.name}


def _line(unit: Document, blank: Blank, asked: Document) -> Document:
    named = {key: asked[key] for key in ("field", "required", "choices", "becomes")}
    return {**_of_unit(unit, blank), **named}
