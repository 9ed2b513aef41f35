"""The store's contract: what an append records, and when it records nothing."""

from ledger.store import NO_STREAM, Recorded, WrongRevision
from ledger.testing.contract_case import Cases, Trial, draft, same, together, wrong_revision

case = Cases()


@case()
def what_was_recorded_is_read_back_byte_for_byte(trial: Trial) -> None:
    note = draft("one")

    position = trial.store.append(trial.stream, [note], expected=NO_STREAM)

    fact = Recorded(trial.stream, 0, position, note.id, note.type, note.data, note.metadata)
    same([fact], trial.store.read(trial.stream))


@case()
def bytes_that_are_not_text_are_kept(trial: Trial) -> None:
    note = draft("one", data=bytes(range(256)))

    trial.store.append(trial.stream, [note], expected=NO_STREAM)

    same(note.data, trial.store.read(trial.stream)[0].data)


@case()
def revisions_count_from_nought_without_a_gap(trial: Trial) -> None:
    trial.append("case", "a", expected=NO_STREAM)
    trial.append("case", "b", "c", "d", expected=0)
    trial.append("case", "e", expected=3)

    same([0, 1, 2, 3, 4], [fact.revision for fact in trial.store.read(trial.stream)])


@case()
def the_position_of_an_append_is_that_of_its_last_fact(trial: Trial) -> None:
    position = trial.append("case", "a", "b", "c", expected=NO_STREAM)

    same(position, trial.store.read(trial.stream)[-1].position)


@case()
def a_stream_that_nobody_wrote_to_is_empty(trial: Trial) -> None:
    same([], trial.store.read(trial.stream))


@case()
def a_stream_that_exists_is_not_new(trial: Trial) -> None:
    trial.append("case", "a", expected=NO_STREAM)

    with wrong_revision():
        trial.append("case", "b", expected=NO_STREAM)


@case(expected=(0, 7))
def a_stream_that_does_not_exist_is_not_at_a_revision(trial: Trial, expected: int) -> None:
    with wrong_revision():
        trial.append("case", "a", expected=expected)

    same([], trial.store.read(trial.stream))


@case(expected=(NO_STREAM, 0, 2, 3), size=(1, 2))
def only_the_last_revision_is_the_expected_one(trial: Trial, expected: int, size: int) -> None:
    trial.append("case", "a", "b", expected=NO_STREAM)

    with wrong_revision():
        trial.append("case", *(f"late-{part}" for part in range(size)), expected=expected)

    same([draft("a").id, draft("b").id], [fact.id for fact in trial.store.read(trial.stream)])


@case(size=(1, 3))
def the_same_drafts_again_are_recorded_once(trial: Trial, size: int) -> None:
    parts = [f"part-{part}" for part in range(size)]
    trial.append("case", "first", expected=NO_STREAM)
    position = trial.append("case", *parts, expected=0)

    repeated = trial.append("case", *parts, expected=0)

    same((position, size + 1), (repeated, len(trial.store.read(trial.stream))))


@case(size=(1, 3))
def the_first_drafts_of_a_stream_again_are_recorded_once(trial: Trial, size: int) -> None:
    parts = [f"part-{part}" for part in range(size)]
    position = trial.append("case", *parts, expected=NO_STREAM)

    repeated = trial.append("case", *parts, expected=NO_STREAM)

    same((position, size), (repeated, len(trial.store.read(trial.stream))))


@case(size=(1, 3))
def the_same_drafts_again_are_recorded_once_even_after_others(trial: Trial, size: int) -> None:
    parts = [f"part-{part}" for part in range(size)]
    position = trial.append("case", *parts, expected=NO_STREAM)
    trial.append("case", "later", expected=size - 1)
    trial.append("case", "much later", "latest", expected=size)

    repeated = trial.append("case", *parts, expected=NO_STREAM)

    same((position, size + 3), (repeated, len(trial.store.read(trial.stream))))


@case()
def drafts_of_which_only_the_first_is_known_are_another_append(trial: Trial) -> None:
    trial.append("case", "a", "b", expected=NO_STREAM)

    with wrong_revision():
        trial.append("case", "a", "other", expected=NO_STREAM)

    same([draft("a").id, draft("b").id], [fact.id for fact in trial.store.read(trial.stream)])


@case()
def more_drafts_than_were_recorded_are_another_append(trial: Trial) -> None:
    trial.append("case", "a", "b", expected=NO_STREAM)

    with wrong_revision():
        trial.append("case", "a", "b", "c", expected=NO_STREAM)

    same(2, len(trial.store.read(trial.stream)))


@case()
def an_append_that_loses_the_race_records_none_of_its_facts(trial: Trial) -> None:
    winners: list[int] = []

    def write(number: int) -> None:
        try:
            trial.append("case", *(f"{number}-{part}" for part in range(3)), expected=NO_STREAM)
            winners.append(number)
        except WrongRevision:
            return

    together(write, 6)

    same(1, len(winners))
    expected = [draft(f"{winners[0]}-{part}").id for part in range(3)]
    same(expected, [fact.id for fact in trial.store.read(trial.stream)])
