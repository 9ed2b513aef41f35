"""The portal needs the store, and its pages do not even need that."""

import subprocess
import sys

import pytest

STRANGERS = {"kombu", "nameko", "eventlet", "jwt", "cryptography"}
CHECK = "import sys, {modules}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"


@pytest.mark.parametrize(
    ("modules", "forbidden"),
    [
        ("portal.parts, ledger.reader, portal.serve", STRANGERS),
        ("portal.web.site, portal.projections.duties", STRANGERS),
    ],
)
def test_a_process_of_the_portal_loads_neither_broker_nor_rpc_nor_keys(modules, forbidden):
    loaded = subprocess.run([sys.executable, "-c", CHECK.format(modules=modules)], capture_output=True, text=True)

    assert "portal" in loaded.stdout, loaded.stderr
    assert set() == forbidden & set(loaded.stdout.split())
