"""A server in the process of the tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from beleidsgraaf.serve import eventloop
from beleidsgraaf.serve.hosting import Host
from beleidsgraaf.serve.web.front import Web, listen
from small_snapshot import QUADS, publish
from web_server import LONGEST, App, Served


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A server that takes 40,000 bytes of a head and of a body."""
    publish(tmp_path, QUADS)
    host = Host(tmp_path, App, 1 << 20)
    web = Web(host, longest_head=LONGEST, longest_body=LONGEST)
    listening = listen("127.0.0.1", 0)
    address = listening.getsockname()
    eventloop.wait_for(web.open(listening))
    hosted = host.enter()
    app = hosted.application
    hosted.leave()
    assert isinstance(app, App)
    yield Served(web, app, address)
    eventloop.wait_for(web.end(0.5))
