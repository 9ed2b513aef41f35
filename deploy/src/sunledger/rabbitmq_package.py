"""RabbitMQ as Debian packages it: found, or installed without its own service ever starting."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

LIBRARY = Path("/usr/lib/rabbitmq/lib")
POLICY = Path("/usr/sbin/policy-rc.d")
POLICY_BEFORE = Path("/usr/sbin/policy-rc.d.before-sunledger")
REFUSES_STARTS = "#!/bin/sh\nexit 101\n"
INSTALL_LOG = Path("/var/log/sunledger-install.log")
PACKAGE = "rabbitmq-server"
INSTALL = (
    *("apt-get", "-o", "DPkg::Lock::Timeout=120", "install", "-y"),
    *("--no-install-recommends", PACKAGE),
)
FOR_THE_ADMINISTRATOR = f"sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends {PACKAGE}'"


class BrokerMissing(Exception):
    """RabbitMQ is not on this machine and we cannot install it; the text says what to do."""


def find_server() -> Path | None:
    """The script that runs the broker as whoever calls it; the wrapper in /usr/sbin does not."""
    scripts = LIBRARY.glob("rabbitmq_server-*/sbin/rabbitmq-server")
    return max(scripts, key=lambda script: _numbers(script.parents[1].name), default=None)


def _numbers(name: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", name))


def install(say: Callable[[str], None], log_file: Path = INSTALL_LOG) -> Path:
    """Find the broker or, as root, install Debian's package without letting its own service start."""
    if (server := find_server()) is not None:
        return server
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise BrokerMissing(f"RabbitMQ is not installed. An administrator has to run:\n  {FOR_THE_ADMINISTRATOR}")
    with log_file.open("ab") as log, _no_service_starts():
        _apt_install(say, log_file, log)
        _run(("update-rc.d", PACKAGE, "disable"), log)
    if (server := find_server()) is None:
        raise BrokerMissing(f"{PACKAGE} is installed, but there is no {LIBRARY}/rabbitmq_server-*.")
    say(f"{server.parents[1].name} is installed; its system service stays off.")
    return server


@contextlib.contextmanager
def _no_service_starts() -> Iterator[None]:
    """Debian asks policy-rc.d before it starts a service: ours says no, then what was there comes back."""
    if _is_there(POLICY) and not _is_there(POLICY_BEFORE):
        POLICY.rename(POLICY_BEFORE)
    POLICY.unlink(missing_ok=True)
    POLICY.write_text(REFUSES_STARTS)
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        if _is_there(POLICY_BEFORE):
            POLICY_BEFORE.rename(POLICY)
        else:
            POLICY.unlink()


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _apt_install(say: Callable[[str], None], log_file: Path, log: IO[bytes]) -> None:
    """The package lists may be missing or too old: then they are fetched, and it is tried again."""
    say(f"Installing {PACKAGE} from Debian (about 30 MB; log: {log_file}) ...")
    if _run(INSTALL, log) == 0:
        return
    say("Fetching Debian's package lists first ...")
    if _run(("apt-get", "update"), log) != 0 or _run(INSTALL, log) != 0:
        raise BrokerMissing(f"{PACKAGE} could not be installed; {log_file} ends with the reason.")


def _run(command: Sequence[str], log: IO[bytes]) -> int:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    return subprocess.run(  # noqa: S603 - only the constants above
        command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, check=False
    ).returncode
