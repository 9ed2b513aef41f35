"""Golden files from tests: `pytest --golden-new TESTS` writes what they say with given(...).when(...).then(...).

Of each `then` and `then_rejected` the decision, if there is no file of its name yet, and of each of its messages an
example, if its version has none. What is there already is never changed. A decision is written only if it is made again
from the file alone: by the packs that are shipped, and by the notices that were known on its day.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from contracts.catalogue import Catalogue, messages_of
from contracts.fields import instant_text
from contracts.overlay import ResolvedPolicy
from contracts.policies import shipped_packs
from ledger.testing.given import Case
from ledger.testing.golden import decision_file, message_file, message_files

from tests.contracts.test_golden import add
from tests.contracts.test_golden_decisions import decided

AnyCase = Case[Any, Any, Any, Any]


class GoldenFiles:
    """Writes while tests run; `said` is what was written and what could not be."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._resolved: list[ResolvedPolicy] = []
        self._test, self._decisions = "", 0
        self.said: list[str] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        self._decisions = 0
        self._test = item.name.removeprefix("test_").replace("_", "-").replace("[", "-").rstrip("]")
        yield

    def pytest_sessionstart(self) -> None:
        """Whatever a case decides is heard, and whatever was resolved may be its policy."""
        then, rejected, resolved = Case.then, Case.then_rejected, ResolvedPolicy.__post_init__

        def hear_then(case: AnyCase, *expected: Any) -> None:
            then(case, *expected)
            self.keep(case, [case.decider.facts.write(fact) for fact in expected])

        def hear_rejected(case: AnyCase, code: str, detail: str | None = None) -> None:
            rejected(case, code, detail)
            self.keep(case, code)

        def remember(policy: ResolvedPolicy) -> None:
            resolved(policy)
            self._resolved.append(policy)

        Case.then, Case.then_rejected = hear_then, hear_rejected  # type: ignore[method-assign, assignment]
        ResolvedPolicy.__post_init__ = remember  # type: ignore[method-assign, assignment]

    def keep(self, case: AnyCase, outcome: Any) -> None:
        golden = self._golden(case, outcome)
        if golden is None or decided(case.decider, golden) != outcome:
            self.said.append(f"not written: {self._test} follows what is in no file that is shipped")
            return
        self._decisions += 1
        name = self._test if self._decisions == 1 else f"{self._test}-{self._decisions}"
        self._write(decision_file(self._folder, case.decider.name, name), golden)
        self._exemplify(golden["command"]["type"], golden["command"]["document"], case.decider.commands)
        for fact in (*golden["history"], *golden.get("facts", ())):
            self._exemplify(fact["type"], fact["data"], case.decider.facts)

    def _exemplify(self, recorded_as: str, document: Any, catalogue: Catalogue) -> None:
        if recorded_as not in message_files(self._folder):
            stream = messages_of(catalogue.service)[catalogue.kind_of(recorded_as)]
            self._write(message_file(self._folder, recorded_as, stream), document)

    def _golden(self, case: AnyCase, outcome: Any) -> Mapping[str, Any] | None:
        """None if its policy is of no packs that are shipped."""
        assert case.at is not None
        policy = self._policy(case)
        if policy is None and case.policy is not None:
            return None
        command, document = case.decider.commands.write(case.command)
        facts = outcome if isinstance(outcome, str) else list(map(_fact, outcome))
        return {
            "decider": {"name": case.decider.name, "version": case.decider.version},
            "policy": policy,
            "history": [_fact(case.decider.facts.write(fact)) for fact in case.facts],
            "command": {"type": command, "document": document},
            "now": instant_text(case.at),
            "rejected" if isinstance(outcome, str) else "facts": facts,
        }

    def _policy(self, case: AnyCase) -> Mapping[str, Any] | None:
        for resolved in reversed(self._resolved):
            if case.decider.policy(resolved) == case.policy:
                shipped = shipped_packs().items()
                digests = [digest for pack in resolved.packs for digest, each in shipped if each == pack]
                return {"area": resolved.area, "packs": digests} if len(digests) == len(resolved.packs) else None
        return None

    def _write(self, path: Path, document: Any) -> None:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
            self.said.append(f"written: {path.relative_to(self._folder)}")

    def pytest_sessionfinish(self) -> None:
        add(self._folder)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for line in dict.fromkeys(self.said):
            terminalreporter.line(line)


def _fact(written: tuple[str, Any]) -> Mapping[str, Any]:
    recorded_as, data = written
    return {"type": recorded_as, "data": data}
