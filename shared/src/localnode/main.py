"""The command line of the node."""

import argparse
import asyncio
import signal
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import grpc

from localnode import heap
from localnode.access import Accounts, BadAccounts, Everyone, hash_password
from localnode.check import NotWhole, problems, restore
from localnode.core import CoreLoop
from localnode.file import NotAnEventFile, back_up
from localnode.lock import InUse, locked
from localnode.server import Node

TLS_HELP = "write an authority for tests, a certificate and its key there, then end"


def main(arguments: Sequence[str] | None = None) -> int:
    """0: ended as asked, 1: the check found problems, 2: it could not be done."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.file is None and not (options.hash_password or options.make_test_tls):
        parser.error("a file is needed")
    sys.setswitchinterval(0.001)
    heap.give_back()
    try:
        return _carry_out(options)
    except (NotAnEventFile, NotWhole, InUse, BadAccounts, OSError, sqlite3.Error) as error:
        reason = "another node has the file open" if isinstance(error, InUse) else error
        print(f"localnode: {options.file or options.make_test_tls}: {reason}", file=sys.stderr)  # noqa: T201
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="localnode", description="An event store in one file.")
    parser.add_argument("file", type=Path, nargs="?", help="made if it does not exist")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=_port, default=2113, help="0 chooses a free one")
    parser.add_argument("--max-bytes", type=int, help="the file may not grow beyond this")
    parser.add_argument("--tls-cert", type=Path, help="certificate chain (PEM): encrypt")
    parser.add_argument("--tls-key", type=Path, help="the certificate's key (PEM)")
    parser.add_argument("--accounts", type=Path, help="who may write what (JSON); needs TLS")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--check", action="store_true", help="check the file, then end")
    instead.add_argument("--backup", type=Path, metavar="TO", help="copy the file, then end")
    instead.add_argument("--restore", type=Path, metavar="FROM", help="make the file out of a backup, then end")
    instead.add_argument("--make-test-tls", type=Path, metavar="FOLDER", help=TLS_HELP)
    instead.add_argument("--hash-password", action="store_true", help="read a password, print its hash, then end")
    return parser


def _port(text: str) -> int:
    """gRPC would silently take 70000 as 4464."""
    port = int(text)
    if not 0 <= port <= 0xFFFF:
        raise ValueError(text)
    return port


def _carry_out(options: argparse.Namespace) -> int:
    if options.hash_password:
        print(hash_password(sys.stdin.readline().rstrip("\n")))  # noqa: T201
        return 0
    if options.make_test_tls is not None:
        _make_test_tls(options)
        return 0
    if options.check:
        return _check(options.file)
    if options.backup is not None:
        back_up(options.file, options.backup)
        return 0
    if options.restore is not None:
        with locked(options.file):
            restore(options.restore, options.file)
        return 0
    if options.accounts is not None and options.tls_cert is None:
        raise BadAccounts("accounts need --tls-cert and --tls-key")
    with locked(options.file), asyncio.Runner(loop_factory=CoreLoop) as runner:
        runner.run(_serve(options))
    return 0


def _make_test_tls(options: argparse.Namespace) -> None:
    # Here, because `cryptography` is needed for nothing else.
    from localnode.authority import make_test_tls

    make_test_tls(options.make_test_tls, (options.host,))


def _check(path: Path) -> int:
    found = problems(path)
    for problem in found:
        print(problem)  # noqa: T201
    if not found:
        print("no problems found")  # noqa: T201
    return 1 if found else 0


async def _serve(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    assert isinstance(loop, CoreLoop)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    access = Everyone() if options.accounts is None else Accounts(options.accounts)
    node = Node(options.file, loop=loop, access=access, max_bytes=options.max_bytes)
    port = await node.start(options.host, options.port, _credentials(options))
    print(f"localnode ready on {options.host}:{port}", flush=True)  # noqa: T201
    await stopped.wait()
    await node.stop()


def _credentials(options: argparse.Namespace) -> Any | None:
    if options.tls_cert is None:
        return None
    if options.tls_key is None:
        raise BadAccounts("--tls-cert needs --tls-key")
    pair = (options.tls_key.read_bytes(), options.tls_cert.read_bytes())
    return grpc.ssl_server_credentials([pair])
