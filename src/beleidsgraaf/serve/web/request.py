"""A request as it came over a connection, and as WSGI has it (PEP 3333)."""

import io
import sys
from urllib.parse import unquote_to_bytes
from wsgiref.types import WSGIEnvironment as Environ

import httptools

_FIXED: Environ = {
    "SCRIPT_NAME": "",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "http",
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
    "wsgi.input_terminated": True,
}


class TargetError(ValueError):
    """The address of a request is none."""


def _variable(name: bytes) -> str:
    """What WSGI calls a header; empty for one with an underscore, which would pass for another."""
    if name in (b"content-type", b"content-length"):
        return name.decode("ascii").upper().replace("-", "_")
    return "" if b"_" in name else "HTTP_" + name.decode("latin-1").upper().replace("-", "_")


class Head:
    """What stands below the line of a request: a client's many requests have the same.

    So it is read once, as a rule, and nobody changes it.
    """

    __slots__ = ("headers", "is_common", "keeps", "variables", "version")

    def __init__(self, headers: dict[bytes, bytes], version: str, *, keeps: bool) -> None:
        self.headers = headers
        """By name in lower case; what was given more than once is joined with commas."""
        self.version = version
        self.keeps = keeps
        """Whether the client may ask more on this connection."""
        self.is_common = keeps and b"if-none-match" not in headers
        """Whether the whole response to a GET is the same for all who send these very bytes."""
        self.variables: Environ = {**_FIXED, "SERVER_PROTOCOL": f"HTTP/{version}"}
        """The same for WSGI."""
        for name, value in headers.items():
            if variable := _variable(name):
                self.variables[variable] = value.decode("latin-1")


class Request:
    """A whole request: nothing of it is still to come."""

    __slots__ = ("body", "data", "head", "method", "target")

    def __init__(
        self, method: str, target: bytes, head: Head, body: bytes, data: bytes = b""
    ) -> None:
        self.method = method
        self.target = target
        """As it came: a path with its query, or a whole address."""
        self.head = head
        self.body = body
        self.data = data
        """All of it as it came; empty where that was together with another, or in parts."""

    def environ(self, variables: Environ) -> Environ:
        """The request as a WSGI application takes it; TargetError when its address is none.

        ``variables`` is what its head and the two ends of the connection say, and stays as it is.
        """
        path, query = self._split()
        environ = variables.copy()
        environ["REQUEST_METHOD"] = self.method
        environ["PATH_INFO"] = (unquote_to_bytes(path) if b"%" in path else path).decode("latin-1")
        environ["QUERY_STRING"] = query.decode("latin-1")
        environ["wsgi.input"] = io.BytesIO(self.body)
        if self.body:
            environ["CONTENT_LENGTH"] = str(len(self.body))
        return environ

    def _split(self) -> tuple[bytes, bytes]:
        """Path and query."""
        if self.target.startswith(b"/"):
            path, _, query = self.target.partition(b"#")[0].partition(b"?")
            return path, query
        try:
            found = httptools.parse_url(self.target)
        except httptools.HttpParserInvalidURLError:
            raise TargetError("The address of the request is none.") from None
        return found.path or b"/", found.query or b""
