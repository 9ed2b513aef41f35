"""The store's contract: a subscription tells everything once, in order, and ends when it is told to."""

from ledger.store import NO_STREAM, CaughtUp, Recorded
from ledger.testing.contract_case import Cases, Trial, draft, same, together

WITHIN_S = 1.0
"""A subscription ends, once it is told to."""

case = Cases()


def names(trial: Trial, facts: list[Recorded]) -> list[str]:
    return [fact.stream.removeprefix(trial.prefix) for fact in facts]


@case()
def a_subscription_tells_history_first_and_then_what_happens(trial: Trial) -> None:
    trial.append("case", "a", "b", expected=NO_STREAM)

    follower = trial.follow(trial.prefix)

    same([0, 1], [fact.revision for fact in follower.until_caught_up()])
    trial.append("case", "c", expected=1)
    same(trial.store.read(trial.stream), follower.until(3))


@case()
def a_subscription_to_nothing_yet_is_caught_up(trial: Trial) -> None:
    follower = trial.follow(trial.prefix)

    same([], follower.until_caught_up())
    trial.append("case", "a", expected=NO_STREAM)
    same(trial.store.read(trial.stream), follower.until(1))


@case()
def a_subscription_begins_after_its_position(trial: Trial) -> None:
    positions = [trial.append(name, name, expected=NO_STREAM) for name in "abcd"]

    follower = trial.follow(trial.prefix, after=positions[1])

    same(positions[2:], [fact.position for fact in follower.until_caught_up()])


@case()
def a_subscription_tells_only_of_its_streams(trial: Trial) -> None:
    follower = trial.follow(f"{trial.prefix}duty-", f"{trial.prefix}case-")
    follower.until_caught_up()
    for name in ("duty-1", "tally-1", "case-1", "heavy-duty-1", "duty-2"):
        trial.append(name, name, expected=NO_STREAM)
        trial.store.append(f"{trial.elsewhere}{name}", [draft(name)], expected=NO_STREAM)

    follower.until(3)

    same(["duty-1", "case-1", "duty-2"], names(trial, follower.then_nothing()))


@case()
def a_subscription_misses_nothing_and_repeats_nothing_while_four_write(trial: Trial) -> None:
    def write(writer: int) -> None:
        for turn in range(50):
            trial.append(str(writer), *(f"{writer}-{turn}-{part}" for part in range(2)), expected=2 * turn - 1)

    early = trial.follow(trial.prefix)
    together(write, 4)
    late = trial.follow(trial.prefix)

    recorded = trial.store.read_all((trial.prefix,), limit=1000)
    same(400, len(recorded))
    same(recorded, early.until(400))
    same(recorded, late.until_caught_up())
    same(sorted(set(early.positions)), early.positions)


@case(caught_up=(False, True))
def a_subscription_ends_when_it_is_stopped(trial: Trial, *, caught_up: bool) -> None:
    follower = trial.follow(trial.prefix)
    if caught_up:
        follower.until_caught_up()

    seconds = follower.stop()

    if seconds >= WITHIN_S:
        raise AssertionError(f"it took {seconds:.1f} s")


@case()
def a_subscription_can_be_stopped_by_its_own_reader(trial: Trial) -> None:
    trial.append("case", *"abc", expected=NO_STREAM)
    subscription = trial.store.subscribe((trial.prefix,))

    for delivery in subscription:
        if isinstance(delivery, CaughtUp):
            subscription.stop()

    same([], list(subscription))
