"""A bare Nameko service, as shipped: the limit that a command is measured against. `python echo.py BROKER_URI`."""

import sys

import eventlet

eventlet.monkey_patch()

from nameko.rpc import rpc  # noqa: E402
from nameko.runners import ServiceRunner  # noqa: E402


class Echo:
    """Answers with what it was sent."""

    name = "echo"

    @rpc
    def echo(self, document, **_):
        return document


if __name__ == "__main__":
    runner = ServiceRunner({"AMQP_URI": sys.argv[1]})
    runner.add_service(Echo)
    runner.start()
    runner.wait()
