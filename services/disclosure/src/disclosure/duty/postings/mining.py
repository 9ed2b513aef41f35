"""What mining records that is to be made public, by the office that decided it (event flows 27 to 30, 32, 33).

Law: opinion on green mines, part 7 item 3, and its annex, arts. 9-12 (document 3 §七(三), §附9-§附12); Mineral
Resources Law (矿产资源法), arts. 46, 48.
"""

from collections.abc import Iterable
from datetime import date

from contracts.bilingual import Bilingual
from contracts.disclosure.duty.messages import Occasion
from contracts.mining.annual.messages import (
    AnnualAssessmentCompleted,
    ExperienceCommended,
    FalsificationFound,
    UnderperformanceCircular,
)
from contracts.mining.mine.messages import MineCertified, MineRemoved
from contracts.mining.restoration.messages import RestorationAccepted, RestorationPlanPosted
from contracts.mining.standards.messages import StandardPublished
from ledger.reaction import Seen

from disclosure.duty.postings.posting import Posting, Telling, kind_of, office_of


def _certified(fact: MineCertified, seen: Seen) -> Iterable[Telling]:
    subject = Bilingual(zh=f"列入{fact.mine.zh}", en=f"{fact.mine.en}, added")
    yield _by_office(Occasion.MINE_DIRECTORY, fact.unit, fact.certified_on, seen, subject)


def _removed(fact: MineRemoved, seen: Seen) -> Iterable[Telling]:
    subject = Bilingual(zh=f"移出{fact.mine.zh}", en=f"{fact.mine.en}, removed")
    yield _by_office(Occasion.MINE_DIRECTORY, fact.unit, fact.removed_on, seen, subject)


def _standard(fact: StandardPublished, seen: Seen) -> Iterable[Telling]:
    yield Telling(
        occasion=Occasion.MINE_STANDARDS,
        unit=fact.unit,
        kind=kind_of(fact.unit),
        happened_on=fact.published_on,
        subject=fact.title,
    )


def _falsified(fact: FalsificationFound, seen: Seen) -> Iterable[Telling]:
    """To the public only where its own rules said so."""
    if fact.is_published:
        yield _by_office(Occasion.MINE_FALSIFICATION, fact.unit, fact.found_on, seen, _year(fact.year))


def _underperformed(fact: UnderperformanceCircular, seen: Seen) -> Iterable[Telling]:
    if fact.is_published:
        yield _by_office(Occasion.MINE_UNDERPERFORMANCE, fact.unit, fact.issued_on, seen, _year(fact.year))


def _assessed(fact: AnnualAssessmentCompleted, seen: Seen) -> Iterable[Telling]:
    yield Telling(
        occasion=Occasion.MINE_ASSESSMENT,
        unit=fact.assessor,
        kind=kind_of(fact.assessor),
        happened_on=fact.completed_on,
        subject=_year(fact.year),
    )


def _commended(fact: ExperienceCommended, seen: Seen) -> Iterable[Telling]:
    yield _by_office(Occasion.MINE_PROGRESS, fact.unit, fact.commended_on, seen, _year(fact.year))


def _plan(fact: RestorationPlanPosted, seen: Seen) -> Iterable[Telling]:
    """A draft is there to be commented on."""
    subject = Bilingual(zh="修复方案公开征求意见", en="draft plan, for comment")
    yield _by_office(Occasion.MINE_RESTORATION, fact.unit, fact.posted_on, seen, subject)


def _accepted(fact: RestorationAccepted, seen: Seen) -> Iterable[Telling]:
    subject = Bilingual(zh=f"第{fact.phase}阶段验收结果", en=f"phase {fact.phase}, accepted")
    yield _by_office(Occasion.MINE_RESTORATION, fact.unit, fact.accepted_on, seen, subject)


def _by_office(occasion: Occasion, unit: str, on: date, seen: Seen, subject: Bilingual) -> Telling:
    office = office_of(seen, otherwise=unit)
    return Telling(occasion=occasion, unit=office, kind=kind_of(office), happened_on=on, subject=subject)


def _year(year: int) -> Bilingual:
    return Bilingual(zh=f"{year}年度", en=str(year))


POSTINGS = (
    Posting(_certified),
    Posting(_removed),
    Posting(_standard),
    Posting(_falsified),
    Posting(_underperformed),
    Posting(_assessed),
    Posting(_commended),
    Posting(_plan),
    Posting(_accepted),
)
