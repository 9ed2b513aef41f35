"""An operator's orders reach the process that owns the inbox, and are answered."""

from contextlib import contextmanager
from threading import Event, Thread

import pytest
from ledger import orders
from ledger.inbox import Inbox
from ledger.orders import NobodyAnswers, Orders, give
from sunledger.main import app
from typer.testing import CliRunner

STREAM = "disclosure_duty-0"


@pytest.fixture
def inbox(history, effects, database):
    """The second fact of a stream cannot be handled; a third waits behind it."""
    inbox = Inbox("assessment", history.store, None, database, effects.reactions())
    history.record("duty-0", 3)
    effects.refuses = lambda fact: KeyError("x") if fact.revision == 1 else None
    inbox.catch_up()
    yield inbox
    inbox.close()


@pytest.fixture
def home(tmp_path):
    """A home in which a follow process of assessment carries out orders."""
    (tmp_path / "data" / "assessment" / "orders").mkdir(parents=True)
    return tmp_path


@contextmanager
def carried_out(home, inbox):
    stop = Event()
    loop = Thread(target=Orders(home / "data" / "assessment" / "orders", inbox).run, args=(stop,))
    loop.start()
    try:
        yield
    finally:
        stop.set()
        loop.join(5)


def parked(home, *words):
    return CliRunner().invoke(app, ["parked", *words, "--home", str(home)])


def test_what_is_parked_is_listed_with_its_error_and_what_waits(home, inbox):
    with carried_out(home, inbox):
        said = parked(home, "list", "assessment")

    assert (said.exit_code, said.output) == (0, f"{STREAM}: KeyError: 'x' (1 wait behind it)\n")


def test_a_retry_handles_the_stream_in_order(home, inbox, effects):
    effects.refuses = lambda _: None
    with carried_out(home, inbox):
        said = parked(home, "retry", "assessment", STREAM)

    assert (said.exit_code, said.output) == (0, "2 handled\n")
    assert effects.order == {STREAM: [0, 1, 2]}


def test_a_drop_asks_for_a_reason_and_the_rest_goes_on(home, inbox, effects):
    with carried_out(home, inbox):
        said = parked(home, "drop", "assessment", STREAM, "--reason", "recorded by hand")

    assert (said.exit_code, said.output) == (0, "dropped, and 1 handled that waited behind it\n")
    assert effects.order == {STREAM: [0, 2]}


def test_an_order_about_a_stream_where_nothing_is_parked_is_refused(home, inbox):
    with carried_out(home, inbox):
        said = parked(home, "drop", "assessment", "disclosure_duty-9", "--reason", "x")

    assert said.exit_code == 1
    assert "nothing is parked under" in said.output


def test_an_order_that_nobody_takes_is_taken_back(home, monkeypatch):
    monkeypatch.setattr(orders, "ANSWER_S", 0.2)
    folder = home / "data" / "assessment" / "orders"

    with pytest.raises(NobodyAnswers):
        give(folder, "list")
    assert list(folder.iterdir()) == []
