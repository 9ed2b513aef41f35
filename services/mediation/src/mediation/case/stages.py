"""Which of the six stages (运行原则) the facts of a case show.

Law: township opinion on the centre (document 4 §三(一)).
"""

from collections.abc import Iterable, Iterator

from contracts.mediation.case.messages import (
    AttemptStarted,
    CaseClosed,
    CaseRegistered,
    CaseStage,
    CaseTriaged,
    EffectTracked,
    HandlingOverdue,
    MethodSet,
    PetitionOverdue,
    ResultReported,
    TransferAccepted,
)

_SHOWN_BY = {
    CaseRegistered: CaseStage.RECEPTION,
    CaseTriaged: CaseStage.REFERRAL,
    MethodSet: CaseStage.REFERRAL,
    TransferAccepted: CaseStage.CHANNEL,
    EffectTracked: CaseStage.TRACKING,
}


def stages(facts: Iterable[object]) -> tuple[CaseStage, ...]:
    """Each once, in the order of the text; `facts` in the order in which they were recorded."""
    shown = frozenset(_shown(facts))
    return tuple(stage for stage in CaseStage if stage in shown)


def _shown(facts: Iterable[object]) -> Iterator[CaseStage]:
    is_handed_over = is_late = False
    for fact in facts:
        is_handed_over |= isinstance(fact, CaseTriaged)
        is_late |= isinstance(fact, HandlingOverdue | PetitionOverdue)
        if type(fact) in _SHOWN_BY:
            yield _SHOWN_BY[type(fact)]
        elif isinstance(fact, AttemptStarted) and is_handed_over:
            yield CaseStage.CHANNEL
            if fact.departments:
                yield CaseStage.COOPERATION
        elif isinstance(fact, ResultReported | CaseClosed) and not is_late:
            yield CaseStage.IN_TIME
