"""One mine for tests: its commands and its history up to each step, without repeating whose it is."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.impartiality import RecordTie, Tie, TieKind
from contracts.mining.mine.messages import (
    AnswerObjection,
    AppointEvaluator,
    AssessOwnMine,
    BeginBuilding,
    CertifyMine,
    CheckPrerequisites,
    ConfirmCure,
    DecideReview,
    Licence,
    PostNotice,
    RecommendMine,
    RecordEvaluation,
    RecordFinding,
    RecordObjection,
    RegisterMine,
    RejectMine,
    RemovalGround,
    ReviewMine,
    ReviewOutcome,
    ReviewVerdict,
    Standard,
    Standing,
    SubmitTip,
    TeamMember,
)
from contracts.mining.mine.rules import MiningPolicy
from contracts.mining.words import Boundary, Located, Overlap, Point, ProtectedKind
from contracts.sealed import Sealed
from ledger.testing.given import Case, given

from mining.mine import STREAM

PACKS = (
    "cn-mine-scheme-2024",
    "cn-mine-listing-2020",
    "cn-recusal-2022",
    "ningdu-green-mines-2024",
    "ningdu-mine-standard-2024",
)
UNIT, HOLDER, EVALUATOR, COUNTY = "360730101-shilong", "360730-jinshi", "360100-evaluators", "360730"
EVIDENCE = "ab" * 32
SAID = Sealed(
    key_id="3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11",
    kind="statement",
    algorithm="A256GCM",
    nonce="n" * 16,
    ciphertext="c" * 64,
)
NAME = Bilingual(zh="石龙采石场", en="Shilong Quarry")
TIP, OTHER_TIP = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
MineCase = Case[Any, Any, Any, Any]


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=CHINA)


def square(east: str = "116.01", north: str = "26.47") -> Boundary:
    """About a kilometre each way, from its south-western corner."""
    far_east, far_north = f"{east[:-1]}2", f"{north[:-1]}8"
    corners = ((east, north), (far_east, north), (far_east, far_north), (east, far_north), (east, north))
    return Boundary(ring=tuple(Point(east=one, north=other) for one, other in corners))


def located(red_line: tuple[str, ...] = (), reserve: tuple[str, ...] = ()) -> Located:
    """Looked for in both data sets, and found in these areas."""
    sets = ((ProtectedKind.RED_LINE, "cd", red_line), (ProtectedKind.NATURE_RESERVE, "ef", reserve))
    overlaps = (
        Overlap(kind=kind, data_set=digit * 32, dated=date(2024, 1, 1), areas=areas) for kind, digit, areas in sets
    )
    return Located(boundary=square(), overlaps=tuple(overlaps))


def standing(**other: Any) -> Standing:
    licences = (
        Licence(name="采矿许可证", valid_from=date(2020, 1, 1), valid_to=date(2029, 12, 31), evidence=EVIDENCE),
    )
    return Standing(**{"licences": licences, "is_operating": True, "reserves": Fraction(3), **other})


def team(size: int = 5, **leader: Any) -> tuple[TeamMember, ...]:
    members = [
        TeamMember(person=f"expert-{n}", is_leader=n == 1, is_mid_level=True, is_senior=n <= 2, is_full_time=n == 1)
        for n in range(1, size + 1)
    ]
    return (replace(members[0], **leader), *members[1:])


@dataclass(frozen=True, slots=True)
class OneMine:
    """Commands of one mine, and its history up to a step, told by sending the commands of the steps before."""

    policy: MiningPolicy

    @property
    def standard(self) -> Standard:
        return self.policy.standards["ningdu-2024"]

    def full_marks(self, **other: Fraction | int) -> dict[str, Fraction]:
        """Every item at its maximum but those named, `resource_utilisation_4` for `resource_utilisation.4`."""
        changed = {".".join(name.rsplit("_", 1)): Fraction(points) for name, points in other.items()}
        return {**self.standard.items, **changed}

    # Commands

    def register(self, **other: Any) -> RegisterMine:
        fixed = {"mine": NAME, "holder": HOLDER, "mineral": "facing_stone", "kind": "quarry", "size": "small"}
        return RegisterMine(
            **{"actor": "county-1", "unit": UNIT, **fixed, "plan": "宁都县矿产资源总体规划（2021—2025年）", **other}
        )

    def check(self, notice_on: date = date(2025, 1, 6), **other: Any) -> CheckPrerequisites:
        fixed = {"notice": "2025-1", "notice_on": notice_on, "standing": standing(), "located": located()}
        return CheckPrerequisites(**{"actor": "county-1", "unit": UNIT, **fixed, **other})

    def begin(self, **other: Any) -> BeginBuilding:
        return BeginBuilding(
            **{"actor": "jinshi-1", "unit": UNIT, "notice": "2025-1", "standard": "ningdu-2024", **other}
        )

    def assess(self, **other: Any) -> AssessOwnMine:
        marks = {"points": self.full_marks(), "not_applicable": {}}
        return AssessOwnMine(**{"actor": "jinshi-1", "unit": UNIT, **marks, **other})

    def appoint(self, **other: Any) -> AppointEvaluator:
        able = {"team": team(), "professionals": 20, "senior_professionals": 6, "has_helped_mine": False}
        return AppointEvaluator(
            **{"actor": "county-1", "unit": UNIT, "evaluator": EVALUATOR, "paid_by": COUNTY, **able, **other}
        )

    def evaluate(self, **other: Any) -> RecordEvaluation:
        marks = {"points": self.full_marks(ecology_1=5), "not_applicable": {}, "site_notes": {}, "report": EVIDENCE}
        return RecordEvaluation(**{"actor": "expert-1", "unit": UNIT, **marks, **other})

    def recommend(self, **other: Any) -> RecommendMine:
        return RecommendMine(**{"actor": "county-2", "unit": UNIT, "verdict": ReviewVerdict.FORWARD, **other})

    def review(self, **other: Any) -> ReviewMine:
        return ReviewMine(**{"actor": "city-1", "unit": UNIT, "verdict": ReviewVerdict.FORWARD, **other})

    def post(self, from_on: date = date(2025, 3, 3), **other: Any) -> PostNotice:
        return PostNotice(**{"actor": "city-2", "unit": UNIT, "from_on": from_on, **other})

    def object(self, received_on: date = date(2025, 3, 4), **other: Any) -> RecordObjection:
        fixed = {"tip": TIP, "received_on": received_on, "is_signed": True, "text": SAID}
        return RecordObjection(**{"actor": "city-2", "unit": UNIT, **fixed, **other})

    def answer(self, **other: Any) -> AnswerObjection:
        return AnswerObjection(
            **{"actor": "city-2", "unit": UNIT, "tip": TIP, "is_upheld": False, "text": "经核查，不属实。", **other}
        )

    def certify(self, certified_on: date = date(2025, 3, 14), **other: Any) -> CertifyMine:
        return CertifyMine(**{"actor": "city-2", "unit": UNIT, "certified_on": certified_on, **other})

    def reject(self) -> RejectMine:
        return RejectMine(actor="city-2", unit=UNIT, reason="未达标")

    def tip(self, **other: Any) -> SubmitTip:
        return SubmitTip(**{"actor": "person-9", "unit": UNIT, "tip": OTHER_TIP, "text": SAID, **other})

    def find(self, **other: Any) -> RecordFinding:
        fixed = {"found_on": date(2025, 6, 2), "text": "排土场未复绿"}
        return RecordFinding(**{"actor": "county-3", "unit": UNIT, **fixed, **other})

    def decide(self, outcome: ReviewOutcome, **other: Any) -> DecideReview:
        return DecideReview(**{"actor": "city-1", "unit": UNIT, "outcome": outcome, "text": "核查意见", **other})

    def remove(self, ground: RemovalGround = RemovalGround.STANDARD_BREACHED, **other: Any) -> DecideReview:
        return self.decide(ReviewOutcome.REMOVAL, **{"ground": ground, "announced_on": date(2025, 7, 1), **other})

    def cured(self) -> ConfirmCure:
        return ConfirmCure(actor="city-1", unit=UNIT, text="整改到位")

    def tie(self, holder: str, to: str, kind: TieKind = TieKind.BELONGS) -> RecordTie:
        return RecordTie(
            actor="county-1", unit=UNIT, case=f"mining_mine-{UNIT}", tie=Tie(holder=holder, to=to, kind=kind)
        )

    # Histories

    def new(self) -> MineCase:
        return given(STREAM, self.policy)

    def registered(self) -> MineCase:
        return self.new().when(self.register(), at=noon(2025, 1, 2)).after()

    def checked(self) -> MineCase:
        return self.registered().when(self.check(), at=noon(2025, 1, 8)).after()

    def building(self) -> MineCase:
        return self.checked().when(self.begin(), at=noon(2025, 1, 10)).after()

    def assessed(self) -> MineCase:
        return self.building().when(self.assess(), at=noon(2025, 2, 5)).after()

    def appointed(self) -> MineCase:
        return self.assessed().when(self.appoint(), at=noon(2025, 2, 10)).after()

    def evaluated(self, **marks: Any) -> MineCase:
        return self.appointed().when(self.evaluate(**marks), at=noon(2025, 2, 20)).after()

    def recommended(self) -> MineCase:
        return self.evaluated().when(self.recommend(), at=noon(2025, 2, 24)).after()

    def reviewed(self) -> MineCase:
        return self.recommended().when(self.review(), at=noon(2025, 2, 27)).after()

    def posted(self) -> MineCase:
        return self.reviewed().when(self.post(), at=noon(2025, 3, 3)).after()

    def certified(self) -> MineCase:
        return self.posted().when(self.certify(), at=noon(2025, 3, 14)).after()

    def under_review(self) -> MineCase:
        return self.certified().when(self.find(), at=noon(2025, 6, 3)).after()

    def removed(self) -> MineCase:
        return self.under_review().when(self.remove(), at=noon(2025, 7, 1)).after()
