"""A refusal as a response: problem details (RFC 9457) or plain text, as the client prefers."""

import json
import re
from http import HTTPStatus

from beleidsgraaf.errors import QueryError, QuerySyntaxError, TooManyQueriesError
from beleidsgraaf.serve.endpoint.scan import undeclared
from beleidsgraaf.serve.negotiate import choose
from beleidsgraaf.serve.response import Response

_PLACE = re.compile(r"error at (\d+):(\d+): ", re.ASCII)
_LONGEST = 120


class ProtocolError(QueryError):
    """The request, not the query in it, is not as the protocol says."""

    def __init__(self, status: int, message: str, headers: tuple[tuple[str, str], ...] = ()):
        super().__init__(message)
        self.http_status = status
        self.headers = headers


def syntax_error(engine: str, text: str) -> QueryError:
    """What the engine said of a query's syntax, with the place and what stands there."""
    found = _PLACE.match(engine)
    reason = engine[found.end() :] if found else engine
    if unknown := undeclared(text):
        names = ", ".join(f"{name}:" for name in unknown[:5])
        reason = f"no PREFIX declares {names}"
    elif len(reason) > _LONGEST or "[" in reason:  # a list of character classes helps nobody
        reason = "something else is expected here"
    if found is None:
        return QueryError(f"The query is ill-formed: {reason}.")
    return QuerySyntaxError(text, int(found[1]), int(found[2]), reason)


def problem(error: QueryError, accept: str, always: tuple[tuple[str, str], ...]) -> Response:
    """The response that tells a client why there is no answer, with these headers besides."""
    status = error.http_status
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(error),
    }
    if isinstance(error, QuerySyntaxError):
        told |= {"line": error.line, "column": error.column}
    headers = [("Cache-Control", "no-store")]
    if isinstance(error, TooManyQueriesError):
        headers.append(("Retry-After", str(error.retry_after)))
    if isinstance(error, ProtocolError):
        headers += error.headers
    wanted = choose(accept, ("text/plain", "application/problem+json", "application/json"))
    if wanted == "text/plain" or (wanted is None and "json" not in accept.lower()):
        media, body = "text/plain; charset=utf-8", f"{status} {told['title']}\n{error}\n"
    else:
        media, body = "application/problem+json", json.dumps(told, ensure_ascii=False) + "\n"
    return Response(status, body.encode(), (("Content-Type", media), *headers, *always))
