"""Forms to print: what is asked is what the service records, and where, how and by when stands in the texts."""

from dataclasses import MISSING, fields
from datetime import date, datetime
from typing import Any
from uuid import uuid5

import pytest
from contracts.calendar import CHINA
from contracts.disclosure.objection.messages import ObjectionKind, SubmitObjection
from contracts.disclosure.request.messages import ReceiveRequest, WantedForm
from contracts.disclosure.words import Entry, EntryKind
from contracts.mediation.case.messages import CaseKind, CaseRegistered, Party, Receiver, RegisterCase
from contracts.mediation.case.rules import mediation_policy
from contracts.mediation.proxy.messages import RequestProxy
from contracts.mining.mine.messages import SubmitTip
from contracts.policies import pack_named, resolve
from contracts.sealed import Sealed
from ledger.parts import NAMESPACE
from ledger.testing.given import given
from mediation.case import STREAM as CASE
from portal.answers.offered import blanks_known

from services.portal.tests.conftest import COUNTY, TOWNSHIP, VILLAGE, County, GoesBy

CHANNELS = ("cn-petitions-2022", "county-2011-channels")
CENTRE = (
    "cn-mediation-2010",
    "cn-mediation-work-2002",
    "cn-civil-procedure-2023",
    "cn-recusal-2022",
    "township-centre-2012",
)
TEXTS = {
    "disclosure": ("cn-open-government-2019-requests", "county-2011-supervision"),
    "mediation": (*CHANNELS, "county-2011-services"),
    "mining": ("ningdu-green-mines-2024",),
}
COMMANDS: dict[str, type] = {
    "opinion": RegisterCase,
    "complaint": RegisterCase,
    "objection": SubmitObjection,
    "request": ReceiveRequest,
    "proxy": RequestProxy,
    "mine": SubmitTip,
}
OF_THE_OFFICE = {
    *("actor", "unit", "submission", "objection", "request", "tip", "requester"),
    *("channel", "received_by", "received_on", "arrived_on", "confirmed_on"),
}
"""Who receives, when, by which way, and under which number: what no form asks of whoever fills it in."""

SAID_BY_THE_OFFICE = {"opinion": {"kind", "subject", "parties"}, "complaint": {"kind", "parties"}}
"""Of a case: its kind is the form's; what it is about without names, and by which reference a party goes."""


@pytest.fixture
def offering(county: County, goes_by: GoesBy) -> County:
    """A county whose services go by the texts that speak of forms."""
    for service, packs in TEXTS.items():
        goes_by(service, *packs)
    return county


def required_of(command: type) -> set[str]:
    return {each.name for each in fields(command) if each.default is MISSING and each.default_factory is MISSING}


@pytest.mark.parametrize("name", list(COMMANDS))
def test_a_form_asks_for_what_the_command_needs_and_for_nothing_it_does_not_have(name):
    blank, command = blanks_known()[name], COMMANDS[name]
    becomes = {each["becomes"].partition(".")[0] for each in blank.asked}
    must = {each["becomes"] for each in blank.asked if each["required"]}
    own = {each.name for each in fields(command)}
    of_the_office = OF_THE_OFFICE - must | SAID_BY_THE_OFFICE.get(name, set())

    assert becomes <= own
    assert required_of(command) - of_the_office <= must
    assert blank.command.partition(".")[0] == blank.service
    assert set(COMMANDS) == set(blanks_known())


def test_the_choices_of_a_form_are_the_words_of_its_command():
    asked = {name: {each["field"]: each for each in blank.asked} for name, blank in blanks_known().items()}

    assert list(ObjectionKind) == asked["objection"]["kind"]["choices"]
    assert list(WantedForm) == asked["request"]["form"]["choices"]


def test_nothing_is_offered_that_no_text_in_force_speaks_of(county, goes_by):
    county.look()
    before = county.json("/forms")
    goes_by("mediation", "county-2011-services")

    assert "proxy" not in [each["form"] for each in before["forms"]]
    assert "proxy" in [each["form"] for each in county.json("/forms")["forms"]]
    assert 404 == county.get(f"/units/{TOWNSHIP}/forms/opinion").status_code


def test_a_unit_takes_its_forms_and_no_other(offering):
    def taken(unit: str) -> list[str]:
        return [each["form"] for each in offering.json(f"/units/{unit}/forms")["forms"]]

    assert ["opinion", "complaint", "objection", "request", "proxy"] == taken(TOWNSHIP)
    assert ["opinion", "objection", "proxy"] == taken(VILLAGE)
    assert ["mine"] == taken(COUNTY)
    assert 404 == offering.get(f"/units/{VILLAGE}/forms/request").status_code
    assert 404 == offering.get(f"/units/{VILLAGE}/forms/rumour").status_code
    assert f'href="/units/{VILLAGE}/forms"' in offering.html(f"/units/{VILLAGE}")


def test_the_list_leads_to_every_form_of_every_unit(offering):
    page, lines = offering.html("/forms"), offering.get("/forms.csv").text.splitlines()

    assert f'href="/units/{VILLAGE}/forms/opinion"' in page
    assert f'href="/units/{COUNTY}/forms/mine"' in page
    assert 1 + 5 + 3 + 1 == len(lines)


@pytest.mark.req("P-008")
def test_an_opinion_needs_its_text_alone_and_says_how_wishes_are_expressed(offering):
    document = offering.json(f"/units/{VILLAGE}/forms/opinion")
    page = offering.html(f"/units/{VILLAGE}/forms/opinion")

    assert {"text": True, "place": False, "contact": False} == {
        each["field"]: each["required"] for each in document["asked"]
    }
    assert "internet" in [each["channel"] for each in document["channels"]]
    assert {"petition.tell.days": 15, "petition.finish.days": 60, "petition.review.ask_days": 30} == {
        each["limit"]: each["value"] for each in document["limits"]
    }
    assert "请以理性、合法的形式表达个人意愿" in page
    assert all(text in page for text in ("回执", "编号", "收到之日起15日内", "信访工作条例23", "塘背村"))


@pytest.mark.req("P-008")
@pytest.mark.parametrize(("text", "refusal"), [("水渠堵了", None), (None, "mediation.registration-incomplete")])
def test_what_the_form_asks_is_all_that_the_service_needs(offering, text, refusal):
    """The form's own answers become the command, by the way of the internet; its submission is the receipt's number."""
    document = offering.json(f"/units/{VILLAGE}/forms/opinion")
    sealed = Sealed(
        key_id=str(uuid5(NAMESPACE, "key")), kind="statement", algorithm="A256GCM", nonce="n" * 16, ciphertext="c" * 64
    )
    filled: dict[str, Any] = {each["becomes"]: sealed for each in document["asked"] if each["required"] and text}
    by_the_office: dict[str, Any] = {
        "actor": "station-1",
        "unit": document["unit"]["code"],
        "submission": "opinion-2025-1",
        "kind": CaseKind.OPINION,
        "channel": "internet",
        "received_by": Receiver.STATION,
        "received_on": date(2025, 5, 6),
        "subject": "水利",
        "parties": (Party(party="person-1"),),
    }
    policy = mediation_policy(resolve(COUNTY, [pack_named(name) for name in (*CHANNELS, *CENTRE)]))
    case = given(CASE, policy).when(RegisterCase(**by_the_office, **filled), at=datetime(2025, 5, 6, 12, tzinfo=CHINA))

    if refusal:
        case.then_rejected(refusal)
    else:
        [fact] = case.after().facts
        assert isinstance(fact, CaseRegistered)
        assert ("opinion-2025-1", "internet", sealed) == (fact.submission, fact.channel, fact.matter)


@pytest.mark.req("P-020")
def test_a_complaint_has_its_telephones_as_posted_its_box_its_book_and_a_form(offering, open_duty):
    path = f"/units/{TOWNSHIP}/forms/complaint"
    before = offering.json(path)["telephones"]
    posted = open_duty(offering, TOWNSHIP, "STAFF", "standing")
    line = Entry(item="STAFF-13", kind=EntryKind.CONTENT, text="0797-0000000")
    posted.draft(line)
    posted.check()
    posted.publish("place")
    offering.look()

    document, page = offering.json(path), offering.html(path)

    assert [("STAFF-12", None), ("STAFF-13", None)] == [(each["line"], each["text"]) for each in before]
    assert "0797-0000000" == document["telephones"][1]["text"]
    assert {"complaint_telephone", "suggestion_box", "suggestion_book", "internet"} <= {
        each["channel"] for each in document["channels"]
    }
    assert "deputy_reception" not in [each["channel"] for each in document["channels"]]
    assert all(text in page for text in ("0797-0000000", "意见箱", "意见簿", "被投诉单位"))


@pytest.mark.req("P-019")
def test_a_request_for_help_is_of_one_of_three_kinds_and_told_by_its_receipt(offering):
    document = offering.json(f"/units/{VILLAGE}/forms/proxy")
    page = offering.html(f"/units/{VILLAGE}/forms/proxy")

    [kinds] = [each["choices"] for each in document["asked"] if each["field"] == "proxy_kind"]
    assert ["village_to_township", "township_to_village", "staff_to_city"] == kinds
    assert all(text in page for text in ("村干部到乡镇代办", "乡镇干部到村代办", "工作人员到市县代办", "1 §四5一要"))
    assert "凭编号可向受理单位查询办理情况" in page


@pytest.mark.req("P-014")
def test_a_report_about_a_mine_asks_for_the_mine_and_the_words_alone(offering):
    document = offering.json(f"/units/{COUNTY}/forms/mine")
    page = offering.html(f"/units/{COUNTY}/forms/mine")

    assert ("mining.submit-tip", ["mine", "text"]) == (
        document["command"],
        [each["field"] for each in document["asked"]],
    )
    assert [7] == [each["value"] for each in document["limits"]]
    assert "名录内的矿山由此进入复核" in page
    assert 'href="/units/360730/forms/mine"' in offering.html("/mines")


def test_where_no_text_sets_a_day_the_form_says_so(offering):
    document = offering.json(f"/units/{VILLAGE}/forms/objection")

    assert [None] == [each["value"] for each in document["limits"]]
    assert "现行文件未定期限" in offering.html(f"/units/{VILLAGE}/forms/objection")
    assert "no text in force sets it" in offering.html(f"/en/units/{VILLAGE}/forms/objection")


def test_a_request_counts_from_its_arrival_or_from_its_confirmation_by_how_it_comes(offering):
    document = offering.json(f"/units/{TOWNSHIP}/forms/request")

    assert {
        "in_person": "arrived",
        "signed_post": "arrived",
        "post": "confirmed",
        "online": "confirmed",
        "fax": "confirmed",
    } == {each["channel"]: each["counts_from"] for each in document["channels"]}
    assert [20, 20, 7] == [each["value"] for each in document["limits"]]
