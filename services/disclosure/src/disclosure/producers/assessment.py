"""What assessment confers and the public is told of (event flows 41, 42), and what a centre's checks came to (43).

Law: county opinion on township standardisation, part 5 (document 1 §五4); draft opinion on residents' committees,
part 3 (document 5 §三(三)); township opinion on its centre, part 3 (document 4 §三(七)). Who conferred a title
publishes it; the township publishes its centre's results and what followed, and names no person.
"""

from collections.abc import Iterable

from contracts.assessment.catalogue import ASSESSMENT_FACTS
from contracts.assessment.centre_facts import HalfYearCheckCompleted, SubjectPenalised, SubjectRewarded
from contracts.assessment.communities import CommunityTitleConferred, Title
from contracts.assessment.districts import DistrictTitleConferred
from contracts.assessment.township_facts import TownshipCommended
from contracts.bilingual import Bilingual
from contracts.calendar import china_day
from contracts.disclosure.duty.messages import Occasion
from contracts.units import UnitKind
from ledger.store import Recorded

from disclosure.postings import Posting, Telling, decided_on, kind_of, office_of

_Honour = TownshipCommended | CommunityTitleConferred | DistrictTitleConferred


def _conferred(fact: _Honour, recorded: Recorded) -> Iterable[Telling]:
    office = office_of(recorded, otherwise=fact.unit)
    yield Telling(unit=office, kind=kind_of(office), happened_on=decided_on(recorded), subject=_title(fact))


def _title(fact: _Honour) -> Bilingual:
    """The title and whose it is; a unit's name is no part of the fact."""
    if isinstance(fact, TownshipCommended):
        return Bilingual(
            zh=f"{fact.year}年度表彰乡镇（{fact.unit}）", en=f"commended township of {fact.year} ({fact.unit})"
        )
    if isinstance(fact, DistrictTitleConferred):
        return Bilingual(zh=f"示范区（{fact.unit}）", en=f"demonstration district ({fact.unit})")
    zh = {Title.QUALIFIED: "合格社区", Title.DEMONSTRATION: "示范社区"}[fact.title]
    return Bilingual(zh=f"{zh}（{fact.unit}）", en=f"{fact.title} community ({fact.unit})")


def _checked(fact: HalfYearCheckCompleted, recorded: Recorded) -> Iterable[Telling]:
    half = "上半年" if fact.term.endswith("H1") else "下半年"
    yield Telling(
        unit=fact.unit,
        kind=UnitKind.TOWNSHIP,
        happened_on=china_day(fact.completed_at),
        subject=Bilingual(zh=f"{fact.year}年{half}", en=fact.term),
    )


def _followed(fact: SubjectRewarded | SubjectPenalised, recorded: Recorded) -> Iterable[Telling]:
    is_reward = isinstance(fact, SubjectRewarded)
    zh, en = ("奖励", "reward") if is_reward else ("惩处", "penalty")
    yield Telling(
        unit=fact.unit,
        kind=UnitKind.TOWNSHIP,
        happened_on=china_day(fact.decided_at),
        subject=Bilingual(zh=f"{fact.year}年度{zh}（{fact.subject}）", en=f"{en} of {fact.year} ({fact.subject})"),
    )


_HONOURS = (TownshipCommended, CommunityTitleConferred, DistrictTitleConferred)

POSTINGS = (
    *(
        Posting(facts=ASSESSMENT_FACTS, fact=fact, occasion=Occasion.COMMENDATION, tells=_conferred)
        for fact in _HONOURS
    ),
    Posting(facts=ASSESSMENT_FACTS, fact=HalfYearCheckCompleted, occasion=Occasion.CENTRE_CHECK, tells=_checked),
    *(
        Posting(facts=ASSESSMENT_FACTS, fact=fact, occasion=Occasion.CENTRE_CHECK, tells=_followed)
        for fact in (SubjectRewarded, SubjectPenalised)
    ),
)
