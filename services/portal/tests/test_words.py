"""Every word of every page exists in both languages, and none is left over."""

import re
from pathlib import Path

import pytest
from contracts.assessment.words import Title
from contracts.disclosure.boards.messages import BoardKind
from contracts.disclosure.duty.rules import NAMED_BY as MATTERS
from contracts.disclosure.objection.messages import ObjectionKind, Outcome
from contracts.disclosure.regulations.messages import RegulationStatus
from contracts.disclosure.request.messages import RequestChannel, WantedForm
from contracts.disclosure.request.rules import CountsFrom
from contracts.elections.decision.messages import TopicKind
from contracts.elections.deputy_file.messages import PerformanceKind
from contracts.elections.execution.messages import ExecutionStatus
from contracts.elections.resolution.messages import StopGround, VillageMatter
from contracts.elections.session.messages import Disposal
from contracts.elections.station.messages import StationKind
from contracts.elections.words import Basis as ElectionBasis
from contracts.elections.words import Body, ElectionKind, Post, SessionKind
from contracts.mediation.words import Level
from contracts.mining.annual.messages import Falsehood
from contracts.mining.mine.messages import RemovalGround
from contracts.mining.words import MineLevel
from contracts.permissions import permissions_of
from contracts.policies import shipped_packs
from contracts.units import UnitKind
from portal.answers.guide import FIELDS, STATION_FIELDS
from portal.answers.lines import STATUSES
from portal.answers.minerals import ORDER
from portal.answers.offered import blanks_known
from portal.pages import MENU
from portal.projections.circulars import UNDERPERFORMANCE
from portal.projections.deputies import INVALID, TERMINATED, VALID
from portal.projections.elections import DECLARED, TOO_FEW, VOID
from portal.projections.titles import COMMENDED, DISTRICT
from portal.words import Language, Words, own_words

SOURCE = Path(__file__).parents[1] / "src" / "portal"
SAID = re.compile(r'say\("([a-z_]+\.[a-z_-]+)"')
BY_CODE = (
    "work",
    "rule_status",
    "mineral",
    "listing",
    "mine_level",
    "removal_ground",
    "session_stage",
    "session_kind",
    "disposal",
    "guide_field",
    *(
        "station_kind",
        "receipt",
        "blank",
        "blank_lead",
        "asked",
        "wanted_form",
        "proxy_kind",
        "way",
        "counts_from",
        "line",
        "limit",
    ),
    "limit_said",
    *("award", "circular", "industry", "dimension", "election_kind", "basis", "poll", "post", "mandate", "performance"),
    *("rating", "execution", "decision", "decided_matter", "body", "stop_ground", "leads", "stated"),
    "status",
    "kind",
    "board",
    "objected",
    "outcome",
    "channel",
    "ground",
    "role",
    "column",
    "error",
)


def lists_in_packs(*names: str) -> set[str]:
    """Every value of these list parameters in any pack of the release."""
    parameters = [
        pack.parameters[name] for pack in shipped_packs().values() for name in names if name in pack.parameters
    ]
    return {value for parameter in parameters if not parameter.silent for value in parameter.value}


def words_of(group: str) -> set[str]:
    return {key.partition(".")[2] for key in own_words() if key.startswith(f"{group}.")}


def said() -> set[str]:
    sources = [*SOURCE.glob("templates/*.html"), *SOURCE.glob("**/*.py")]
    return {key for source in sources for key in SAID.findall(source.read_text("utf-8"))}


def test_every_word_is_there_in_both_languages():
    assert [] == [key for key, both in own_words().items() if set(both) != {"zh", "en"} or not all(both.values())]


def test_every_word_that_is_said_exists():
    assert set() == said() - set(own_words())


def test_no_word_is_left_over():
    composed = {f"site.{page}" for page in MENU} | {key for key in own_words() if key.startswith("about.")}

    unsaid = {key for key in own_words() if key.partition(".")[0] not in BY_CODE} - said() - composed

    assert set() == unsaid


def test_both_languages_fill_in_the_same_values():
    def values(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", text))

    assert [] == [key for key, both in own_words().items() if values(both["zh"]) != values(both["en"])]


def test_what_packs_and_services_name_has_a_word():
    roles = {
        role
        for service in ("disclosure", "assessment", "elections", "mining")
        for by_role in permissions_of(service).methods.values()
        for role in by_role
    }
    grounds = lists_in_packs("disclosure.secrecy_grounds", "disclosure.lawful_grounds", "disclosure.optional_grounds")

    assert set() == {*roles, "Service"} - words_of("role")
    assert set() == grounds - words_of("ground")
    assert set() == lists_in_packs("disclosure.channels", "disclosure.posting_channels") - words_of("channel")
    assert {rhythm.upper() for rhythm in MATTERS} <= words_of("work")
    assert {*FIELDS, *STATION_FIELDS} == words_of("guide_field")
    assert set(RegulationStatus) == words_of("rule_status")
    assert {*Disposal, "adopted", "not-adopted"} == words_of("disposal")
    assert set(SessionKind) == words_of("session_kind")
    assert set(MineLevel) == words_of("mine_level")
    assert set(RemovalGround) == words_of("removal_ground")
    assert set(STATUSES) == words_of("status")
    assert set(BoardKind) == words_of("board")
    assert set(ObjectionKind) == words_of("objected")
    assert set(Outcome) == words_of("outcome")
    assert {kind.value for kind in UnitKind} <= words_of("kind")
    assert {*Title, DISTRICT, COMMENDED} == words_of("award")
    assert {*Falsehood, UNDERPERFORMANCE} == words_of("circular")
    assert lists_in_packs("mine.dimensions.named") == words_of("dimension")
    assert set(ORDER) == words_of("stated")
    assert set(ElectionKind) == words_of("election_kind")
    assert set(ElectionBasis) == words_of("basis")
    assert {DECLARED, VOID, TOO_FEW, "planned"} == words_of("poll")
    assert set(Post) == words_of("post")
    assert {VALID, TERMINATED, INVALID} == words_of("mandate")
    assert set(PerformanceKind) == words_of("performance")
    assert {*ExecutionStatus, "none"} == words_of("execution")
    assert {*VillageMatter, *TopicKind} == words_of("decided_matter")
    assert set(Body) == words_of("body")
    assert set(StopGround) == words_of("stop_ground")
    assert set(Level) <= words_of("column")
    assert set(StationKind) == words_of("station_kind")


def test_what_forms_ask_and_say_has_a_word():
    known = blanks_known()
    channels = lists_in_packs("opinion.channels.accepted", "opinion.channels.deputies", "opinion.channels.community")

    assert set(known) == words_of("blank") == words_of("blank_lead")
    assert {f"{name}-{each['field']}" for name, blank in known.items() for each in blank.asked} == words_of("asked")
    assert {limit for blank in known.values() for limit in blank.limits} == words_of("limit") == words_of("limit_said")
    assert {line for blank in known.values() for line in blank.telephones} == words_of("line")
    assert {*(channel.replace("-", "_") for channel in RequestChannel), *channels} == words_of("way") | {"reception"}
    assert set(CountsFrom) == words_of("counts_from")
    assert set(WantedForm) == words_of("wanted_form")
    assert lists_in_packs("proxy.kinds") == words_of("proxy_kind")


@pytest.mark.parametrize(
    ("period", "zh", "en", "zh_short", "en_short"),
    [
        ("2025H1", "2025年上半年", "2025 H1", "上半年", "H1"),
        ("2025H2", "2025年下半年", "2025 H2", "下半年", "H2"),
        ("2025Q3", "2025年第3季度", "2025 Q3", "第3季度", "Q3"),
        ("2025-09", "2025年9月", "2025-09", "9月", "09"),
    ],
)
def test_a_period_is_said_as_people_say_it(period, zh, en, zh_short, en_short):
    chinese, english = Words(Language.ZH), Words(Language.EN)

    assert (zh, en) == (chinese.period(period), english.period(period))
    assert (zh_short, en_short) == (chinese.in_year(period), english.in_year(period))


def test_an_instant_is_said_in_china_standard_time():
    assert "2025年4月21日 00:00" == Words(Language.ZH).moment("2025-04-20T16:00:00.000000Z")
    assert "2025-04-20 23:59" == Words(Language.EN).moment("2025-04-20T15:59:59.999999Z")
