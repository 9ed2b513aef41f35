"""What assessment confers and the public is told of (event flows 41, 42).

Law: county opinion on township standardisation, part 5 (document 1 §五4); draft opinion on residents' committees,
part 3 (document 5 §三(三)). Who conferred it publishes it.
"""

from collections.abc import Iterable

from contracts.assessment.catalogue import ASSESSMENT_FACTS
from contracts.assessment.communities import CommunityTitleConferred, Title
from contracts.assessment.districts import DistrictTitleConferred
from contracts.assessment.township_facts import TownshipCommended
from contracts.bilingual import Bilingual
from contracts.disclosure.occasions import Occasion
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


POSTINGS = tuple(
    Posting(facts=ASSESSMENT_FACTS, fact=fact, occasion=Occasion.COMMENDATION, tells=_conferred)
    for fact in (TownshipCommended, CommunityTitleConferred, DistrictTitleConferred)
)
