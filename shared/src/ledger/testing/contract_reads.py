"""The store's contract: reading a stream, and reading all streams in their one order."""

from itertools import pairwise

from ledger.store import NO_STREAM, Recorded
from ledger.testing.contract_case import Cases, Trial, draft, same

SECOND = 1

case = Cases()


def names(trial: Trial, facts: list[Recorded]) -> list[str]:
    return [fact.stream.removeprefix(trial.prefix) for fact in facts]


@case()
def reading_goes_on_after_a_revision(trial: Trial) -> None:
    trial.append("case", *"abcd", expected=NO_STREAM)

    same([2, 3], [fact.revision for fact in trial.store.read(trial.stream, after=SECOND)])


@case(after=(3, 4, 100))
def after_the_last_revision_there_is_nothing(trial: Trial, after: int) -> None:
    trial.append("case", *"abcd", expected=NO_STREAM)

    same([], trial.store.read(trial.stream, after=after))


@case()
def streams_are_chosen_by_how_their_names_begin(trial: Trial) -> None:
    for name in ("duty-1", "tally-1", "duty-2", "case-1", "heavy-duty-1"):
        trial.append(name, name, expected=NO_STREAM)
        trial.store.append(f"{trial.elsewhere}{name}", [draft(name)], expected=NO_STREAM)

    facts = trial.store.read_all((f"{trial.prefix}duty-", f"{trial.prefix}case-"), limit=100)

    same(["duty-1", "duty-2", "case-1"], names(trial, facts))


@case()
def what_is_special_in_an_expression_is_not_in_a_prefix(trial: Trial) -> None:
    for name in ("a.b-1", "axb-1", "a+(b)|c-1", "aab-1", "村务-1", "^a-1"):
        trial.append(name, name, expected=NO_STREAM)

    prefixes = [trial.prefix + name for name in ("a.b-", "a+(b)|c", "村务", "^a")]
    facts = trial.store.read_all(prefixes, limit=100)

    same(["a.b-1", "a+(b)|c-1", "村务-1", "^a-1"], names(trial, facts))


@case()
def all_streams_have_one_order(trial: Trial) -> None:
    appended = [(name, trial.append(name, f"{name}{turn}", expected=turn - 1)) for turn in range(3) for name in "abc"]

    facts = trial.store.read_all((trial.prefix,), limit=100)

    positions = [fact.position for fact in facts]
    same(appended, list(zip(names(trial, facts), positions, strict=True)))
    same([], [pair for pair in pairwise(positions) if pair[0] >= pair[1]])


@case()
def no_more_facts_are_read_than_asked_for(trial: Trial) -> None:
    for name in "abcde":
        trial.append(name, name, expected=NO_STREAM)

    same(["a", "b"], names(trial, trial.store.read_all((trial.prefix,), limit=2)))


@case()
def reading_everything_goes_on_after_a_position(trial: Trial) -> None:
    positions = [trial.append(name, name, expected=NO_STREAM) for name in "abcde"]

    facts = trial.store.read_all((trial.prefix,), after=positions[1], limit=2)

    same(positions[2:4], [fact.position for fact in facts])


@case()
def a_position_within_an_append_can_be_gone_on_from(trial: Trial) -> None:
    trial.append("case", *"abc", expected=NO_STREAM)
    first, *others = trial.store.read_all((trial.prefix,), limit=10)

    same(others, trial.store.read_all((trial.prefix,), after=first.position, limit=10))


@case()
def the_position_of_a_fact_that_is_not_asked_for_can_be_gone_on_from(trial: Trial) -> None:
    trial.append("wanted-1", "a", expected=NO_STREAM)
    between = trial.append("other-1", "b", expected=NO_STREAM)
    trial.append("wanted-2", "c", expected=NO_STREAM)

    facts = trial.store.read_all((f"{trial.prefix}wanted-",), after=between, limit=10)

    same(["wanted-2"], names(trial, facts))


@case()
def after_the_last_position_there_is_nothing(trial: Trial) -> None:
    position = trial.append("case", "a", expected=NO_STREAM)

    same([], trial.store.read_all((trial.prefix,), after=position, limit=10))


@case()
def the_store_stands_at_its_newest_fact(trial: Trial) -> None:
    """Others may record meanwhile, so that it may stand further on."""
    first = trial.append("case", "a", expected=NO_STREAM)
    last = trial.append("case", "b", expected=0)

    same(True, first < last <= trial.store.last_position())
