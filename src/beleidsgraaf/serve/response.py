"""A response before it is sent: all of it, in memory, with a length that is known."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import NamedTuple, Protocol, runtime_checkable
from wsgiref.types import StartResponse, WSGIEnvironment

from beleidsgraaf.serve.later import Later

BODILESS = (204, 304)
STATUS = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}
"""The status line's words."""


class Response(NamedTuple):
    """A status, a body and headers."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...]
    """The same for many, so that they are written once; what is different for each stands below."""
    tag: str = ""
    """Its ETag: it stays the same as long as the snapshot does. Empty where it may not."""
    is_repeated: bool = False
    """Whether it was given before, and so may well be asked for again."""
    sent: Callable[[], None] | None = None
    """To be called, if anybody waits for that, once nothing of the body is held any more."""

    def whole(self) -> list[tuple[str, str]]:
        """The headers, tag and length among them."""
        headers = [*self.headers, ("ETag", self.tag)] if self.tag else [*self.headers]
        if self.status not in BODILESS:
            headers.append(("Content-Length", str(len(self.body))))
        return headers

    def send(self, start: StartResponse, *, head: bool = False) -> Iterable[bytes]:
        """Starts the WSGI response and returns its body, which HEAD leaves out."""
        start(STATUS[self.status], self.whole())
        if self.sent:
            self.sent()
        return [b"" if head else self.body]


class Incoming(Protocol):
    """A request, of which there is a WSGI environment only once somebody asks for that."""

    method: str
    target: bytes
    """What was asked for, as it came."""
    variables: WSGIEnvironment
    """What WSGI has of its headers and of both ends of the connection; nobody changes it."""

    def environ(self) -> WSGIEnvironment:
        """All of it, as WSGI has it; an error when its address is none."""
        ...


@runtime_checkable
class Answering(Protocol):
    """A WSGI application that answers some requests in the event loop, sooner than a thread can."""

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answers one request, in a thread."""
        ...

    def answer(self, incoming: Incoming) -> Response | Later[Response] | None:
        """The response to a request, in the event loop; None where only a thread can give it."""
        ...
