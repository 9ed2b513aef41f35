"""Writes what follows from the declarations of the services: who reads whose facts, and their reference pages.

make generated          writes them; `make check` fails where one of them is not what would be written
"""

import inspect
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from contracts.catalogue import facts_of, messages_of
from contracts.declared import Declared, declared_of
from contracts.message import Role, contract_of, method_named
from contracts.texts import texts_of
from ledger.service import Service
from ledger.stream import Stream
from sunledger.home import installed_services

ROOT = Path(__file__).parents[2]
CONSUMERS = ROOT / "contracts" / "src" / "contracts" / "consumers.toml"
BEGINS, ENDS = "<!-- streams: written by `make generated` -->\n", "<!-- streams end -->\n"
AnyStream = Stream[Any, Any, Any, Any]


def pages() -> Mapping[Path, str]:
    """Each file to what it should hold."""
    services = [service for service in installed_services() if isinstance(service, Service)]
    found = {ROOT / "docs" / "services" / f"{service.name}.md": page_of(service) for service in services}
    for service in services:
        readme = ROOT / "services" / service.name / "README.md"
        found[readme] = with_table(readme.read_text("utf-8"), service)
    return {**found, CONSUMERS: consumers(services)}


def consumers(services: Sequence[Service]) -> str:
    """Consumer to producer to the recorded types that it acts on."""
    head = CONSUMERS.read_text("utf-8").partition("\n\n")[0]
    tables = [_table_of(service) for service in services if service.reads]
    return "\n\n".join((head, *tables)) + "\n"


def _table_of(service: Service) -> str:
    lines = [f"[{service.name}]"]
    for producer, types in service.reads.items():
        one = f"{producer} = [{', '.join(_quoted(types))}]"
        lines += [one] if len(one) <= 120 else [f"{producer} = [", *(f"    {each}," for each in _quoted(types)), "]"]
    return "\n".join(lines)


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def with_table(readme: str, service: Service) -> str:
    """The README with its list of streams between the two marks."""
    before, begins, rest = readme.partition(BEGINS)
    _, ends, after = rest.partition(ENDS)
    if not begins or not ends:
        raise ValueError(f"{service.name}/README.md has no place for the streams: {BEGINS.strip()} … {ENDS.strip()}")
    lines = ["| stream | what it is |", "| --- | --- |"]
    lines += [
        f"| [{folder}]({_link(service, folder)}) | {first_sentence(service, folder)} |" for folder in folders(service)
    ]
    return before + BEGINS + "\n".join(lines) + "\n" + ENDS + after


def _link(service: Service, folder: str) -> str:
    return f"../../docs/services/{service.name}.md#{folder.replace('_', '-')}"


def page_of(service: Service) -> str:
    """The reference of a service: each stream with its commands, facts, questions, refusals and reactions."""
    codes = f"Refusal codes have `{service.name}.` in front but those that every service has."
    head = f"# {service.name}\n\n{_doc(service.name)}\n{codes}"
    parts = [_section(service, folder) for folder in folders(service)]
    shared = _messages_and_codes(service, "", declared_of(service.name)[""])
    return "\n\n".join((head, *parts, "## What every service has\n\n" + shared)) + "\n"


def folders(service: Service) -> tuple[str, ...]:
    package = import_module(f"contracts.{service.name}")
    return tuple(package.STREAMS)


def _section(service: Service, folder: str) -> str:
    stream = _stream_of(service, folder)
    named = f"Streams: `{_pattern(stream)}`.\n\n" if stream else ""
    said = declared_of(service.name)[folder]
    body = _messages_and_codes(service, folder, said)
    reactions = _reactions(service, stream) if stream else ""
    return f"## {folder.replace('_', '-')}\n\n{_doc(f'{service.name}.{folder}')}\n{named}{body}{reactions}"


def _stream_of(service: Service, folder: str) -> AnyStream | None:
    return next((stream for stream in service.streams if stream.folder == folder), None)


def _pattern(stream: AnyStream) -> str:
    return stream.key.prefix + "-".join(f"<{part.field}>" for part in stream.key.parts)


def _doc(module: str) -> str:
    return (inspect.getdoc(import_module(module)) or "").strip() + "\n"


def first_sentence(service: Service, folder: str) -> str:
    return _doc(f"{service.name}.{folder}").split("\n")[0]


def _messages_and_codes(service: Service, folder: str, said: Declared) -> str:
    kinds = [kind for kind, of in messages_of(service.name).items() if of == folder]
    rows = [_row(service, kind, said) for kind in kinds]
    sent = [row for row in rows if row]
    facts = [_fact(service, kind) for kind in kinds if contract_of(kind).role is Role.FACT]
    recorded = {contract_of(kind).name.rpartition(".")[2] for kind in facts_of(service.name)}
    codes = [f"| `{code}` | {text['zh']} | {text['en']} |" for code, text in said.texts.items() if code not in recorded]
    return "\n\n".join(
        table
        for table in (
            _table("| call | who may | what it does |", sent),
            _table("| fact | | |", facts),
            _table("| refused with | | |", codes),
        )
        if table
    )


def _table(head: str, rows: Sequence[str]) -> str:
    columns = "| --- " * (head.count("|") - 1) + "|"
    return "\n".join((head, columns, *rows)) if rows else ""


def _row(service: Service, kind: type, said: Declared) -> str:
    if contract_of(kind).role not in (Role.COMMAND, Role.QUESTION, Role.ACT):
        return ""
    name = method_named(kind)
    who = said.who.get(name, {})
    callers = ", ".join(f"{role} ({reach})" for role, reach in who.items()) or "the service itself"
    return f"| `{name}` | {callers} | {_first(kind)} |"


def _fact(service: Service, kind: type) -> str:
    recorded = facts_of(service.name).type_named(kind)
    text = texts_of(service.name).get(re.sub(r"^.*\.([a-z0-9-]+)\.v\d+$", r"\1", recorded), {})
    return f"| `{recorded}` | {text.get('zh', '')} | {_first(kind)} |"


def _first(kind: type) -> str:
    return " ".join((inspect.getdoc(kind) or "").split("\n\n")[0].split()).replace("|", "\\|")


def _reactions(service: Service, stream: AnyStream) -> str:
    types = sorted({name for each in stream.reacting for name in each.recorded_types(service.name)})
    return "\n\nIt reacts to " + ", ".join(f"`{name}`" for name in types) + "." if types else ""


def differing() -> Iterator[Path]:
    """The files that are not what they should be."""
    for path, text in pages().items():
        if not path.exists() or path.read_text("utf-8") != text:
            yield path


def main() -> int:
    for path, text in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
