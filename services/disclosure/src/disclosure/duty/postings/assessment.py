"""What assessment confers and the public is told of (event flows 41, 42), and what a centre's checks came to (43).

Law: county opinion on township standardisation, part 5 (document 1 §五4); draft opinion on residents' committees,
part 3 (document 5 §三(三)); township opinion on its centre, part 3 (document 4 §三(七)). Who conferred a title
publishes it; the township publishes its centre's results and what followed, and names no person.
"""

from collections.abc import Iterable

from contracts.assessment.centre.messages import HalfYearCheckCompleted, SubjectPenalised, SubjectRewarded
from contracts.assessment.community.messages import CommunityTitleConferred
from contracts.assessment.district.messages import DistrictTitleConferred
from contracts.assessment.township.messages import TownshipCommended
from contracts.assessment.words import Title
from contracts.bilingual import Bilingual
from contracts.calendar import china_day
from contracts.disclosure.duty.messages import Occasion
from contracts.units import UnitKind
from ledger.reaction import Seen

from disclosure.duty.postings.posting import Posting, Telling, decided_on, kind_of, office_of

_Honour = TownshipCommended | CommunityTitleConferred | DistrictTitleConferred


def _conferred(fact: _Honour, seen: Seen) -> Iterable[Telling]:
    office = office_of(seen, otherwise=fact.unit)
    yield Telling(unit=office, kind=kind_of(office), happened_on=decided_on(seen.recorded), subject=_title(fact))


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


def _checked(fact: HalfYearCheckCompleted, seen: Seen) -> Iterable[Telling]:
    half = "上半年" if fact.term.endswith("H1") else "下半年"
    yield Telling(
        unit=fact.unit,
        kind=UnitKind.TOWNSHIP,
        happened_on=china_day(fact.completed_at),
        subject=Bilingual(zh=f"{fact.year}年{half}", en=fact.term),
    )


def _followed(fact: SubjectRewarded | SubjectPenalised, seen: Seen) -> Iterable[Telling]:
    is_reward = isinstance(fact, SubjectRewarded)
    zh, en = ("奖励", "reward") if is_reward else ("惩处", "penalty")
    yield Telling(
        unit=fact.unit,
        kind=UnitKind.TOWNSHIP,
        happened_on=china_day(fact.decided_at),
        subject=Bilingual(zh=f"{fact.year}年度{zh}（{fact.subject}）", en=f"{en} of {fact.year} ({fact.subject})"),
    )


POSTINGS = (
    Posting(_conferred, Occasion.COMMENDATION),
    Posting(_checked, Occasion.CENTRE_CHECK),
    Posting(_followed, Occasion.CENTRE_CHECK),
)
