"""Sending a dataset's JSON to the API, and telling in one line what came of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from beleidsgraaf.errors import HandOverError
from beleidsgraaf.settings import API_TOKEN

_PATIENCE = 30
"""Seconds that the API may take."""
_LONGEST = 1 << 20
"""Bytes of an answer that are read."""
_LOCAL = ("localhost", "127.0.0.1", "::1")


class _NoRedirects(HTTPRedirectHandler):
    """Follows nothing: a token must not go to an address that nobody gave."""

    def redirect_request(self, *_: Any) -> None:
        """Leave the redirect as the answer that it is."""


@dataclass(frozen=True, slots=True)
class Api:
    """Where the API stands, and the token that it knows us by."""

    url: str
    token: str

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            host = parts.hostname or ""
        except ValueError:
            host = ""
        if not host or parts.scheme not in ("http", "https"):
            raise HandOverError(f"{self.url!r} is no address of an API: begin with https://.")
        if parts.scheme == "http" and host not in _LOCAL:
            raise HandOverError(f"{self.url}: a token goes over https:// only.")
        if not self.token.strip():
            raise HandOverError(
                f"There is no token: put the one you got from the API in {API_TOKEN} and run again."
            )
        if not self.token.isascii() or not self.token.isprintable() or " " in self.token:
            raise HandOverError(f"{API_TOKEN} holds characters that no token has; copy it again.")

    def __repr__(self) -> str:
        return f"Api({self.url!r}, token not shown)"


def send(dataset: Mapping[str, Any], api: Api, replace: str = "") -> dict[str, Any]:
    """The API's answer, once it has stored the dataset as a draft, or replaced the one of an id.

    Raises HandOverError that says what the API said, or that it could not be reached.
    """
    place = f"{api.url.rstrip('/')}/api/v1/datasets"
    request = Request(  # noqa: S310  Api lets only http and https through
        f"{place}/{quote(replace, safe='')}" if replace else place,
        data=json.dumps(dataset, ensure_ascii=False).encode(),
        headers={
            "Authorization": f"Bearer {api.token}",
            "Content-Type": "application/json",
            "Accept": "application/json, application/problem+json",
        },
        method="PUT" if replace else "POST",
    )
    try:
        with build_opener(_NoRedirects).open(request, timeout=_PATIENCE) as answer:
            stored = _json(answer.read(_LONGEST))
    except HTTPError as error:
        with error:
            raise HandOverError(_refusal(api, error)) from None
    except (OSError, HTTPException) as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise HandOverError(
            f"{api.url}: no answer: {_line(str(reason))}. See to the address, and there before you "
            f"send again."
        ) from None
    if "id" not in stored:
        raise HandOverError(f"{api.url}: answers, but not as the Aanlever API does; see there.")
    return stored


def _refusal(api: Api, error: HTTPError) -> str:
    try:
        said = _json(error.read(_LONGEST))
    except (OSError, HTTPException):
        said = {}
    what = said.get("detail") or said.get("title") or error.reason
    fields = said.get("errors")
    if isinstance(fields, list):
        told = [f"{f.get('path')}: {f.get('message')}" for f in fields if isinstance(f, dict)]
        what = "; ".join([str(what), *told])
    return f"{api.url}: refused ({error.code}): {_line(str(what))}. {_REMEDIES.get(error.code, '')}"


_REMEDIES = {
    401: f"The token in {API_TOKEN} is not valid, or no longer; ask the API for a new one.",
    403: "The owner of the token may not do this; see to its role and organisation.",
    404: "See to the address, and to the id after --replace.",
    409: "To replace what is there, give its id with --replace.",
}


def _line(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split()).rstrip(".")[:500]


def _json(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
