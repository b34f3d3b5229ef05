"""A request as it came over a connection, and as WSGI has it (PEP 3333)."""

import io
import sys
from functools import lru_cache
from typing import NamedTuple
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


@lru_cache(maxsize=256)
def _variable(name: bytes) -> str:
    """What WSGI calls a header; empty for one with an underscore, which would pass for another."""
    if name in (b"content-type", b"content-length"):
        return name.decode("ascii").upper().replace("-", "_")
    return "" if b"_" in name else "HTTP_" + name.decode("latin-1").upper().replace("-", "_")


class Request(NamedTuple):
    """A whole request: nothing of it is still to come."""

    method: str
    target: bytes
    """As it came: a path with its query, or a whole address."""
    headers: dict[bytes, bytes]
    """By name in lower case; what was given more than once is joined with commas."""
    body: bytes
    version: str
    keeps: bool
    """Whether the client may ask more on this connection."""

    def environ(self, client: tuple[str, int], server: tuple[str, int]) -> Environ:
        """The request as a WSGI application takes it; ValueError when its address is none."""
        path, query = self._split()
        environ = {
            **_FIXED,
            "REQUEST_METHOD": self.method,
            "PATH_INFO": (unquote_to_bytes(path) if b"%" in path else path).decode("latin-1"),
            "QUERY_STRING": query.decode("latin-1"),
            "REMOTE_ADDR": client[0],
            "REMOTE_PORT": str(client[1]),
            "SERVER_NAME": server[0],
            "SERVER_PORT": str(server[1]),
            "SERVER_PROTOCOL": f"HTTP/{self.version}",
            "wsgi.input": io.BytesIO(self.body),
        }
        for name, value in self.headers.items():
            if variable := _variable(name):
                environ[variable] = value.decode("latin-1")
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
            raise ValueError("The address of the request is none.") from None
        return found.path or b"/", found.query or b""
