"""SPARQL 1.1 Graph Store HTTP Protocol, its reads: a named graph, or the union, as a document."""

from wsgiref.types import WSGIEnvironment as Environ

from beleidsgraaf.errors import QueryError
from beleidsgraaf.serve import coding
from beleidsgraaf.serve.endpoint import media, request
from beleidsgraaf.serve.endpoint.problem import ProtocolError
from beleidsgraaf.serve.endpoint.request import Asked
from beleidsgraaf.serve.endpoint.service import Endpoint
from beleidsgraaf.serve.engine.wire import Wanted

ALLOWED = (("Allow", "GET, HEAD, OPTIONS"),)


def read(endpoint: Endpoint, environ: Environ) -> Asked:
    """The graph that a request asks for, as a query for all that is in it.

    Raises QueryError: 400 when it names none or two, 404 when there is none of that name, 405 for
    what would change it, 406 for a format that is not on offer.
    """
    method = environ["REQUEST_METHOD"]
    if method not in ("GET", "HEAD"):
        raise ProtocolError(
            405, f"{method} would change a graph; they change by snapshot only.", ALLOWED
        )
    fields = request.fields(environ)
    graphs = [value for name, value in fields if name == "graph"]
    wants_default = any(name == "default" for name, _ in fields)
    if len(graphs) + wants_default != 1:
        raise QueryError("Name one graph: ?default, or ?graph= with its IRI.")
    if graphs and graphs[0] not in endpoint.keeper.graphs:
        known = ", ".join(endpoint.keeper.graphs)
        raise ProtocolError(404, f"There is no graph {graphs[0][:200]!r}. There are: {known}.")
    name = media.named([value for field, value in fields if field == "format"])
    wanted = media.forms(environ.get("HTTP_ACCEPT", ""), name).graph
    if not wanted:
        raise ProtocolError(406, f"A graph is not to be had in that format. {media.offer()}")
    chosen = coding.choose(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return Asked(endpoint.whole_graph, Wanted("", wanted, chosen, tuple(graphs) or None))
