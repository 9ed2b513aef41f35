"""What a case of the store's contract is, and what it is given to work with."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from threading import Thread
from uuid import NAMESPACE_URL, uuid5

from contracts.canonical import canonical

from ledger.store import START, Draft, Store, WrongRevision
from ledger.testing.following import WITHIN_S, Follower


@dataclass
class Trial:
    """One case on one store. Every stream it writes to begins with `own`; no other case may use it."""

    store: Store
    own: str
    followers: list[Follower] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """The streams that the case is about begin with it."""
        return f"{self.own}a-"

    @property
    def elsewhere(self) -> str:
        """Streams that begin so hold `prefix` in their names, but do not begin with it."""
        return f"{self.own}b-{self.prefix}"

    @property
    def stream(self) -> str:
        return f"{self.prefix}case"

    def append(self, name: str, *drafts: str, expected: int) -> int:
        return self.store.append(f"{self.prefix}{name}", [draft(one) for one in drafts], expected=expected)

    def follow(self, *prefixes: str, after: int = START) -> Follower:
        """Stopped at the end."""
        follower = Follower(self.store.subscribe(prefixes, after=after))
        self.followers.append(follower)
        return follower

    def close(self) -> None:
        for follower in self.followers:
            follower.stop()


@dataclass(frozen=True)
class Case:
    """One sentence of the contract; `run` raises AssertionError if the store does not keep it."""

    name: str
    run: Callable[[Trial], None]

    def __str__(self) -> str:
        return self.name


class Cases:
    """Gathers functions as cases, one for each combination of the given arguments."""

    def __init__(self) -> None:
        self.all: list[Case] = []

    def __call__(self, **choices: Sequence[int]) -> Callable[[Callable[..., None]], Callable[..., None]]:
        def add(function: Callable[..., None]) -> Callable[..., None]:
            for values in product(*choices.values()):
                arguments = dict(zip(choices, values, strict=True))
                said = ", ".join(f"{name} {value}" for name, value in arguments.items())
                name = function.__name__.replace("_", " ") + (f" ({said})" if said else "")
                self.all.append(Case(name, partial(function, **arguments)))
            return function

        return add


def draft(name: str, *, data: bytes | None = None) -> Draft:
    """A fact whose id and content follow from its name."""
    return Draft(
        id=uuid5(NAMESPACE_URL, name),
        type="testing.noted.v1",
        data=canonical({"note": f"{name}：票数 “三”"}) if data is None else data,
        metadata=canonical({"form": 1, "part": 0, "parts": 1}),
    )


def same(expected: object, actual: object) -> None:
    """Says what both are, which a bare `assert` does only under pytest."""
    if expected != actual:
        raise AssertionError(f"expected {expected!r}, got {actual!r}")


@contextmanager
def wrong_revision() -> Iterator[None]:
    try:
        yield
    except WrongRevision:
        return
    raise AssertionError("expected WrongRevision, but the append was accepted")


def together(function: Callable[[int], None], count: int) -> None:
    """Run the function for each number, all at once in threads; what one raises is raised here."""
    failures: list[BaseException] = []

    def guarded(number: int) -> None:
        try:
            function(number)
        except BaseException as error:  # noqa: BLE001 - raised below
            failures.append(error)

    threads = [Thread(target=guarded, args=(number,), daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WITHIN_S)
    if any(thread.is_alive() for thread in threads):
        raise AssertionError(f"a thread did not end within {WITHIN_S} s")
    for failure in failures:
        raise failure
