"""What broker, store and network do to messages under load costs nothing but time."""

import os
import random
import shutil
import signal
import subprocess
import sys
from contextlib import closing, contextmanager

import pytest
from contracts.consumers import relayed_of
from ledger.broker import Publisher
from ledger.envelope import to_message
from ledger.log import READY_FILE
from ledger.views import Views
from sunledger.home import installed_services

SEED = 20111021
ENOUGH = 15
"""Answers under load before something happens, and after it."""


@contextmanager
def second(county, until, name, folder):
    """Another follow process of a service, as on a second machine: with files of its own."""
    ready = folder / f"{name}.ready"
    folder.mkdir()
    environment = {**county.home.environment(county.home.addresses()), "SUNLEDGER_DATA": str(folder)}
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            (sys.executable, "-m", f"{name}.main", "follow"),
            env={**os.environ, **environment, READY_FILE: str(ready)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        until(lambda: ready.exists() and ready.read_text() == str(process.pid))
        yield
    finally:
        process.terminate()
        try:
            process.wait(15)
        finally:
            process.kill()
            process.wait()


@pytest.mark.req("X-031")
def test_a_wiped_broker_loses_nothing_for_a_consumer_that_was_away(county, office, until, assert_complete):
    """The facts were in its queue, and the queue is gone."""
    county.kill("assessment-follow", signal.SIGSTOP)
    try:
        until(lambda: office.answered() >= ENOUGH)
        killed = county.kill("broker")
        shutil.rmtree(county.folder / "broker" / "data")
        county.wait_restarted("broker", killed)
    finally:
        county.kill("assessment-follow", signal.SIGCONT)

    assert_complete()


@pytest.mark.req("X-031")
def test_a_store_that_is_restarted_loses_nothing(county, office, until, assert_complete):
    until(lambda: office.answered() >= ENOUGH)
    stopped = county.kill("store", signal.SIGTERM)
    county.wait_restarted("store", stopped)
    at = office.answered()
    until(lambda: office.answered() >= at + ENOUGH)

    assert_complete()


@pytest.mark.req("X-031")
def test_two_follow_processes_and_messages_that_come_again_in_any_order(
    county, office, until, tmp_path, assert_complete
):
    names = [parts.name for parts in installed_services()]
    with second(county, until, "disclosure", tmp_path / "a"), second(county, until, "assessment", tmp_path / "b"):
        until(lambda: office.answered() >= ENOUGH)
        publish_again(county)
        at = office.answered()
        until(lambda: office.answered() >= at + ENOUGH)
        assert_complete()
        for name, folder in zip(("disclosure", "assessment"), ("a", "b"), strict=True):
            parts = installed_services()[names.index(name)]
            other = Views(tmp_path / folder / name, parts.schema).live
            until(lambda other=other, name=name: other().rows() == county.live(name).rows())


def publish_again(county):
    """Everything that was relayed by now, one to three times, shuffled across streams."""
    print(f"seed {SEED}")
    dice = random.Random(SEED)
    relayed = [fact for fact in county.facts("disclosure_") if fact.type in relayed_of("disclosure")]
    assert relayed
    messages = [to_message("disclosure", fact) for fact in relayed for _ in range(dice.randint(1, 3))]
    dice.shuffle(messages)
    with closing(Publisher(county.broker_uri, "disclosure")) as network:
        network.publish(messages)
