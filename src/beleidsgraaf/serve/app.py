"""The web application: a snapshot's pages, its linked data and its endpoint."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import quote

from flask import Flask, Response, redirect, request
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed
from werkzeug.wrappers import Response as WerkzeugResponse

from beleidsgraaf.serve import assets, endpoint, linked_data, negotiate, packing, publication
from beleidsgraaf.serve.linked_data import Withdrawn
from beleidsgraaf.serve.lists import routes as list_routes
from beleidsgraaf.serve.pages import prose, routes
from beleidsgraaf.serve.pages.site import Site, open_site
from beleidsgraaf.serve.render.answers import HTML
from beleidsgraaf.serve.render.parts import Link
from beleidsgraaf.serve.search import routes as search_routes
from beleidsgraaf.serve.search.documents import documents
from beleidsgraaf.serve.search.index import Index
from beleidsgraaf.serve.texts import LANGUAGES
from beleidsgraaf.serve.workbench import routes as workbench_routes
from beleidsgraaf.settings import Settings
from beleidsgraaf.snapshot import Snapshot

_log = logging.getLogger(__name__)
_YEAR = 31_536_000
_MIB = 1 << 20
_PLAIN = "text/plain"
MAKING = "beleidsgraaf.making"
"""Where an application keeps what is made while it answers already; who needs that waits."""


def create_app(snapshot: Snapshot, settings: Settings) -> Flask:
    """The application that shows this snapshot; the index of its search may be made yet."""
    meanwhile = ThreadPoolExecutor(1, "meanwhile")
    try:
        # It waits for processes that load the graph, most of the time.
        starting = meanwhile.submit(endpoint.Endpoint, snapshot, settings)
        site = open_site(snapshot, settings)
        app = _without_endpoint(site, meanwhile.submit(_index, site))
        endpoint.install(app, starting.result())
    finally:
        meanwhile.shutdown(wait=False)
    publication.guard(app, settings)
    return app


def _index(site: Site) -> Index:
    return Index(documents(site.store))


def _without_endpoint(site: Site, making: Future[Index]) -> Flask:
    app = assets.Web(__name__, template_folder=None)
    app.extensions[MAKING] = making
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _YEAR  # their addresses change when they do
    for lang in LANGUAGES:
        app.register_blueprint(routes.blueprint(site, lang))
        app.register_blueprint(workbench_routes.blueprint(site, lang))
        app.register_blueprint(linked_data.blueprint(site, lang))
    for found in (*list_routes.install(site), *search_routes.install(site, making)):
        app.register_blueprint(found)
    publication.install(app, site)
    packing.install(app, site.settings.cache_size * _MIB // 8)
    app.register_error_handler(Exception, lambda error: _failure(site, error))
    return app


def _failure(site: Site, error: Exception) -> Response | WerkzeugResponse:
    """A page that says what went wrong, in the language of the address; the log says why."""
    if not isinstance(error, HTTPException):
        _log.error("%s %s failed", request.method, request.path, exc_info=error)
        error = InternalServerError()
    status = error.code or 500
    if status < 400:
        return error.get_response()
    if status == 404 and request.path.endswith("/"):
        return _without_slash()
    body, media = _explained(site, error, status)
    response = Response(body, status, content_type=f"{media}; charset=utf-8")
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _without_slash() -> WerkzeugResponse:
    """To the same address with no slash at its end: the only one that a page has."""
    path = "/" + quote(request.path.strip("/"), safe="/")  # one slash: never another host
    query = request.query_string.decode("ascii", "replace")
    return redirect(path + (f"?{query}" if query else ""), 308)


def _explained(site: Site, error: HTTPException, status: int) -> tuple[str, str]:
    """The words for an error, as a page where the client takes one, and their media type."""
    first = request.path.split("/")[1]
    reader = site.reader(first if first in LANGUAGES[1:] else LANGUAGES[0])
    ways: tuple[Link, ...] = ()
    if isinstance(error, Withdrawn) and error.successor:
        kind, _, slug = error.successor.partition("/")
        ways = (reader.link(site.store.names.thing(kind, slug)),)
    page = prose.error(site, reader, status, ways)
    if negotiate.choose(request.headers.get("Accept"), (HTML, _PLAIN)) == HTML:
        return site.renderer(page), HTML
    told = [f"{status} {page.frame.title.text}", page.message, *(way.href for way in ways)]
    return "\n".join(told) + "\n", _PLAIN
