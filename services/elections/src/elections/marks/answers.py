"""Answers to what is asked about the marks of a congress's organs, from the facts of its stream, which are few."""

import json
from functools import reduce

from contracts.catalogue import facts_of
from contracts.elections.marks.messages import MarkKind, MarkLine, MarkRecorded, MarksAnswer, MarksOfCongress
from ledger.door import Page, Source

from elections.marks.rule import Marks, evolve, marks_stream


def marks_of_congress(source: Source, question: MarksOfCongress, page: Page) -> MarksAnswer:
    recorded = source.read(marks_stream(question.unit))
    facts = [facts_of("elections").read(each.type, json.loads(each.data)) for each in recorded]
    marks = reduce(evolve, facts, Marks())
    newest = {fact.kind: fact for fact in facts if isinstance(fact, MarkRecorded)}
    return MarksAnswer(
        unit=question.unit,
        marks=tuple(
            MarkLine(kind=kind, text=newest[kind].text, checked_on=newest[kind].checked_on)
            for kind in MarkKind
            if kind in marks.texts
        ),
        staff=marks.staff,
        lacking=marks.lacking,
    )
