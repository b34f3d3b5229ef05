"""The endpoint's way in: before any routing, for the sake of speed; the rest is the site's."""

import asyncio
import logging
from collections.abc import Coroutine, Iterable
from functools import lru_cache
from wsgiref.types import StartResponse, WSGIApplication
from wsgiref.types import WSGIEnvironment as Environ

from beleidsgraaf.errors import QueryError, TooManyQueriesError
from beleidsgraaf.serve import eventloop
from beleidsgraaf.serve.endpoint import graph_store, media, request
from beleidsgraaf.serve.endpoint.description import Service, brief_limits
from beleidsgraaf.serve.endpoint.headers import ALWAYS, KEPT
from beleidsgraaf.serve.endpoint.health import Health
from beleidsgraaf.serve.endpoint.outbox import LARGE, Outbox
from beleidsgraaf.serve.endpoint.problem import problem
from beleidsgraaf.serve.endpoint.request import Asked
from beleidsgraaf.serve.endpoint.service import Endpoint
from beleidsgraaf.serve.engine.writers import BINDINGS, GRAPHS
from beleidsgraaf.serve.negotiate import choose
from beleidsgraaf.serve.response import Response
from beleidsgraaf.vocab import Names

PATH = "/sparql"
GRAPH_STORE = "/graph-store"
HEALTH = "/health"
_VOID = "void.ttl"
_DESCRIPTIONS = 16
WORKBENCH = "/workbench"
"""The page that a browser gets which asks for the endpoint itself."""

_log = logging.getLogger(__name__)
LIMITS = "Query-Limits"
"""The header that says what a query may take: on every refusal, and on the description."""

_HTML = ("text/html", "application/xhtml+xml")
_PREFLIGHT = (
    ("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS"),
    ("Access-Control-Allow-Headers", "Accept, Content-Type, If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
)


class Layer:
    """A WSGI application that answers at /sparql and leaves all else to the one inside."""

    def __init__(self, endpoint: Endpoint, inner: WSGIApplication, *, has_workbench: bool) -> None:
        self._endpoint = endpoint
        self._inner = inner
        self._health = Health(endpoint)
        # Few, for a client can make up the address at which it found us.
        self._describe = lru_cache(_DESCRIPTIONS)(self._service)
        self._outbox = Outbox()
        self._has_workbench = has_workbench
        self._limits = (LIMITS, brief_limits(endpoint.settings))
        self._refused = (self._limits, *ALWAYS)
        self._longest = endpoint.settings.query_length << 10

    def __call__(self, environ: Environ, start: StartResponse) -> Iterable[bytes]:
        """Answers one request."""
        ours = self.answer(environ)
        if ours is None:
            if environ["PATH_INFO"] == PATH:
                environ = {**environ, "PATH_INFO": WORKBENCH}
            return self._inner(environ, start)
        return eventloop.wait_for(ours).send(start, head=environ["REQUEST_METHOD"] == "HEAD")

    def answer(self, environ: Environ) -> Coroutine[None, None, Response] | None:
        """The endpoint's response; None for what is a page's."""
        path, method = environ.get("PATH_INFO"), environ["REQUEST_METHOD"]
        if path == HEALTH and method in ("GET", "HEAD"):
            return self._health.respond()
        if path not in (PATH, GRAPH_STORE):
            return None
        if path == PATH and self._is_for_people(environ, method):
            return None
        return self._answer(environ, method)

    async def _answer(self, environ: Environ, method: str) -> Response:
        try:
            if method == "OPTIONS":
                return self._options(environ)
            asked = self._asked(environ)
            if asked is None:
                return await asyncio.to_thread(self._description, environ)
            response = await self._endpoint.respond(asked, environ)
            is_large = len(response.body) >= LARGE and method != "HEAD"
            return self._held(response, environ) if is_large else response
        except QueryError as error:
            return problem(error, environ.get("HTTP_ACCEPT", ""), self._refused)
        except Exception:
            _log.exception("a query failed through our fault")
            fault = TooManyQueriesError("Something went wrong on our side; try again.", 5)
            fault.http_status = 503
            return problem(fault, environ.get("HTTP_ACCEPT", ""), ALWAYS)

    def _held(self, response: Response, environ: Environ) -> Response:
        """A large response, with the room that it takes until it is sent."""
        party = self._endpoint.party(environ)
        return response._replace(sent=self._outbox.hold(len(response.body), party))

    def _asked(self, environ: Environ) -> Asked | None:
        """What a request asks; None where the service itself is asked for."""
        if environ["PATH_INFO"] == GRAPH_STORE:
            return graph_store.read(self._endpoint, environ)
        return request.read(environ, self._longest)

    def _is_for_people(self, environ: Environ, method: str) -> bool:
        """Whether a browser asks for the endpoint itself, or follows a link with just a query."""
        asked, accept = environ.get("QUERY_STRING", ""), environ.get("HTTP_ACCEPT", "")
        if "html" not in accept or method not in ("GET", "HEAD") or not self._has_workbench:
            return False
        if asked and (not asked.startswith("query=") or "&" in asked):
            return False
        return choose(accept, (*BINDINGS, *GRAPHS, *_HTML)) in _HTML

    def _options(self, environ: Environ) -> Response:
        if environ["PATH_INFO"] == GRAPH_STORE:
            return Response(204, b"", (*graph_store.ALLOWED, *_PREFLIGHT, *ALWAYS))
        return Response(204, b"", (*request.ALLOWED, *request.ACCEPTED, *_PREFLIGHT, *ALWAYS))

    def _service(self, address: str, chosen: str) -> bytes:
        """The description of the endpoint at this address, in a format."""
        snapshot = self._endpoint.snapshot
        numbers = snapshot.read(_VOID) if _VOID in snapshot.manifest["files"] else b""
        names, graphs = Names(snapshot.base_iri), self._endpoint.keeper.graphs
        return Service(address, names, graphs, self._endpoint.settings, numbers).describe(chosen)

    def _description(self, environ: Environ) -> Response:
        chosen = media.forms(environ.get("HTTP_ACCEPT", ""), "").graph or "text/turtle"
        public = self._endpoint.settings.public_url or _root(environ)
        return Response(
            200,
            self._describe(f"{public.rstrip('/')}{PATH}", chosen),
            (
                ("Content-Type", media.content_type(chosen)),
                self._limits,
                *KEPT,
            ),
        )


def _root(environ: Environ) -> str:
    """The address at which the client found us."""
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    clean = "".join(character for character in host if character.isalnum() or character in ".-:[]_")
    return f"{environ.get('wsgi.url_scheme', 'http')}://{clean}"
