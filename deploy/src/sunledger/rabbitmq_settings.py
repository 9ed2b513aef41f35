"""What the private broker is told before it starts: its surroundings, its settings, its user and virtual hosts."""

import base64
import hashlib
import json
import os
import secrets  # noqa: TID251 - the passwords of our own broker are made here
from collections.abc import Mapping, Sequence
from pathlib import Path

USER = "sunledger"
# Small tables, few idle schedulers, and freed memory goes back to the system: 60 MB instead of 105.
SMALL = "+S 2:2 +SDcpu 1:1 +SDio 2 +P 65536 +Q 4096 +e 4096 +t 1048576 +MMmcs 5"
CALM = "+sbwt none +sbwtdcpu none +sbwtdio none +B i"
LOOPBACK = "-kernel inet_dist_use_interface {127,0,0,1}"
# Every queue and connection counts for statistics that nobody here reads: once a minute, not every five seconds.
# What queues keep in memory until it is in their files is 2 MB instead of 512. What a connection reads at once is
# 128 kB: left alone, it has a buffer of the largest window that the system would grant, and in time uses all of it.
# In Erlang terms: reading rabbitmq.conf costs a third of a second at every start.
SETTINGS = """\
%% -*- coding: utf-8 -*-
[{rabbit, [
   {tcp_listeners, [{"127.0.0.1", PORT}]},
   {tcp_listen_options, [{backlog, 128}, {nodelay, true}, {linger, {true, 0}}, {exit_on_close, false},
                         {sndbuf, 65536}, {recbuf, 65536}]},
   {load_definitions, DEFINITIONS},
   {auth_mechanisms, ['PLAIN', 'AMQPLAIN']},
   {vm_memory_high_watermark, {absolute, 419430400}},
   {disk_free_limit, 50000000},
   {collect_statistics_interval, 60000},
   {quorum_tick_interval, 30000}]},
 {ra, [{wal_max_size_bytes, 2097152}]}].
"""


def environment(folder: Path, node: str, ports: Mapping[str, int]) -> dict[str, str]:
    """Nothing of the caller's but the search path: neither his settings nor the system's may reach in."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": str(folder / "home"),
        "RUNNING_UNDER_SYSTEMD": "true",  # the script then becomes the broker instead of watching it
        "ERL_AFLAGS": "-start_epmd false",
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "ERL_EPMD_PORT": str(ports["epmd"]),
        "ERL_CRASH_DUMP_SECONDS": "0",
        "ERL_FULLSWEEP_AFTER": "5",  # left alone, a queue's process keeps what 65,535 collections passed over: 6 MB
        "RABBITMQ_CONF_ENV_FILE": "/dev/null",
        "RABBITMQ_NODENAME": node,
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(ports["amqp"]),
        "RABBITMQ_DIST_PORT": str(ports["dist"]),
        "RABBITMQ_MNESIA_BASE": str(folder / "data"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_LOGS": "-",
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
        "RABBITMQ_CONFIG_FILE": str(folder / "unused.conf"),
        "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "advanced.config"),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": f"{LOOPBACK} {CALM} {SMALL}",
    }


def settings_text(port: int, definitions: Path) -> str:
    path = json.dumps(str(definitions), ensure_ascii=False)
    return SETTINGS.replace("PORT", str(port)).replace("DEFINITIONS", path)


def definitions_text(password: str, vhosts: Sequence[str]) -> str:
    """Read at every start; because there is a user in it, the broker makes no `guest`."""
    salt = secrets.token_bytes(4)
    hashed = salt + hashlib.sha256(salt + password.encode()).digest()
    user = {
        "name": USER,
        "password_hash": base64.b64encode(hashed).decode(),
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": [],
    }
    everything = {"user": USER, "configure": ".*", "write": ".*", "read": ".*"}
    definitions = {
        "users": [user],
        "vhosts": [{"name": vhost} for vhost in vhosts],
        "permissions": [{"vhost": vhost, **everything} for vhost in vhosts],
    }
    return json.dumps(definitions, indent=1)


def secret(file: Path) -> str:
    """Made once, then kept; only its owner can read it."""
    if not file.exists():
        write_private(file, secrets.token_hex(24))
    return file.read_text()


def write_private(file: Path, text: str) -> None:
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
