"""A service is what its folders declare; what is declared wrongly is refused at import, and where is said."""

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from importlib import import_module, invalidate_caches
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.catalogue import commands_of, facts_of, messages_of
from contracts.declared import declared_of
from contracts.permissions import permissions_of
from ledger.parts import Handlers
from ledger.recorded import metadata_of
from ledger.testing.playing import Played

import contracts

FILES = {
    "contracts/sample/__init__.py": 'STREAMS = ("tallies",)\nSHARED = ()\n',
    "contracts/sample/service.toml": "",
    "contracts/sample/tallies/__init__.py": "",
    "contracts/sample/tallies/messages.py": """
from contracts.message import answer, command, fact, question
from contracts.vocabulary import Actor, UnitCode


@command
class CountOne:
    actor: Actor
    unit: UnitCode


@command
class CloseTally:
    actor: Actor
    unit: UnitCode


@fact
class OneCounted:
    unit: UnitCode


@fact
class TallyClosed:
    unit: UnitCode


@question
class TallyOfUnit:
    unit: UnitCode


@answer
class TallyAnswer:
    unit: UnitCode
""",
    "contracts/sample/tallies/stream.toml": """
own = ["close_tally"]

[who.count_one]
DisclosureOfficerVillage = "own"

[who.tally_of_unit]
Public = "any"
""",
    "sample/__init__.py": "",
    "sample/tallies/__init__.py": """
from ledger.decider import RulesOf
from contracts.stream_names import key_of
from ledger.stream import Rule, Stream

from sample.tallies.answers import tally_of_unit
from sample.tallies.reactions import close_when_counted
from sample.tallies.rule import decide, evolve
from sample.tallies.view import TALLIES

STREAM = Stream(
    rule=Rule(begins=0, decide=decide, evolve=evolve),
    key=key_of(__name__, "unit"),
    rules=RulesOf.NONE,
    views=(TALLIES,),
    answers=(tally_of_unit,),
    reactions=(close_when_counted,),
)
""",
    "sample/tallies/rule.py": """
from collections.abc import Sequence
from datetime import datetime

from contracts.rules import Rules
from contracts.sample.tallies.messages import CloseTally, CountOne, OneCounted, TallyClosed


def decide(
    command: CountOne | CloseTally, state: int, rules: Rules[None], now: datetime
) -> Sequence[OneCounted | TallyClosed]:
    return [OneCounted(unit=command.unit) if isinstance(command, CountOne) else TallyClosed(unit=command.unit)]


def evolve(state: int, fact: OneCounted | TallyClosed) -> int:
    return state + 1
""",
    "sample/tallies/view.py": """
from contracts.sample.tallies.messages import OneCounted, TallyClosed
from ledger.views import Projection


def noted(connection, fact, recorded):
    pass


TALLIES = Projection(
    name="tallies", version=1, applies={OneCounted: noted, TallyClosed: noted}, ignores=frozenset()
)
""",
    "sample/tallies/answers.py": """
from contracts.sample.tallies.messages import TallyAnswer, TallyOfUnit
from ledger.door import Page, Source


def tally_of_unit(source: Source, question: TallyOfUnit, page: Page) -> TallyAnswer:
    return TallyAnswer(unit=question.unit)
""",
    "sample/tallies/reactions.py": """
from collections.abc import Iterator

from contracts.sample.tallies.messages import CloseTally, OneCounted
from ledger.reaction import Seen


def close_when_counted(counted: OneCounted, seen: Seen) -> Iterator[CloseTally]:
    yield CloseTally(actor=seen.actor, unit=counted.unit)
""",
    "sample/service.py": """
from ledger.agenda import agenda_table
from ledger.service import Service
from ledger.views import bookmark_table
from sqlalchemy import MetaData

from sample.tallies import STREAM as TALLIES

METADATA = MetaData()
SERVICE = Service(
    "sample", streams=(TALLIES,), shared=(), bookmark=bookmark_table(METADATA), agenda=agenda_table(METADATA)
)
""",
}

Declare = Callable[..., Any]


@pytest.fixture
def declare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Declare]:
    """Writes the folders of a small service, with other words where a test puts them, and imports what they declare."""
    monkeypatch.setattr(contracts, "__path__", [*contracts.__path__, str(tmp_path / "contracts")])
    monkeypatch.syspath_prepend(str(tmp_path))

    def declared(changes: Mapping[str, tuple[str, str]] | None = None) -> Any:
        for name, text in FILES.items():
            was, becomes = (changes or {}).get(name, ("", ""))
            assert was in text, f"{name} does not say {was}"
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace(was, becomes) if was else text, encoding="utf-8")
        invalidate_caches()
        return import_module("sample.service").SERVICE

    _forget()
    yield declared
    _forget()


def _forget() -> None:
    for name in [*sys.modules]:
        if name.partition(".")[0] == "sample" or name.startswith("contracts.sample"):
            del sys.modules[name]
    vars(contracts).pop("sample", None)
    for known in (commands_of, facts_of, messages_of, declared_of, permissions_of):
        known.cache_clear()


def test_what_a_service_is_made_of_follows_from_its_folders(declare: Declare) -> None:
    service = declare()
    [stream] = service.streams
    messages = sys.modules["contracts.sample.tallies.messages"]
    assert stream.name == "sample.tallies"
    assert stream.key("cn-360730") == "sample_tallies-cn-360730"
    assert stream.takes == (messages.CountOne, messages.CloseTally)
    assert stream.records == (messages.OneCounted, messages.TallyClosed)
    assert [*service.methods] == ["count_one", "tally_of_unit"]
    assert service.commands.type_named(messages.CountOne) == "sample.count-one.v1"
    assert service.facts.type_named(messages.TallyClosed) == "sample.tally-closed.v1"
    assert [*service.answers] == [messages.TallyOfUnit]


def test_a_declared_service_decides_reacts_and_answers(declare: Declare, tmp_path: Path) -> None:
    service = declare()
    messages = sys.modules["contracts.sample.tallies.messages"]
    begins = datetime(2025, 3, 1, 9, tzinfo=CHINA)
    played = Played(service, service.answers, begins=begins, unit="360730", folder=tmp_path / "views")
    played.at(begins, messages.CountOne(actor="clerk-1", unit="360730"))

    counted, closed = played.recorded()
    assert (counted.type, closed.type) == ("sample.one-counted.v1", "sample.tally-closed.v1")
    assert {counted.stream, closed.stream} == {"sample_tallies-360730"}
    assert metadata_of(closed)["actor"] == "service:sample"
    assert metadata_of(closed)["$causationId"] == str(counted.id)
    assert played.ask(messages.TallyOfUnit(unit="360730")) == messages.TallyAnswer(unit="360730")


MESSAGES = "contracts/sample/tallies/messages.py"


def later(role: str, name: str, recorded: str) -> tuple[str, str]:
    """How a message is declared, and how its second version is."""
    lifted = f'UPCASTS = {{"sample.{recorded}.v1": dict}}'
    return f"@{role}\nclass {name}:", f"{lifted}\n\n\n@{role}(version=2)\nclass {name}:"


@pytest.mark.parametrize(
    ("was", "becomes"),
    [later("command", "CloseTally", "close-tally"), later("fact", "OneCounted", "one-counted")],
    ids=["of the command", "of the fact"],
)
def test_a_new_version_makes_no_second_command_of_a_fact_that_was_told_before(
    declare: Declare, tmp_path: Path, was: str, becomes: str
) -> None:
    before = declare()
    messages = sys.modules["contracts.sample.tallies.messages"]
    begins = datetime(2025, 3, 1, 9, tzinfo=CHINA)
    played = Played(before, before.answers, begins=begins, unit="360730", folder=tmp_path / "views")
    played.at(begins, messages.CountOne(actor="clerk-1", unit="360730"))
    recorded = [*played.recorded()]
    _forget()
    after = declare({MESSAGES: (was, becomes)})
    assert after.commands is not before.commands

    after.own_reactions(Handlers(after, played.store, played.clock))[recorded[0].type](recorded[0])

    assert recorded == [*played.recorded()]
    assert 2 == len(recorded)


REBINDING = {
    "contracts/sample/__init__.py": (
        "SHARED = ()",
        "from contracts.cases import RebindPolicy\nSHARED = (RebindPolicy,)",
    ),
    "contracts/sample/tallies/stream.toml": ('own = ["close_tally"]', 'own = ["close_tally", "rebind_policy"]'),
}


def test_a_service_whose_cases_keep_their_rules_needs_no_stream_that_takes_others(declare: Declare) -> None:
    kept = 'rules=RulesOf.NONE, kept=KeptRules("sample_tallies-", "a tally is short", "no statute"),'
    imported = "from ledger.decider import KeptRules, RulesOf"
    declaration = FILES["sample/tallies/__init__.py"].replace("from ledger.decider import RulesOf", imported)
    service = declare(
        {
            **REBINDING,
            "sample/tallies/__init__.py": (
                FILES["sample/tallies/__init__.py"],
                declaration.replace("rules=RulesOf.NONE,", kept),
            ),
        }
    )
    [rebinding] = {*service.commands} - {*service.streams[0].takes}
    assert rebinding.__name__ == "RebindPolicy"


MISTAKES = {
    "other rules for cases that no stream keeps": (REBINDING, "sample: no stream decides RebindPolicy."),
    "a command that no stream decides": (
        {"sample/tallies/rule.py": ("command: CountOne | CloseTally,", "command: CountOne,")},
        "sample: no stream decides CloseTally.",
    ),
    "a message that nobody may send": (
        {"contracts/sample/tallies/stream.toml": ('own = ["close_tally"]', "")},
        "sample/tallies: nobody may call close_tally; give it a [who] or name it own.",
    ),
    "a permission for what is no message": (
        {"contracts/sample/tallies/stream.toml": ("[who.count_one]", "[who.count_two]")},
        "sample/tallies: no message is sent to count_two.",
    ),
    "a question without an answer": (
        {"sample/tallies/__init__.py": ("    answers=(tally_of_unit,),\n", "")},
        "sample/tallies: nothing answers TallyOfUnit.",
    ),
    "a view that says nothing of a fact": (
        {"sample/tallies/view.py": (", TallyClosed: noted}", "}")},
        "sample.tallies: the view tallies does not say what it does with TallyClosed.",
    ),
    "a reaction to what nobody records": (
        {"sample/tallies/reactions.py": ("counted: OneCounted", "counted: CloseTally")},
        "sample.tallies: nobody records CloseTally, to which close_when_counted reacts.",
    ),
    "two streams of one name": (
        {"sample/service.py": ("streams=(TALLIES,)", "streams=(TALLIES, TALLIES)")},
        "sample.tallies: sample.tallies has its prefix sample_tallies- too.",
    ),
    "facts that are decided and never followed": (
        {"sample/tallies/rule.py": ("fact: OneCounted | TallyClosed)", "fact: OneCounted)")},
        "sample/tallies: only one of what decide returns and what evolve takes names TallyClosed.",
    ),
}


@pytest.mark.parametrize(("changes", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_wrong_declaration_is_refused_where_it_is_imported(
    declare: Declare, changes: dict[str, tuple[str, str]], said: str
) -> None:
    with pytest.raises(TypeError) as refused:
        declare(changes)
    assert str(refused.value) == said
