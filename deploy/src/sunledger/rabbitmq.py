"""A message broker of our own: RabbitMQ from Debian's package, run without systemd.

It shares nothing with a broker the machine may already run: node name, ports, data, log and cookie are its own, and it
listens on loopback only.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

LIBRARY = Path("/usr/lib/rabbitmq/lib")
POLICY = Path("/usr/sbin/policy-rc.d")
POLICY_BEFORE = Path("/usr/sbin/policy-rc.d.before-sunledger")
INSTALL_LOG = Path("/var/log/sunledger-install.log")
PACKAGE = "rabbitmq-server"
INSTALL = ("apt-get", "-o", "DPkg::Lock::Timeout=120", "install", "-y", "--no-install-recommends", PACKAGE)
FOR_THE_ADMINISTRATOR = (
    f"sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends {PACKAGE}'"
)
REFUSES_STARTS = "#!/bin/sh\nexit 101\n"


class BrokerMissing(Exception):  # noqa: N818
    """RabbitMQ is not on this machine and we cannot install it; the text says what to do."""


def find_server() -> Path | None:
    """The script that runs the broker as whoever calls it; the wrapper in /usr/sbin refuses ordinary users."""
    scripts = LIBRARY.glob("rabbitmq_server-*/sbin/rabbitmq-server")
    return max(scripts, key=_version, default=None)


def _version(script: Path) -> tuple[tuple[int, ...], str]:
    text = script.parents[1].name.partition("-")[2]
    return tuple(int(part) for part in text.split(".") if part.isdigit()), text


def install(say: Callable[[str], None], log_file: Path = INSTALL_LOG) -> Path:
    """Find the broker, or install Debian's package when we are root. Its own service is never started."""
    if (server := find_server()) is not None:
        return server
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise BrokerMissing(f"RabbitMQ is not installed. An administrator has to run:\n  {FOR_THE_ADMINISTRATOR}")
    with log_file.open("ab") as log, _no_service_starts():
        _apt_install(say, log_file, log)
        _apt(("update-rc.d", PACKAGE, "disable"), log)
    if (server := find_server()) is None:
        raise BrokerMissing(f"{PACKAGE} is installed, but there is no {LIBRARY}/rabbitmq_server-*.")
    say(f"RabbitMQ is installed; its system service stays off, {server.parents[1].name} runs privately.")
    return server


@contextmanager
def _no_service_starts() -> Iterator[None]:
    """Debian asks policy-rc.d before it starts a service: ours says no, and what was there before comes back."""
    if POLICY.is_symlink() or (POLICY.exists() and not POLICY_BEFORE.exists()):
        POLICY.rename(POLICY_BEFORE)
    POLICY.write_text(REFUSES_STARTS)
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        if POLICY_BEFORE.is_symlink() or POLICY_BEFORE.exists():
            POLICY_BEFORE.rename(POLICY)
        else:
            POLICY.unlink()


def _apt_install(say: Callable[[str], None], log_file: Path, log: IO[bytes]) -> None:
    """The package lists may be missing or too old: then they are fetched once, and it is tried again."""
    say(f"Installing {PACKAGE} from Debian (some 30 MB; log: {log_file}) ...")
    if _apt(INSTALL, log) == 0:
        return
    say("Fetching Debian's package lists first ...")
    if _apt(("apt-get", "update"), log) != 0 or _apt(INSTALL, log) != 0:
        raise BrokerMissing(f"{PACKAGE} could not be installed; the reason is at the end of {log_file}.")


def _apt(command: Sequence[str], log: IO[bytes]) -> int:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, check=False
    ).returncode
