"""A response before it is sent: all of it, in memory, with a length that is known."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import NamedTuple
from wsgiref.types import StartResponse

ALWAYS = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Retry-After, Query-Limits"),
    ("Vary", "Accept, Accept-Encoding"),
    ("X-Content-Type-Options", "nosniff"),
)
"""On every response of the endpoint: anybody's page may read it, and caches keep forms apart."""

_STATUS = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}


class Response(NamedTuple):
    """A status, a body and headers, without those that every response has."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...]
    is_lasting: bool = False
    """Whether it stays the same as long as the snapshot does."""

    def send(self, start: StartResponse, *, head: bool = False) -> Iterable[bytes]:
        """Starts the WSGI response and returns its body, which HEAD leaves out."""
        headers = [*self.headers, *ALWAYS]
        if self.status not in (204, 304):
            headers.append(("Content-Length", str(len(self.body))))
        start(_STATUS[self.status], headers)
        return [b"" if head else self.body]
