"""A real browser on the real site, served on a free port of this machine."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from beleidsgraaf.serve import assets, endpoint
from beleidsgraaf.serve.app import create_app
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No name resolves but this machine's: a request to elsewhere fails, and is seen.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

_POLICY = "Content Security Policy"

Open = Callable[..., Page]


class _Silent(WSGIRequestHandler):
    """Keeps the report of the tests free of a line for every request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002
        """Nothing is said."""


@pytest.fixture(scope="session")
def app(snapshot: Snapshot) -> Iterator[Flask]:
    """The site of the real project."""
    made = create_app(snapshot, Settings(query_processes=1))
    yield made
    made.extensions[endpoint.EXTENSION].close()


@contextmanager
def served(site: Flask) -> Iterator[str]:
    """The address at which a site answers, for as long as it is of use."""
    server = make_server("127.0.0.1", 0, site, threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def opened() -> Iterator[Browser]:
    """Chromium, as Debian ships it."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[str]:
    """The address at which the site answers."""
    with served(app) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, or no journey at all."""
    if not CHROMIUM.exists():
        pytest.skip(f"NO BROWSER: {CHROMIUM} is absent; none of the journeys was tried.")
    with opened() as chromium:
        yield chromium


@pytest.fixture
def scripts() -> None:
    """The scripts are there, or the test is skipped."""
    if lacking := assets.without(assets.addresses()):
        pytest.skip(f"NO SCRIPTS: {lacking} `make scripts` builds them.")


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page; afterwards nothing left this machine, and nothing failed or was forbidden."""
    contexts = []
    requested: list[str] = []
    errors: list[str] = []

    def open_(path: str, **options: object) -> Page:
        context = browser.new_context(base_url=address, **options)  # type: ignore[arg-type]  # theirs
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requested.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if _POLICY in said.text else None)
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert requested
    assert [url for url in requested if not url.startswith(address)] == []
    assert errors == []
