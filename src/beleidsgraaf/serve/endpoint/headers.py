"""The headers of the endpoint's responses: few, so that each set of them is made once."""

import re
from functools import lru_cache
from wsgiref.types import WSGIEnvironment as Environ

from beleidsgraaf.serve.endpoint import media
from beleidsgraaf.serve.response import Response

Headers = tuple[tuple[str, str], ...]

ALWAYS = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Retry-After, Query-Limits"),
    ("Vary", "Accept, Accept-Encoding"),
    ("X-Content-Type-Options", "nosniff"),
)
"""On every response of the endpoint: anybody's page may read it, and caches keep forms apart."""
KEPT = (("Cache-Control", "no-cache"), *ALWAYS)
"""On what stays the same: it may be kept, and is to be asked for again with its ETag."""
_ANY = "*"
_TAG = re.compile(rf'"[^"]*"|\{_ANY}')
_PASSING = (("Cache-Control", "no-store"), *ALWAYS)


@lru_cache
def of_answer(chosen: str, coding: str, *, is_lasting: bool) -> Headers:
    """Those of an answer in a form and a coding."""
    kind = (("Content-Type", media.content_type(chosen)),)
    coded = (("Content-Encoding", coding),) if coding else ()
    return kind + coded + (KEPT if is_lasting else _PASSING)


def had(environ: Environ) -> tuple[str, ...]:
    """The tags that a GET or HEAD names in If-None-Match (RFC 9110, section 13.1.2).

    Those of a POST do not count: no cache keeps its answers, and 304 is none for it.
    """
    if environ.get("REQUEST_METHOD") == "POST":
        return ()
    return tuple(_TAG.findall(environ.get("HTTP_IF_NONE_MATCH", "")))


def unless_any(found: Response, tags: tuple[str, ...]) -> Response:
    """The answer, or 304 where the client wants none as long as there is any."""
    return Response(304, b"", KEPT, found.tag) if found.tag and _ANY in tags else found
