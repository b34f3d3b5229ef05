"""The endpoint's way in: before any routing, for the sake of speed; the rest is the site's."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from functools import lru_cache
from wsgiref.types import StartResponse, WSGIApplication
from wsgiref.types import WSGIEnvironment as Environ

from beleidsgraaf.errors import QueryError, TooManyQueriesError
from beleidsgraaf.serve import eventloop, later
from beleidsgraaf.serve.endpoint import graph_store, media, request
from beleidsgraaf.serve.endpoint.description import Service
from beleidsgraaf.serve.endpoint.headers import ALWAYS, KEPT
from beleidsgraaf.serve.endpoint.health import Health
from beleidsgraaf.serve.endpoint.outbox import LARGE, Outbox
from beleidsgraaf.serve.endpoint.problem import problem
from beleidsgraaf.serve.endpoint.request import Asked
from beleidsgraaf.serve.endpoint.service import Endpoint
from beleidsgraaf.serve.engine import told
from beleidsgraaf.serve.engine.writers import BINDINGS, GRAPHS
from beleidsgraaf.serve.later import GivenUpError, Later
from beleidsgraaf.serve.negotiate import choose
from beleidsgraaf.serve.response import Incoming, Response
from beleidsgraaf.vocab import Names

PATH = "/sparql"
GRAPH_STORE = "/graph-store"
HEALTH = "/health"
_PLAIN = f"{PATH}?query=".encode()
"""How the address of most requests begins."""
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


Refuse = Callable[[Exception, Environ], Response | Later[Response]]
"""How a client is told at once, or later, why there is no answer."""


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
        self._limits = (LIMITS, told.brief(endpoint.settings))
        self._refused = (self._limits, *ALWAYS)
        self._longest = endpoint.settings.query_length << 10

    def __call__(self, environ: Environ, start: StartResponse) -> Iterable[bytes]:
        """Answers one request, in a thread."""
        if self._is_a_page(environ):
            if environ["PATH_INFO"] == PATH:
                environ = {**environ, "PATH_INFO": WORKBENCH}
            return self._inner(environ, start)
        response = eventloop.wait_for(self._response(environ))
        return response.send(start, head=environ["REQUEST_METHOD"] == "HEAD")

    async def _response(self, environ: Environ) -> Response:
        return await later.known(self._respond(environ, self._told))

    def answer(self, incoming: Incoming) -> Response | Later[Response] | None:
        """The endpoint's response, in the event loop; None for what is a page's."""
        if incoming.method == "GET" and incoming.target.startswith(_PLAIN):
            variables = incoming.variables
            if "html" not in variables.get("HTTP_ACCEPT", ""):
                return self._respond(variables, self._held_back, incoming.target)
        environ = incoming.environ()
        return None if self._is_a_page(environ) else self._respond(environ, self._held_back)

    def _is_a_page(self, environ: Environ) -> bool:
        path, method = environ.get("PATH_INFO"), environ["REQUEST_METHOD"]
        if path == PATH:
            return self._is_for_people(environ, method)
        return path != GRAPH_STORE and (path != HEALTH or method not in ("GET", "HEAD"))

    def _respond(
        self, environ: Environ, refuse: Refuse, target: bytes = b""
    ) -> Response | Later[Response]:
        """``target`` is that of a GET of which nothing but variables has been made yet."""
        found: Response | Later[Response]
        try:
            if target:
                asked = request.plain(target, environ, self._longest)
                found = self._endpoint.respond(asked, environ)
            else:
                found = self._begin(environ)
        except Exception as error:
            return refuse(error, environ)
        if isinstance(found, Later):
            return found.then(lambda known: self._known(known, environ))
        return self._finished(found, environ)

    def _begin(self, environ: Environ) -> Response | Later[Response]:
        if environ["PATH_INFO"] == HEALTH:
            return later.of(self._health.respond())
        if environ["REQUEST_METHOD"] == "OPTIONS":
            return self._options(environ)
        asked = self._asked(environ)
        if asked is None:
            return later.of(asyncio.to_thread(self._description, environ))
        return self._endpoint.respond(asked, environ)

    def _known(self, found: Response | Exception, environ: Environ) -> Response | Exception:
        """What goes out; GivenUpError where nobody waits for it any more."""
        if isinstance(found, Response):
            return found if len(found.body) < LARGE else self._finished(found, environ)
        return found if isinstance(found, GivenUpError) else self._told(found, environ)

    def _finished(self, found: Response, environ: Environ) -> Response:
        """A large response with the room that it takes until it is sent."""
        if len(found.body) < LARGE or environ.get("REQUEST_METHOD") == "HEAD":
            return found
        try:
            room = self._outbox.hold(len(found.body), self._endpoint.party(environ))
        except QueryError as error:
            return self._told(error, environ)
        return found._replace(sent=room)

    def _told(self, error: Exception, environ: Environ) -> Response:
        """Why there is no answer."""
        accept = environ.get("HTTP_ACCEPT", "")
        if isinstance(error, QueryError):
            return problem(error, accept, self._refused)
        _log.error("a query failed through our fault", exc_info=error)
        fault = TooManyQueriesError("Something went wrong on our side; try again.", 5)
        fault.http_status = 503
        return problem(fault, accept, ALWAYS)

    def _held_back(self, error: Exception, environ: Environ) -> Response | Later[Response]:
        """The same, a while later for who did not heed the last refusal: no thread waits here."""
        response = self._told(error, environ)
        if not isinstance(error, TooManyQueriesError):
            return response
        party = self._endpoint.party(environ)
        seconds = self._endpoint.manners.refuse(party, error.retry_after)
        return later.after(seconds, response) if seconds else response

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
